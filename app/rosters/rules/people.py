"""The person of a row: found by address or by name and Träger, completed, or added."""

from collections.abc import Sequence
from uuid import uuid5

from app.people.rules import EMAIL_TAKEN
from app.rosters.rules.deeds import AddAffiliation, AddPerson, FillFunction, FillPerson, Step
from app.rosters.rules.fields import Field
from app.rosters.rules.known import Known, KnownAffiliation, KnownPerson, KnownTraeger, name_key
from app.rosters.rules.rows import Row

NO_GIVEN = "Der Vorname fehlt."
NO_FAMILY = "Der Nachname fehlt."
NO_EMAIL = "Die E-Mail-Adresse fehlt. An sie gehen die Einladungen."
BLOCKED = "Diese Person ist gesperrt."
OTHER_NAME = "Diese Adresse gehört schon zu {name}. Bitte prüfen Sie Name und Adresse."
OTHER_NAME_ROW = "In Zeile {row} steht diese Adresse bei {name}. Jede Person braucht eine eigene."
SEVERAL = "So heißen mehrere Personen. Bitte tragen Sie die E-Mail-Adresse ein."
ELSEWHERE = (
    "{name} gibt es schon, aber nicht bei diesem Träger. Bitte tragen Sie die E-Mail-Adresse ein, "
    "damit klar ist, wer gemeint ist."
)
NAMESAKE = "{name} gibt es schon mit einer anderen Adresse ({email})."
STAYS = "{what} bleibt „{value}“."


def person_of(
    known: Known, row: Row, step: Step, traeger: KnownTraeger | None
) -> KnownPerson | None:
    """None where the row is about nobody, or nobody can be found for sure."""
    if Field.EMAIL in row.problems:
        return None
    if email := row.text(Field.EMAIL):
        found = known.people.get(email)
        if found is None:
            return _new(known, row, step)
        return _checked(known, row, step, found)
    return _by_name(known, row, step, traeger) if row.name else None


def _new(known: Known, row: Row, step: Step) -> KnownPerson | None:
    missing = {Field.GIVEN: NO_GIVEN, Field.FAMILY: NO_FAMILY}
    lacks = {which: text for which, text in missing.items() if not row.text(which)}
    if lacks:
        step.problems |= {which: text for which, text in lacks.items() if which not in row.problems}
        return None
    email = row.text(Field.EMAIL)
    person = KnownPerson(
        id=uuid5(known.seed, f"person:{email}"), body=known.body, title=row.text(Field.TITLE),
        given=row.text(Field.GIVEN), family=row.text(Field.FAMILY), email=email,
        phone=row.text(Field.PHONE), row=step.number,
    )  # fmt: skip
    for other in known.called(person.name):
        step.notes.append(NAMESAKE.format(name=other.name, email=other.email))
    known.add_person(person, [email])
    deed = AddPerson(person.id, person.title, person.given, person.family, email, person.phone)
    step.do(deed, "Person neu")
    return person


def _checked(known: Known, row: Row, step: Step, found: KnownPerson) -> KnownPerson | None:
    if found.body != known.body:
        step.problems[Field.EMAIL] = EMAIL_TAKEN
    elif found.blocked:
        step.problems[Field.EMAIL] = BLOCKED
    elif _is_somebody_else(row, found):
        said = OTHER_NAME_ROW if found.row else OTHER_NAME
        step.problems[Field.EMAIL] = said.format(name=found.name, row=found.row)
    else:
        return found
    return None


def _is_somebody_else(row: Row, found: KnownPerson) -> bool:
    """Who married or writes the given name in short stays the same person."""
    pairs = ((row.text(Field.GIVEN), found.given), (row.text(Field.FAMILY), found.family))
    said = [(theirs, ours) for theirs, ours in pairs if theirs]
    return bool(said) and all(name_key(theirs) != name_key(ours) for theirs, ours in said)


def _by_name(
    known: Known, row: Row, step: Step, traeger: KnownTraeger | None
) -> KnownPerson | None:
    called = known.called(row.name)
    here = [one for one in called if traeger is None or _works_for(one, traeger)]
    if len(here) == 1 and not here[0].blocked:
        return here[0]
    step.problems[Field.EMAIL] = _why_nobody(called, here)
    return None


def _why_nobody(called: Sequence[KnownPerson], here: Sequence[KnownPerson]) -> str:
    if len(here) == 1:
        return BLOCKED
    if here:
        return SEVERAL
    return ELSEWHERE.format(name=called[0].name) if called else NO_EMAIL


def _works_for(person: KnownPerson, traeger: KnownTraeger) -> bool:
    return any(one.traeger == traeger.id for one in person.works_for)


def complete(
    known: Known, row: Row, step: Step, person: KnownPerson, traeger: KnownTraeger | None
) -> None:
    """Empty fields are filled, for the office; what is there stays, and the row says so."""
    if known.is_office and person.row != step.number:
        _fill(row, step, person)
    if traeger and (known.is_office or person.row == step.number):
        _affiliate(known, row, step, person, traeger)


def _fill(row: Row, step: Step, person: KnownPerson) -> None:
    for which, ours in ((Field.GIVEN, person.given), (Field.FAMILY, person.family)):
        _note_other(step, which, row.text(which), ours)
    title, phone = row.text(Field.TITLE), row.text(Field.PHONE)
    filled = [(Field.TITLE, title, person.title), (Field.PHONE, phone, person.phone)]
    for which, theirs, ours in filled:
        if ours:
            _note_other(step, which, theirs, ours)
    new_title, new_phone = ("" if person.title else title), ("" if person.phone else phone)
    if new_title or new_phone:
        person.title, person.phone = person.title or title, person.phone or phone
        told = [what for what, new in (("Titel", new_title), ("Telefon", new_phone)) if new]
        step.do(FillPerson(person.id, new_title, new_phone), f"{' und '.join(told)} ergänzt")


def _note_other(step: Step, which: Field, theirs: str, ours: str) -> None:
    if theirs and name_key(theirs) != name_key(ours):
        step.notes.append(STAYS.format(what=which.label, value=ours))


def _affiliate(
    known: Known, row: Row, step: Step, person: KnownPerson, traeger: KnownTraeger
) -> None:
    function = row.text(Field.FUNCTION)
    same = [one for one in person.current() if one.traeger == traeger.id]
    if not same:
        added = KnownAffiliation(
            uuid5(known.seed, f"affiliation:{person.id}:{traeger.id}"), traeger.id, function
        )
        person.works_for.append(added)
        deed = AddAffiliation(added.id, person.id, traeger.id, function)
        step.do(deed, f"Tätigkeit bei „{traeger.name}“{f' als {function}' if function else ''}")
    elif function and not same[0].function:
        same[0].function = function
        step.do(FillFunction(same[0].id, person.id, function), f"Funktion „{function}“ ergänzt")
    elif function and not any(name_key(one.function) == name_key(function) for one in same):
        step.notes.append(STAYS.format(what="Funktion", value=same[0].function))

"""The membership of a row, by the same rules as in the forms."""

from datetime import date
from uuid import UUID, uuid5

from app.groups.rules.periods import Period
from app.groups.tables import Role, Standing
from app.rosters.rules.deeds import AddMembership, SetDeputy, Step
from app.rosters.rules.fields import OF_A_SEAT, Field, key
from app.rosters.rules.fitting import fits, why_no_deputy
from app.rosters.rules.known import (
    Known,
    KnownGroup,
    KnownMember,
    KnownPerson,
    KnownTraeger,
    name_key,
)
from app.rosters.rules.rows import Row

NO_SUCH_GROUP = "Diese Gruppe gibt es nicht. Bitte schreiben Sie den Namen wie auf ihrer Seite."
SEVERAL_GROUPS = (
    "Diesen Namen tragen mehrere Gruppen. Bitte lesen Sie die Liste auf der Seite der Gruppe ein."
)
NO_GROUP = "Es fehlt, in welcher Gruppe."
TWICE = "Diese Mitgliedschaft steht schon in Zeile {row}."
ENDS = "Das Ende der Mitgliedschaft bleibt, wie es ist; Sie ändern es auf der Seite der Gruppe."
STAYS = "Rolle bleibt „{label}“."
NO_SUCH_MEMBER = "Diese Person ist in der Gruppe nicht zu finden."
SEVERAL_MEMBERS = "So heißen mehrere in der Gruppe. Bitte tragen Sie die E-Mail-Adresse ein."


def group_of(known: Known, row: Row, step: Step) -> KnownGroup | None:
    if known.only_group:
        return known.only_group
    name = row.text(Field.GROUP)
    if not name:
        if any(row.text(which) for which in OF_A_SEAT):
            step.problems[Field.GROUP] = NO_GROUP
        return None
    found = known.groups.get(key(name), [])
    if len(found) != 1:
        step.problems[Field.GROUP] = SEVERAL_GROUPS if found else NO_SUCH_GROUP
        return None
    return found[0]


def take_in(
    known: Known, row: Row, step: Step, person: KnownPerson, traeger: KnownTraeger | None
) -> KnownMember | None:
    """The membership that the row means, the one there is or a new one."""
    group = group_of(known, row, step)
    if group is None:
        return None
    if there := _already(group, person, row, known.today):
        _note_what_stays(row, step, there)
        return there
    member = _wanted(known, group, row, step, person)
    if not fits(group, member, row, step):
        return None
    group.add(member)
    _add(group, row, step, member, _seat_for(person, traeger))
    return member


def _wanted(
    known: Known, group: KnownGroup, row: Row, step: Step, person: KnownPerson
) -> KnownMember:
    since = row.since or known.today
    rule = group.rules.get(key(row.text(Field.SEAT)))
    usual = Standing.DEPUTY if row.text(Field.DEPUTY_OF) else Standing.VOTING
    return KnownMember(
        id=uuid5(known.seed, f"membership:{group.id}:{person.id}:{since}"),
        person=person.id, name=person.name, email=person.email, period=Period(since, row.until),
        role=Role(row.said.get(Field.ROLE, Role.MITGLIED)),
        standing=Standing(row.said.get(Field.STANDING, usual)), rule=rule.id if rule else None,
        row=step.number,
    )  # fmt: skip


def _already(group: KnownGroup, person: KnownPerson, row: Row, today: date) -> KnownMember | None:
    """By its first day; without one, the membership of today."""
    for member in group.seats_of(person.id):
        if member.period.since == row.since or (row.since is None and member.period.holds(today)):
            return member
    return None


def _note_what_stays(row: Row, step: Step, there: KnownMember) -> None:
    if there.row is not None:
        step.problems[Field.EMAIL] = TWICE.format(row=there.row)
        return
    if Field.ROLE in row.said and row.said[Field.ROLE] != there.role:
        step.notes.append(STAYS.format(label=there.role.label))
    if row.until and row.until != there.period.until:
        step.notes.append(ENDS)


def _seat_for(person: KnownPerson, traeger: KnownTraeger | None) -> UUID | None:
    """Whom somebody sits for when the row names nobody: clear only with one current Träger."""
    current = person.current()
    return traeger.id if traeger else current[0].traeger if len(current) == 1 else None


def _add(
    group: KnownGroup, row: Row, step: Step, member: KnownMember, traeger: UUID | None
) -> None:
    period = member.period
    deed = AddMembership(
        id=member.id, group=group.id, person=member.person, traeger=traeger, role=member.role,
        standing=member.standing, rule=member.rule,
        seat="" if member.rule else row.text(Field.SEAT), since=period.since, until=period.until,
    )  # fmt: skip
    end = f" bis {period.until:%d.%m.%Y}" if period.until else ""
    step.do(deed, f"{member.role.label} in „{group.name}“ ab {period.since:%d.%m.%Y}{end}")


def set_deputy(known: Known, row: Row, step: Step, member: KnownMember) -> None:
    """After all rows: who is stood in for may come further down in the file."""
    wanted = row.text(Field.DEPUTY_OF)
    group = known.only_group or known.groups[key(row.text(Field.GROUP))][0]
    if not wanted or not any(isinstance(deed, AddMembership) for deed in step.deeds):
        return
    found = [
        one for one in group.members if _is(one, wanted) and one.period.overlaps(member.period)
    ]
    ids = {one.person for one in found}
    if len(ids) != 1:
        step.problems[Field.DEPUTY_OF] = SEVERAL_MEMBERS if ids else NO_SUCH_MEMBER
        return
    member.deputy_of = found[0].id
    if refusal := why_no_deputy(member, group):
        step.problems[Field.DEPUTY_OF] = refusal
        return
    step.do(SetDeputy(member.id, found[0].id), f"vertritt {found[0].name}")


def _is(member: KnownMember, wanted: str) -> bool:
    """By address, by name, or by "Nachname, Vorname"."""
    family, comma, given = wanted.partition(",")
    turned = f"{given} {family}" if comma else wanted
    return name_key(turned) == name_key(member.name) or wanted.lower() == member.email

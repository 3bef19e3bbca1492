"""People and Träger of a file: what will happen, and that exactly this happens."""

import pytest

from app.audit.tables import AuditEntry
from app.core.errors import RuleViolation
from app.outbox.tables import OutgoingMail
from app.people.rules import EMAIL_TAKEN
from app.people.tables import Affiliation, Person, PersonAddress, Side, Traeger, TraegerRegion
from app.rosters.rules import houses, people
from app.rosters.rules.deeds import Outcome
from app.rosters.rules.fields import NOBODY, Field
from app.rosters.rules.plan import AS_ABOVE
from app.rosters.tables import RosterState
from tests.cast import Cast, make_person, make_traeger
from tests.rosters.make import (
    PEOPLE,
    person_with,
    plan,
    roster,
    start,
    take,
    traeger_called,
    work_of,
)

HEAD = "Vorname;Nachname;E-Mail;Telefon;Träger;Seite;Funktion\n"


async def problems(cast: Cast, lines: str, head: str = HEAD) -> list[dict[Field, str]]:
    return [step.problems for step in (await plan(await start(cast, head + lines))).steps]


async def test_the_preview_says_what_taking_over_then_does(cast: Cast) -> None:
    import_id = await start(cast, PEOPLE)
    before = await plan(import_id)
    assert [step.outcome for step in before.steps] == [Outcome.NEW, Outcome.NEW]
    assert before.new_traeger == ["Verein Nordlicht"]
    assert not await Person.exists().where(Person.email == "greta.grund@example.org")
    assert await take(cast, import_id) == RosterState.DONE
    person = await person_with("greta.grund@example.org")
    works = await work_of(person.email)
    assert (person.given_name, person.phone, works.function) == (
        "Greta",
        "0441 1",
        "Geschäftsführung",
    )
    assert (works.traeger.name, works.traeger.side) == ("Verein Nordlicht", Side.FREE)
    hanno = await work_of("hanno.haase@example.org")
    assert hanno.traeger.name == cast.traeger.name  # "e.V." is "e. V."
    assert await AuditEntry.count().where(AuditEntry.action == "person.created") == 2
    assert await OutgoingMail.count() == 0


async def test_a_second_time_nothing_changes(cast: Cast) -> None:
    await take(cast, await start(cast, PEOPLE))
    again = await start(cast, PEOPLE)
    assert (await plan(again)).counts[Outcome.SAME] == 2
    people_before = await Person.count()
    await take(cast, again)
    assert await Person.count() == people_before
    assert '"same": 2' in (await roster(again)).outcome


async def test_empty_fields_are_filled_and_what_is_there_stays(cast: Cast) -> None:
    await make_person(
        cast.body, "Greta", "Grund", email="greta.grund@example.org", title="Prof.", phone=""
    )
    lines = "Dr.;Greta;Grund-Peters;GRETA.Grund@Example.org;0441 1\n"
    import_id = await start(cast, "Titel;Vorname;Nachname;E-Mail;Telefon\n" + lines)
    (step,) = (await plan(import_id)).steps
    assert step.outcome == Outcome.EXTENDED
    assert step.notes == ["Nachname bleibt „Grund“.", "Anrede oder Titel bleibt „Prof.“."]
    await take(cast, import_id)
    person = await person_with("greta.grund@example.org")
    assert (person.title, person.family_name, person.phone) == ("Prof.", "Grund", "0441 1")


async def test_addresses_are_compared_as_mail_servers_do(cast: Cast) -> None:
    lines = (
        "Greta;Grund;Greta@Bücher.example.org;;;;\nGreta;Grund;greta@xn--bcher-kva.example.org;1;;;\n"
        "Greta;Grund;greta+kreis@example.org;;;;\n"
    )
    import_id = await start(cast, HEAD + lines)
    steps = (await plan(import_id)).steps
    assert [step.outcome for step in steps] == [Outcome.NEW, Outcome.EXTENDED, Outcome.NEW]
    assert steps[2].notes != []  # of the same name, with another address
    await take(cast, import_id)
    assert await Person.count().where(Person.email == "greta@xn--bcher-kva.example.org") == 1


async def test_further_addresses_lead_to_their_person(cast: Cast) -> None:
    await PersonAddress(person=cast.carla.id, email="carla@verein.example.org").save()
    (step,) = (await plan(await start(cast, HEAD + "Carla;Cordes;carla@verein.example.org"))).steps
    assert step.outcome == Outcome.SAME


async def test_an_address_of_another_body_is_only_taken(cast: Cast) -> None:
    found = await problems(cast, f"Frieda;Falk;{cast.frieda.email}")
    assert found == [{Field.EMAIL: EMAIL_TAKEN}]


async def test_without_an_address_name_and_traeger_decide(cast: Cast) -> None:
    other = await make_traeger(cast.body, "Verein Süd")
    await Affiliation(person=cast.carla.id, traeger=cast.traeger.id).save()
    twin = await make_person(cast.body, "Carla", "Cordes")
    await Affiliation(person=twin.id, traeger=other.id).save()
    lines = "Carla;Cordes;;;Verein Süd\nCarla;Cordes;;\nDirk;Dahl;;;Verein Süd\nUlf;Neu\n"
    steps = (await plan(await start(cast, HEAD + lines))).steps
    assert steps[0].outcome == Outcome.SAME
    assert [step.problems for step in steps[1:]] == [
        {Field.EMAIL: people.SEVERAL},
        {Field.EMAIL: people.ELSEWHERE.format(name="Dirk Dahl")},
        {Field.EMAIL: people.NO_EMAIL},
    ]


async def test_each_cell_that_is_wrong_gets_its_sentence(cast: Cast) -> None:
    head = "Name;E-Mail;Träger;Seite\n"
    lines = (
        "Cordes, Carla;keine;;\n;x@example.org;;\nUlf Neu;ulf@example.org;Haus X;\n"
        "Ulf Neu;ulf@example.org;Haus X;quer\n"
    )
    found = await problems(cast, lines, head)
    assert "gültige E-Mail-Adresse" in found[0][Field.EMAIL]
    assert found[1] == {Field.GIVEN: people.NO_GIVEN, Field.FAMILY: people.NO_FAMILY}
    assert found[2] == {Field.TRAEGER: houses.NO_SIDE}
    assert "Möglich sind: öffentlicher Träger" in found[3][Field.SIDE]


async def test_two_rows_that_contradict_each_other_are_told(cast: Cast) -> None:
    lines = "Ulf;Neu;u@example.org\nUte;Alt;U@example.org\nUlf;Neu;u@example.org\n;;;1;;\n"
    found = await problems(cast, lines)
    assert found[1] == {Field.EMAIL: people.OTHER_NAME_ROW.format(row=2, name="Ulf Neu")}
    assert found[2] == {Field.EMAIL: AS_ABOVE.format(row=2)}
    assert found[3] == {Field.EMAIL: "In dieser Zeile steht niemand."}


async def test_with_one_wrong_row_nothing_at_all_is_kept(cast: Cast) -> None:
    import_id = await start(cast, PEOPLE + "Ulf;Neu;keine\n")
    with pytest.raises(RuleViolation, match="In einer Zeile ist noch ein Fehler"):
        await take(cast, import_id)
    assert not await Person.exists().where(Person.email == "greta.grund@example.org")
    assert not await Traeger.exists().where(Traeger.name == "Verein Nordlicht")
    assert (await roster(import_id)).state == RosterState.CHECKED


async def test_a_list_of_traeger_brings_verband_and_region(cast: Cast) -> None:
    text = (
        "Träger;Art;Dachverband;Region\nVerein Süd;freie;Verband Mitte;Süd\n"
        f"{cast.traeger.name};;Verband Mitte;Süd\n"
    )
    import_id = await start(cast, text)
    assert [step.outcome for step in (await plan(import_id)).steps] == [
        Outcome.NEW,
        Outcome.EXTENDED,
    ]
    await take(cast, import_id)
    south = await traeger_called("Verein Süd")
    known = await traeger_called(cast.traeger.name)
    assert south.parent.name == known.parent.name == "Verband Mitte"
    assert await TraegerRegion.count() == 2
    assert (await plan(await start(cast, text))).counts[Outcome.SAME] == 2


async def test_columns_that_name_nobody_are_refused(cast: Cast) -> None:
    with pytest.raises(RuleViolation, match=NOBODY[:20]):
        await start(cast, "Telefon;Region\n1;Nord\n")

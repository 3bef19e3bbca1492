"""Memberships of a file, by the rules of the forms."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from app.core import clock
from app.core.errors import Forbidden, NotFound
from app.groups.tables import CompositionRule, Membership, Role, Standing
from app.people.tables import Affiliation
from app.rosters.operations import imports
from app.rosters.rules import fitting, houses, seats
from app.rosters.rules.deeds import Outcome
from app.rosters.rules.fields import Field
from app.rosters.rules.rows import BACKWARDS
from tests.cast import Cast, make_group, make_member, make_person
from tests.rosters.make import person_with, plan, start, take

HEAD = "Vorname;Nachname;E-Mail;Rolle;Stellung;seit;bis;Vertretung von\n"


async def membership(group: UUID, email: str) -> Membership:
    person = await person_with(email)
    (found,) = await Membership.objects().where(
        Membership.group == group, Membership.person == person.id
    )
    return found


async def problems(cast: Cast, lines: str, head: str = HEAD) -> list[dict[Field, str]]:
    import_id = await start(cast, head + lines, of_group=True)
    return [step.problems for step in (await plan(import_id)).steps]


async def test_members_come_in_with_role_seat_period_and_deputy(cast: Cast) -> None:
    rule = CompositionRule(
        group=cast.group.id, position=1, quote="Drei Personen des Jugendamtes", number=3
    )
    await rule.save()
    head = "Name;E-Mail;Träger;Rolle;Stellung;Sitz;seit;bis;Vertretung von\n"
    lines = (
        "Ute Alt;ute@example.org;;;;Platz am Rand;;31.12.2030;Neu, Ulf\n"
        f"Ulf Neu;ulf@example.org;{cast.traeger.name};Moderation;beratend;"
        "drei Personen des Jugendamtes;01.09.2024;2030-12-31;\n"
    )
    import_id = await start(cast, head + lines, of_group=True)
    assert (await plan(import_id)).counts[Outcome.NEW] == 2
    await take(cast, import_id)
    group = UUID(str(cast.group.id))
    ulf, ute = (
        await membership(group, "ulf@example.org"),
        await membership(group, "ute@example.org"),
    )
    assert (ulf.role, ulf.standing, ulf.rule, ulf.seat, ulf.traeger) == (
        Role.MODERATION, Standing.ADVISORY, rule.id, "", cast.traeger.id,
    )  # fmt: skip
    assert (ulf.since, ulf.until) == (date(2024, 9, 1), date(2030, 12, 31))
    assert (ute.standing, ute.deputy_of, ute.seat) == (Standing.DEPUTY, ulf.id, "Platz am Rand")
    assert ute.since == clock.today()
    again = await start(cast, head + lines, of_group=True)
    assert (await plan(again)).counts[Outcome.SAME] == 2


@pytest.mark.parametrize(
    ("cells", "role", "standing"),
    [
        ("Gast;", Role.MITGLIED, Standing.GUEST),
        ("Stellvertretung;", Role.MITGLIED, Standing.DEPUTY),
        ("Moderation;Gast", Role.MODERATION, Standing.GUEST),
        ("Gast;beratend", Role.MITGLIED, Standing.ADVISORY),
    ],
)
async def test_a_guest_may_stand_in_the_column_of_roles(
    cast: Cast, cells: str, role: Role, standing: Standing
) -> None:
    await take(
        cast, await start(cast, f"{HEAD}Ute;Alt;ute@example.org;{cells};;;\n", of_group=True)
    )
    ute = await membership(UUID(str(cast.group.id)), "ute@example.org")
    assert (ute.role, ute.standing) == (role, standing)


async def test_a_list_for_several_groups_names_them(cast: Cast) -> None:
    head = "Vorname;Nachname;E-Mail;Gruppe;seit\n"
    lines = (
        f"Ulf;Neu;ulf@example.org;{cast.group.name};01.09.2024\n"
        f"Ulf;Neu;ulf@example.org;{cast.other_group.name.upper()};01.09.2024\n"
        "Ute;Alt;ute@example.org;Gibt es nicht;\nUta;Neu;uta@example.org;;\n"
        "Uwe;Neu;uwe@example.org;;01.09.2024\n"
    )
    await make_group(cast.body, "Doppelt")
    await make_group(cast.body, "Doppelt")
    await make_group(cast.other_body, "Gibt es nicht")
    lines += "Udo;Neu;udo@example.org;Doppelt;\n"
    found = (await plan(await start(cast, head + lines))).steps
    assert [step.problems for step in found] == [
        {}, {}, {Field.GROUP: seats.NO_SUCH_GROUP}, {}, {Field.GROUP: seats.NO_GROUP},
        {Field.GROUP: seats.SEVERAL_GROUPS},
    ]  # fmt: skip


async def test_who_sits_there_already_stays_as_is(cast: Cast) -> None:
    lines = f"Carla;Cordes;{cast.carla.email};Leitung;;01.01.2024;31.12.2030;\n"
    import_id = await start(cast, HEAD + lines, of_group=True)
    (step,) = (await plan(import_id)).steps
    assert (step.outcome, step.notes) == (
        Outcome.SAME,
        [seats.STAYS.format(label="Mitglied"), seats.ENDS],
    )


async def test_what_the_forms_refuse_the_list_refuses_too(cast: Cast) -> None:
    mail = cast.carla.email
    lines = (
        f"Carla;Cordes;{mail};;;01.06.2024;;\n"
        "Ulf;Neu;ulf@example.org;;;01.06.2024;01.05.2024;\n"
        "Ute;Alt;ute@example.org;Leitung;;01.06.2024;;\n"
        "Uwe;Alt;uwe@example.org;Chef;;31.02.2024;;\n"
        "Uta;Alt;uta@example.org;;;01.06.1924;;Niemand Hier\n"
        "Udo;Alt;udo@example.org;;;;;Niemand Hier\n"
        "Ole;Alt;ole@example.org;;;;;Ole Alt\n"
    )
    found = await problems(cast, lines)
    assert "ist hier schon Mitglied" in found[0][Field.SINCE]
    assert found[1] == {Field.UNTIL: BACKWARDS}
    assert found[2] == {Field.ROLE: fitting.TWO_CHAIRS.format(name="Bernd Brandt")}
    assert set(found[3]) == {Field.ROLE, Field.SINCE}
    assert set(found[4]) == {Field.SINCE}
    assert found[5] == {Field.DEPUTY_OF: seats.NO_SUCH_MEMBER}
    assert found[6] == {Field.DEPUTY_OF: "Niemand kann sich selbst vertreten."}


async def test_seats_ends_and_deputies_are_checked_as_in_the_forms(cast: Cast) -> None:
    await CompositionRule(group=cast.group.id, position=1, quote="Der Landrat", number=1).save()
    cast.group.ends_on = date(2027, 12, 31)
    await cast.group.save()
    head = "Vorname;Nachname;E-Mail;Rolle;Sitz;seit;bis;Vertretung von\n"
    lines = (
        "Ulf;Neu;ulf@example.org;;der Landrat;01.06.2024;30.06.2024;\n"
        "Ute;Alt;ute@example.org;;Der Landrat;30.06.2024;;\n"
        "Uta;Alt;uta@example.org;;Der Landrat;01.07.2024;;\n"
        "Udo;Alt;udo@example.org;;;01.06.2024;01.01.2028;\n"
        "Uwe;Alt;uwe@example.org;Leitung;;01.06.2024;;Bernd Brandt\n"
        "Ole;Alt;ole@example.org;;;01.06.2024;;Uwe Alt\n"
        "Ola;Alt;ola@example.org;;;01.05.2024;30.06.2024;Ulf Neu\n"
    )
    found = await problems(cast, lines, head)
    assert [set(problem) for problem in found] == [
        set(), {Field.SEAT}, set(), {Field.UNTIL}, set(), {Field.DEPUTY_OF}, {Field.DEPUTY_OF},
    ]  # fmt: skip
    assert "sitzt schon Ulf Neu (bis 30.06.2024)" in found[1][Field.SEAT]
    assert "Die Gruppe endet am 31.12.2027." in found[3][Field.UNTIL]
    assert "Uwe Alt ist selbst Vertretung" in found[5][Field.DEPUTY_OF]
    assert "Ulf Neu sitzt hier ab 01.06.2024" in found[6][Field.DEPUTY_OF]


async def test_two_rows_that_overlap_are_told(cast: Cast) -> None:
    lines = (
        "Ulf;Neu;ulf@example.org;;;01.01.2024;30.06.2024;\n"
        "Ulf;Neu;ulf@example.org;;;01.07.2024;;\n"
        "Ulf;Neu;ulf@example.org;;;01.08.2024;;\n"
        "Ulf;Neu;ulf@example.org;Moderation;;01.07.2024;;\n"
    )
    found = await problems(cast, lines)
    assert found[:2] == [{}, {}]
    assert "ist hier schon Mitglied" in found[2][Field.SINCE]
    assert found[3] == {Field.EMAIL: seats.TWICE.format(row=3)}


async def test_who_leads_takes_people_in_but_completes_no_entries(cast: Cast) -> None:
    """The office keeps the entries; who leads a group may add what its form adds."""
    carla = await make_person(cast.body, "Carla", "Neu", email="c.neu@example.org")
    head = "Vorname;Nachname;E-Mail;Telefon;Träger;Seite\n"
    lines = (
        f"Carla;Neu;c.neu@example.org;0441 1;{cast.traeger.name};\n"
        f"Ulf;Neu;ulf@example.org;0441 2;{cast.traeger.name};\n"
    )
    import_id = await start(cast, head + lines, of_group=True, who="bernd")
    await take(cast, import_id, "bernd")
    assert (await person_with("c.neu@example.org")).phone == ""
    assert (await person_with("ulf@example.org")).phone == "0441 2"
    assert not await Affiliation.exists().where(Affiliation.person == carla.id)
    assert await Membership.count().where(Membership.group == cast.group.id) == 7
    again = await start(cast, head + "Uwe;Neu;uwe@example.org;;Haus X;freier Träger", of_group=True)
    (step,) = (await plan(again, is_office=False)).steps
    assert step.problems == {Field.TRAEGER: houses.ONLY_OFFICE}


async def test_only_who_may_lead_the_group_reads_in_its_members(cast: Cast) -> None:
    for name, refusal in (("carla", Forbidden), ("dirk", NotFound), ("frieda", NotFound)):
        with pytest.raises(refusal):
            await start(cast, HEAD + "Ulf;Neu;ulf@example.org", of_group=True, who=name)
    import_id = await start(cast, HEAD + "Ulf;Neu;ulf@example.org", of_group=True, who="bernd")
    for name in ("carla", "dirk", "frieda"):
        with pytest.raises(NotFound):
            await imports.discard(await cast.actor(name), import_id)


async def test_a_second_membership_after_the_first_is_new(cast: Cast) -> None:
    since = clock.today() + timedelta(days=1)
    lines = f"Eva;Ebert;{cast.eva.email};;;{since:%d.%m.%Y};;\n"
    import_id = await start(cast, HEAD + lines, of_group=True)
    assert (await plan(import_id)).counts[Outcome.NEW] == 1
    await make_member(cast.group, cast.eva, since=since + timedelta(days=9))
    (step,) = (await plan(import_id)).steps
    assert "ist hier schon Mitglied" in step.problems[Field.SINCE]

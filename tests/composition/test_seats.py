"""Open seats of all groups on one page, which the start page of the office shows."""

from datetime import timedelta

from app.composition.queries.states import open_seats_of_all
from app.core.clock import today
from app.groups.tables import Group, GroupStatus, Trait
from tests.browser import Visit
from tests.cast import Cast, make_group, make_member
from tests.composition.make import make_rule
from tests.counting import counted_statements

PAGE = "/gruppen/besetzung"


async def test_office_sees_the_open_seats_of_its_body_longest_open_first(
    visit: Visit, cast: Cast
) -> None:
    committee = {"trait": Trait.COMMITTEE, "committee": cast.committee.id, "number": 1}
    await make_rule(cast.group, "ein Mitglied des Ausschusses", **committee)
    await make_rule(cast.other_group, "zwei Sitze", number=2)
    await Group.update({Group.starts_on: today() - timedelta(days=30)}).where(
        Group.id == cast.other_group.id
    )
    await make_rule(await make_group(cast.other_body, "Fremde Gruppe"), "ein Sitz")
    over = await make_group(cast.body, "Beendete Gruppe", status=GroupStatus.FINISHED)
    await make_rule(over, "ein Sitz")
    text = (await (await visit("anna")).get(PAGE)).text
    assert "Unterarbeitsgruppe Finanzen: zwei Sitze" in text
    assert f"offen seit {today() - timedelta(days=30):%d.%m.%Y}" in text
    assert "Steuerungsgruppe Familienzentren: Mitglieder des Gremiums Jugendhilfeausschuss" in text
    assert "Fremde Gruppe" not in text
    assert "Beendete Gruppe" not in text
    led = (await (await visit("bernd")).get(PAGE)).text
    assert "Familienzentren" in led
    assert "Unterarbeitsgruppe Finanzen" not in led, "Bernd does not lead that one"
    await make_member(cast.group, cast.jutta)
    assert "Familienzentren" not in (await (await visit("bernd")).get(PAGE)).text


async def test_start_page_asks_for_them_by_their_address(visit: Visit, cast: Cast) -> None:
    start = (await (await visit("anna")).get("/")).text
    assert f'data-hx-get="{PAGE}"' in start
    assert f'href="{PAGE}"' in start
    assert PAGE not in (await (await visit("carla")).get("/")).text
    part = await (await visit("anna")).get(PAGE, headers={"hx-request-type": "partial"})
    assert part.text.strip().startswith("<div")
    assert "Alle Sitze sind besetzt" in part.text


async def test_all_groups_are_checked_with_one_statement(visit: Visit, cast: Cast) -> None:
    for group in (cast.group, cast.other_group, await make_group(cast.body, "Dritte")):
        await make_rule(group, "drei Sitze")
    anna = await visit("anna")
    await anna.get(PAGE)
    with counted_statements() as seen:
        await anna.get(PAGE)
    assert len(seen) == 2, "the session and the facts"


async def test_open_seats_of_one_group_on_any_day(visit: Visit, cast: Cast) -> None:
    rule = await make_rule(cast.group, "ein Sitz", number=1)
    await make_member(cast.group, cast.dirk, rule=rule.id, until=today())
    actor = await cast.actor("anna")
    [seat] = await open_seats_of_all(actor, today())
    assert not seat.rule.open
    text = (await (await visit("anna")).get(PAGE)).text
    tomorrow = today() + timedelta(days=1)
    assert f"Ab dem {tomorrow:%d.%m.%Y} ist ein Sitz offen" in text, "whoever ends a seat sees it"
    [seat] = await open_seats_of_all(actor, tomorrow)
    assert seat.rule.open_since == tomorrow

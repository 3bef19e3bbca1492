"""The list of all memberships over time, who may see how much of it, and who changed what."""

from datetime import date, timedelta

import pytest

from app.core.clock import today
from app.groups.tables import Group, Insight, Membership
from tests.browser import Visit
from tests.cast import Cast, make_member, make_person
from tests.counting import counted_statements
from tests.groups.make import make_rule
from tests.groups.test_members import membership_of, path, somebody_new, typed
from tests.invitations.make import make_invitation
from tests.meetings.make import make_meeting


def members(cast: Cast) -> str:
    return f"/gruppen/{cast.group.id}/mitglieder"


async def set_insight(cast: Cast, insight: Insight) -> None:
    await Group.update({Group.insight: insight}).where(Group.id == cast.group.id)


async def test_all_memberships_stand_in_one_table(visit: Visit, cast: Cast) -> None:
    rule = await make_rule(cast.group, "eine Vertretung der Hochschule")
    anke = await make_person(cast.body, "Anke", "Sievers")
    seat = await make_member(cast.group, anke, rule=rule.id, traeger=cast.traeger.id)
    await make_member(
        cast.group, await make_person(cast.body, "Jonas", "Thiel"), deputy_of=seat.id,
        standing="deputy", since=date(2031, 1, 1), until=date(2032, 2, 2),
    )  # fmt: skip
    text = (await (await visit("carla")).get(members(cast))).text
    for words in (
        "Eva Ebert", "31.12.2024", "Bernd Brandt", "Leitung", "Anke Sievers", cast.traeger.name,
        rule.quote, "Jonas Thiel", "01.01.2031", "02.02.2032", "Vertretung", "offen",
    ):  # fmt: skip
        assert words in text, words
    row = text[text.index("Jonas Thiel") :][:900]
    assert "Anke Sievers" in row, "whom he stands in for"
    assert "Ändern" not in text
    assert "Änderungen" not in text


async def test_list_of_any_day(visit: Visit, cast: Cast) -> None:
    carla = await visit("carla")
    then = (await carla.get(members(cast), params={"stichtag": "2024-12-31"})).text
    assert "Eva Ebert" in then
    assert "Wer am 31.12.2024 dazugehört." in then
    after = (await carla.get(members(cast), params={"stichtag": "2025-01-01"})).text
    assert "Eva Ebert" not in after
    nonsense = await carla.get(members(cast), params={"stichtag": "gestern"})
    assert nonsense.status_code == 200
    assert "Eva Ebert" in nonsense.text


@pytest.mark.parametrize("rest", ["", "/mitglieder"])
async def test_members_see_as_much_as_the_group_allows(visit: Visit, cast: Cast, rest: str) -> None:
    carla, bernd, anna = await visit("carla"), await visit("bernd"), await visit("anna")
    page = f"/gruppen/{cast.group.id}{rest}"
    for insight, name, address in (
        (Insight.LEADING, False, False),
        (Insight.NAMES, True, False),
        (Insight.ADDRESSES, True, True),
    ):
        await set_insight(cast, insight)
        text = (await carla.get(page)).text
        assert ("Paul Petersen" in text) is name
        assert (cast.paul.email in text) is address
        assert ("sehen nur Leitung und Koordination" in text) is not name
        assert cast.eva.email not in text, "nobody needs the address of who has left"
        for leading in (bernd, anna):
            assert "Paul Petersen" in (await leading.get(page)).text


async def test_leading_sees_addresses_also_of_former_members(visit: Visit, cast: Cast) -> None:
    text = (await (await visit("bernd")).get(members(cast))).text
    assert cast.eva.email in text
    assert cast.paul.email in text


@pytest.mark.parametrize("insight", [Insight.LEADING, Insight.NAMES])
async def test_no_other_address_leaves_with_pages_or_calendar(
    visit: Visit, cast: Cast, insight: Insight
) -> None:
    await set_insight(cast, insight)
    meeting = await make_meeting(cast.group)
    for who in (cast.paul, cast.carla):
        await make_invitation(meeting, who)
    carla = await visit("carla")
    group = f"/gruppen/{cast.group.id}"
    for page in (
        group, f"{group}/sitzungen", f"{group}/aufgaben", f"{group}/mitglieder",
        f"/sitzungen/{meeting.id}", f"/sitzungen/{meeting.id}.ics", "/sitzungen", "/",
    ):  # fmt: skip
        answer = await carla.get(page)
        assert answer.status_code == 200
        assert cast.paul.email not in answer.text, page


async def test_leading_sees_who_changed_what_and_when(visit: Visit, cast: Cast) -> None:
    rule = await make_rule(cast.group, "eine Vertretung der Hochschule")
    row = await membership_of(cast, "carla")
    anna, bernd = await visit("anna"), await visit("bernd")
    change = typed(
        since="2024-01-01", role="moderation", rule=str(rule.id), until="2031-05-06",
        traeger_id=str(cast.traeger.id),
    )  # fmt: skip
    assert (await anna.post(path(cast, row.id), change)).status_code == 303
    back = change | {"version": "2", "rule": "", "seat": "Beirat", "traeger_id": ""}
    assert (await bernd.post(path(cast, row.id), back)).status_code == 303
    coming = somebody_new(since=f"{today() + timedelta(days=5)}")
    await bernd.post(path(cast), coming)
    await bernd.post(path(cast, f"{coming['id']}/ende"))
    await bernd.post(path(cast), typed(person_id=str(cast.id("dirk"))))
    text = (await bernd.get(members(cast))).text
    for words in (
        "Anna Albers", "Rolle: Mitglied → Moderation", "Letzter Tag: offen → 06.05.2031",
        "Sitz: keine Angabe → eine Vertretung der Hochschule", "Anderer Sitz geändert",
        f"Träger: {cast.traeger.name} → keine Angabe", "gestrichen, bevor sie begann",
        "Olaf Krüger", "aufgenommen",
    ):  # fmt: skip
        assert words in text, words
    assert "Moderation" in (await (await visit("carla")).get(members(cast))).text
    await Membership.update({Membership.role: "mitglied"}).where(Membership.id == row.id)
    assert "Anna Albers" not in (await (await visit("paul")).get(members(cast))).text


async def crowd(cast: Cast) -> None:
    """Sixty members of today and ten years of former ones."""
    for number in range(60):
        person = await make_person(cast.body, f"P{number}", "Voll")
        await make_member(cast.group, person)
        for year in range(10) if number < 30 else ():
            former = date(2010 + year, 1, 1)
            await make_member(cast.group, person, since=former, until=former + timedelta(days=300))


async def test_long_history_costs_the_group_page_no_statement(visit: Visit, cast: Cast) -> None:
    await crowd(cast)
    carla = await visit("carla")
    with counted_statements() as seen:
        text = (await carla.get(f"/gruppen/{cast.group.id}")).text
    assert len(seen) <= 6, seen
    assert text.count('scope="row"') == 64, "sixty and Bernd, Carla, Gustav, Paul"
    assert "Alle Mitgliedschaften (frühere: 301)" in text
    with counted_statements() as seen:
        page = (await carla.get(members(cast), params={"seite": "8"})).text
    assert len(seen) <= 5, seen
    assert "Seite 8 von 8" in page

"""Month and week over all own groups, with holidays; nobody sees more than in the list."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from app.core import clock
from app.groups.tables import Standing
from app.invitations.tables import Invitation
from app.meetings.tables import MeetingStatus
from tests.browser import Visit
from tests.cast import Cast, make_group, make_member
from tests.counting import counted_statements
from tests.meetings.make import make_meeting
from tests.planning.make import make_holiday

TENTH = datetime(2027, 3, 10, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2027, 3, 8))


async def test_month_holds_own_meetings_of_the_month_with_time_and_group(
    cast: Cast, visit: Visit
) -> None:
    await make_meeting(cast.group, starts_at=TENTH, title="7. Sitzung")
    await make_meeting(cast.group, starts_at=TENTH + timedelta(days=60), title="8. Sitzung")
    await make_meeting(cast.other_group, starts_at=TENTH, title="Fremde Sitzung")
    page = (await (await visit("carla")).get("/sitzungen/monat?monat=2027-03")).text
    assert f"10:00 {cast.group.name}: 7. Sitzung" in page
    assert "8. Sitzung" not in page
    assert "Fremde Sitzung" not in page
    assert "<caption" in page
    assert page.count('scope="col"') == 8
    assert page.count('scope="row"') == 5
    assert 'href="?monat=2027-02"' in page
    assert 'href="?monat=2027-04"' in page


async def test_week_holds_place_and_end(cast: Cast, visit: Visit) -> None:
    await make_meeting(
        cast.group, starts_at=TENTH, place="Kreishaus", room="Raum 204",
        video_url="https://video.example.org/1",
    )  # fmt: skip
    page = (await (await visit("carla")).get("/sitzungen/woche?woche=2027-W10")).text
    assert "Sitzungen in Woche 10" in page
    assert "10:00–12:00 Uhr" in page
    assert "Kreishaus, Raum 204" in page
    assert "hybrid" in page
    assert 'href="?woche=2027-W09"' in page


async def test_meeting_after_midnight_stands_on_its_berlin_day(cast: Cast, visit: Visit) -> None:
    await make_meeting(cast.group, starts_at=datetime(2027, 3, 31, 22, 30, tzinfo=UTC))
    carla = await visit("carla")
    assert "00:30" not in (await carla.get("/sitzungen/woche?woche=2027-W12")).text
    april = (await carla.get("/sitzungen/monat?monat=2027-04")).text
    day = april.index('datetime="2027-04-01"')
    assert "00:30" in april[day : april.index('datetime="2027-04-02"')]


async def test_guest_sees_only_what_they_are_invited_to(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group, starts_at=TENTH, title="Mit Gast")
    await make_meeting(cast.group, starts_at=TENTH, title="Ohne Gast")
    invitation = Invitation(
        meeting=meeting.id, person=cast.gustav.id, reply_token_hash="a", answer_token_hash="b"
    )
    await invitation.save()
    page = (await (await visit("gustav")).get("/sitzungen/monat")).text
    assert "Mit Gast" in page
    assert "Ohne Gast" not in page


async def test_holidays_of_the_land_and_of_its_schools_are_marked(cast: Cast, visit: Visit) -> None:
    await make_holiday(cast.body)
    await make_holiday(cast.other_body, name="Fremde Ferien")
    page = (await (await visit("carla")).get("/sitzungen/monat")).text
    assert "Feiertag: Karfreitag" in page
    assert page.count("Schulferien: Osterferien") == 13, "22 March to 3 April"
    assert "Fremde Ferien" not in page


async def test_filter_shows_one_group_and_refuses_a_foreign_one(cast: Cast, visit: Visit) -> None:
    await make_meeting(cast.group, starts_at=TENTH, title="Eigene")
    await make_meeting(cast.other_group, starts_at=TENTH, title="Andere")
    anna = await visit("anna")
    page = (await anna.get(f"/sitzungen/monat?monat=2027-03&gruppe={cast.other_group.id}")).text
    assert "Andere" in page
    assert ": Eigene" not in page
    assert f"gruppe={cast.other_group.id}" in page, "kept when leafing"
    carla = await visit("carla")
    for wanted in (cast.other_group.id, UUID(int=7), "quatsch"):
        assert (await carla.get(f"/sitzungen/woche?gruppe={wanted}")).status_code == 404


@pytest.mark.parametrize("typed", ["", "2027-13", "quatsch", "1999-12", "2100-01", "2027-3"])
async def test_what_is_no_month_is_this_month(visit: Visit, typed: str) -> None:
    page = await (await visit("carla")).get(f"/sitzungen/monat?monat={typed}")
    assert "Sitzungen im März 2027" in page.text


@pytest.mark.parametrize("typed", ["", "2027-W54", "quatsch", "1999-W01", "2100-W01"])
async def test_what_is_no_week_is_this_week(visit: Visit, typed: str) -> None:
    page = await (await visit("carla")).get(f"/sitzungen/woche?woche={typed}")
    assert "Sitzungen in Woche 10" in page.text


async def test_ends_of_our_time_lead_nowhere(visit: Visit) -> None:
    carla = await visit("carla")
    assert "Nächster Monat" not in (await carla.get("/sitzungen/monat?monat=2099-12")).text
    assert "Voriger Monat" not in (await carla.get("/sitzungen/monat?monat=2000-01")).text


async def test_cancelled_meeting_is_marked_so_that_nobody_goes(cast: Cast, visit: Visit) -> None:
    await make_meeting(cast.group, starts_at=TENTH, status=MeetingStatus.CANCELLED)
    assert (
        "<strong>abgesagt</strong>" in (await (await visit("carla")).get("/sitzungen/monat")).text
    )


@pytest.mark.parametrize("path", ["/sitzungen/monat", "/sitzungen/woche"])
async def test_sixty_groups_need_at_most_six_statements(
    cast: Cast, visit: Visit, path: str
) -> None:
    for number in range(60):
        group = await make_group(cast.body, f"Gruppe {number}")
        await make_member(group, cast.carla, standing=Standing.VOTING if number else Standing.GUEST)
        await make_meeting(group, starts_at=TENTH + timedelta(hours=number % 5), items=())
    carla = await visit("carla")
    with counted_statements() as statements:
        page = await carla.get(path)
    assert page.text.count(": 5. Sitzung") == 59
    assert len(statements) <= 6, statements

"""A meeting is created: proposed from the group, checked, stored as wall-clock time."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.core.clock import now
from app.groups.tables import Group
from app.meetings.queries.agenda import agenda_of
from app.meetings.tables import AgendaItem, Meeting, MeetingStatus
from app.outbox.tables import OutgoingMail
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import make_meeting


def filled(**changes: str) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "title": "1. Sitzung",
        "day": "2027-07-13",
        "begins": "14:00",
        "ends": "16:30",
        "place": "Kreishaus, Raum 204",
        "video_url": "https://video.example.org/1",
        "agenda": "Begrüßung\r\n\r\n  Räume  \r\nVerschiedenes",
        **changes,
    }


def address(cast: Cast) -> str:
    return f"/gruppen/{cast.group.id}/sitzungen/neu"


async def test_meeting_is_stored_in_utc_with_its_zone_and_agenda(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    form = filled()
    answer = await anna.post(address(cast), form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sitzungen/{form['id']}")
    meeting = await Meeting.objects().first()
    assert meeting is not None
    assert meeting.starts_at == datetime(2027, 7, 13, 12, 0, tzinfo=UTC)
    assert meeting.ends_at == datetime(2027, 7, 13, 14, 30, tzinfo=UTC)
    assert (meeting.zone, meeting.sequence) == ("Europe/Berlin", 0)
    assert meeting.status == MeetingStatus.PLANNED
    assert meeting.uid.endswith("@spurwerk.example.org")
    titles = [row.title for row in await agenda_of(meeting.id)]
    assert titles == ["Begrüßung", "Räume", "Verschiedenes"]
    assert await OutgoingMail.count() == 0, "creating invites nobody"
    page = await anna.get(answer.headers["location"])
    assert "Dienstag, 13. Juli 2027, 14:00–16:30 Uhr" in page.text


async def test_form_proposes_number_template_and_approval_of_the_last_minutes(
    cast: Cast, visit: Visit
) -> None:
    await Group.update({Group.agenda_template: "Ankommen\nBerichte"}).where(
        Group.id == cast.group.id
    )
    await make_meeting(cast.group, starts_at=datetime(2025, 3, 4, 13, 0, tzinfo=UTC))
    page = (await (await visit("bernd")).get(address(cast))).text
    assert 'value="2. Sitzung"' in page
    assert "Ankommen\nGenehmigung des Protokolls vom 04.03.2025\nBerichte" in page


async def test_sent_twice_it_is_one_meeting(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    form = filled()
    targets = {(await anna.post(address(cast), form)).headers["location"] for _ in range(2)}
    assert targets == {f"/sitzungen/{form['id']}"}
    assert (await Meeting.count(), await AgendaItem.count()) == (1, 3)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends": "14:00"}, "Das Ende muss nach dem Beginn liegen."),
        ({"ends": "13:00"}, "Das Ende muss nach dem Beginn liegen."),
        ({"day": "2027-03-28", "begins": "02:30", "ends": "04:00"}, "gibt es 02:30 Uhr nicht"),
        ({"day": "2027-03-28", "begins": "01:00", "ends": "02:30"}, "gibt es 02:30 Uhr nicht"),
        (
            {"begins": "22:00", "ends": "10:30"},
            "Über Mitternacht geht eine Sitzung höchstens zwölf",
        ),
        (
            {"day": "2027-03-27", "begins": "22:00", "ends": "02:30"},
            "Am 28.03.2027 gibt es 02:30 Uhr nicht",
        ),
        ({"begins": "00:00", "ends": "00:00"}, "Das Ende muss nach dem Beginn liegen."),
        ({"day": "1999-12-31"}, "möglich sind 2000 bis 2099"),
        ({"day": "2100-01-01"}, "möglich sind 2000 bis 2099"),
        ({"title": "\x00\r\n\x07"}, "Bitte geben Sie der Sitzung einen Namen."),
        ({"room": "x" * 121}, "120 Zeichen"),
        ({"day": ""}, "Das Datum fehlt."),
        ({"day": "2027-02-30"}, "Dieses Datum gibt es nicht"),
        ({"begins": "25:99"}, "Bitte eine Uhrzeit"),
        ({"video_url": "http://video.example.org/1"}, "mit https:// beginnt"),
        ({"video_url": "https://video.example.org/ä b"}, "mit https:// beginnt"),
        ({"video_url": "javascript:alert(1)"}, "mit https:// beginnt"),
        ({"title": " "}, "Bitte geben Sie der Sitzung einen Namen."),
        ({"agenda": "x" * 301}, "höchstens 300 Zeichen"),
    ],
)
async def test_bad_input_comes_back_with_its_text(
    cast: Cast, visit: Visit, changes: dict[str, str], sentence: str
) -> None:
    anna = await visit("anna")
    answer = await anna.post(address(cast), filled(place="Haus am Wall", **changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Haus am Wall"' in answer.text
    assert await Meeting.count() == 0


async def test_end_at_midnight_is_the_midnight_after_the_meeting(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    await anna.post(address(cast), filled(day="2027-01-12", begins="20:00", ends="00:00"))
    meeting = await Meeting.objects().first()
    assert meeting is not None
    assert meeting.ends_at == datetime(2027, 1, 12, 23, 0, tzinfo=UTC)
    page = (await anna.get(f"/sitzungen/{meeting.id}")).text
    assert "20:00–00:00 Uhr" in page


async def test_meeting_over_midnight_ends_on_the_next_day_and_may_be_changed(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    await anna.post(address(cast), filled(day="2027-01-12", begins="22:00", ends="01:00"))
    meeting = await Meeting.objects().first()
    assert meeting is not None
    assert meeting.ends_at == datetime(2027, 1, 13, 0, 0, tzinfo=UTC)
    assert "22:00–01:00 Uhr" in (await anna.get(f"/sitzungen/{meeting.id}")).text
    page = f"/sitzungen/{meeting.id}/bearbeiten"
    form = {"title": meeting.title, "day": "2027-01-12", "begins": "22:00", "ends": "01:30"}
    assert (await anna.post(page, form | {"version": "1"})).status_code == 303
    stored = await Meeting.select(Meeting.ends_at).first()
    assert stored == {"ends_at": datetime(2027, 1, 13, 0, 30, tzinfo=UTC)}


async def test_hour_that_comes_twice_is_its_first_pass_and_that_is_said(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    form = filled(day="2027-10-31", begins="02:30", ends="04:00")
    answer = await anna.post(address(cast), form)
    meeting = await Meeting.objects().first()
    assert meeting is not None
    assert meeting.starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    page = (await anna.get(answer.headers["location"])).text
    assert "gibt es 02:30 Uhr zweimal" in page
    assert "die erste, noch in Sommerzeit" in page


async def test_line_breaks_and_control_characters_leave_titles_and_places(
    cast: Cast, visit: Visit
) -> None:
    await (await visit("anna")).post(
        address(cast), filled(title="Erste\r\nBcc: x\x07", room="Raum\x002\u2028A")
    )
    meeting = await Meeting.objects().first()
    assert meeting is not None
    assert (meeting.title, meeting.room) == ("Erste Bcc: x", "Raum2 A")


async def test_place_and_room_are_the_location_and_with_a_link_it_is_hybrid(
    cast: Cast, visit: Visit
) -> None:
    anna, form = await visit("anna"), filled(place="Kreishaus", room="Raum 204")
    page = (await anna.get((await anna.post(address(cast), form)).headers["location"])).text
    assert "Kreishaus, Raum 204" in page
    assert "hybrid" in page
    ics = (await anna.get(f"/sitzungen/{form['id']}.ics")).text
    assert "LOCATION:Kreishaus\\, Raum 204\r\n" in ics


async def test_what_speaks_against_a_date_is_said_beside_the_form_and_after_saving(
    cast: Cast, visit: Visit
) -> None:
    await make_meeting(cast.other_group, starts_at=datetime(2027, 7, 13, 12, 0, tzinfo=UTC))
    anna, form = await visit("anna"), filled(place="Kreishaus", room="Raum 204")
    query = {name: form[name] for name in ("day", "begins", "ends", "place", "room")}
    beside = await anna.get(f"/gruppen/{cast.group.id}/ladungsfrist", params=query)
    assert "Kreishaus, Raum 204 ist dann schon belegt: Unterarbeitsgruppe Finanzen" in beside.text
    page = await anna.get((await anna.post(address(cast), form)).headers["location"])
    assert "Kreishaus, Raum 204 ist dann schon belegt" in page.text


async def test_only_who_leads_may_create(cast: Cast, visit: Visit) -> None:
    for name, status in (("carla", 403), ("dirk", 404), ("frieda", 404), ("eva", 404)):
        browser = await visit(name)
        assert (await browser.get(address(cast))).status_code == status, name
        assert (await browser.post(address(cast), filled())).status_code == status, name
    assert (await (await visit("bernd")).post(address(cast), filled())).status_code == 303


async def test_list_of_the_group_parts_coming_from_past(cast: Cast, visit: Visit) -> None:
    await make_meeting(cast.group, title="7. Sitzung")
    await make_meeting(cast.group, title="6. Sitzung", starts_at=now() - timedelta(days=9))
    await make_meeting(cast.other_group, title="Fremde Sitzung")
    page = (await (await visit("carla")).get(f"/gruppen/{cast.group.id}/sitzungen")).text
    coming, past = page.split("Vergangene Sitzungen")
    assert "7. Sitzung" in coming
    assert "6. Sitzung" in past
    assert "Fremde Sitzung" not in page
    assert "Sitzung anlegen" not in page, "Carla does not lead"


async def test_whoever_wants_comes_straight_to_the_list_of_whom_to_invite(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    typed = filled(weiter="einladen")
    answer = await anna.post(f"/gruppen/{cast.group.id}/sitzungen/neu", typed)
    assert answer.headers["location"] == f"/sitzungen/{typed['id']}/einladen"
    assert await OutgoingMail.count() == 0

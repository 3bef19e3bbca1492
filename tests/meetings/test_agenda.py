"""The agenda is worked on item by item; the meeting begins and ends."""

from uuid import uuid4

import pytest

from app.meetings.queries.agenda import agenda_of
from app.meetings.tables import AgendaItem, Meeting, MeetingStatus
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import first_item, make_meeting


async def titles(meeting: Meeting) -> list[str]:
    return [row.title for row in await agenda_of(meeting.id)]


def item(**changes: str) -> dict[str, str]:
    return {
        "id": str(uuid4()), "title": "Haushalt", "minutes": "30", "presenter": "Frau Albers",
        "visibility": "internal", "note": "Zahlen liegen aus", "vorlage": "", **changes,
    }  # fmt: skip


async def test_item_is_added_at_the_end_once(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    form = item(visibility="confidential")
    for _ in range(2):
        answer = await anna.post(f"/sitzungen/{meeting.id}/tagesordnung", form)
        assert answer.status_code == 303
    assert await titles(meeting) == ["Begrüßung", "Bedarf an Räumen", "Verschiedenes", "Haushalt"]
    page = (await anna.get(f"/sitzungen/{meeting.id}/tagesordnung")).text
    assert "Frau Albers · 30 Min. · nichtöffentlich" in page
    assert "60 von 120 Minuten verplant" in page


async def test_item_is_changed_and_its_form_shows_what_is_stored(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    path = f"/sitzungen/{meeting.id}/tagesordnung/{(await first_item(meeting)).id}"
    assert (
        await anna.post(path, item(title="Ankommen", note="Kaffee ab 13:45"))
    ).status_code == 303
    assert (await titles(meeting))[0] == "Ankommen"
    page = (await anna.get(path)).text
    assert 'value="Ankommen"' in page
    assert "Kaffee ab 13:45" in page


async def test_items_move_and_times_follow(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    path = f"/sitzungen/{meeting.id}/tagesordnung/{(await first_item(meeting)).id}/verschieben"
    await anna.get(f"/sitzungen/{meeting.id}/tagesordnung")
    await anna.post(path, {"richtung": "runter"})
    assert await titles(meeting) == ["Bedarf an Räumen", "Begrüßung", "Verschiedenes"]
    await anna.post(path, {"richtung": "hoch"})
    await anna.post(path, {"richtung": "hoch"})
    assert (await titles(meeting))[0] == "Begrüßung", "the first cannot move up"


async def test_item_is_removed_and_the_rest_closes_up(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    path = f"/sitzungen/{meeting.id}/tagesordnung/{(await first_item(meeting)).id}/entfernen"
    for _ in range(2):
        assert (await anna.post(path)).status_code == 303
    positions = await AgendaItem.select(AgendaItem.position).order_by(AgendaItem.position)
    assert [row["position"] for row in positions] == [1, 2]


@pytest.mark.parametrize("minutes", ["3o", "0", "601"])
async def test_bad_length_comes_back_with_its_text(cast: Cast, visit: Visit, minutes: str) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    answer = await anna.post(f"/sitzungen/{meeting.id}/tagesordnung", item(minutes=minutes))
    assert answer.status_code == 422
    assert 'value="Haushalt"' in answer.text
    assert len(await titles(meeting)) == 3


async def test_item_with_a_decision_stays(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    first = await first_item(meeting)
    await AgendaItem.raw(
        "INSERT INTO decision (id, agenda_item, text) VALUES (gen_random_uuid(), {}, 'Wir empfehlen')",
        first.id,
    )
    answer = await anna.post(f"/sitzungen/{meeting.id}/tagesordnung/{first.id}/entfernen")
    assert answer.status_code == 409
    assert "steht schon etwas im Protokoll" in answer.text
    assert len(await titles(meeting)) == 3


async def test_item_of_another_meeting_is_not_found(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting, other = await make_meeting(cast.group), await make_meeting(cast.other_group)
    path = f"/sitzungen/{meeting.id}/tagesordnung/{(await first_item(other)).id}"
    assert (await anna.get(path)).status_code == 404
    assert (await anna.post(path, item())).status_code == 404


async def test_who_keeps_the_minutes_prepares_too_and_members_do_not(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_meeting(cast.group)
    path = f"/sitzungen/{meeting.id}/tagesordnung"
    for name, status in (("paul", 303), ("carla", 403), ("dirk", 404), ("gustav", 404)):
        assert (await (await visit(name)).post(path, item())).status_code == status, name


async def test_meeting_runs_from_begin_to_end(cast: Cast, visit: Visit) -> None:
    paul = await visit("paul")
    meeting = await make_meeting(cast.group)
    assert (await paul.post(f"/sitzungen/{meeting.id}/ende")).status_code == 409, "not begun"
    for _ in range(2):
        assert (await paul.post(f"/sitzungen/{meeting.id}/beginn")).status_code == 303
    assert "Sitzung beenden" in (await paul.get(f"/sitzungen/{meeting.id}")).text
    for _ in range(2):
        assert (await paul.post(f"/sitzungen/{meeting.id}/ende")).status_code == 303
    stored = await Meeting.objects().first()
    assert stored is not None
    assert stored.status == MeetingStatus.HELD
    refused = await paul.post(f"/sitzungen/{meeting.id}/tagesordnung", item())
    assert refused.status_code == 422
    assert "beendet und lässt sich nicht mehr ändern" in refused.text

"""The agenda's pages ask a fixed number of times, however long it is and whatever it offers."""

from tests.browser import Visit
from tests.cast import Cast, make_traeger
from tests.counting import counted_statements
from tests.meetings.make import first_item, make_item, make_meeting


async def test_six_statements_are_enough_for_a_long_agenda(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group)
    for position in range(4, 16):
        await make_item(meeting, position=position)
        await make_traeger(cast.body, f"Träger {position}")
    item = await first_item(meeting)
    bernd = await visit("bernd")
    agenda = f"/sitzungen/{meeting.id}/tagesordnung"
    for page in (agenda, f"{agenda}/{item.id}", f"{agenda}/uebernahme"):
        with counted_statements() as seen:
            assert (await bernd.get(page)).status_code == 200
        assert len(seen) <= 6, seen

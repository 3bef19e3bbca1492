"""What other rooms read about meetings."""

from datetime import timedelta

from app.core.clock import now
from app.core.words import Visibility
from app.meetings.queries.agenda import agenda_of
from app.meetings.queries.meetings import coming_meetings, meeting_head, past_meetings
from tests.cast import Cast
from tests.meetings.make import id_of, make_item, make_meeting


async def test_agenda_has_numbers_and_running_times(cast: Cast) -> None:
    meeting = await make_meeting(cast.group)
    await make_item(meeting, position=4, title="Personal", visibility=Visibility.CONFIDENTIAL)
    rows = await agenda_of(id_of(meeting))
    assert [(row.number, row.title) for row in rows][2:] == [(3, "Verschiedenes"), (4, "Personal")]
    assert rows[2].starts_at == meeting.starts_at + timedelta(minutes=20)
    assert [row.number for row in await agenda_of(id_of(meeting), confidential=False)] == [1, 2, 3]


async def test_head_names_group_and_body(cast: Cast) -> None:
    head = await meeting_head(id_of(await make_meeting(cast.group)))
    assert (head.group_name, head.body_name) == (cast.group.name, cast.body.name)
    assert head.minutes == 120


async def test_lists_show_only_what_the_reader_may_see(cast: Cast) -> None:
    await make_meeting(cast.group)
    await make_meeting(cast.group, starts_at=now() - timedelta(days=3))
    for name, expected in (("carla", 1), ("anna", 1), ("dirk", 0), ("eva", 0), ("frieda", 0)):
        actor = await cast.actor(name)
        assert len(await coming_meetings(actor, 10)) == expected, name
        assert len((await past_meetings(actor, 1))[0]) == expected, name

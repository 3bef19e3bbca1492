"""What somebody saves is told to everybody who looks, over one connection per process."""

import asyncio
from uuid import UUID

import pytest

from app.core.clock import now
from app.core.db import engine
from app.minutes.forms import ItemText
from app.minutes.listening import BELL, CHANNEL, Queue
from app.minutes.operations import writing
from app.minutes.queries import stands_of
from app.minutes.tables import Minutes, MinutesStatus
from tests.browser import HTMX, Visit
from tests.cast import Cast
from tests.meetings.make import first_item
from tests.minutes.make import make_held, make_minutes, make_text, minuted, path_of

pytestmark = pytest.mark.usefixtures("open_streams")

LISTENERS = (
    "SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN \"minutes_item\"' AND state = 'idle'"
)


async def listeners() -> list[int]:
    """Processes of PostgreSQL that listen for us; waits until there is one."""
    for _ in range(200):
        if rows := await Minutes.raw(LISTENERS):
            return [row["pid"] for row in rows]
        await asyncio.sleep(0.05)
    raise AssertionError("nobody listens")


async def heard(queue: Queue) -> str | None:
    return await asyncio.wait_for(queue.get(), 10)


async def test_a_save_is_told_to_all_viewers_over_one_connection(cast: Cast) -> None:
    (meeting, item), (other, _) = await minuted(cast), await minuted(cast)
    paul = await cast.actor("paul")
    with (
        BELL.heard(meeting.id) as first,
        BELL.heard(meeting.id) as second,
        BELL.heard(other.id) as elsewhere,
    ):
        assert len(await listeners()) == 1
        await writing.write_item(paul, meeting.id, item.id, ItemText("Geheimes", 0), now=now())
        for queue in (first, second):
            assert await heard(queue) == f"{item.id} 1", "ids only, nothing of the text"
        assert elsewhere.empty()
    assert f"{item.id} 1" in await stands_of(meeting.id)
    assert BELL.task is None, "nobody looks, nobody listens"


async def test_words_of_another_process_are_heard_too(cast: Cast) -> None:
    """A connection that is not ours, as another process has one."""
    meeting, item = await minuted(cast)
    with BELL.heard(meeting.id) as queue:
        await listeners()
        connection = await engine().get_new_connection()
        await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, f"{meeting.id} {item.id} 7")
        await connection.close()
        assert await heard(queue) == f"{item.id} 7"


async def test_lost_connection_ends_the_streams_and_is_made_again(cast: Cast) -> None:
    meeting, item = await minuted(cast)
    with BELL.heard(meeting.id) as queue:
        (pid,) = await listeners()
        await Minutes.raw("SELECT pg_terminate_backend({})", pid)
        assert await heard(queue) is None, "the browser comes again and is told how things stand"
        for _ in range(200):
            if (await listeners()) != [pid]:
                break
            await asyncio.sleep(0.05)
        paul = await cast.actor("paul")
        await writing.write_item(paul, meeting.id, item.id, ItemText("Neu", 0), now=now())
        assert await heard(queue) == f"{item.id} 1"


async def test_closing_ends_every_stream_at_once_and_those_that_begin_later(cast: Cast) -> None:
    meeting = UUID(int=1)
    with BELL.heard(meeting) as queue:
        BELL.close()
        assert await heard(queue) is None
        with BELL.heard(meeting) as late:
            assert await heard(late) is None


async def test_slow_viewer_gets_the_newest_messages(cast: Cast) -> None:
    from app.minutes.listening import WAITING, put

    queue: Queue = asyncio.Queue(WAITING)
    for number in range(WAITING + 10):
        put(queue, str(number))
    assert (queue.qsize(), queue.get_nowait()) == (WAITING, "10")


async def test_text_of_an_item_is_fetched_by_who_may_read_it(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    minutes = await make_minutes(meeting)
    item = await first_item(meeting)
    await make_text(minutes, item, "Fett", rich="<p><strong>Fett</strong></p>")
    path = path_of(meeting, f"/punkte/{item.id}")
    writing_now = await (await visit("paul")).get(path, headers=HTMX)
    assert 'data-rich="&lt;div&gt;&lt;strong&gt;Fett' in writing_now.text
    assert 'name="version" value="1"' in writing_now.text
    carla = await visit("carla")
    for address in (path, path_of(meeting, "/geschehen")):
        assert (await carla.get(address, headers=HTMX)).status_code == 404, "a draft"
    await Minutes.update({Minutes.status: MinutesStatus.SENT}, force=True)
    reading = await carla.get(path, headers=HTMX)
    assert "<strong>Fett</strong>" in reading.text
    assert "<textarea" not in reading.text
    assert (await carla.get(path)).headers["location"] == f"{path_of(meeting)}#top-{item.id}"
    assert (await (await visit("dirk")).get(path, headers=HTMX)).status_code == 404


async def test_approved_minutes_tell_the_browser_not_to_ask_again(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting, status=MinutesStatus.APPROVED)
    answer = await (await visit("carla")).get(path_of(meeting, "/geschehen"))
    assert answer.status_code == 204

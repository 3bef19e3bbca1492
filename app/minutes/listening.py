"""Who looks at minutes learns at once that a text was saved, a decision taken, somebody came.

PostgreSQL tells every process; each has one connection for it, however many people look. A message
names the meeting and the part of the page that is another one now, and nothing of its words: these
are fetched, and there the reader's rights are asked.
"""

import asyncio
import logging
import signal
import threading
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from types import FrameType
from uuid import UUID

from asyncpg import Connection, PostgresError
from litestar import Litestar

from app.core.db import engine, inside_transaction
from app.minutes.tables import Minutes

log = logging.getLogger("spurwerk.minutes")

CHANNEL = "minutes_item"
AGAIN_SECONDS = 1.0
WAITING = 500  # messages a viewer may be behind; a slow one misses the oldest and gets the newest
PEOPLE = "anwesend"  # the part of the page that says who is there
Message = str  # "<agenda item> <version>", or the name of another part, with its mark where known
Queue = asyncio.Queue[Message | None]  # None: the end


@inside_transaction
async def tell_results(meeting_id: UUID, item_id: UUID) -> None:
    """Decisions or tasks of one agenda item are others now."""
    await Minutes.raw("SELECT pg_notify({}, {})", CHANNEL, f"{meeting_id} {results_place(item_id)}")


@inside_transaction
async def tell_people(meeting_id: UUID) -> None:
    """Somebody came, left, or keeps the minutes now."""
    await Minutes.raw("SELECT pg_notify({}, {})", CHANNEL, f"{meeting_id} {PEOPLE}")


def text_message(meeting_id: UUID, item_id: UUID, version: int) -> str:
    """Another text of the item; told by the statement that writes it."""
    return f"{meeting_id} {item_id} {version}"


def results_place(item_id: UUID) -> str:
    return f"ergebnisse-{item_id}"


class Bell:
    """The listeners of this process. The connection lives as long as somebody looks."""

    def __init__(self) -> None:
        self.queues: dict[str, set[Queue]] = defaultdict(set)
        self.task: asyncio.Task[None] | None = None
        self.closed = False

    @contextmanager
    def heard(self, meeting_id: UUID) -> Iterator[Queue]:
        """What is told of this meeting from now on; must run in the event loop."""
        queue: Queue = asyncio.Queue(WAITING)
        self.queues[str(meeting_id)].add(queue)
        if self.closed:
            queue.put_nowait(None)
        elif self.task is None or self.task.done():
            self.task = asyncio.create_task(self._listen())
        try:
            yield queue
        finally:
            self._forget(str(meeting_id), queue)

    def _forget(self, meeting: str, queue: Queue) -> None:
        self.queues[meeting].discard(queue)
        if not self.queues[meeting]:
            del self.queues[meeting]
        if not self.queues and self.task:
            self.task.cancel()
            self.task = None

    def close(self) -> None:
        """Everybody's stream ends now, also those that begin later."""
        self.closed = True
        for queues in self.queues.values():
            for queue in queues:
                put(queue, None)

    async def _listen(self) -> None:
        while True:
            gone = asyncio.Event()
            connection: Connection | None = None
            try:
                connection = await engine().get_new_connection()
                connection.add_termination_listener(lambda _, gone=gone: gone.set())
                await connection.add_listener(CHANNEL, self._ring)
                await gone.wait()
            except (OSError, PostgresError) as error:
                log.warning("listening for minutes: %s", type(error).__name__)
            finally:
                if connection is not None:
                    connection.terminate()
            self._end_streams()
            await asyncio.sleep(AGAIN_SECONDS)

    def _end_streams(self) -> None:
        """Something may have been missed: browsers come again and are told how things stand."""
        for queues in self.queues.values():
            for queue in queues:
                put(queue, None)

    def _ring(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        meeting, _, message = str(payload).partition(" ")
        for queue in self.queues.get(meeting, ()):
            put(queue, message)


def put(queue: Queue, message: Message | None) -> None:
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(message)


BELL = Bell()


@asynccontextmanager
async def ending_at_once(_app: Litestar) -> AsyncIterator[None]:
    """The server waits for open answers before it stops; a stream would never end by itself.

    So the signal that stops the server ends the streams first. Only the main thread has signals.
    """
    BELL.closed = False
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def end(number: int, frame: FrameType | None) -> None:
        with suppress(RuntimeError):  # the loop is closed already
            loop.call_soon_threadsafe(BELL.close)
        known = before[signal.Signals(number)]
        if callable(known):
            known(number, frame)

    for number, handler in before.items():
        if callable(handler):
            signal.signal(number, end)
    try:
        yield
    finally:
        BELL.close()
        for number, handler in before.items():
            if callable(handler) and signal.getsignal(number) is end:
                signal.signal(number, handler)

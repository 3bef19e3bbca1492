"""The loop that calls every feature's jobs; PostgreSQL is the queue."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from asyncpg import Connection, PostgresError
from litestar import Litestar

from app.core.db import engine
from app.digest import jobs as digest
from app.feeds import jobs as feeds
from app.importers.jobs import reconcile as importers
from app.invitations import jobs as invitations
from app.minutes import jobs as minutes
from app.outbox import jobs as outbox
from app.outbox.operations import WAKE
from app.polls import jobs as polls
from app.privacy import jobs as privacy
from app.reminders import jobs as reminders
from app.replies.jobs import fetching as replies
from app.reports import jobs as reports
from app.rosters import jobs as rosters
from app.search import jobs as search
from app.webhooks import jobs as webhooks

log = logging.getLogger("spurwerk.worker")

POLL_SECONDS = 5.0
Job = Callable[[], Awaitable[Any]]  # one that answers True has more to do at once
JOBS: list[Job] = [
    invitations.write_ordered,
    outbox.deliver,
    replies.fetch,
    digest.send_due,
    polls.remind_due,
    reminders.send_due,
    reports.tell_due,
    minutes.approve_due,
    importers.reconcile,
    feeds.tidy,
    rosters.take_over_due,
    rosters.empty_cells,
    search.read_next,
    webhooks.tidy,
    privacy.keep_terms,
]
# Wait for programs of others, so they have a loop of their own: nothing else waits with them.
BESIDE: list[Job] = [webhooks.call_due]


async def run(stop: asyncio.Event) -> None:
    """Until `stop`; after a failure of one job the others go on."""
    woken = asyncio.Event()
    listening = asyncio.create_task(_listen(woken, stop))
    beside = [asyncio.create_task(_again_and_again(job, stop)) for job in BESIDE]
    while not stop.is_set():
        woken.clear()  # before the work, so that a call during it is heard
        if not any([await _attempt(job) for job in JOBS]):
            await _first_of(woken.wait(), stop.wait(), timeout=POLL_SECONDS)
    listening.cancel()
    await asyncio.gather(listening, *beside, return_exceptions=True)


async def _again_and_again(job: Job, stop: asyncio.Event) -> None:
    """What is begun is ended: a call takes some seconds at most."""
    while not stop.is_set():
        if not await _attempt(job):
            await _first_of(stop.wait(), timeout=POLL_SECONDS)


async def _attempt(job: Job) -> bool:
    try:
        return await job() is True
    except Exception:
        log.exception("job %s failed", job.__module__)
        return False


async def _first_of(*waits: Awaitable[Any], timeout: float | None) -> None:  # noqa: ASYNC109 - handed to asyncio.wait
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


async def _listen(woken: asyncio.Event, stop: asyncio.Event) -> None:
    """A hint only: without it the poll finds the mail a few seconds later."""
    while not stop.is_set():
        try:
            connection = await engine().get_new_connection()
            try:
                await connection.add_listener(WAKE, lambda *_: woken.set())
                await _first_of(stop.wait(), _terminated(connection), timeout=None)
            finally:
                await connection.close()
        except (OSError, PostgresError):
            await asyncio.sleep(POLL_SECONDS)


async def _terminated(connection: Connection) -> None:
    gone = asyncio.Event()
    connection.add_termination_listener(lambda _: gone.set())
    await gone.wait()


@asynccontextmanager
async def beside_the_web(_app: Litestar) -> AsyncIterator[None]:
    stop = asyncio.Event()
    loop = asyncio.create_task(run(stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(loop, timeout=30)

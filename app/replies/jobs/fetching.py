"""When the worker looks into the mailbox: beside its other jobs, which never wait for it."""

import asyncio
import imaplib
import logging
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.core.db import engine
from app.core.mailbox import Mailbox
from app.core.settings import settings
from app.replies.jobs.door import Away, take_in
from app.replies.tables import Outcome

if TYPE_CHECKING:
    from app.replies.jobs.imap import Folder

log = logging.getLogger("spurwerk.imap")

ROUND = 50  # mails over one connection
EVERY = 30.0  # seconds between two looks
WAITS = (30.0, 60.0, 300.0, 900.0)  # after the first, second, … failure in a row
LOCK = 5_240_117  # of the database: one worker looks at a time


@dataclass
class Memory:
    """What was taken in and could not be moved: by UID, as long as UIDVALIDITY stays."""

    validity: int = 0
    settled: dict[str, Outcome] = field(default_factory=dict)


@dataclass
class Watch:
    """What one process knows of the mailbox between two rounds; times are time.monotonic()."""

    memory: Memory = field(default_factory=Memory)
    round: asyncio.Task[None] | None = None
    next_at: float = 0.0
    failures: int = 0


WATCH = Watch()


async def fetch() -> None:
    """Begins a round when it is time and returns at once; the worker calls it every few seconds."""
    box = settings().imap
    running = WATCH.round is not None and not WATCH.round.done()
    if box is None or running or time.monotonic() < WATCH.next_at:
        return
    WATCH.round = asyncio.create_task(look(box, WATCH))


async def look(box: Mailbox, watch: Watch) -> None:
    """One round. A server that is away is told to the log once, and asked ever more rarely."""
    try:
        full = await _alone(box, watch.memory)
    except Exception as problem:  # noqa: BLE001 - in a task nobody else would tell
        kind = type(problem.__cause__ or problem).__name__
        if not watch.failures:
            log.warning("mailbox not read, tried again later: %s", kind)
        watch.next_at = time.monotonic() + WAITS[min(watch.failures, len(WAITS) - 1)]
        watch.failures += 1
        return
    if watch.failures:
        log.info("mailbox is read again")
    watch.failures = 0
    watch.next_at = time.monotonic() + (0 if full else EVERY)


async def _alone(box: Mailbox, memory: Memory) -> bool:
    """True when a whole round was there, so that more may wait. Another worker's round: False."""
    connection = await engine().get_new_connection()
    try:  # the lock ends with its connection, also when this process is killed
        if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", LOCK):
            return False
        return await _round(box, memory)
    finally:
        await connection.close()


async def _round(box: Mailbox, memory: Memory) -> bool:
    # Here, for it is slow to import, and many servers read no mailbox.
    from imap_tools.errors import ImapToolsError

    from app.replies.jobs.imap import Folder

    folder = await asyncio.to_thread(Folder, box, memory)
    try:
        uids = await asyncio.to_thread(folder.waiting, ROUND)
        taken = [await _take(folder, uid) for uid in uids]
    finally:
        with suppress(OSError, ImapToolsError, imaplib.IMAP4.error):
            await asyncio.to_thread(folder.close)
    return len(uids) == ROUND and all(taken)


async def _take(folder: "Folder", uid: str) -> bool:
    """False for a mail that must wait for the next round; the others do not wait for it."""
    raw = await asyncio.to_thread(folder.content, uid)
    if raw is None:
        return True
    try:
        outcome = await take_in(raw, recipient="", came_by="imap")
    except Away:
        raise
    except Exception as problem:  # noqa: BLE001 - not even put aside: it stays where it is
        log.error("mail not stored: %s", type(problem).__name__)  # noqa: TRY400 - a traceback holds addresses
        return False
    await asyncio.to_thread(folder.move, uid, outcome)
    return True

"""The one door through which every way brings its mail in."""

import asyncio
import logging
from datetime import datetime

from asyncpg import InterfaceError, PostgresError

from app.core import clock
from app.core.settings import settings
from app.replies.operations.bounces import receive_bounce
from app.replies.operations.receive import receive
from app.replies.operations.storing import Arrived, set_aside
from app.replies.reading import READER
from app.replies.rules.decoded import Decoded
from app.replies.rules.mime import MOST_BYTES
from app.replies.rules.recipients import noted_recipient, our_recipient
from app.replies.tables import Outcome

log = logging.getLogger("spurwerk.inbound")

# Not the mail's fault: connection, resources, operator, system, rollback, read-only (SQLSTATE).
PASSING = ("08", "25006", "40", "53", "55P03", "57", "58")


class Away(Exception):
    """The database does not take the mail now: whoever brought it brings it again."""


async def take_in(raw: bytes, *, recipient: str, came_by: str) -> Outcome:
    """`recipient`: of the envelope; "" where only a header of our own mail server names it.

    `raw` may be cut after MOST_BYTES + 1 octets. Raises Away; any other failure is a row in quarantine.
    """
    raw = raw[: MOST_BYTES + 1]
    to = recipient or noted_recipient(raw, settings().recipient_headers, settings().mail_domain)
    try:
        return await _take_in(raw, to, came_by, clock.now())
    except Exception as problem:
        if is_away(problem):
            raise Away from problem
        raise


async def _take_in(raw: bytes, to: str, came_by: str, now: datetime) -> Outcome:
    ours = our_recipient(to, settings().mail_domain)
    try:
        if ours and ours.purpose == "bounce":
            head = await asyncio.to_thread(READER.read, raw)
            return await receive_bounce(Arrived(raw, head, "bounce", came_by, now), ours.token)
        return (await receive(raw, envelope_recipient=to or None, came_by=came_by, now=now)).outcome
    except Exception as problem:
        if is_away(problem):
            raise
        log.error("mail could not be handled: %s", type(problem).__name__)  # noqa: TRY400 - a traceback holds addresses
        purpose = ours.purpose if ours else ""
        return await set_aside(Arrived(raw, Decoded(), purpose, came_by, now))


def is_away(problem: BaseException) -> bool:
    """Whether the same mail may fare better later."""
    if isinstance(problem, PostgresError):
        return str(problem.sqlstate or "").startswith(PASSING)
    if isinstance(problem, InterfaceError):
        return not isinstance(problem, ValueError)  # DataError: a value that no column takes
    return isinstance(problem, (OSError, asyncio.TimeoutError))

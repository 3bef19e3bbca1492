"""Minutes that stand by the group's rule: their PDF is made outside of any transaction, one by one."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from app.core import clock
from app.core.errors import RuleViolation
from app.minutes import due, queries
from app.minutes.due import LaterMeeting
from app.minutes.niederschrift import niederschrift
from app.minutes.operations import approval
from app.minutes.record import Record

log = logging.getLogger("spurwerk.minutes")

AT_ONCE = 20  # then the other jobs have their turn
PAUSE = timedelta(hours=1)  # after a failure, which is logged once
_failed: dict[UUID, datetime] = {}  # what this process tries again later


async def approve_due(now: datetime | None = None) -> bool:
    """For the worker, two statements when nothing is due. True when there is more to do at once.

    A crash before the transaction leaves bytes without a row, which the orphan sweep takes away.
    """
    now = now or clock.now()
    most = AT_ONCE + len(_failed)
    ways: dict[UUID, LaterMeeting | None] = dict(await due.recorded(now, most))
    for meeting_id in await due.tacitly(clock.berlin(now).date(), most):
        ways.setdefault(meeting_id, None)
    ready = [each for each in ways if _failed.get(each, now) <= now]
    done = [await _approve(each, ways[each], now) for each in ready[:AT_ONCE]]
    return len(ready) > AT_ONCE and any(done)


async def _approve(meeting_id: UUID, approving: LaterMeeting | None, now: datetime) -> bool:
    """`approving`: the meeting that has recorded it, None for the tacit rule."""
    try:
        record = await queries.record_of(meeting_id)
        if approving:
            paper = await _paper(approval.signed_in(record, approving))
            await approval.approve_by_item(meeting_id, approving.id, paper, now=now)
        else:
            paper = await _paper(approval.signed_tacitly(record, now=now))
            await approval.approve_tacitly(meeting_id, paper, now=now)
    except RuleViolation:
        return False  # changed meanwhile: the next round looks again
    except Exception:
        log.exception("minutes could not be approved by rule")
        _failed[meeting_id] = now + PAUSE
        return False
    _failed.pop(meeting_id, None)
    return True


async def _paper(record: Record) -> approval.Paper:
    return approval.Paper(record, await niederschrift(record))

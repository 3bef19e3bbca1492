"""Minutes that stand by the group's rule: their PDF is made outside of any transaction, one by one."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from app.core import clock
from app.core.errors import RuleViolation
from app.minutes import due, queries
from app.minutes.niederschrift import niederschrift
from app.minutes.operations import approval

log = logging.getLogger("spurwerk.minutes")

AT_ONCE = 20  # then the other jobs have their turn
PAUSE = timedelta(hours=1)  # after a failure, which is logged once
_failed: dict[UUID, datetime] = {}  # what this process tries again later


async def approve_due(now: datetime | None = None) -> bool:
    """For the worker. True when there is more to do at once.

    A crash before the transaction leaves bytes without a row, which the orphan sweep takes away.
    """
    now = now or clock.now()
    waiting = await due.tacitly(clock.berlin(now).date(), AT_ONCE + len(_failed))
    ready = [each for each in waiting if _failed.get(each, now) <= now]
    done = [await _approve(meeting_id, now) for meeting_id in ready[:AT_ONCE]]
    return len(ready) > AT_ONCE and any(done)


async def _approve(meeting_id: UUID, now: datetime) -> bool:
    try:
        record = approval.signed_tacitly(await queries.record_of(meeting_id), now=now)
        paper = approval.Paper(record, await niederschrift(record))
        await approval.approve_tacitly(meeting_id, paper, now=now)
    except RuleViolation:
        return False  # changed meanwhile: the next round looks again
    except Exception:
        log.exception("minutes could not be approved by rule")
        _failed[meeting_id] = now + PAUSE
        return False
    _failed.pop(meeting_id, None)
    return True

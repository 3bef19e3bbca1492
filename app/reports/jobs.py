"""Once per day in Berlin, at seven or as soon as the server is up again."""

import logging
from datetime import datetime

from app.core import clock
from app.core.actor import system
from app.reports.operations import deadlines as operations
from app.reports.queries import choices
from app.reports.rules.deadlines import AHEAD, Duty, has_begun

log = logging.getLogger("spurwerk.reports")


async def tell_due(now: datetime | None = None) -> int:
    """For the worker: how many mails were written. One statement when today's run is over."""
    now = now or clock.now()
    today = clock.berlin(now).date()
    if not has_begun(now) or await choices.is_done(today):
        return 0
    coming = await choices.duties(now, today, today + AHEAD)
    told = sum([await _tell(duty, now) for duty in coming if duty.is_pressing(today)])
    await operations.note_run(today, now=now)
    return told


async def _tell(duty: Duty, now: datetime) -> bool:
    """One that cannot be written keeps nobody from theirs."""
    try:
        return await operations.tell_due(system(), duty, now=now)
    except Exception:
        log.exception("a mail about a report that is due could not be made")
        return False

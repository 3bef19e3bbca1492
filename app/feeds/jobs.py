"""Once a day: addresses that nobody uses are switched off."""

from datetime import datetime

from app.core import clock
from app.feeds import operations
from app.feeds.operations import MOST_AT_ONCE
from app.outbox.tables import PeriodicRun


async def tidy(now: datetime | None = None) -> bool:
    """True: there may be more to do at once. What a crash leaves is done on the next day."""
    now = now or clock.now()
    key = f"feeds:{clock.berlin(now).date()}"
    if await PeriodicRun.exists().where(PeriodicRun.key == key):
        return False
    if await operations.end_unused(now=now) == MOST_AT_ONCE:
        return True
    await operations.forget_changes(now=now)
    await PeriodicRun.insert(PeriodicRun(key=key)).on_conflict(action="DO NOTHING")
    return False

from datetime import datetime

from app.core import clock
from app.outbox.tables import PeriodicRun
from app.webhooks import operations
from app.webhooks.calls import call_all
from app.webhooks.tables import Webhook


async def call_due() -> bool:
    """True when there may be more at once."""
    if not await Webhook.exists().where(Webhook.ended_at.is_null()):
        return False
    collected = await operations.collect(now=clock.now())
    claimed = await operations.claim(now=clock.now())
    await call_all(claimed)
    return bool(collected or claimed)


async def tidy(now: datetime | None = None) -> None:
    """Once a day."""
    now = now or clock.now()
    key = f"webhooks:{clock.berlin(now).date()}"
    if not await PeriodicRun.exists().where(PeriodicRun.key == key):
        await operations.forget_calls(now=now)
        await PeriodicRun.insert(PeriodicRun(key=key)).on_conflict(action="DO NOTHING")

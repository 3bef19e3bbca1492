"""Once a day, whoever comes first."""

from datetime import datetime

from app.core import clock
from app.privacy import retention
from app.privacy.operations.retention import claim_day


async def keep_terms(now: datetime | None = None) -> None:
    """After a crash the rest is done on the next day, or by `spurwerk retention run`."""
    now = now or clock.now()
    if await claim_day(now):
        await retention.run(now)

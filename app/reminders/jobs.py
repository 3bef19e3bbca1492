"""Once per day in Berlin, at seven or as soon as the server is up again."""

from datetime import datetime

from app.core import clock
from app.core.actor import system
from app.reminders import operations, queries, rules


async def send_due(now: datetime | None = None) -> int:
    """For the worker. One statement when today's run is over."""
    now = now or clock.now()
    day = clock.berlin(now).date()
    if not rules.has_begun(now) or await queries.said([rules.run_key(day)]):
        return 0
    sent = await run(now)
    await operations.note_run(now)
    return sent


async def run(now: datetime, *, dry_run: bool = False) -> int:
    """For the command line too: how many people are reminded."""
    told = 0
    for bundle in await queries.bundles(now):
        if dry_run:
            known = await queries.said([item.key for item in bundle.items])
            told += bool(bundle.without(known).items)
        else:
            told += await operations.remind(system(), bundle, now=now)
    return told

"""What the worker does with long files, and with those that have done their service."""

import asyncio
import logging
from contextvars import Context

from app.core import clock
from app.core.errors import RuleViolation
from app.rosters.operations import runs

log = logging.getLogger("spurwerk.rosters")


async def take_over_due() -> bool:
    """One file; True when there may be another one."""
    claimed = await runs.claim(now=clock.now())
    if claimed is None:
        return False

    async def tell(done: int) -> None:
        """A new context, so that it does not join the transaction that is writing."""
        await asyncio.create_task(_told(claimed, done), context=Context())

    try:
        await runs.carry_out(claimed, tell, now=clock.now())
    except runs.LostLease:
        log.warning("another worker has the import now")
    except RuleViolation as refusal:
        await runs.refuse(claimed, str(refusal), now=clock.now())
    return True


async def _told(claimed: runs.Claimed, done: int) -> None:
    await runs.tell_progress(claimed, done)


async def empty_cells() -> None:
    await runs.empty_cells(now=clock.now())

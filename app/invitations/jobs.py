"""The worker writes what a large send has ordered."""

import asyncio

from app.core.crash import crash_point
from app.invitations.operations.carrying_out import write_next

IN_A_ROW = 12  # times the lanes; then the mails written meanwhile leave
LANES = 2  # one waits for the database while the other writes


async def write_ordered() -> bool:
    """True when there may be more at once. Each batch is whole or not there."""
    for _ in range(IN_A_ROW):
        async with asyncio.TaskGroup() as lanes:
            tasks = [lanes.create_task(_lane()) for _ in range(LANES)]
        if not any(task.result() for task in tasks):
            return False
        crash_point("between_batches")
        await asyncio.sleep(0)
    return True


async def _lane() -> bool:
    return await write_next()

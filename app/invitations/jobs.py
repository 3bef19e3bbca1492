"""The worker writes what a large send has ordered."""

import asyncio

from app.core.crash import crash_point
from app.invitations.operations import orders

IN_A_ROW = 10  # then the mails written meanwhile leave


async def write_ordered() -> bool:
    """True when there may be more at once. Each batch is whole or not there."""
    for _ in range(IN_A_ROW):
        if not await orders.write_next():
            return False
        crash_point("between_batches")
        await asyncio.sleep(0)
    return True

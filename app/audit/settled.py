"""Up to which instant nothing can appear any more, whoever is still writing."""

from datetime import datetime, timedelta

from app.audit.tables import AuditEntry

SETTLED = timedelta(seconds=30)
"""A change carries the time at which its request began. The transaction that writes it begins less
than this later (the pool waits five seconds), and is seen at its commit."""

# Asked before what is read up to the answer: what commits between the two lies behind it.
OLDEST_TRANSACTION = """
SELECT min(xact_start) AS began FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def settled(now: datetime, oldest_transaction: datetime | None) -> datetime:
    """Up to here nothing can appear any more: what is not committed yet began after it."""
    return min(now, oldest_transaction or now) - SETTLED


async def settled_at(now: datetime) -> datetime:
    """A long transaction holds it back, so that nothing is lost."""
    (row,) = await AuditEntry.raw(OLDEST_TRANSACTION)
    return settled(now, row["began"])

"""How long a run is held, when it pauses, when it gives up."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.importers.tables import SourceKind

LEASE = timedelta(minutes=2)  # renewed while a worker reads; after a crash another one goes on
RENEW_SECONDS = 30
MOST_OBJECTS = 5000  # of lists, in one run: a server's list may have no end
MOST_TROUBLES = 5  # in a row, then the run has failed
PATIENCE = 2  # attempts at a paper before what cannot be read counts as a gap
OVERLAP = timedelta(days=1)  # servers' clocks, and papers that appear late
MOST_FAILURES = 100


@dataclass(frozen=True)
class Claimed:
    """A run in the hands of one worker; whoever has an older ticket changes nothing."""

    id: UUID
    ticket: int
    source_id: UUID
    body_id: UUID
    kind: SourceKind
    start: str
    next_page: str
    seen: tuple[str, ...]
    objects_read: int
    troubles: int


def pause_after(troubles: int) -> timedelta:
    """30 seconds, then twice as long each time."""
    return timedelta(seconds=30 * 2 ** min(troubles - 1, 6))


def watermark(
    began_at: datetime | None, newest: datetime | None, *, empty: bool
) -> datetime | None:
    """What the next run asks for; None where the dates of the server say nothing.

    Servers of one kind write 2000-01-01 everywhere: there everything is read and compared again.
    """
    if began_at is None:
        return None
    says_something = newest is not None and newest >= datetime(2000, 2, 1, tzinfo=UTC)
    return began_at - OVERLAP if says_something or empty else None

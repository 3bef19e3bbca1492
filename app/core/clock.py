"""The only place that reads the clock. UTC inside, Europe/Berlin at the edges."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


class DoesNotExist(ValueError):
    """A wall-clock time that the change to summer time skips."""


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return now().astimezone(BERLIN).date()


def berlin(instant: datetime) -> datetime:
    return instant.astimezone(BERLIN)


def wall_clock(instant: datetime | None) -> time | None:
    """Hours and minutes of Berlin, for a field."""
    return berlin(instant).time().replace(second=0, microsecond=0) if instant else None


def happens_twice(day: date, at: time) -> bool:
    """An hour that the change to winter time repeats; `from_wall_clock` takes its first pass."""
    local = datetime.combine(day, at, tzinfo=BERLIN)
    return local.utcoffset() != local.replace(fold=1).utcoffset() and not _is_skipped(local)


def _is_skipped(local: datetime) -> bool:
    return local.astimezone(UTC).astimezone(BERLIN).replace(tzinfo=None) != local.replace(
        tzinfo=None
    )


def from_wall_clock(day: date, at: time) -> datetime:
    """UTC instant of a Berlin wall-clock time; the earlier one where autumn repeats an hour.

    Raises DoesNotExist in the hour that spring skips.
    """
    local = datetime.combine(day, at, tzinfo=BERLIN)
    if _is_skipped(local):
        raise DoesNotExist(
            f"Am {day:%d.%m.%Y} gibt es {at:%H:%M} Uhr nicht, weil die Uhr auf Sommerzeit springt."
        )
    return local.astimezone(UTC)

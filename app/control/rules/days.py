"""The day a page shows: now, or as things stood at the end of a past day (Europe/Berlin)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.core import clock

FUTURE = "Dieser Tag liegt in der Zukunft. Bitte wählen Sie heute oder einen früheren Tag."
MIDNIGHT = time(0)


@dataclass(frozen=True)
class Shown:
    on: date
    at: datetime  # UTC; the last instant that counts
    past: bool


def today_shown() -> Shown:
    return Shown(clock.today(), clock.now(), past=False)


def day_shown(day: date | None) -> Shown:
    """Raises ValueError with a sentence for a day that has not come yet."""
    today = clock.today()
    if day is None or day == today:
        return today_shown()
    if day > today:
        raise ValueError(FUTURE)
    end = clock.from_wall_clock(day + timedelta(days=1), MIDNIGHT)
    return Shown(day, end - timedelta(microseconds=1), past=True)


def too_early(first: date) -> str:
    return (
        f"Vor dem {first:%d.%m.%Y} war noch keine Vorlage erfasst. "
        "Bitte wählen Sie diesen oder einen späteren Tag."
    )

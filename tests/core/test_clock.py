from datetime import UTC, date, datetime, time

import pytest

from app.core.clock import DoesNotExist, from_wall_clock


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2027, 1, 12), time(10), datetime(2027, 1, 12, 9, tzinfo=UTC)),
        (date(2027, 7, 12), time(10), datetime(2027, 7, 12, 8, tzinfo=UTC)),
        (date(2027, 3, 28), time(3), datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_wall_clock_becomes_utc(day: date, at: time, utc: datetime) -> None:
    assert from_wall_clock(day, at) == utc


def test_hour_that_spring_skips_does_not_exist() -> None:
    with pytest.raises(DoesNotExist, match=r"28\.03\.2027 gibt es 02:30 Uhr nicht"):
        from_wall_clock(date(2027, 3, 28), time(2, 30))

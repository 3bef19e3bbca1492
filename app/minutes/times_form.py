"""When the meeting really began and ended: wall-clock times of its day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wtforms import TimeField
from wtforms.validators import InputRequired, Optional

from app.core import clock
from app.minutes.record import Record
from app.web.forms import GermanForm


@dataclass(frozen=True)
class Times:
    """UTC; an end before the beginning on the clock is one after midnight."""

    began_at: datetime
    ended_at: datetime | None


class TimesForm(GermanForm):
    begin = TimeField("Beginn", [InputRequired("Bitte nennen Sie den Beginn.")])
    end = TimeField("Ende", [Optional()])

    def times(self, record: Record) -> Times | None:
        """After validate(); None with the error at its field where spring skips that hour."""
        begin, end = self.begin.data, self.end.data
        assert begin
        began_at = _instant(self.begin, record, 0)
        ended_at = _instant(self.end, record, int(end < begin)) if end else None
        return Times(began_at, ended_at) if began_at and not self.errors else None


def _instant(field: TimeField, record: Record, days: int) -> datetime | None:
    assert field.data
    try:
        return clock.from_wall_clock(record.held_on + timedelta(days=days), field.data)
    except clock.DoesNotExist as gap:
        field.errors = [str(gap)]
        return None


def times_form(record: Record) -> TimesForm:
    """With what was noted, else with what the invitation says."""
    noted = record.began_at is not None
    begin, end = (record.began_at, record.ended_at) if noted else (record.starts_at, None)
    return TimesForm(data={"begin": clock.wall_clock(begin), "end": clock.wall_clock(end)})

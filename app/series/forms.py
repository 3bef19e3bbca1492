from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
    TimeField,
)
from wtforms.fields import Field
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.validators import ValidationError as Wrong

from app.core import clock
from app.ical.recurrence import Rule, rule_text
from app.meetings.forms.meetings import MeetingData, NewMeetingForm, in_our_time
from app.meetings.rules import lines_of
from app.series import shift
from app.series.rules import ZONE, SeriesData
from app.web.filters import WEEKDAYS as WEEKDAY_NAMES
from app.web.forms import GermanForm, TickBoxes, fold_lines

WEEKDAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), WEEKDAY_NAMES, strict=True))
RHYTHMS = {
    "wochen": "alle … Wochen, an bestimmten Wochentagen",
    "wochentag": "an einem Wochentag im Monat, zum Beispiel am 2. Dienstag",
    "monatstag": "an einem Tag im Monat, zum Beispiel am 15.",
    "jahr": "einmal im Jahr am selben Datum",
    "tage": "alle … Tage",
}
NTH = {"1": "ersten", "2": "zweiten", "3": "dritten", "4": "vierten", "-1": "letzten"}
LOOK_AHEAD = 63  # days: two months without a 31st never follow each other
RARE_DAYS = 29  # from here on some months have no such day


class RuleFields(GermanForm):
    """How often and how long: only shapes that every calendar shows (docs/adr/0026)."""

    rhythm = RadioField(
        "Wie oft?", [DataRequired("Bitte wählen Sie aus, wie oft.")], choices=RHYTHMS,
        default="wochen",
    )  # fmt: skip
    interval = IntegerField(
        "Abstand", [Optional(), NumberRange(1, 99, "Bitte eine Zahl von 1 bis 99 angeben.")],
        default=1,
    )  # fmt: skip
    weekdays = TickBoxes("Wochentage", [Optional()], choices=WEEKDAYS)
    nth = SelectField("Der wievielte?", [Optional()], choices=NTH, default="1")
    weekday = SelectField("Wochentag im Monat", [Optional()], choices=WEEKDAYS, default="TU")
    monthday = IntegerField(
        "Tag im Monat", [Optional(), NumberRange(1, 31, "Bitte eine Zahl von 1 bis 31 angeben.")]
    )
    ends_by = RadioField(
        "Wann endet die Reihe?", [DataRequired("Bitte wählen Sie ein Ende aus.")],
        choices={"anzahl": "nach einer Anzahl von Terminen", "datum": "an einem Tag"},
        default="anzahl",
    )  # fmt: skip
    count = IntegerField(
        "Wie viele Termine?",
        [Optional(), NumberRange(1, 200, "Bitte eine Zahl von 1 bis 200 angeben.")],
    )
    until = DateField("Letzter möglicher Tag", [Optional(), in_our_time])

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        missing: Field = self.until if self.ends_by.data == "datum" else self.count
        if not self.ends_by.errors and not missing.errors and missing.data is None:
            what = "den letzten Tag" if missing is self.until else "die Anzahl der Termine"
            missing.errors = [f"Bitte geben Sie {what} an."]
            return False
        return good

    def rule(self, day: date) -> Rule:
        """Of a form whose fields are right; `day`: from which on, for what is not said."""
        by_day = self.ends_by.data == "datum"
        shape = _SHAPES[self.rhythm.data](self, day)
        return Rule(
            interval=1 if self.rhythm.data == "jahr" else self.interval.data or 1,
            count=None if by_day else self.count.data,
            until=self.until.data if by_day else None,
            **shape,
        )

    @property
    def leaves_months_out(self) -> bool:
        return self.rhythm.data == "monatstag" and (self.monthday.data or 0) >= RARE_DAYS


_SHAPES: dict[str, Any] = {
    "wochen": lambda form, _: {"freq": "WEEKLY", "weekdays": tuple(form.weekdays.data or ())},
    "wochentag": lambda form, _: {
        "freq": "MONTHLY", "weekdays": (form.weekday.data,), "nth": int(form.nth.data)
    },
    "monatstag": lambda form, day: {"freq": "MONTHLY", "monthday": form.monthday.data or day.day},
    "jahr": lambda _form, _day: {"freq": "YEARLY"},
    "tage": lambda _form, _day: {"freq": "DAILY"},
}  # fmt: skip


def fields_of(rule: Rule) -> dict[str, Any]:
    """The other way round, for a form that begins with a rule."""
    names = {"WEEKLY": "wochen", "YEARLY": "jahr", "DAILY": "tage"}
    monthly = "wochentag" if rule.nth is not None else "monatstag"
    return {
        "rhythm": names.get(rule.freq, monthly),
        "interval": rule.interval,
        "weekdays": list(rule.weekdays),
        "nth": str(rule.nth or 1),
        "weekday": rule.weekdays[0] if rule.weekdays else "TU",
        "monthday": rule.monthday,
        "ends_by": "datum" if rule.until else "anzahl",
        "count": rule.count,
        "until": rule.until,
    }


def first_start(rule: Rule, day: date, at: time) -> tuple[datetime, str]:
    """The first day from `day` on that the rule has, in UTC, and the RRULE from there.

    ValueError with a German sentence if there is none.
    """
    refusal = ValueError("Auf diesen Beginn passt die Regel nicht.")
    for later in range(LOOK_AHEAD):
        try:
            start = clock.from_wall_clock(day + timedelta(days=later), at)
            return start, rule_text(rule, start, ZONE)
        except ValueError as wrong:
            refusal = wrong
    raise refusal


class SeriesForm(NewMeetingForm, RuleFields):
    """A whole series; `left_out` holds starts in UTC that shall not take place."""

    day = DateField("Beginnt am", [InputRequired("Das Datum fehlt."), in_our_time])
    left_out = SelectMultipleField("Auslassen", [Optional()], validate_choice=False)

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        try:
            self.series = self._series()
            self.starts = self.series.starts()
        except ValueError as wrong:
            self.day.errors = [str(wrong)]
            return False
        if len(self.chosen_out()) == len(self.starts):
            self.left_out.errors = ["Bitte lassen Sie mindestens einen Termin stehen."]
            return False
        return True

    def _series(self) -> SeriesData:
        day = cast(date, self.day.data)
        start, rule = first_start(self.rule(day), day, cast(time, self.begins.data))
        first = super().cleaned()
        return SeriesData(
            title=first.title, rule=rule, starts_at=start,
            ends_at=start + (first.ends_at - first.starts_at),
            place=first.place, room=first.room, video_url=first.video_url,
        )  # fmt: skip

    def chosen_out(self) -> set[datetime]:
        """Of a valid form: what of the ticked is a date of the series."""
        ticked = {str(raw) for raw in self.left_out.data or ()}
        return {start for start in self.starts if key_of(start) in ticked}


def key_of(start: datetime) -> str:
    """The value of a date's box."""
    return f"{start.astimezone(UTC):%Y%m%dT%H%MZ}"


class DatesForm(NewMeetingForm):
    """Several meetings, each for itself: title, place and agenda are the same, the day is not."""

    day = DateField("Datum", [Optional()])
    begins = TimeField("Beginn", [Optional()])
    ends = TimeField("Ende", [Optional()])
    dates = TextAreaField(
        "Termine", [DataRequired("Bitte geben Sie mindestens ein Datum an."), Length(max=8000)],
        filters=[fold_lines],
    )  # fmt: skip

    def validate_dates(self, field: Field) -> None:
        lines = lines_of(str(field.data or ""))
        if len(lines) > shift.MOST_DATES:
            raise Wrong(f"Bitte höchstens {shift.MOST_DATES} Termine auf einmal.")
        try:
            self.dated: Sequence[shift.Dated] = shift.dated(lines, self.begins.data, self.ends.data)
        except ValueError as wrong:
            raise Wrong(str(wrong)) from None

    def all_cleaned(self) -> list[MeetingData]:
        names = shift.titles(self.title.data or "", len(self.dated))
        return [
            MeetingData(
                title=name, starts_at=one.starts_at, ends_at=one.ends_at,
                place=self.place.data or "", video_url=self.video_url.data or "",
                room=self.room.data or "",
            )
            for name, one in zip(names, self.dated, strict=True)
        ]  # fmt: skip

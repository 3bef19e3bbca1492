"""Dates of a poll as they are typed: one row each, empty rows count as nothing."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from wtforms import DateField, FieldList, FormField, IntegerField, TimeField
from wtforms.fields import Field
from wtforms.validators import NumberRange, Optional, ValidationError

from app.core import clock
from app.meetings.forms.meetings import in_our_time
from app.meetings.rules import check_order, day_of_end
from app.polls.rules.life import MAX_DATES
from app.polls.rules.slots import LONGEST_RANGE, Slot, Wish
from app.web.filters import WEEKDAYS
from app.web.forms import GermanForm, TickBoxes

EMPTY_ROWS = 3
GIVEN = "Diesen Termin haben Sie schon eingetragen."


class DateRow(GermanForm):
    day = DateField("Datum", [Optional(), in_our_time])
    begins = TimeField("Beginn", [Optional()])
    ends = TimeField("Ende", [Optional()])
    doubts: Sequence[str] = ()  # what speaks against it

    @property
    def is_empty(self) -> bool:
        return not any((each.raw_data and each.raw_data[0]) or each.data for each in self)

    def forgive(self) -> None:
        for field in self:
            field.errors = []

    def validate(self, extra_validators: Any = None) -> bool:
        if self.is_empty:
            return True
        if not super().validate(extra_validators):
            return False
        missing = (
            (self.day, "Das Datum fehlt."),
            (self.begins, "Bitte geben Sie an, wann es beginnt."),
            (self.ends, "Bitte geben Sie an, wann es endet."),
        )
        for field, sentence in missing:
            if field.data is None:
                field.errors = [sentence]
                return False
        return self._is_a_time()

    def _is_a_time(self) -> bool:
        try:
            check_order(cast(time, self.begins.data), cast(time, self.ends.data))
        except ValueError as wrong:
            self.ends.errors = [str(wrong)]
            return False
        for field in (self.begins, self.ends):
            try:
                self._instant(field)
            except clock.DoesNotExist as gap:
                field.errors = [str(gap)]
                return False
        return True

    def _instant(self, field: Field) -> datetime:
        day, at = cast(date, self.day.data), cast(time, field.data)
        if field is self.ends:
            day = day_of_end(day, cast(time, self.begins.data), at)
        return clock.from_wall_clock(day, at)

    def slot(self) -> Slot:
        return Slot(self._instant(self.begins), self._instant(self.ends))


class DatesForm(GermanForm):
    """The rows of dates. Over the limit comes one row more, so that it is said and not cut."""

    dates = FieldList(FormField(DateRow), "Termine", min_entries=EMPTY_ROWS, max_entries=61)

    def filled(self) -> list[DateRow]:
        return [entry.form for entry in self.dates if not entry.form.is_empty]

    def slots(self) -> list[Slot]:
        """In the order of time."""
        return sorted((row.slot() for row in self.filled()), key=lambda slot: slot.starts_at)

    def whole_slots(self) -> list[Slot]:
        """Of the rows that are complete, for a page that is not saved yet."""
        return [row.slot() for row in self.filled() if row.validate()]

    def complete_rows(self) -> list[DateRow]:
        """Rows whose time is known; about the others nothing new is said."""
        found: list[DateRow] = []
        for row in self.filled():
            if row.errors:
                continue
            if row.validate():
                found.append(row)
            else:
                row.forgive()
        return found

    def put_doubts(self, doubts: Sequence[Sequence[str]]) -> None:
        """Of each complete row, in their order."""
        for row, sentences in zip(self.complete_rows(), doubts, strict=True):
            row.doubts = sentences

    def check_dates(self, known: set[Slot], now: datetime) -> bool:
        """known: stored already. Puts a sentence at the first field that is wrong in each row."""
        rows = self.filled()
        if not rows:
            self._at_first_row("Bitte schlagen Sie mindestens einen Termin vor.")
            return False
        if len(rows) + len(known) > MAX_DATES:
            self._at_first_row(f"Eine Terminabfrage hat höchstens {MAX_DATES} Termine.")
            return False
        good, seen = True, set(known)
        for row in rows:
            slot = row.slot()
            if slot.starts_at <= now:
                row.day.errors = ["Dieser Termin liegt in der Vergangenheit."]
            elif slot in seen:
                row.day.errors = [GIVEN]
            seen.add(slot)
            good = good and not row.day.errors
        return good

    def _at_first_row(self, sentence: str) -> None:
        self.dates[0].form.day.errors = [sentence]

    def more_rows(self) -> None:
        for _ in range(min(EMPTY_ROWS, 61 - len(self.dates))):
            self.dates.append_entry()

    def add(self, slots: list[Slot]) -> None:
        """Into empty rows first; as typed, so that they are sent back with the form."""
        kept = [row for row in self.filled() if row.validate()]
        values = [_typed(row.slot()) for row in kept] + [_typed(slot) for slot in slots]
        while len(self.dates):
            self.dates.pop_entry()
        self.dates.last_index = -1
        for each in values[:61]:
            self.dates.append_entry(each)


def _typed(slot: Slot) -> dict[str, Any]:
    starts_at, ends_at = clock.berlin(slot.starts_at), clock.berlin(slot.ends_at)
    return {"day": starts_at.date(), "begins": starts_at.time(), "ends": ends_at.time()}


class FreeTimesForm(GermanForm):
    """What to look for in the members' calendars."""

    first = DateField("Von Tag", [Optional(), in_our_time])
    last = DateField("Bis Tag", [Optional(), in_our_time])
    weekdays = TickBoxes(
        "Wochentage", [Optional()], choices={str(n): name for n, name in enumerate(WEEKDAYS)}
    )
    earliest = TimeField("Frühestens um", [Optional()])
    latest = TimeField("Spätestens zu Ende um", [Optional()])
    minutes = IntegerField(
        "Dauer in Minuten",
        [Optional(), NumberRange(15, 720, "Bitte eine Zahl von 15 bis 720 angeben.")],
    )

    def check_wish(self) -> bool:
        """All of it is needed once free times are asked for."""
        for field in (
            self.first,
            self.last,
            self.weekdays,
            self.earliest,
            self.latest,
            self.minutes,
        ):
            if field.errors:
                return False
            if not field.data:
                field.errors = ["Diese Angabe fehlt noch."]
                return False
        try:
            self._check_order()
        except ValidationError as problem:
            self.last.errors = [str(problem)]
        return not self.last.errors

    def _check_order(self) -> None:
        first, last = cast(date, self.first.data), cast(date, self.last.data)
        if last < first:
            raise ValidationError("Das Ende muss nach dem Anfang liegen.")
        if last - first > LONGEST_RANGE:
            raise ValidationError("Bitte höchstens ein halbes Jahr.")

    def wish(self) -> Wish:
        return Wish(
            first=cast(date, self.first.data),
            last=cast(date, self.last.data),
            weekdays=frozenset(int(number) for number in self.weekdays.data or ()),
            earliest=cast(time, self.earliest.data),
            latest=cast(time, self.latest.data),
            length=timedelta(minutes=cast(int, self.minutes.data)),
        )

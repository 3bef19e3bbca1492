from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, cast

from wtforms import (
    DateField,
    HiddenField,
    StringField,
    TextAreaField,
    TimeField,
    URLField,
    validators,
)
from wtforms.fields import Field
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.validators import ValidationError as Wrong

from app.core import clock
from app.ical import text
from app.ical.text import is_web_address
from app.meetings import rules
from app.meetings.clashes import Asked, Slot
from app.meetings.tables import Meeting
from app.web.forms import (
    GermanForm,
    OnceForm,
    fold_lines,
    optional_uuid,
    strip,
)

MAX_ITEMS = 60
FIRST_YEAR, LAST_YEAR = 2000, 2099


def one_line(value: str | None) -> str:
    """Filter: titles and places stand in headers and calendars, where no line may break."""
    return text.one_line(strip(value))


def in_our_time(_form: GermanForm, field: Field) -> None:
    if isinstance(field.data, date) and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        raise Wrong(f"Bitte prüfen Sie das Jahr: möglich sind {FIRST_YEAR} bis {LAST_YEAR}.")


@dataclass(frozen=True)
class MeetingData:
    """Times are UTC; the zone is Europe/Berlin."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    video_url: str
    room: str = ""

    @property
    def where(self) -> str:
        return rules.where_of(self)


class WhenAndWhere(GermanForm):
    """The fields that a new meeting and a changed one share."""

    title = StringField(
        "Bezeichnung",
        [DataRequired("Bitte geben Sie der Sitzung einen Namen."), Length(max=200)],
        filters=[one_line],
    )
    day = DateField("Datum", [InputRequired("Das Datum fehlt."), in_our_time])
    begins = TimeField("Beginn", [InputRequired("Bitte geben Sie an, wann es beginnt.")])
    ends = TimeField("Ende", [InputRequired("Bitte geben Sie an, wann es endet.")])
    place = StringField("Ort", [Optional(), Length(max=300)], filters=[one_line])
    room = StringField("Raum", [Optional(), Length(max=120)], filters=[one_line])
    video_url = URLField("Link zur Videokonferenz", [Optional(), Length(max=500)], filters=[strip])

    def validate_video_url(self, field: Field) -> None:
        link = str(field.data)
        if link and not (link.startswith("https://") and is_web_address(link)):
            raise Wrong("Bitte geben Sie eine Adresse an, die mit https:// beginnt.")

    def validate_ends(self, field: Field) -> None:
        if self.begins.data is None or field.data is None:
            return
        try:
            rules.check_order(self.begins.data, field.data)
        except ValueError as wrong:
            raise Wrong(str(wrong)) from None

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        for field in (self.begins, self.ends):
            if self.day.data and field.data and not self.day.errors and not field.errors:
                good = self._exists(field) and good
        return good

    def _exists(self, field: Field) -> bool:
        try:
            self._instant(field)
        except clock.DoesNotExist as gap:
            field.errors = [str(gap)]
            return False
        return True

    def _instant(self, field: Field) -> datetime:
        return clock.from_wall_clock(self._day_of(field), cast(time, field.data))

    def _day_of(self, field: Field) -> date:
        day = cast(date, self.day.data)
        if field is self.begins or self.begins.data is None:
            return day
        return rules.day_of_end(day, self.begins.data, cast(time, field.data))

    def remark(self) -> str:
        """What a reader of a valid form should know about its times; "" for nearly all."""
        for field in (self.begins, self.ends):
            if field.data and clock.happens_twice(day := self._day_of(field), field.data):
                return (
                    f"Am {day:%d.%m.%Y} gibt es {field.data:%H:%M} Uhr zweimal, weil die Uhr"
                    " zurückgestellt wird. Gemeint ist die erste, noch in Sommerzeit."
                )
        return ""

    def slot(self) -> Slot:
        return Slot(self._instant(self.begins), self._instant(self.ends))

    def cleaned(self) -> MeetingData:
        return MeetingData(
            title=self.title.data or "",
            starts_at=self._instant(self.begins),
            ends_at=self._instant(self.ends),
            place=self.place.data or "",
            video_url=self.video_url.data or "",
            room=self.room.data or "",
        )


class SlotForm(GermanForm):
    """When and where a meeting might be: what the words beside its form are about."""

    day = DateField("Datum", [Optional(), in_our_time])
    begins = TimeField("Beginn", [Optional()])
    ends = TimeField("Ende", [Optional()])
    place = StringField("Ort", [Optional(), Length(max=300)], filters=[one_line])
    room = StringField("Raum", [Optional(), Length(max=120)], filters=[one_line])
    sitzung = StringField(
        "Sitzung", [Optional(), validators.UUID("Diese Sitzung gibt es nicht.")], filters=[strip]
    )

    def chosen(self) -> date | None:
        """None if nothing or nonsense was asked for."""
        self.validate()
        return None if self.day.errors else self.day.data

    def slot(self) -> Slot | None:
        """None while the time is not known, or cannot be."""
        if not self.validate() or not (self.day.data and self.begins.data and self.ends.data):
            return None
        try:
            return Slot(*rules.span(self.day.data, self.begins.data, self.ends.data))
        except ValueError:
            return None

    def asked(self) -> Asked:
        """`sitzung`: the meeting that the form is about, if there is one already."""
        held = optional_uuid(self.sitzung.data)
        where = ", ".join(filter(None, [self.place.data, self.room.data]))
        return Asked(where=where, leaving_out=[held] if held else [], with_notice=False)


class NewMeetingForm(WhenAndWhere, OnceForm):
    agenda = TextAreaField("Tagesordnung", [Optional(), Length(max=20_000)], filters=[fold_lines])

    def validate_agenda(self, field: Field) -> None:
        lines = rules.lines_of(str(field.data or ""))
        if len(lines) > MAX_ITEMS:
            raise Wrong(f"Bitte höchstens {MAX_ITEMS} Punkte.")
        if any(len(line) > 300 for line in lines):
            raise Wrong("Ein Punkt darf höchstens 300 Zeichen haben.")

    def items(self) -> list[str]:
        return rules.lines_of(self.agenda.data or "")


class MeetingForm(WhenAndWhere):
    version = HiddenField()

    @classmethod
    def of(cls, meeting: Meeting) -> "MeetingForm":
        starts_at, ends_at = clock.berlin(meeting.starts_at), clock.berlin(meeting.ends_at)
        return cls(
            data={
                "title": meeting.title,
                "day": starts_at.date(),
                "begins": starts_at.time(),
                "ends": ends_at.time(),
                "place": meeting.place,
                "room": meeting.room,
                "video_url": meeting.video_url,
                "version": str(meeting.version),
            }
        )

    @property
    def known_version(self) -> int:
        """0, which no row has, when somebody tampered with it."""
        typed = str(self.version.data)
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 9 else 0

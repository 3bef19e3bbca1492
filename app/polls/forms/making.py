"""A new Terminabfrage, and what of it may be changed later."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from wtforms import BooleanField, DateField, StringField, TextAreaField, URLField
from wtforms.fields import Field
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.validators import ValidationError as Wrong

from app.core import clock
from app.core.errors import RuleViolation
from app.ical.text import is_web_address, one_line
from app.meetings.forms.meetings import in_our_time
from app.polls.forms.dates import DatesForm, FreeTimesForm
from app.polls.queries.candidates import Candidate
from app.polls.rules import life
from app.polls.rules.guests import Guest, guests_in
from app.polls.rules.slots import Slot
from app.polls.tables import Poll
from app.web.forms import GermanForm, OnceForm, TickBoxes, fold_lines, strip
from app.web.versioned import VersionedForm

SAME = ("title", "note", "place", "room", "video_url", "show_totals", "yes_is_acceptance")


def flat(value: str | None) -> str:
    """Filter: titles and places are one line, also where line breaks were sent."""
    return one_line(strip(value)).strip()


@dataclass(frozen=True)
class PollData:
    """answers_until: UTC, the end of a Berlin day."""

    title: str
    note: str
    place: str
    room: str
    video_url: str
    answers_until: datetime
    show_totals: bool
    yes_is_acceptance: bool


@dataclass(frozen=True)
class Asked:
    """Who gets the question; needed: no date without them."""

    people: frozenset[UUID]
    needed: frozenset[UUID]
    guests: tuple[Guest, ...]


class AboutForm(GermanForm):
    title = StringField(
        "Worum geht es?",
        [DataRequired("Bitte geben Sie der Sitzung einen Namen."), Length(max=200)],
        filters=[flat],
    )
    note = TextAreaField("Hinweis für alle", [Optional(), Length(max=2000)], filters=[fold_lines])
    place = StringField("Ort", [Optional(), Length(max=300)], filters=[flat])
    room = StringField("Raum", [Optional(), Length(max=120)], filters=[flat])
    video_url = URLField("Link zur Videokonferenz", [Optional(), Length(max=500)], filters=[strip])
    answers_until = DateField(
        "Antworten bis", [InputRequired("Bis wann sollen alle antworten?"), in_our_time]
    )
    show_totals = BooleanField("Zwischenstand zeigen")
    yes_is_acceptance = BooleanField("Ein Ja gilt als Zusage")

    def validate_video_url(self, field: Field) -> None:
        link = str(field.data)
        if link and not (link.startswith("https://") and is_web_address(link)):
            raise Wrong("Bitte geben Sie eine Adresse an, die mit https:// beginnt.")

    def check_deadline(self, starts: list[datetime], now: datetime) -> bool:
        """starts: of the poll's dates, UTC."""
        until, today = cast(date, self.answers_until.data), clock.berlin(now).date()
        try:
            life.check_deadline(until, life.first_day(starts, now), today)
        except RuleViolation as problem:
            self.answers_until.errors = [str(problem)]
            return False
        return True

    def data_of(self) -> PollData:
        return PollData(
            title=self.title.data or "",
            note=self.note.data or "",
            place=self.place.data or "",
            room=self.room.data or "",
            video_url=self.video_url.data or "",
            answers_until=life.end_of_day(cast(date, self.answers_until.data)),
            show_totals=bool(self.show_totals.data),
            yes_is_acceptance=bool(self.yes_is_acceptance.data),
        )


class VotersForm(GermanForm):
    person = TickBoxes("Wer wird gefragt?", [Optional()])
    needed = TickBoxes("Wer muss können?", [Optional()])
    others = TickBoxes("Weitere Personen", [Optional()])
    guests = TextAreaField(
        "Gäste ohne Mitgliedschaft", [Optional(), Length(max=10_000)], filters=[fold_lines]
    )

    def offer(self, members: list[Candidate], others: list[Candidate]) -> None:
        names = {str(each.person_id): each.name for each in members}
        self.person.choices = self.needed.choices = names
        self.others.choices = {str(each.person_id): each.name for each in others}

    def validate_guests(self, field: Field) -> None:
        try:
            guests_in(str(field.data or ""))
        except ValueError as problem:
            raise Wrong(str(problem)) from None

    def knows_all(self) -> bool:
        """Nobody is ticked who was not offered."""
        return all(field.validate(self) for field in (self.person, self.needed, self.others))

    def check_voters(self) -> bool:
        if self.person.data or self.others.data or self.guests.data:
            return True
        self.person.errors = ["Bitte wählen Sie mindestens eine Person aus."]
        return False

    def voters(self) -> Asked:
        """Who must be able is asked, even where only that was ticked."""
        needed = {UUID(raw) for raw in self.needed.data or () if raw}
        people = {
            UUID(raw) for raw in [*(self.person.data or ()), *(self.others.data or ())] if raw
        }
        return Asked(
            people=frozenset(people | needed),
            needed=frozenset(needed),
            guests=tuple(guests_in(self.guests.data or "")),
        )


class NewPollForm(AboutForm, DatesForm, FreeTimesForm, VotersForm, OnceForm):
    def check(self, now: datetime) -> bool:
        """All fields together, after the members were offered."""
        if not self.validate():
            return False
        good = [
            self.check_dates(set(), now),
            self.check_voters(),
            self.check_deadline([slot.starts_at for slot in self._complete()], now),
        ]
        return all(good)

    @property
    def where(self) -> str:
        return ", ".join(filter(None, [self.place.data, self.room.data]))

    def _complete(self) -> list[Slot]:
        return [row.slot() for row in self.filled()]


class AddDatesForm(DatesForm, OnceForm):
    """Further dates; the id makes a second submit tell nobody twice."""


class ChangePollForm(AboutForm, VersionedForm):
    @classmethod
    def of(cls, poll: Poll) -> "ChangePollForm":
        data: dict[str, Any] = {name: getattr(poll, name) for name in SAME}
        until = clock.berlin(poll.answers_until).date()
        return cls(data=data | {"answers_until": until, "version": str(poll.version)})

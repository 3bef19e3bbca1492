from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Optional, ValidationError

from app.core.words import choices
from app.digest.rules.news import NOTHING, Without
from app.digest.rules.occasions import WEEKDAYS
from app.digest.tables import NEWS, Kind, Rhythm
from app.web.forms import GermanForm, OnceForm

NONE = "none"
DAYS = {str(number): day for number, day in enumerate(WEEKDAYS)}
MISSING = "Bitte wählen Sie einen Rhythmus."


@dataclass(frozen=True)
class RhythmData:
    """None: no digest at all."""

    rhythm: Rhythm | None
    weekday: int = 0
    without: Without = NOTHING


class UsualForm(GermanForm):
    """What the office sets for those without a rhythm of their own."""

    rhythm = RadioField(
        "Wie oft bekommen sie die, die keinen eigenen Rhythmus wählen?",
        [DataRequired(MISSING)],
        choices={key: word for key, word in choices(Rhythm).items() if key != Rhythm.COMMITTEE},
    )
    weekday = SelectField("Wochentag, wenn wöchentlich", choices=DAYS, default="0")

    def cleaned(self) -> RhythmData:
        return RhythmData(Rhythm(self.rhythm.data), int(self.weekday.data))


class RhythmForm(GermanForm):
    """The own choice for one committee; `usual` names what its office has set."""

    rhythm = RadioField("Wie oft möchten Sie die Zusammenfassung?", [DataRequired(MISSING)])
    weekday = SelectField("Wochentag, wenn wöchentlich", choices=DAYS, default="0")
    without = SelectMultipleField(
        "Was soll nicht darin stehen?", [Optional()],
        choices={kind.value: kind.label for kind in NEWS},
    )  # fmt: skip

    def validate_without(self, field: Field) -> None:
        if self.rhythm.data != NONE and len(field.data or ()) == len(NEWS):
            raise ValidationError("Dann bleibt nichts übrig. Bitte wählen Sie oben „gar nicht“.")

    def __init__(self, *args: Any, committee_id: UUID, usual: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = choices(Rhythm)
        words[Rhythm.COMMITTEE] = f"{Rhythm.COMMITTEE.label} (zurzeit {usual})"
        self.rhythm.choices = {**words, NONE: "gar nicht"}
        for field in self:  # several of these stand on one page
            field.id = field.label.field_id = f"{field.id}-{committee_id}"

    def cleaned(self) -> RhythmData:
        if self.rhythm.data == NONE:
            return RhythmData(None)
        rhythm = Rhythm(self.rhythm.data)
        weekday = int(self.weekday.data) if rhythm == Rhythm.WEEKLY else 0
        return RhythmData(rhythm, weekday, frozenset(map(Kind, self.without.data or ())))


class RegisterForm(GermanForm):
    """The office notes who asked for the digest; the choices are the members without one."""

    people = SelectMultipleField(
        "Diese Mitglieder haben um die Zusammenfassung gebeten",
        [DataRequired("Bitte wählen Sie mindestens eine Person.")],
    )


class TestForm(OnceForm):
    """A mail to oneself; the hidden id is that of the mail."""

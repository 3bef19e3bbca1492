from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired

from app.core.words import choices
from app.digest.rules.occasions import WEEKDAYS
from app.digest.tables import Rhythm
from app.web.forms import GermanForm, OnceForm

NONE = "none"
DAYS = {str(number): day for number, day in enumerate(WEEKDAYS)}
MISSING = "Bitte wählen Sie einen Rhythmus."


@dataclass(frozen=True)
class RhythmData:
    """None: no digest at all."""

    rhythm: Rhythm | None
    weekday: int = 0


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
        return RhythmData(rhythm, int(self.weekday.data) if rhythm == Rhythm.WEEKLY else 0)


class RegisterForm(GermanForm):
    """The office notes who asked for the digest; the choices are the members without one."""

    people = SelectMultipleField(
        "Diese Mitglieder haben um die Zusammenfassung gebeten",
        [DataRequired("Bitte wählen Sie mindestens eine Person.")],
    )


class TestForm(OnceForm):
    """A mail to oneself; the hidden id is that of the mail."""

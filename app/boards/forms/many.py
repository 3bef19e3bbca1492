"""One change of many tasks of a group."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wtforms import DateField, RadioField, SelectField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app.core.words import Word, choices
from app.invitations.forms import TickBoxes
from app.tasks.forms import NOTE_LENGTH, NOTE_MISSING
from app.tasks.tables import Priority
from app.web.forms import OnceForm, fold_lines, not_in_the_far_past, optional_uuid

MOST = 100  # tasks at once


class What(Word):
    DUE = "frist", "neue Frist"
    PERSON = "verantwortlich", "andere verantwortliche Person"
    PRIORITY = "dringlichkeit", "andere Dringlichkeit"
    DROP = "verwerfen", "verwerfen"


@dataclass(frozen=True)
class Change:
    """What becomes of all of them; of the values only that of `what` counts."""

    what: What
    due_on: date | None = None
    person_id: UUID | None = None
    priority: Priority = Priority.NORMAL
    sentence: str = ""


@dataclass(frozen=True)
class ManyData:
    """`versions`: task → version that the reader has seen. The same id twice has one effect."""

    id: UUID
    versions: dict[UUID, int]
    change: Change


class ManyForm(OnceForm):
    """Values of the boxes: "id:version"."""

    aufgaben = TickBoxes(
        "Welche Aufgaben?", [DataRequired("Bitte wählen Sie mindestens eine Aufgabe aus.")],
        choices={}, validate_choice=False,
    )  # fmt: skip
    was = RadioField(
        "Was soll sich ändern?", [InputRequired("Bitte wählen Sie, was sich ändern soll.")],
        choices=choices(What),
    )  # fmt: skip
    due_on = DateField("Neue Frist", [Optional(), not_in_the_far_past])
    person_id = SelectField("Verantwortliche Person", [Optional()], coerce=optional_uuid)
    priority = SelectField(
        "Dringlichkeit", choices=choices(Priority), default=Priority.NORMAL.value
    )
    sentence = TextAreaField(
        "Warum werden sie verworfen?", [Length(max=NOTE_LENGTH)], filters=[fold_lines]
    )

    def validate_aufgaben(self, field: Field) -> None:
        try:
            self.versions = {UUID(a): int(b) for a, _, b in (v.partition(":") for v in field.data)}
        except ValueError:
            raise ValidationError("Bitte laden Sie die Seite neu.") from None
        if len(self.versions) > MOST:
            raise ValidationError(f"Bitte höchstens {MOST} Aufgaben auf einmal.")

    def validate_sentence(self, field: Field) -> None:
        if self.was.data == What.DROP and not field.data:
            raise ValidationError(NOTE_MISSING["verworfen"])

    def cleaned(self) -> ManyData:
        change = Change(
            What(self.was.data), self.due_on.data, self.person_id.data,
            Priority(self.priority.data), self.sentence.data or "",
        )  # fmt: skip
        return ManyData(self.new_id, self.versions, change)

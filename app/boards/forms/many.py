"""One change of many tasks, of a group or the reader's own."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wtforms import DateField, RadioField, SelectField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app.core.errors import RELOAD
from app.core.words import Word, choices
from app.tasks.forms import NOTE_LENGTH, NOTE_MISSING
from app.tasks.tables import Priority, TaskStatus
from app.web.forms import OnceForm, TickBoxes, fold_lines, not_in_the_far_past, optional_uuid

MOST = 100  # tasks at once


class What(Word):
    START = "in-arbeit", "in Arbeit nehmen"
    DONE = "erledigt", "als erledigt melden"
    DUE = "frist", "neue Frist"
    PERSON = "verantwortlich", "andere verantwortliche Person"
    PRIORITY = "dringlichkeit", "andere Dringlichkeit"
    DROP = "verwerfen", "verwerfen"


BECOMES = {
    What.START: TaskStatus.IN_PROGRESS, What.DONE: TaskStatus.DONE, What.DROP: TaskStatus.DROPPED,
}  # fmt: skip
# The rest changes who leads the group or keeps its minutes.
BY_RESPONSIBLE = (What.START, What.DONE)


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


ASKS_WHY: dict[str, str] = {
    What.DONE: NOTE_MISSING["erledigt"], What.DROP: NOTE_MISSING["verworfen"],
}  # fmt: skip


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
        "Was wurde getan, oder warum werden sie verworfen?",
        [Length(max=NOTE_LENGTH)],
        filters=[fold_lines],
    )

    def for_own(self, *, may_edit: bool) -> None:
        """Tasks of several groups: nobody is in all of them. `may_edit`: at least one of them."""
        del self.person_id
        offered = [w for w in What if w != What.PERSON] if may_edit else BY_RESPONSIBLE
        self.was.choices = [(what.value, what.label) for what in offered]
        if not may_edit:
            del self.due_on, self.priority

    def validate_aufgaben(self, field: Field) -> None:
        try:
            self.versions = {UUID(a): int(b) for a, _, b in (v.partition(":") for v in field.data)}
        except ValueError:
            raise ValidationError(RELOAD) from None
        if len(self.versions) > MOST:
            raise ValidationError(f"Bitte höchstens {MOST} Aufgaben auf einmal.")

    def validate_sentence(self, field: Field) -> None:
        if not field.data and self.was.data in ASKS_WHY:
            raise ValidationError(ASKS_WHY[self.was.data])

    def cleaned(self) -> ManyData:
        due_on = self.due_on.data if self.due_on else None
        priority = Priority(self.priority.data) if self.priority else Priority.NORMAL
        change = Change(
            What(self.was.data), due_on, self.person_id.data if self.person_id else None,
            priority, self.sentence.data or "",
        )  # fmt: skip
        return ManyData(self.new_id, self.versions, change)

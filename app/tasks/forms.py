"""What is typed about tasks, and the frozen values it becomes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from wtforms import (
    DateField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.core.words import Visibility, choices
from app.tasks.rules import TITLE_LENGTH
from app.tasks.tables import Priority, Task
from app.web.filters import datum
from app.web.forms import (
    GermanForm,
    OnceForm,
    fold_lines,
    not_in_the_far_past,
    optional_uuid,
    strip,
    version_field,
)

NOTE_LENGTH = 4000
DUE_BEFORE_START = (
    "Die Frist liegt vor der Wiedervorlage. Bitte legen Sie die Frist später oder die "
    "Wiedervorlage früher."
)
ONE_OF_BOTH = "Bitte wählen Sie eine Person oder einen Träger, nicht beides."


@dataclass(frozen=True, kw_only=True)
class NewTask:
    """A task to be given. `id` is the new row's id: the same one twice has one effect."""

    id: UUID
    title: str
    person_id: UUID | None = None
    traeger_id: UUID | None = None
    others: tuple[UUID, ...] = ()  # responsible beside the person
    starts_on: date | None = None
    due_on: date | None = None
    priority: Priority = Priority.NORMAL
    mandate_id: UUID | None = None
    agenda_item_id: UUID | None = None
    visibility: Visibility = Visibility.INTERNAL


@dataclass(frozen=True, kw_only=True)
class TaskChange:
    """All that may be edited, and the version it was read in."""

    title: str
    person_id: UUID | None
    traeger_id: UUID | None
    others: tuple[UUID, ...]
    starts_on: date | None
    due_on: date | None
    priority: Priority
    mandate_id: UUID | None
    visibility: Visibility
    version: int

    @property
    def people(self) -> tuple[UUID, ...]:
        """All responsible ones, the first first."""
        return tuple(each for each in (self.person_id, *self.others) if each)

    def said(self, task: Task, people: Collection[UUID], responsible: str) -> str:
        """What is different from the task as it stands, for its history; empty: nothing.

        `people`: who is responsible so far, the first first.
        """
        was, urgency = Visibility(task.visibility), Priority(task.priority)
        same = set(self.people) == set(people) and self.person_id == task.person
        lines = [
            self.title != task.title and f"Aufgabe bisher: „{task.title}“",
            self.due_on != task.due_on and f"Frist: {datum(task.due_on)} → {datum(self.due_on)}",
            self.starts_on != task.starts_on
            and f"Wiedervorlage: {datum(task.starts_on)} → {datum(self.starts_on)}",
            self.priority != urgency and f"Dringlichkeit: {urgency.label} → {self.priority.label}",
            (not same or self.traeger_id != task.traeger)
            and f"Verantwortlich: {responsible or 'niemand'}",
            self.mandate_id != task.mandate and "Auftrag geändert",
            self.visibility != was and f"Sichtbarkeit: {was.label} → {self.visibility.label}",
        ]
        return "\n".join(line for line in lines if line)


@dataclass(frozen=True)
class Note:
    """A comment or the sentence to a change of state; `id` is the new step's id."""

    id: UUID
    text: str = ""


class _TaskFields(GermanForm):
    title = StringField(
        "Was ist zu tun?",
        [DataRequired("Bitte schreiben Sie, was zu tun ist."), Length(max=TITLE_LENGTH)],
        filters=[strip],
    )
    person_id = SelectField("Verantwortliche Person", [Optional()], coerce=optional_uuid)
    others = SelectMultipleField("Außerdem verantwortlich", [Optional()], coerce=optional_uuid)
    traeger_id = SelectField("Verantwortlicher Träger", [Optional()], coerce=optional_uuid)
    due_on = DateField("Zu erledigen bis", [Optional(), not_in_the_far_past])
    starts_on = DateField("Wiedervorlage am", [Optional(), not_in_the_far_past])
    priority = SelectField(
        "Dringlichkeit", choices=choices(Priority), default=Priority.NORMAL.value
    )
    mandate_id = SelectField("Auftrag", [Optional()], coerce=optional_uuid)
    visibility = SelectField(
        "Sichtbarkeit", choices=choices(Visibility), default=Visibility.INTERNAL.value
    )

    def validate_traeger_id(self, field: SelectField) -> None:
        if field.data and (self.person_id.data or self.others.data):
            raise ValidationError(ONE_OF_BOTH)

    def validate_due_on(self, field: DateField) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(DUE_BEFORE_START)

    @property
    def people(self) -> tuple[UUID, ...]:
        """The first of them is the responsible person, whoever else was ticked."""
        chosen = (self.person_id.data, *(self.others.data or ()))
        return tuple(dict.fromkeys(each for each in chosen if each))

    def values(self) -> dict[str, Any]:
        """What a new and a changed task share."""
        people = self.people
        return {
            "title": self.title.data or "",
            "person_id": people[0] if people else None,
            "others": people[1:],
            "traeger_id": self.traeger_id.data,
            "starts_on": self.starts_on.data,
            "due_on": self.due_on.data,
            "priority": Priority(self.priority.data),
            "mandate_id": self.mandate_id.data,
            "visibility": Visibility(self.visibility.data),
        }


class NewTaskForm(OnceForm, _TaskFields):
    def cleaned(self) -> NewTask:
        return NewTask(id=self.new_id, **self.values())


class EditTaskForm(_TaskFields):
    version = version_field()

    def cleaned(self) -> TaskChange:
        return TaskChange(version=int(self.version.data or 0), **self.values())


class NoteForm(OnceForm):
    text: TextAreaField

    def note(self) -> Note:
        return Note(self.new_id, self.text.data or "")


class StartForm(OnceForm):
    """One button."""


NOTE_MISSING = {
    "erledigt": "Bitte schreiben Sie in einem Satz, was getan wurde.",
    "verworfen": "Bitte nennen Sie den Grund in einem Satz.",
    "offen": "Bitte schreiben Sie in einem Satz, was noch zu tun ist.",
    "kommentar": "Bitte schreiben Sie Ihren Kommentar.",
}


def _note(label: str, missing: str) -> TextAreaField:
    checks = [DataRequired(missing), Length(max=NOTE_LENGTH)]
    return TextAreaField(label, checks, filters=[fold_lines])


class FinishForm(NoteForm):
    text = _note("Was wurde getan?", NOTE_MISSING["erledigt"])


class DropForm(NoteForm):
    text = _note("Warum wird die Aufgabe verworfen?", NOTE_MISSING["verworfen"])


class ReopenForm(NoteForm):
    text = _note("Was ist noch zu tun?", NOTE_MISSING["offen"])


class CommentForm(NoteForm):
    text = _note("Kommentar", NOTE_MISSING["kommentar"])
    mention = SelectMultipleField("Benachrichtigen", [Optional()], coerce=optional_uuid)


class SubstepForm(OnceForm):
    """Beside the form of a comment, hence other ids on the page."""

    id = HiddenField(id="teilschritt-id")
    text = StringField(
        "Neuer Teilschritt",
        [DataRequired("Bitte schreiben Sie, was zu tun ist."), Length(max=TITLE_LENGTH)],
        filters=[strip],
        id="teilschritt-text",
    )


class LinkForm(NoteForm):
    """Without login: one text and several buttons; `tun` is the name of the pressed one."""

    text = TextAreaField("Ihre Notiz", [Length(max=NOTE_LENGTH)], filters=[fold_lines])
    tun = HiddenField(default="")

    def validate_text(self, field: TextAreaField) -> None:
        if not field.data and self.tun.data in NOTE_MISSING:
            raise ValidationError(NOTE_MISSING[self.tun.data])

"""What is typed into the minutes. Several of these forms stand on one page: see `distinct`."""

from dataclasses import asdict, dataclass
from typing import TypeVar
from uuid import UUID

from wtforms import Form, HiddenField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, ValidationError

from app.core.errors import StaleVersion
from app.decisions.forms import DecisionForm
from app.decisions.rules import outcomes_of
from app.groups.tables import GroupKind
from app.minutes.record import DecisionPart
from app.web.forms import GermanForm, OnceForm, fold_lines, strip

TEXT_LENGTH = 50_000
LINE_LENGTH = 500
F = TypeVar("F", bound=Form)


def distinct(form: F, key: object) -> F:
    """Ids of their own for the fields of one of several equal forms; the names stay."""
    for field in form:
        field.id = f"{field.name}-{key}"
        field.label.field_id = field.id
    return form


@dataclass(frozen=True)
class ItemText:
    text: str
    version: int  # that the text was based on


class ItemForm(GermanForm):
    """`seen`: the version a conflict has shown; it counts only with the button `merged`."""

    conflict = ""  # who changed the text in between
    theirs = ""

    text = TextAreaField(
        "Verlauf",
        [Length(max=TEXT_LENGTH, message="Der Text ist länger als 50.000 Zeichen.")],
        filters=[fold_lines],
    )
    version = HiddenField(default="0")
    seen = HiddenField(default="")
    merged = HiddenField(default="")

    def validate_version(self, field: Field) -> None:
        for typed in (field.data, self.seen.data or "0"):
            if not str(typed).isdecimal() or len(str(typed)) > 9:
                raise ValidationError("Bitte laden Sie die Seite neu.")

    @property
    def refused(self) -> str:
        """Why the text is not saved, for where the field itself stays untouched."""
        first = next((problem for _, problem in self.problems()), "")
        return first or next(iter(self.form_errors), "")

    def cleaned(self) -> ItemText:
        base = self.seen.data if self.merged.data and self.seen.data else self.version.data
        return ItemText(self.text.data or "", int(base or 0))


class TakerForm(GermanForm):
    taken_by = StringField(
        "Protokoll führt",
        [DataRequired("Bitte nennen Sie, wer das Protokoll führt."), Length(max=250)],
        filters=[strip],
    )


class TaskLineForm(OnceForm):
    line = StringField(
        "Neue Aufgabe in einer Zeile",
        [DataRequired("Bitte schreiben Sie Name – Aufgabe – Datum."), Length(max=LINE_LENGTH)],
        filters=[strip],
    )

    def cleaned(self) -> "TaskLineData":
        return TaskLineData(self.new_id, self.line.data or "")


@dataclass(frozen=True)
class TaskLineData:
    id: UUID
    line: str


def decision_form(kind: GroupKind, typed: object = None, **data: object) -> DecisionForm:
    form = DecisionForm(typed, data=data)  # type: ignore[arg-type]
    form.outcome.choices = outcomes_of(kind)
    return form


def form_of_decision(kind: GroupKind, known: DecisionPart) -> DecisionForm:
    data = asdict(known) | {"id": str(known.id), "outcome": known.outcome.value}
    return decision_form(kind, **data)


def note_conflict(form: ItemForm | DecisionForm, other: StaleVersion) -> None:
    form.conflict, form.theirs = str(other), other.theirs
    form.form_errors.append(str(other))

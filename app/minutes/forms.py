"""What is typed into the minutes. Several of these forms stand on one page: see `distinct`."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Self, TypeVar
from uuid import UUID

from wtforms import Form, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, ValidationError

from app.core.errors import StaleVersion
from app.decisions.forms import DecisionForm
from app.decisions.rules import outcomes_of
from app.groups.tables import GroupKind
from app.minutes.differences import Piece, differences
from app.minutes.record import DecisionPart
from app.minutes.rules import Save
from app.web.editor import for_editor
from app.web.filters import zeitpunkt
from app.web.forms import GermanForm, OnceForm, fold_lines, strip
from app.web.richtext import blocks_of, html_of, html_of_blocks, plain_of_blocks, without_overrides

TEXT_LENGTH = 50_000
SOURCE_LENGTH = 500_000  # of the editor, with all its tags
TOO_LONG = "Der Text ist länger als 50.000 Zeichen."
TOO_MUCH = (
    "Der eingefügte Text bringt zu viele Formate mit. "
    "Bitte fügen Sie ihn ohne Formate ein (Strg + Umschalt + V)."
)
LINE_LENGTH = 2_000
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
    rich: str | None = None  # None: from a plain textarea


class ItemForm(GermanForm):
    """`seen`: the version a conflict has shown; it counts only with the button `merged`."""

    conflict = ""  # who changed the text in between
    theirs = ""

    text = TextAreaField(
        "Verlauf",
        [Length(max=TEXT_LENGTH, message=TOO_LONG)],
        filters=[fold_lines],
    )
    rich = HiddenField(default="")
    version = HiddenField(default="0")
    seen = HiddenField(default="")
    merged = HiddenField(default="")

    def validate_rich(self, field: Field) -> None:
        if not field.raw_data:
            return
        if len(field.data) > SOURCE_LENGTH:
            raise ValidationError(TOO_MUCH)
        blocks = blocks_of(field.data)
        field.data = html_of_blocks(blocks)
        self.text.data = plain_of_blocks(blocks)
        if len(self.text.data) > TEXT_LENGTH:
            raise ValidationError(TOO_LONG)

    def validate_version(self, field: Field) -> None:
        for typed in (field.data, self.seen.data or "0"):
            if not str(typed).isdecimal() or len(str(typed)) > 9:
                raise ValidationError("Bitte laden Sie die Seite neu.")

    @property
    def changes(self) -> tuple[Piece, ...]:
        """Of a conflict: what both texts differ in."""
        return differences(self.theirs, self.text.data or "")

    @property
    def refused(self) -> str:
        """Why the text is not saved, for where the field itself stays untouched."""
        first = next((problem for _, problem in self.problems()), "")
        return first or next(iter(self.form_errors), "")

    @property
    def source(self) -> str:
        """For the editor."""
        return for_editor(self.rich.data or "", self.text.data or "")

    def cleaned(self) -> ItemText:
        """Rich text without a look of its own is plain text."""
        base = self.seen.data if self.merged.data and self.seen.data else self.version.data
        text, rich = without_overrides(self.text.data or ""), None
        if self.rich.raw_data:
            rich = "" if self.rich.data == html_of(text) else self.rich.data
        return ItemText(text, int(base or 0), rich)


class CompareForm(GermanForm):
    """By GET: nothing is refused, what is not there counts as the last two."""

    alt = SelectField("Ältere Fassung")
    neu = SelectField("Neuere Fassung")

    def offer(self, saves: Sequence[Save]) -> Self:
        """`saves`: newest first."""
        choices = {
            str(save.version): f"Fassung {save.version}: {zeitpunkt(save.at)}, {save.who}"
            for save in saves
        }
        numbers = list(choices)
        for field, usual in ((self.alt, numbers[1:2]), (self.neu, numbers[:1])):
            field.choices = choices
            if field.data not in choices:
                field.data = usual[0] if usual else None
        return self

    @property
    def chosen(self) -> tuple[int, int]:
        return int(self.alt.data or 0), int(self.neu.data or 0)


class RestoreForm(GermanForm):
    """`version`: the newest one that the page showed."""

    old = HiddenField(default="0")
    version = HiddenField(default="0")

    def number_of(self, name: str) -> int:
        """0 for what is no number."""
        typed = str(self[name].data)
        return int(typed) if typed.isdecimal() and len(typed) <= 9 else 0


class TakerForm(GermanForm):
    taken_by = StringField(
        "Protokoll führt",
        [DataRequired("Bitte nennen Sie, wer das Protokoll führt."), Length(max=250)],
        filters=[strip],
    )


class LineForm(OnceForm):
    """`understood`: what the page showed of a line that was to be confirmed, because of the doubt."""

    doubt = ""

    line = StringField(
        "Neue Zeile: Beschluss, Aufgabe oder Information",
        [
            DataRequired("Bitte schreiben Sie zum Beispiel „A: Name – Aufgabe – Datum“."),
            Length(max=LINE_LENGTH),
        ],
        filters=[strip, without_overrides],
    )
    understood = HiddenField(default="")

    def cleaned(self) -> "LineData":
        return LineData(self.new_id, self.line.data or "", self.understood.data or "")


@dataclass(frozen=True)
class LineData:
    id: UUID
    line: str
    understood: str = ""


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

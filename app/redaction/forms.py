from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from wtforms import BooleanField, HiddenField, SelectField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import AnyOf, DataRequired, Length, ValidationError

from app.core.words import choices
from app.redaction.rules.passage import MOST, Passage
from app.redaction.rules.reasons import Reason
from app.web.forms import GermanForm, fold_lines, with_empty

NO_FILE = "Bitte wählen Sie eine Datei."


@dataclass(frozen=True)
class Order:
    """`seen`: the fingerprint of the places that the page showed; empty before it showed any."""

    passage: Passage
    reason: Reason
    comments: bool
    seen: str


class RedactionForm(GermanForm):
    passage: Field = TextAreaField(
        "Stelle, die entfernt werden soll",
        [
            DataRequired("Bitte geben Sie die Stelle an."),
            Length(max=MOST, message="Die Stelle ist länger als 5.000 Zeichen."),
        ],
        filters=[fold_lines],
    )
    reason: Field = SelectField(
        "Grund",
        [DataRequired("Bitte wählen Sie einen Grund.")],
        choices=with_empty(choices(Reason)),
    )
    comments: Field = BooleanField("Auch in Kommentaren zu Aufgaben")
    seen = HiddenField(default="")

    @classmethod
    def of(cls, form: "RedactionForm") -> Self:
        """The same order in hidden fields."""
        return cls(data={**form.data, "comments": "y" if form.comments.data else ""})

    def cleaned(self, today: date) -> Order:
        return Order(
            Passage(self.passage.data or "", today),
            Reason(self.reason.data),
            bool(self.comments.data),
            self.seen.data or "",
        )


class ConfirmForm(RedactionForm):
    """The same order once more, with the places seen."""

    passage = HiddenField(validators=[DataRequired(), Length(max=MOST)], filters=[fold_lines])
    reason = HiddenField(validators=[AnyOf([reason.value for reason in Reason])])
    comments = HiddenField(default="")

    sure = BooleanField(
        "Ich habe die Fundstellen geprüft und weiß, dass es kein Zurück gibt",
        [DataRequired("Bitte bestätigen Sie, dass Sie die Fundstellen geprüft haben.")],
    )


class FileForm(RedactionForm):
    """The same order for one uploaded file, beside the ConfirmForm: its fields have ids of their own."""

    passage = HiddenField(
        validators=[DataRequired(), Length(max=MOST)], filters=[fold_lines], id="datei-stelle"
    )
    reason = HiddenField(validators=[AnyOf([reason.value for reason in Reason])], id="datei-grund")
    comments = HiddenField(default="", id="datei-kommentare")
    file = HiddenField(default="")

    def validate_file(self, field: Field) -> None:
        try:
            UUID(str(field.data))
        except ValueError:
            raise ValidationError(NO_FILE) from None

    @property
    def chosen(self) -> UUID:
        return UUID(self.file.data)

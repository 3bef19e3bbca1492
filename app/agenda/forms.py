from dataclasses import dataclass
from uuid import UUID

from wtforms import IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.validators import ValidationError as Wrong

from app.web.forms import GermanForm, OnceForm, TickBoxes, fold_lines, strip

TAKE, REFUSE = "annehmen", "ablehnen"


@dataclass(frozen=True)
class ProposalData:
    id: UUID
    title: str
    reason: str
    minutes: int | None


@dataclass(frozen=True)
class AnswerData:
    accepted: bool
    answer: str


class ProposalForm(OnceForm):
    title = StringField(
        "Worüber soll die Gruppe sprechen?",
        [DataRequired("Bitte nennen Sie das Thema."), Length(max=300)],
        filters=[strip],
    )
    reason = TextAreaField("Warum?", [Optional(), Length(max=4000)], filters=[fold_lines])
    minutes = IntegerField(
        "Wie viele Minuten brauchen Sie?",
        [Optional(), NumberRange(1, 600, "Bitte eine Zahl von 1 bis 600 angeben.")],
    )

    def cleaned(self) -> ProposalData:
        return ProposalData(
            self.new_id, self.title.data or "", self.reason.data or "", self.minutes.data
        )


class AnswerForm(GermanForm):
    decision = RadioField(
        "Kommt der Vorschlag auf die Tagesordnung?",
        [InputRequired("Bitte wählen Sie, was mit dem Vorschlag geschieht.")],
        choices={TAKE: "annehmen und auf die Tagesordnung setzen", REFUSE: "ablehnen"},
    )
    answer = TextAreaField("Begründung", [Length(max=4000)], filters=[fold_lines])

    def validate_answer(self, field: Field) -> None:
        if self.decision.data == REFUSE and not field.data:
            raise Wrong("Wer ablehnt, nennt einen Grund; er steht in der E-Mail.")

    def cleaned(self) -> AnswerData:
        return AnswerData(self.decision.data == TAKE, self.answer.data or "")


class TakeOverForm(GermanForm):
    """Values: keys of queries/carrying.py."""

    chosen = TickBoxes("Was soll auf die Tagesordnung?", [Optional()], choices={})


class LinksForm(GermanForm):
    """Values: keys of queries/linking.py; what is not ticked is linked no longer."""

    chosen = TickBoxes("Worum geht es in diesem Punkt?", [Optional()], choices={})

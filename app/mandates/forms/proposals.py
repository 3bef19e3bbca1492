from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from wtforms import DateField, RadioField, SelectField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.mandates.forms.mandates import MandateData, due_field, kind_field, title_field
from app.mandates.tables import MandateKind
from app.web.forms import GermanForm, OnceForm, fold_lines, optional_uuid, with_empty

TAKE, REFUSE = "annehmen", "ablehnen"


@dataclass(frozen=True, kw_only=True)
class ProposalData:
    """`mandate` holds what it would become; who only proposes names no due date."""

    mandate: MandateData
    reason: str

    @property
    def id(self) -> UUID:
        return self.mandate.id


@dataclass(frozen=True, kw_only=True)
class AnswerData:
    accepted: bool
    answer: str
    due_on: date | None


class ProposeForm(OnceForm):
    """The route fills `point_id.choices` before it validates."""

    kind = kind_field()
    title = title_field()
    reason = TextAreaField(
        "Warum soll die Gruppe das klären?", [Optional(), Length(max=4000)], filters=[fold_lines]
    )
    point_id = SelectField("Beschlusspunkt", [Optional()], choices={})
    due_on = due_field()

    def offer_points(self, points: dict[str, str]) -> None:
        self.point_id.choices = with_empty(points, "– kein Beschlusspunkt –")

    def cleaned(self) -> ProposalData:
        mandate = MandateData(
            id=self.new_id,
            kind=MandateKind(self.kind.data),
            title=cast("str", self.title.data),
            point_id=optional_uuid(self.point_id.data),
            due_on=self.due_on.data,
        )
        return ProposalData(mandate=mandate, reason=self.reason.data or "")


class AnswerForm(GermanForm):
    decision = RadioField(
        "Wird daraus ein Auftrag der Gruppe?",
        [InputRequired("Bitte wählen Sie, was mit dem Vorschlag geschieht.")],
        choices={TAKE: "annehmen und als Auftrag anlegen", REFUSE: "ablehnen"},
    )
    due_on: DateField = due_field()
    answer = TextAreaField("Begründung", [Length(max=2000)], filters=[fold_lines])

    def validate_answer(self, field: Field) -> None:
        if self.decision.data == REFUSE and not field.data:
            raise ValidationError("Wer ablehnt, nennt einen Grund; er steht in der E-Mail.")

    def cleaned(self) -> AnswerData:
        accepted = self.decision.data == TAKE
        return AnswerData(
            accepted=accepted, answer=self.answer.data or "",
            due_on=self.due_on.data if accepted else None,
        )  # fmt: skip

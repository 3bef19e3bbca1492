"""A step of the Beratungsfolge, and what came out of it."""

from dataclasses import dataclass
from datetime import date

from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.core.words import choices
from app.vorlagen.forms.change import VersionForm
from app.vorlagen.forms.rows import text_field
from app.vorlagen.queries.steps import ConsultationRow
from app.vorlagen.tables import ConsultationResult
from app.web.forms import OnceForm, fold_lines, not_in_the_far_past, strip, with_empty


@dataclass(frozen=True)
class StepData:
    """Texts as printed, empty where nothing is known; `version` is that of the Vorlage."""

    committee_name: str
    role: str
    held_on: date | None
    agenda_number: str
    meeting_title: str
    result: str
    code: str
    resolution_text: str
    version: int


class StepForm(VersionForm):
    committee_name = StringField(
        "Gremium",
        [DataRequired("Bitte tragen Sie den Namen des Gremiums ein."), Length(max=300)],
        filters=[strip],
    )
    role = text_field("Zuständigkeit", 200)
    held_on = DateField("Datum der Beratung", [Optional(), not_in_the_far_past])
    meeting_title = text_field("Sitzung", 300)
    agenda_number = text_field("Tagesordnungspunkt", 40)
    raw = text_field("Ergebnis im Wortlaut", 300)
    code = SelectField(
        "Bedeutung",
        [Optional()],
        choices=with_empty(choices(ConsultationResult), "– noch kein Ergebnis –"),
    )
    resolution_text = TextAreaField(
        "Beschlossener Wortlaut", [Optional(), Length(max=40_000)], filters=[fold_lines]
    )

    @classmethod
    def of(cls, step: ConsultationRow, version: int) -> "StepForm":
        return cls(
            data={
                "committee_name": step.committee_name, "role": step.role_raw,
                "held_on": step.held_on, "meeting_title": step.meeting_title,
                "agenda_number": step.agenda_number, "raw": step.result_raw,
                "code": step.result_code, "resolution_text": step.resolution_text,
                "version": version,
            }
        )  # fmt: skip

    def validate_raw(self, field: Field) -> None:
        """Runs only with a text: Optional ends the chain before."""
        if field.data and not self.code.data:
            raise ValidationError("Bitte wählen Sie unter „Bedeutung“, was das Ergebnis heißt.")

    def validate_resolution_text(self, field: Field) -> None:
        if field.data and not self.code.data:
            raise ValidationError("Bitte wählen Sie unter „Bedeutung“, wie beschlossen wurde.")

    def cleaned(self) -> StepData:
        return StepData(
            committee_name=self.committee_name.data or "",
            role=self.role.data or "",
            held_on=self.held_on.data,
            agenda_number=self.agenda_number.data or "",
            meeting_title=self.meeting_title.data or "",
            result=self.raw.data or "",
            code=self.code.data or "",
            resolution_text=self.resolution_text.data or "",
            version=int(self.version.data or 0),
        )


class NewStepForm(OnceForm, StepForm):
    """`new_id` is the id of the step."""

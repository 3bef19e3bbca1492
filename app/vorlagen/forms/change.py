"""What the office may change on a stored Vorlage."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wtforms import DateField, HiddenField, SelectField, StringField
from wtforms.fields import Field
from wtforms.validators import Length, Optional, ValidationError

from app.core.words import Visibility, choices
from app.vorlagen.tables import ConsultationResult, VorlageStatus
from app.web.forms import GermanForm, not_in_the_far_past, optional_uuid, strip, with_empty


@dataclass(frozen=True)
class Standing:
    status: VorlageStatus
    visibility: Visibility
    committee: UUID | None
    version: int


@dataclass(frozen=True)
class Result:
    held_on: date | None
    raw: str
    code: str
    version: int


class VersionForm(GermanForm):
    version = HiddenField()

    def validate_version(self, field: Field) -> None:
        if not str(field.data or "").isdecimal() or len(str(field.data)) > 9:
            raise ValidationError("Bitte laden Sie die Seite neu.")


class StandingForm(VersionForm):
    status = SelectField("Stand", choices=choices(VorlageStatus))
    visibility = SelectField("Wer die Vorlage sieht", choices=choices(Visibility))
    committee = SelectField("Gremium, das die Berichte bekommt", [Optional()])

    def cleaned(self) -> Standing:
        return Standing(
            VorlageStatus(self.status.data),
            Visibility(self.visibility.data),
            optional_uuid(self.committee.data),
            int(self.version.data or 0),
        )


class ResultForm(VersionForm):
    held_on = DateField("Datum der Beratung", [Optional(), not_in_the_far_past])
    raw = StringField("Ergebnis im Wortlaut", [Optional(), Length(max=300)], filters=[strip])
    code = SelectField(
        "Bedeutung",
        [Optional()],
        choices=with_empty(choices(ConsultationResult), "– noch kein Ergebnis –"),
    )

    def validate_raw(self, field: Field) -> None:
        """Runs only with a text: Optional ends the chain before."""
        if field.data and not self.code.data:
            raise ValidationError("Bitte wählen Sie unter „Bedeutung“, was das Ergebnis heißt.")

    def cleaned(self) -> Result:
        return Result(
            self.held_on.data,
            self.raw.data or "",
            self.code.data or "",
            int(self.version.data or 0),
        )

from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, FileField, SelectField, StringField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.attachments.rules import Spot
from app.core.words import Visibility, choices
from app.files.rules.kinds import clean_name
from app.files.uploads import UploadsForm
from app.web.forms import OnceForm, strip


@dataclass(frozen=True)
class AttachmentData:
    name: str
    title: str
    visibility: Visibility
    accessible: bool


class FilesForm(UploadsForm):
    """For a place where every file is seen by the same people."""

    accessible = BooleanField("Die Dateien sind barrierefrei")


class UploadForm(FilesForm):
    spot = SelectField("Gehört zu")
    visibility = SelectField("Wer die Dateien sieht", choices=choices(Visibility))

    def offer(self, spots: dict[str, str]) -> None:
        self.spot.choices = spots

    def cleaned(self) -> tuple[Spot, Visibility, bool]:
        return (
            Spot.of(str(self.spot.data)),
            Visibility(self.visibility.data),
            bool(self.accessible.data),
        )


class AttachmentForm(OnceForm):
    name = StringField(
        "Dateiname",
        [DataRequired("Bitte tragen Sie einen Dateinamen ein."), Length(max=200)],
        filters=[strip, clean_name],
    )
    title = StringField("Bezeichnung", [Optional(), Length(max=200)], filters=[strip])
    visibility = SelectField("Wer die Datei sieht", choices=choices(Visibility))
    accessible = BooleanField("Die Datei ist barrierefrei")
    files = FileField("Neue Fassung der Datei", [Optional()])

    def __init__(self, *args: Any, kept_ending: str = "", **kwargs: Any) -> None:
        """`kept_ending`: the name so far, whose ending says what kind of file it is."""
        super().__init__(*args, **kwargs)
        self.kept_ending = kept_ending.rpartition(".")[2]

    def validate_name(self, field: Field) -> None:
        if str(field.data).rpartition(".")[2].lower() != self.kept_ending.lower():
            raise ValidationError(f"Die Endung „.{self.kept_ending}“ bleibt, wie sie ist.")

    def cleaned(self) -> AttachmentData:
        return AttachmentData(
            name=str(self.name.data),
            title=str(self.title.data or ""),
            visibility=Visibility(self.visibility.data),
            accessible=bool(self.accessible.data),
        )

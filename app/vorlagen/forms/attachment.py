"""Files for a Vorlage: which, for which attachment it names, and who sees them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import SelectField, StringField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.core.words import Visibility, choices
from app.files import uploads
from app.files.rules.kinds import clean_name
from app.vorlagen.rules.attachments import named_alike
from app.web.forms import GermanForm, strip, with_empty

ONLY_ONE = "Bitte wählen Sie nur eine Datei, wenn sie zu einer bestimmten Anlage gehört."
OTHER = "– eine weitere Anlage –"


@dataclass(frozen=True)
class Upload(uploads.Upload):
    printed_name: str
    visibility: Visibility


class UploadForm(uploads.UploadsForm):
    printed_name = SelectField("Gehört zu", [Optional()])
    visibility = SelectField("Wer die Datei sieht", choices=choices(Visibility))

    def offer(self, printed: Iterable[str]) -> None:
        self.printed_name.choices = with_empty({name: name for name in printed}, OTHER)

    def validate_files(self, field: Field) -> None:
        super().validate_files(field)
        if self.printed_name.data and len(uploads.sent_files(field)) > 1:
            raise ValidationError(ONLY_ONE)


async def received(form: UploadForm, printed: Sequence[str]) -> list[Upload]:
    """Where nothing was chosen, a file goes to the attachment that is called like it."""
    return [
        Upload(
            upload.id, upload.stored,
            form.printed_name.data or named_alike(upload.stored.name, printed),
            Visibility(form.visibility.data),
        )
        for upload in await uploads.received(form, form.new_id)
    ]  # fmt: skip


class AttachmentForm(GermanForm):
    name = StringField(
        "Dateiname",
        [DataRequired("Bitte tragen Sie einen Dateinamen ein."), Length(max=200)],
        filters=[strip, clean_name],
    )
    visibility = SelectField("Wer die Datei sieht", choices=choices(Visibility))

    def __init__(self, *args: Any, kept_ending: str = "", **kwargs: Any) -> None:
        """`kept_ending`: the name so far, whose ending says what kind of file it is."""
        super().__init__(*args, **kwargs)
        self.kept_ending = kept_ending

    def validate_name(self, field: Field) -> None:
        ending = self.kept_ending.rpartition(".")[2]
        if ending and str(field.data).rpartition(".")[2] != ending:
            raise ValidationError(f"Die Endung .{ending} muss bleiben.")

    def cleaned(self) -> tuple[str, Visibility]:
        return self.name.data or "", Visibility(self.visibility.data)

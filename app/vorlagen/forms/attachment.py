"""Files for a Vorlage: which, for which attachment it names, and who sees them."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from litestar.datastructures import UploadFile
from wtforms import MultipleFileField, SelectField, StringField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.core.words import Visibility, choices
from app.files.operations import StoredFile
from app.files.rules.kinds import KINDS, MAX_BYTES, checked_type, clean_name
from app.files.rules.traces import bytes_without_traces
from app.files.store import store_bytes
from app.vorlagen.rules.attachments import named_alike
from app.web.forms import GermanForm, OnceForm, strip, with_empty

MAX_FILES = 20  # at once
NOTHING = "Bitte wählen Sie mindestens eine Datei."
TOO_MANY = f"Bitte wählen Sie höchstens {MAX_FILES} Dateien auf einmal."
ONLY_ONE = "Bitte wählen Sie nur eine Datei, wenn sie zu einer bestimmten Anlage gehört."
OTHER = "– eine weitere Anlage –"


@dataclass(frozen=True)
class Upload:
    """A file whose bytes are stored already; `id` of the row to come."""

    id: UUID
    stored: StoredFile
    printed_name: str
    visibility: Visibility


class UploadForm(OnceForm):
    files = MultipleFileField("Dateien")
    printed_name = SelectField("Gehört zu", [Optional()])
    visibility = SelectField("Wer die Datei sieht", choices=choices(Visibility))

    def offer(self, printed: Iterable[str]) -> None:
        self.printed_name.choices = with_empty({name: name for name in printed}, OTHER)

    @property
    def uploads(self) -> list[UploadFile]:
        sent: Any = self.files.data or []
        return [file for file in sent if isinstance(file, UploadFile) and file.filename]

    def validate_files(self, field: Field) -> None:  # noqa: ARG002 - WTForms' signature
        if not self.uploads:
            raise ValidationError(NOTHING)
        if len(self.uploads) > MAX_FILES:
            raise ValidationError(TOO_MANY)
        if self.printed_name.data and len(self.uploads) > 1:
            raise ValidationError(ONLY_ONE)

    @property
    def accept(self) -> str:
        return ",".join(f".{ending}" for ending in KINDS)


async def received(form: UploadForm, printed: Sequence[str]) -> list[Upload]:
    """All bytes are judged before the first is stored; raises RuleViolation for the first bad one.

    Where nothing was chosen, a file goes to the attachment that is called like it.
    """
    judged = []
    for upload in form.uploads:
        content = await upload.read(MAX_BYTES + 1)
        name = clean_name(upload.filename)
        media_type = await asyncio.to_thread(checked_type, name, upload.content_type, content)
        plain = await asyncio.to_thread(bytes_without_traces, media_type, content)
        judged.append((name, media_type, plain))
    return [
        Upload(
            uuid5(form.new_id, str(at)),
            StoredFile(
                name=name,
                media_type=media_type,
                size=len(content),
                sha256=await store_bytes(content),
            ),
            form.printed_name.data or named_alike(name, printed),
            Visibility(form.visibility.data),
        )
        for at, (name, media_type, content) in enumerate(judged)
    ]


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

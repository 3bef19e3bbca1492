import asyncio
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from uuid import UUID, uuid5

from litestar.datastructures import UploadFile
from wtforms import BooleanField, FileField, MultipleFileField, SelectField, StringField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.attachments.rules import Spot
from app.core.settings import settings
from app.core.words import Visibility, choices
from app.files.operations import StoredFile
from app.files.rules.kinds import KINDS, checked_file, clean_name
from app.files.rules.traces import without_traces
from app.files.store import store_file
from app.web.forms import GermanForm, OnceForm, strip

MAX_FILES = 20  # at once
MAX_BODY = 60_000_000  # bytes of one upload, all files together
NOTHING = "Bitte wählen Sie mindestens eine Datei."
TOO_MANY = f"Bitte wählen Sie höchstens {MAX_FILES} Dateien auf einmal."
ACCEPT = ",".join(f".{ending}" for ending in KINDS)


@dataclass(frozen=True)
class Upload:
    """A file whose bytes are stored already; `id` of the row to come."""

    id: UUID
    stored: StoredFile


@dataclass(frozen=True)
class AttachmentData:
    name: str
    title: str
    visibility: Visibility
    accessible: bool


def sent_files(field: Field) -> list[UploadFile]:
    """A browser sends a part without a name where nothing was chosen."""
    sent: Any = field.data or []
    every = sent if isinstance(sent, list) else [sent]
    return [file for file in every if isinstance(file, UploadFile) and file.filename]


class FilesForm(OnceForm):
    """For a place where every file is seen by the same people."""

    files = MultipleFileField("Dateien")
    accessible = BooleanField("Die Dateien sind barrierefrei")

    def validate_files(self, field: Field) -> None:
        found = sent_files(field)
        if not found:
            raise ValidationError(NOTHING)
        if len(found) > MAX_FILES:
            raise ValidationError(TOO_MANY)


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


async def received(form: GermanForm, new_id: UUID) -> list[Upload]:
    """All files are judged before the first is stored; raises RuleViolation for the first bad one.

    No file is ever in memory as a whole: what is large lies in a temporary file already.
    """
    files = sent_files(form["files"])
    judged = [await asyncio.to_thread(_judged, file) for file in files]
    return [
        Upload(uuid5(new_id, str(at)), await _stored(name, media_type, _opened(file)))
        for at, (file, (name, media_type)) in enumerate(zip(files, judged, strict=True))
    ]


def _opened(file: UploadFile) -> BinaryIO:
    return cast("BinaryIO", file.file)


def _judged(file: UploadFile) -> tuple[str, str]:
    name = clean_name(file.filename)
    return name, checked_file(name, file.content_type, _opened(file), settings().file_bytes)


async def _stored(name: str, media_type: str, opened: BinaryIO) -> StoredFile:
    plain = await asyncio.to_thread(without_traces, media_type, opened)
    ends: AbstractContextManager[Any] = nullcontext() if plain is opened else plain
    with ends:
        sha256 = await store_file(plain)
        return StoredFile(name=name, media_type=media_type, size=plain.seek(0, 2), sha256=sha256)


def stored_words(uploads: list[Upload]) -> str:
    if len(uploads) == 1:
        return f"„{uploads[0].stored.name}“ ist hinterlegt."
    return f"{len(uploads)} Dateien sind hinterlegt."

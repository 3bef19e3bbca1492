"""Files that come with a form: judged and stored before the rows are written."""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from uuid import UUID, uuid5

from litestar.datastructures import UploadFile
from wtforms import MultipleFileField
from wtforms.fields import Field
from wtforms.validators import ValidationError

from app.files.operations import StoredFile
from app.files.rules.kinds import KINDS, MAX_BYTES, checked_file, clean_name
from app.files.rules.traces import without_traces
from app.files.store import store_file
from app.web.forms import GermanForm, OnceForm

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


class UploadsForm(OnceForm):
    files = MultipleFileField("Dateien")
    accept = ACCEPT

    def validate_files(self, field: Field) -> None:
        found = sent_files(field)
        if not found:
            raise ValidationError(NOTHING)
        if len(found) > MAX_FILES:
            raise ValidationError(TOO_MANY)


def sent_files(field: Field) -> list[UploadFile]:
    """A browser sends a part without a name where nothing was chosen."""
    sent: Any = field.data or []
    every = sent if isinstance(sent, list) else [sent]
    return [file for file in every if isinstance(file, UploadFile) and file.filename]


async def received(form: GermanForm, new_id: UUID, most: int = MAX_BYTES) -> list[Upload]:
    """All files are judged before the first is stored; raises RuleViolation for the first bad one.

    No file is ever in memory as a whole: what is large lies in a temporary file already.
    `most`: bytes of one file.
    """
    files = sent_files(form["files"])
    judged = [await asyncio.to_thread(_judged, file, most) for file in files]
    return [
        Upload(uuid5(new_id, str(at)), await _stored(name, media_type, _opened(file)))
        for at, (file, (name, media_type)) in enumerate(zip(files, judged, strict=True))
    ]


def _opened(file: UploadFile) -> BinaryIO:
    return cast("BinaryIO", file.file)


def _judged(file: UploadFile, most: int) -> tuple[str, str]:
    name = clean_name(file.filename)
    return name, checked_file(name, file.content_type, _opened(file), most)


async def _stored(name: str, media_type: str, opened: BinaryIO) -> StoredFile:
    plain = await asyncio.to_thread(without_traces, media_type, opened)
    ends: AbstractContextManager[Any] = nullcontext() if plain is opened else plain
    with ends:
        sha256 = await store_file(plain)
        return StoredFile(name=name, media_type=media_type, size=plain.seek(0, 2), sha256=sha256)


def stored_words(uploads: Sequence[Upload]) -> str:
    if len(uploads) == 1:
        return f"„{uploads[0].stored.name}“ ist hinterlegt."
    return f"{len(uploads)} Dateien sind hinterlegt."

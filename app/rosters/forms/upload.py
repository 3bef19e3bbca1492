"""A file from the office's computer: a spreadsheet or vCards."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from litestar.datastructures import UploadFile
from wtforms import FileField, SelectField

from app.core.errors import RuleViolation
from app.documents.errors import NotOpened
from app.documents.opening import MAX_BYTES
from app.documents.separated import decoded
from app.documents.tables import TOO_LARGE, read_tables
from app.rosters.rules.fields import Cells
from app.rosters.rules.vcards import cells_of, is_vcard
from app.web.forms import GermanForm, OnceForm

NO_FILE = "Bitte wählen Sie eine Datei."
IGNORED = "Nicht eingelesen wird, was sonst noch auf den Karten steht: {names}."


@dataclass(frozen=True)
class Upload:
    """`note`: a sentence about what was left out, or nothing."""

    name: str
    sheets: Sequence[tuple[str, Cells]]
    note: str = ""


class UploadForm(OnceForm):
    body = SelectField("Körperschaft", choices={}, validate_choice=False)
    file = FileField("Datei")


async def uploaded(form: UploadForm) -> Upload | None:
    """None with the reason at the field."""
    given: Any = form.file.data
    try:
        if not isinstance(given, UploadFile) or not given.filename:
            raise NotOpened(NO_FILE)
        name = given.filename.replace("\\", "/").rsplit("/", 1)[-1].replace("\x00", "")
        return await read_file(name, await given.read(MAX_BYTES + 1))
    except RuleViolation as refusal:
        form.file.errors = [str(refusal)]
        return None


async def read_file(name: str, content: bytes) -> Upload:
    """Raises RuleViolation. What a file is, its content says, never its name."""
    if len(content) > MAX_BYTES:
        raise NotOpened(TOO_LARGE)
    if b"VCARD" in content[:100].replace(b"\x00", b"").upper() and is_vcard(decoded(content)):
        cells, ignored = await asyncio.to_thread(cells_of, decoded(content))
        return Upload(
            name, [("", cells)], IGNORED.format(names=", ".join(ignored[:12])) if ignored else ""
        )
    return Upload(name, [(sheet.name, sheet.rows) for sheet in await read_tables(content)])


class SheetForm(GermanForm):
    """The route fills in the names of the sheets."""

    sheet = SelectField("Blatt")

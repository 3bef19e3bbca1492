"""Text or file to read; the file is judged by its content, never by its name."""

import asyncio
from dataclasses import dataclass
from typing import Any

from litestar.datastructures import UploadFile
from wtforms import FileField, SelectField, TextAreaField

from app.reading.html import html_lines, is_html
from app.reading.parse import parse
from app.reading.result import Unreadable
from app.reading.source import decode
from app.vorlagen.rules.points import proposed
from app.vorlagen.rules.source import MAX_BYTES, Source
from app.web.forms import GermanForm

EMPTY = "Bitte fügen Sie den Text einer Vorlage ein oder wählen Sie eine Datei."
BOTH = "Bitte entweder Text einfügen oder eine Datei wählen, nicht beides."
TOO_LARGE = "Das ist mehr als 2 MB. Bitte nehmen Sie nur den Text einer einzelnen Vorlage."
UNKNOWN = (
    "Darin ist keine Vorlage zu erkennen: Es fehlen Nummer, Betreff, Beratungsfolge und"
    " Beschlussvorschlag. Bitte nehmen Sie den ganzen Text der Vorlage mit seinen Überschriften."
)
TOO_MANY = (
    "Das sind mehr als 300 Beratungen und Beschlusspunkte, wohl mehr als eine Vorlage."
    " Bitte nehmen Sie jede Vorlage für sich."
)
TOO_LONG = (
    "Das sind mehr als 20.000 Zeilen, wohl mehr als eine Vorlage."
    " Bitte nehmen Sie jede Vorlage für sich."
)
MAX_LINES = 20_000  # a long paper has 3,000
MAX_ROWS = 300  # each is a group of fields on one page


class ReadForm(GermanForm):
    body = SelectField("Körperschaft")
    text = TextAreaField("Text der Vorlage")
    file = FileField("Datei")

    @property
    def upload(self) -> UploadFile | None:
        found: Any = self.file.data
        return found if isinstance(found, UploadFile) else None


@dataclass(frozen=True)
class Read:
    source: Source
    file: str


async def read(form: ReadForm) -> Read | None:
    """None with the reason at the field; parses in a thread."""
    upload, typed = form.upload, form.text.data or ""
    field = form.file if upload else form.text
    if upload and typed.strip():
        form.file.errors = [BOTH]
        return None
    name = (upload.filename or "").replace("\\", "/").rsplit("/", 1)[-1] if upload else ""
    given = await upload.read(MAX_BYTES + 1) if upload else typed
    try:
        return Read(await asyncio.to_thread(source_of, given, file=name), name)
    except Unreadable as refusal:
        field.errors = [str(refusal)]
        return None


def source_of(given: str | bytes, *, file: str = "") -> Source:
    """Raises Unreadable with a German sentence for everything that is no Vorlage."""
    size = len(given if isinstance(given, bytes) else given.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        raise Unreadable(TOO_LARGE)
    text = decode(given).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Unreadable(EMPTY)
    lines = len(html_lines(text)) if is_html(text) else text.count("\n")
    if lines > MAX_LINES:
        raise Unreadable(TOO_LONG)
    result = parse(text, file=file[:200] or None)
    if not result.evidence:
        raise Unreadable(UNKNOWN)
    if len(proposed(result.paper)) + len(result.paper["consultations"]) > MAX_ROWS:
        raise Unreadable(TOO_MANY)
    return Source(text, result)

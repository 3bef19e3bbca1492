"""Text, file or address to read; what a file is, its content says, never its name."""

import asyncio
from dataclasses import dataclass
from typing import Any

from litestar.datastructures import UploadFile
from wtforms import FileField, SelectField, TextAreaField, URLField
from wtforms.fields import Field

from app.core.errors import RuleViolation
from app.documents.opening import MAX_BYTES as LARGEST_FILE
from app.documents.opening import opened
from app.reading.html import html_lines, is_html
from app.reading.result import Unreadable
from app.reading.source import decode
from app.vorlagen.rules.points import proposed
from app.vorlagen.rules.source import MAX_BYTES, Source
from app.web.forms import GermanForm, strip

EMPTY = "Bitte fügen Sie den Text einer Vorlage ein, wählen Sie eine Datei oder nennen Sie eine Adresse."
BOTH = "Bitte nur eines von dreien: Text einfügen, eine Datei wählen oder eine Adresse nennen."
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


ACCEPT = (
    "text/html, application/pdf, text/plain, application/vnd.openxmlformats-officedocument.*, */*"
)


class ReadForm(GermanForm):
    body = SelectField("Körperschaft")
    text = TextAreaField("Text der Vorlage")
    file = FileField("Datei")
    address = URLField("Adresse einer Vorlage", filters=[strip])

    @property
    def upload(self) -> UploadFile | None:
        found: Any = self.file.data
        return found if isinstance(found, UploadFile) else None

    @property
    def given(self) -> list[Field]:
        """The fields that hold something."""
        text = self.text if (self.text.data or "").strip() else None
        file = self.file if self.upload else None
        address = self.address if self.address.data else None
        return [field for field in (text, file, address) if field is not None]


@dataclass(frozen=True)
class Read:
    source: Source
    file: str


async def read(form: ReadForm) -> Read | None:
    """None with the reason at the field; fetches, opens and parses outside the event loop."""
    if len(form.given) > 1:
        form.given[-1].errors = [BOTH]
        return None
    field = form.given[0] if form.given else form.text
    try:
        name, given = await _content(form, field)
        return Read(await asyncio.to_thread(source_of, given, file=name), name)
    except (Unreadable, RuleViolation) as refusal:
        field.errors = [str(refusal)]
        return None


async def _content(form: ReadForm, field: Field) -> tuple[str, str | bytes]:
    """What it is called and what is in it; a PDF or Word file as its lines."""
    if field is form.address:
        return await fetched(form.address.data or "")
    upload = form.upload
    if field is form.file and upload:
        name = (upload.filename or "").replace("\\", "/").rsplit("/", 1)[-1]
        return name, await opened(await upload.read(LARGEST_FILE + 1))
    return "", form.text.data or ""


async def fetched(address: str) -> tuple[str, str | bytes]:
    """Raises RuleViolation. Named by the address that answered."""
    from app.outgoing.client import fetch  # here, for it is slow to import

    found = await fetch(address, accept=ACCEPT)
    return found.address[:200], await opened(found.content)


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
    from app.reading.parse import parse  # here, for its patterns are slow to compile

    result = parse(text, file=file[:200] or None)
    if not result.evidence:
        raise Unreadable(UNKNOWN)
    if len(proposed(result.paper)) + len(result.paper["consultations"]) > MAX_ROWS:
        raise Unreadable(TOO_MANY)
    return Source(text, result)

"""The text that was read, line by line, with what became of each line."""

from collections.abc import Mapping
from functools import cached_property
from uuid import UUID

from app.reading.html import html_lines, is_html
from app.reading.lines import numbered
from app.reading.result import ParseResult
from app.vorlagen.rules.paper import numbers_of

DRAFT = "entwurf:"
MAX_BYTES = 2 * 1024 * 1024  # of text as UTF-8


def draft_id_of(key: str) -> UUID | None:
    """None for a text."""
    try:
        return UUID(key.removeprefix(DRAFT)) if key.startswith(DRAFT) else None
    except ValueError:
        return None


class Source:
    """`text` with LF as line end, as it is stored and hashed."""

    def __init__(self, text: str, result: ParseResult, draft_id: UUID | None = None) -> None:
        self.text = text
        self.result = result
        self.draft_id = draft_id

    @property
    def key(self) -> str:
        """What a form carries from page to page: the text, or the name of a draft that is kept."""
        return f"{DRAFT}{self.draft_id}" if self.draft_id else self.text

    @cached_property
    def lines(self) -> Mapping[int, str]:
        """Of HTML only what can be read, never the tags."""
        pairs = html_lines(self.text) if is_html(self.text) else numbered(self.text)
        found: dict[int, str] = {}
        for number, text in pairs:
            shown = " ".join(text.split())
            found[number] = f"{found[number]} {shown}" if number in found else shown
        return found

    def lines_at(self, pointer: str) -> list[int]:
        """Where the value of the reading stands; [] without evidence."""
        found = self.result.evidence.get(pointer)
        return numbers_of(found.lines) if found else []

    @cached_property
    def dropped(self) -> Mapping[int, str]:
        """Number of a dropped line → why."""
        return {
            number: entry["reason"]
            for entry in self.result.paper["discarded"]
            for number in numbers_of(entry["lines"])
        }

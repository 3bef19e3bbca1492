"""The preview as it was sent: fields and rows of texts, before anything of it is judged.

Rows are moved, joined and split as texts, so a date that does not exist stays as typed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

LISTS = (
    "steps", "points", "facts", "others", "options", "details", "relevance", "climate_options",
    "attachments", "products",
)  # fmt: skip
MAX_ROWS = 400  # of a list; the reader takes 300
_NAME = re.compile(rf"({'|'.join(LISTS)})-(\d{{1,4}})-(\w+)")
_ORIGIN = re.compile(r"(\w+)/(\d{1,4})")

Row = dict[str, str]
Origin = tuple[str, int]


@dataclass
class Sent:
    """`rows`: name of a list → its rows, each column name → text."""

    fields: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in LISTS})

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, Any]]) -> "Sent":
        """From the names and values of a form; of a name sent twice the first counts."""
        sent = cls()
        found: dict[str, dict[int, Row]] = {name: {} for name in LISTS}
        for name, value in pairs:
            text = value if isinstance(value, str) else ""
            if part := _NAME.fullmatch(name):
                found[part[1]].setdefault(int(part[2]), {}).setdefault(part[3], text)
            else:
                sent.fields.setdefault(name, text)
        for name, rows in found.items():
            sent.rows[name] = [rows[at] for at in sorted(rows)][:MAX_ROWS]
        return sent

    def pairs(self) -> Iterator[tuple[str, str]]:
        """As a browser would send it, rows counted without gaps."""
        yield from self.fields.items()
        for name, rows in self.rows.items():
            for at, row in enumerate(rows):
                yield from ((f"{name}-{at}-{column}", text) for column, text in row.items())


def origins_of(text: str | None) -> list[Origin]:
    """From "points/3,points/4" to [("points", 3), ("points", 4)]; what is no origin is left out."""
    parts = (_ORIGIN.fullmatch(part) for part in (text or "")[:2000].split(","))
    return [(part[1], int(part[2])) for part in parts if part]

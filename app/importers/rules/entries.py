"""The papers on one page of a list, with what tells whether they have changed."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.importers.rules.objects import Object, address_of, day, is_deleted, kind_of, moment, plain

MOST_PER_PAGE = 1000
NO_PAPER = "Ein Eintrag der Liste ist keine Vorlage oder hat keine Adresse; er ist übergangen."
CUT = f"Die Seite hat mehr als {MOST_PER_PAGE} Einträge; der Rest ist übergangen."
_STAMPS = frozenset({"created", "modified"})  # constant on some servers, always new on others


@dataclass(frozen=True)
class Entry:
    """`modified` as sent; `sha256` of everything but the stamps."""

    address: str
    found: Object
    sha256: str
    modified: str
    is_deleted: bool

    @property
    def changed_at(self) -> datetime | None:
        return moment(self.modified)

    @property
    def withdrawn_on(self) -> str | None:
        return day(self.modified)


@dataclass(frozen=True)
class PageRead:
    """`following`: address of the next page, "" at the end; sentences are German.

    `stop_reason`: why the list cannot be followed beyond this page.
    """

    address: str
    entries: tuple[Entry, ...]
    following: str
    total: int | None
    problems: tuple[str, ...] = ()
    stop_reason: str = ""


def entries_of(found: Object) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Of a list, or of a paper that stands alone; each address once, the last one counts."""
    alone = kind_of(found) == "Paper"
    data = [found] if alone else found.get("data")
    rows = data if isinstance(data, list) else []
    problems = [CUT] if len(rows) > MOST_PER_PAGE else []
    entries = {entry.address: entry for entry in _papers(rows[:MOST_PER_PAGE])}
    if len(entries) < min(len(rows), MOST_PER_PAGE):
        problems.append(NO_PAPER)
    return tuple(entries.values()), tuple(problems)


def _papers(rows: list[Any]) -> Iterator[Entry]:
    for row in rows:
        address = address_of(row) if isinstance(row, dict) and kind_of(row) == "Paper" else None
        if address:
            yield Entry(
                address,
                row,
                fingerprint({key: value for key, value in row.items() if key not in _STAMPS}),
                (plain(row.get("modified")) or "")[:60],
                is_deleted(row),
            )


def fingerprint(value: Any) -> str:
    """SHA-256 of the value, whatever the order of its keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

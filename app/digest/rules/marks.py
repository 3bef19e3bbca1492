"""Up to where which kind of news has been told, and how far a run may look."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from app.digest.tables import Kind

Marks = Mapping[Kind, datetime]


def column_of(kind: Kind) -> str:
    return f"told_{kind.value}"


def marks_of(row: Mapping[str, Any]) -> dict[Kind, datetime]:
    """From a row of Subscription. A kind without a mark of its own is told up to `watermark`."""
    base: datetime = row["watermark"]
    return {kind: max(base, row[column_of(kind)] or base) for kind in Kind}


def kinds_in(stored: str) -> frozenset[Kind]:
    """Of Subscription.left_out; what no version knows any more is passed over."""
    known = {kind.value: kind for kind in Kind}
    return frozenset(known[word] for word in stored.split() if word in known)


def as_stored(kinds: Iterable[Kind]) -> str:
    chosen = set(kinds)
    return " ".join(kind.value for kind in Kind if kind in chosen)


def advanced(marks: Marks, until: datetime) -> dict[Kind, datetime]:
    """After a digest up to `until`; a mark never goes back."""
    return {kind: max(mark, until) for kind, mark in marks.items()}


def marks_from(instant: datetime) -> dict[Kind, datetime]:
    """Of somebody who knows everything up to then and nothing since."""
    return dict.fromkeys(Kind, instant)

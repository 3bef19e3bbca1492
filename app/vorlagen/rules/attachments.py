"""Attachments that a paper names and files that were stored for it, as one list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from app.core.words import Visibility
from app.files.rules.sizes import size_words
from app.reading.lexicon import fold
from app.reading.paper import Attachment

NAME_LENGTH = 300  # characters that are compared and kept


@dataclass(frozen=True)
class StoredAttachment:
    """`size` in bytes; `printed_name` is empty for a file the paper does not name."""

    id: UUID
    name: str
    media_type: str
    size: int
    visibility: Visibility
    printed_name: str
    created_at: datetime  # UTC

    @property
    def size_words(self) -> str:
        return size_words(self.size)


@dataclass(frozen=True)
class Row:
    """`at`: index among the printed ones, None for a file the paper does not name."""

    name: str
    number: int | None
    at: int | None
    stored: StoredAttachment | None


def rows(printed: Sequence[Attachment], stored: Sequence[StoredAttachment]) -> list[Row]:
    """In the order of the paper, each with its files; then the other files."""
    left = list(stored)
    found: list[Row] = []
    for at, entry in enumerate(printed):
        own = [file for file in left if file.printed_name == entry["name"][:NAME_LENGTH]]
        left = [file for file in left if file not in own]
        found += [Row(entry["name"], entry["number"], at, file) for file in own]
        if not own:
            found.append(Row(entry["name"], entry["number"], at, None))
    return [*found, *(Row(file.name, None, None, file) for file in left)]


def named_alike(filename: str, printed: Sequence[str]) -> str:
    """The printed name that a file's name equals but for its ending; else empty."""
    wanted = {fold(PurePath(filename).stem), fold(filename)}
    return next((name for name in printed if fold(name) in wanted), "")


def printed_names(printed: Sequence[Attachment]) -> Iterator[str]:
    return (entry["name"][:NAME_LENGTH] for entry in printed)

"""Where the commands take papers from: files, standard input, addresses."""

import asyncio
import sys
from pathlib import Path

from app.core.errors import RuleViolation


def read_paper(place: str) -> str | bytes:
    """A file, or "-" for standard input; PDF and Word as their lines. Raises OSError, RuleViolation.

    Text needs no loop: many files are read in a row.
    """
    from app.documents.kinds import Kind, kind_of
    from app.documents.opening import opened

    content = _content(place)
    return content if kind_of(content) is Kind.TEXT else asyncio.run(opened(content))


async def paper_at(place: str) -> tuple[str, str | bytes]:
    """What to call it, and its text. Raises RuleViolation."""
    from app.documents.opening import opened
    from app.vorlagen.forms.read import fetched

    if place.startswith(("https://", "http://")):
        return await fetched(place)
    try:
        content = await asyncio.to_thread(_content, place)
    except OSError:
        raise RuleViolation(f"Die Datei {place} lässt sich nicht öffnen.") from None
    return Path(place).name, await opened(content)


def _content(place: str) -> bytes:
    return sys.stdin.buffer.read() if place == "-" else Path(place).read_bytes()

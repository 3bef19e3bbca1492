"""Which file of an OParl paper is the paper itself, and which are its attachments."""

import re
from dataclasses import dataclass
from typing import Any

from app.importers.rules.objects import Object, is_address, is_deleted, listed, plain
from app.importers.rules.references import Known, thing
from app.reading.lexicon import PAPER_TYPES, fold
from app.reading.paper import Attachment

_NUMBER = re.compile(r"Anlage\s{0,3}(\d{1,3})\b", re.IGNORECASE)
_EXTRACT = re.compile(
    r"auszug|niederschrift|protokoll|einladung|beschluss zu|stellungnahme", re.IGNORECASE
)


@dataclass(frozen=True)
class MainFile:
    """`address` to download, None if the source gives none; `text` as the server read it."""

    name: str
    address: str | None
    text: Any


def main_file(paper: Object, known: Known) -> MainFile | None:
    """`mainFile`; on servers without one the attachment named like the type of the paper."""
    found = _main(paper, known)
    if found is None:
        return None
    addresses = (found.get("downloadUrl"), found.get("accessUrl"))
    address = next((held for held in addresses if is_address(held)), None)
    return MainFile(_name(found) or "Datei", address, found.get("text"))


def attachments(paper: Object, known: Known) -> list[Attachment]:
    """Numbered ones in their order, the others after them as the server lists them."""
    main = _main(paper, known)
    rows: list[Attachment] = []
    for file in _auxiliary(paper, known):
        name = _name(file)
        if name and file != main:
            hit = _NUMBER.match(name)
            number = int(hit[1]) if hit else None
            rows.append({"number": number, "name": name, "size_kb": _kilobytes(file.get("size"))})
    return sorted(rows, key=lambda row: (row["number"] is None, row["number"] or 0))


def _main(paper: Object, known: Known) -> Object | None:
    for reference in listed(paper.get("mainFile")):
        found = thing(reference, known)
        if found and not is_deleted(found):
            return found
    kind = fold(plain(paper.get("paperType")) or "")
    by_name = {fold(_name(file) or ""): file for file in reversed(_auxiliary(paper, known))}
    if kind and kind in by_name:
        return by_name[kind]
    for name, file in reversed(by_name.items()):
        like_it = name in PAPER_TYPES or (kind and name.startswith(f"{kind} "))
        if like_it and not _EXTRACT.search(name):
            return file
    return None


def _auxiliary(paper: Object, known: Known) -> list[Object]:
    found = (thing(reference, known) for reference in listed(paper.get("auxiliaryFile")))
    return [file for file in found if file and not is_deleted(file)]


def _name(file: Object) -> str | None:
    return plain(file.get("name"), 300) or plain(file.get("fileName"), 300)


def _kilobytes(size: Any) -> int | None:
    """Rounded up, as lists of attachments do; OParl counts bytes."""
    if isinstance(size, int) and not isinstance(size, bool) and 0 <= size < 10**12:
        return -(-size // 1024)
    return None

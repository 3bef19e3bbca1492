"""Attachments: the table of the council page, the short list below the jump marks, a section."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.reading.ledger import Ledger
from app.reading.lexicon import NO_ATTACHMENTS, fold
from app.reading.lines import Line
from app.reading.markers import marker_of
from app.reading.paper import Attachment

_ROW = re.compile(
    r"(?:Anlage \d{1,3} )?(?P<number>\d{1,3}) (?P<name>\S.{0,400}?) \((?P<size>\d{1,9}) (?P<unit>[KM]B)\)"
)
_NUMBERED = re.compile(r"Anlage (?:Nr\. )?(?P<number>\d{1,3})(?!\d)")
_LONGEST = 500
_SIZE = re.compile(r" \((?P<size>\d{1,7}(?:[.,]\d{1,3})?) ?(?P<unit>[kKM]B)\)$")
_STATUS = re.compile(r"\(?(?:nicht)?öffentlich\)?")
_ICON = re.compile(r" \(?(?:PDF-Dokument|PDF-Datei|öffentlich, PDF|PDF)\)?$")  # text of the image
_IN_TABLE = "steht noch einmal in der Tabelle der Anlagen"
_IN_LIST = "steht noch einmal in der Liste der Anlagen"


def table_row(line: Line) -> re.Match[str] | None:
    text = line.plain
    return _ROW.match(text) if len(text) < _LONGEST and text.endswith("B)") else None


@dataclass
class Enclosures:
    """Lines by where they stand; the table counts, then the short list, then the section."""

    book: Ledger
    table: list[Line] = field(default_factory=list)
    short: list[Line] = field(default_factory=list)
    section: list[Line] = field(default_factory=list)
    found: list[Attachment] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)

    def read(self) -> list[Attachment]:
        for line in self.table:
            hit = table_row(line)
            if hit:
                size = int(hit["size"]) if hit["unit"] == "KB" else None
                self._add(int(hit["number"]), hit["name"], size, line)
        if self.table:
            self._names(self.short, _IN_TABLE)
            self.book.drop(self.section, _IN_TABLE)
        elif self.short:
            self._names(self.short, _IN_LIST)
            self.book.drop(self.section, _IN_LIST)
        else:
            self._names(self.section, _IN_LIST)
        return self.found

    def _names(self, lines: Sequence[Line], known: str) -> None:
        number: int | None = None
        for line in lines:
            if line.plain.isdigit() or _STATUS.fullmatch(line.plain):
                self.book.use([line])
                number = int(line.plain[:3]) if line.plain.isdigit() else number
                continue
            marker = marker_of(line)
            name = marker.text if marker and marker.printed else line.plain
            name, size = _sized(_ICON.sub("", name))
            if fold(name) in NO_ATTACHMENTS:
                self.book.use([line])
            elif _compared(name) in self._known:
                self.book.drop([line], known)
            else:
                numbered = _NUMBERED.match(name)
                self._add(int(numbered["number"]) if numbered else number, name, size, line)
            number = None

    def _add(self, number: int | None, name: str, size: int | None, line: Line) -> None:
        pointer = f"/attachments/{len(self.found)}"
        self._known.add(_compared(name))
        self.found.append({"number": number, "name": name, "size_kb": size})
        self.book.note(pointer, [line], "table:Anlagen" if size is not None else "list:Anlagen")


def _sized(name: str) -> tuple[str, int | None]:
    """Such as "Lageplan (233 KB)"; sizes in MB are rounded already and count as unknown."""
    hit = _SIZE.search(name) if len(name) < _LONGEST else None
    if hit is None:
        return name, None
    size = int(hit["size"]) if hit["unit"].upper() == "KB" and hit["size"].isdigit() else None
    return name[: hit.start()].rstrip(), size


def _compared(name: str) -> str:
    """File names write blanks as underscores."""
    return fold(name.replace("_", " "))

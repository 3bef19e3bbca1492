"""A page of a PDF: its words, and its drawn tables with the words in their cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTItem
from pdfplumber.page import Page
from pdfplumber.utils.text import extract_words

from app.documents.place import Row, Word, rows_of

MOST_DRAWN = 2000  # lines and boxes; more are a map or a picture
MOST_CHARACTERS = 30_000  # on one page
_BOXES = {  # symbol fonts that Word forms take their boxes from
    "wingdings": {
        "\uf0a8": "☐",
        "\uf06f": "☐",
        "\uf0fe": "☒",
        "\uf0fd": "☒",
        "\uf078": "☒",
        "¨": "☐",
        "o": "☐",
        "þ": "☒",
        "ý": "☒",
        "x": "☒",
        "\uf0a7": "▪",
        "§": "▪",
    },
    "symbol": {"\uf0b7": "•", "·": "•"},
}
_DRAWN = {0: None, 0xAD: "-", 0x2010: "-", 0x2011: "-"}  # a drawn hyphen is one, whatever its code
Char = dict[str, Any]
Drawn = dict[str, Any]
Box = tuple[float, float, float, float]  # x0, top, x1, bottom


@dataclass(frozen=True)
class Table:
    """rows of cells of rows of words."""

    top: float
    rows: Sequence[Sequence[Sequence[Row]]]


@dataclass
class Sheet:
    rows: list[Row]  # outside the tables
    height: float
    tables: list[Table] = field(default_factory=list)
    pictures: bool = False


def sheet_of(page: Page) -> Sheet:
    """Without dicts of 20 entries for every sign, which would take half of the time."""
    chars: list[Char] = []
    drawn: list[Drawn] = []
    pictures = False
    for item in _items(page.layout):
        if isinstance(item, LTChar):
            chars.append(_char(page, item))
        elif isinstance(item, LTCurve):  # lines and boxes, too
            drawn.append(page.process_object(item))
        pictures = pictures or isinstance(item, LTImage)
    words = list(_words(chars))
    tables = list(_tables(page, drawn, words)) if words else []
    inside = {id(word) for table, _ in tables for word in table}
    free = rows_of(word for word in words if id(word) not in inside)
    return Sheet(free, float(page.height), [table for _, table in tables], pictures)


def _items(container: Iterable[LTItem]) -> Iterator[LTItem]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _items(item)
        else:
            yield item


def _char(page: Page, item: LTChar) -> Char:
    """As pdfplumber places it: from the upper left corner of the media box."""
    left, upper = page.mediabox[:2]
    top = page.height - item.y1 + upper
    return {
        "text": item.get_text(), "fontname": str(item.fontname), "upright": item.upright,
        "x0": item.x0 + left, "x1": item.x1 + left, "size": item.size,
        "top": top, "bottom": page.height - item.y0 + upper, "doctop": top,
    }  # fmt: skip


def _words(chars: Sequence[Char]) -> Iterator[Word]:
    if len(chars) > MOST_CHARACTERS:
        return
    for word in extract_words(list(_once(chars)), x_tolerance_ratio=0.2):
        text = word["text"].translate(_DRAWN).strip()
        if text:
            yield Word(word["x0"], word["x1"], word["top"], word["bottom"], text)


def _once(chars: Sequence[Char]) -> Iterator[Char]:
    """Upright ones; bold print is sometimes the same sign drawn twice, a hair's breadth apart."""
    seen: set[tuple[str, int, int]] = set()
    for char in chars:
        at = (char["text"], round(char["x0"]), round(char["top"]))
        near = {(at[0], at[1] + x, at[2] + y) for x in (-1, 0, 1) for y in (-1, 0, 1)}
        if char["upright"] and (char["text"].isspace() or not near & seen):
            seen.add(at)
            yield {**char, "text": _sign(char)}


def _sign(char: Char) -> str:
    font, text = str(char["fontname"]).lower(), str(char["text"])
    for name, signs in _BOXES.items():
        if name in font:
            return signs.get(text, text)
    return "" if text.startswith("(cid:") else text


def _tables(
    page: Page, drawn: list[Drawn], words: Sequence[Word]
) -> Iterator[tuple[list[Word], Table]]:
    if not drawn or len(drawn) > MOST_DRAWN:
        return
    taken: set[int] = set()
    for found in page.find_tables(
        {
            "vertical_strategy": "explicit", "explicit_vertical_lines": drawn,
            "horizontal_strategy": "explicit", "explicit_horizontal_lines": drawn,
        }
    ):  # fmt: skip
        boxes = [[cell for cell in row.cells if cell] for row in found.rows]
        if sum(map(len, boxes)) < 2:
            continue
        own = [word for word in words if id(word) not in taken and _in(word, found.bbox)]
        rows = [[rows_of(w for w in own if _in(w, box)) for box in row] for row in boxes]
        inside = [w for w in own if any(_in(w, box) for row in boxes for box in row)]
        taken |= {id(word) for word in inside}
        if inside:
            yield inside, Table(found.bbox[1], rows)


def _in(word: Word, box: Box) -> bool:
    x, y = word.middle
    return box[0] <= x < box[2] and box[1] <= y < box[3]

"""Text to lines: numbers from 1 as in the input, blanks folded, empty lines remembered as gaps."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

NBSP = "\u00a0"
_OTHER_BLANKS = dict.fromkeys(map(ord, "\u2007\u202f"), NBSP)
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u00ad\u200b\u200c\u200d\u2060"))
_INLINE_TAG = re.compile(r"</?(?:i|b|u|em|strong|sub|sup|span|font)>", re.IGNORECASE)
_CELL_BORDER = re.compile(r"[\t|]")


@dataclass(frozen=True)
class Line:
    """One line with text. `raw` keeps tabs, pipes and indentation; NBSP is a blank there already.

    gap: an empty line, or one of NBSP only, stands before it; split: two truly empty lines in a
    row stand before it; page: the title of an embedded page
    stands before it; ruled: a drawn rule of a table stands before it.
    """

    number: int
    raw: str
    nbsp: int = 0
    gap: bool = False
    split: bool = False
    page: bool = False
    ruled: bool = False
    part: int = 0

    @property
    def key(self) -> tuple[int, int]:
        """HTML may hold many lines of text on one line of input."""
        return self.number, self.part

    @cached_property
    def text(self) -> str:
        return " ".join(self.raw.split())

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """Cells of a table row, empty ones included; one cell for a line without tab and pipe."""
        if not self.tabular:
            return (self.text,)
        return tuple(" ".join(cell.split()) for cell in _CELL_BORDER.split(self.raw))

    @cached_property
    def filled(self) -> tuple[str, ...]:
        return tuple(cell for cell in self.cells if cell)

    @cached_property
    def plain(self) -> str:
        """The filled cells joined with a blank."""
        if not self.tabular:
            return self.text
        return " ".join(self.filled)

    @cached_property
    def tabular(self) -> bool:
        return "|" in self.raw or "\t" in self.raw.strip()

    @cached_property
    def indent(self) -> int:
        """Leading plain blanks, 0 if the line begins with NBSP."""
        return 0 if self.nbsp else len(self.raw) - len(self.raw.lstrip(" "))


@dataclass
class _Gap:
    any: bool = False
    empty: int = 0
    split: bool = False

    def widen(self, *, empty: bool) -> None:
        self.any = True
        self.empty = self.empty + 1 if empty else 0
        self.split = self.split or self.empty > 1


def read_lines(numbered: Iterable[tuple[int, str]]) -> list[Line]:
    lines: list[Line] = []
    gap = _Gap()
    for number, raw in numbered:
        cleaned = _INLINE_TAG.sub("", unicodedata.normalize("NFC", raw.translate(_INVISIBLE)))
        cleaned = cleaned.translate(_OTHER_BLANKS)
        if not cleaned.strip():
            gap.widen(empty=not cleaned)
            continue
        nbsp = len(cleaned) - len(cleaned.lstrip(NBSP))
        # Room for the parts that a long line may be broken into.
        part = lines[-1].part + 1000 if lines and lines[-1].number == number else 0
        text = cleaned.replace(NBSP, " ")
        lines.append(Line(number, text, nbsp, gap=gap.any, split=gap.split, part=part))
        gap = _Gap()
    return lines


def numbered(text: str) -> Iterable[tuple[int, str]]:
    """CR LF, LF and CR end a line; form feeds count as blanks."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")
    return enumerate(plain.split("\n"), 1)


def span(numbers: Iterable[int]) -> str:
    """[5, 6, 7, 9] → "5-7,9"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)

"""Text to lines: numbers from 1 as in the input, blanks folded, empty lines remembered as gaps."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")
NBSP = "\u00a0"
MARK = "\0"  # never part of an input, see `source.decode`
_RARE: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\u2007\u202f"), NBSP),
    **dict.fromkeys(map(ord, "\ufeff\u00ad\u200b\u200c\u200d\u2060")),
}
_ANY_RARE = re.compile("[\u2007\u202f\ufeff\u00ad\u200b\u200c\u200d\u2060]")
_INLINE_TAG = re.compile(r"</?(?:i|b|u|em|strong|sub|sup|span|font)>", re.IGNORECASE)
_CELL_BORDER = re.compile(r"[\t|]")


class lazy(Generic[T]):  # noqa: N801 - used like the property it stands for
    """A property computed once, without the lock `functools.cached_property` takes in 3.11."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self.compute = compute
        self.name = compute.__name__

    def __get__(self, line: Any, _owner: type | None = None) -> T:
        value = line.__dict__[self.name] = self.compute(line)
        return value


@dataclass(frozen=True, eq=False)
class Line:
    """One line with text. `raw` keeps tabs, pipes and indentation; NBSP is a blank there already.

    gap: an empty line, or one of NBSP only, stands before it; split: two truly empty lines in a
    row stand before it; page: the title of an embedded page stands before it; ruled: a drawn rule
    of a table stands before it; section: an anchor or comment before it names the section.
    """

    number: int
    raw: str
    nbsp: int = 0
    gap: bool = False
    split: bool = False
    page: bool = False
    ruled: bool = False
    part: int = 0
    section: str | None = None

    @lazy
    def key(self) -> tuple[int, int]:
        """HTML may hold many lines of text on one line of input."""
        return self.number, self.part

    @lazy
    def text(self) -> str:
        return " ".join(self.raw.split())

    @lazy
    def cells(self) -> tuple[str, ...]:
        """Cells of a table row, empty ones included; one cell for a line without tab and pipe."""
        if not self.tabular:
            return (self.text,)
        return tuple(" ".join(cell.split()) for cell in _CELL_BORDER.split(self.raw))

    @lazy
    def filled(self) -> tuple[str, ...]:
        return tuple(cell for cell in self.cells if cell)

    @lazy
    def plain(self) -> str:
        """The filled cells joined with a blank."""
        if not self.tabular:
            return self.text
        return " ".join(self.filled)

    @lazy
    def tabular(self) -> bool:
        return "|" in self.raw or "\t" in self.raw.strip()

    @lazy
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


def _clean(raw: str) -> str:
    if not raw.isascii():
        raw = raw.translate(_RARE) if _ANY_RARE.search(raw) else raw
        raw = raw if unicodedata.is_normalized("NFC", raw) else unicodedata.normalize("NFC", raw)
    return _INLINE_TAG.sub("", raw) if "<" in raw else raw


def read_lines(numbered: Iterable[tuple[int, str]]) -> list[Line]:
    """A text that begins with `MARK` is no line, but names the section of the next one."""
    lines: list[Line] = []
    gap = _Gap()
    section: str | None = None
    for number, raw in numbered:
        if raw.startswith(MARK):
            section = raw[1:]
            continue
        cleaned = _clean(raw)
        if not cleaned.strip():
            gap.widen(empty=not cleaned)
            continue
        nbsp = len(cleaned) - len(cleaned.lstrip(NBSP))
        # Room for the parts that a long line may be broken into.
        part = lines[-1].part + 1000 if lines and lines[-1].number == number else 0
        text = cleaned.replace(NBSP, " ")
        lines.append(
            Line(number, text, nbsp, gap=gap.any, split=gap.split, part=part, section=section)
        )
        gap, section = _Gap(), None
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

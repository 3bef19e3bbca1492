"""Rich text of minutes: what an editor sends becomes blocks of runs, and only these become HTML.

The lists are our own: nh3's defaults would keep images, and so tracking pixels.
Whatever is written out is put together anew from the blocks; no attribute of the source survives
but the address of a link.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import chain, groupby
from typing import Literal

import nh3

Kind = Literal["p", "heading", "item", "number", "quote"]
Look = tuple[bool, bool, bool, str]  # bold, italic, struck, href
Line = list[tuple[str, Look]]

INLINE = {"bold": ("strong", "b"), "italic": ("em", "i"), "struck": ("del", "s")}
HEADINGS = {"h1": 1, "h2": 1, "h3": 1, "h4": 2, "h5": 2, "h6": 2}
LISTS: dict[str, Kind] = {"ul": "item", "ol": "number"}
TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
BREAKING = {"p", "div", "li", "blockquote", "pre", "tr", *LISTS, *HEADINGS}
TAGS = {"a", "br", *chain(*INLINE.values()), *TABLE, *BREAKING}
SILENT = {
    "script", "style", "title", "template", "iframe", "object", "noscript", "svg", "math", "textarea",
}  # fmt: skip
CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=SILENT,
    attributes={"a": {"href"}, "*": set()},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
SCHEMES = ("https://", "http://", "mailto:")
REL = "noopener noreferrer nofollow"
DEEPEST_LIST = 6
DEEPEST = 200  # tags within each other; a parser of HTML takes the square of the time for more
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>?")
CLOSED_BY_THE_NEXT = {
    "p", "li", "tr", "td", "th", "br", "img", "hr", "col", "meta", "link", "input",
}  # fmt: skip
BLANKS = re.compile(r"[ \t\r\n\f]+")
# Embeddings and overrides make text read otherwise than it is stored; marks and isolates stay.
OVERRIDES = re.compile("[\u202a-\u202e\x00]")
# What nh3 writes: balanced tags in small letters, no attribute but href, and "<" nowhere else.
PIECE = re.compile(r'<(/?)([a-z0-9]+)(?: href="([^"]*)")?>|([^<]+)')


@dataclass(frozen=True)
class Run:
    """Text with one look; a line break is a newline of its own within the text."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    href: str = ""


@dataclass(frozen=True)
class Block:
    """`depth`: of a heading 1 or 2, of an item or number from 1 on, else 0."""

    kind: Kind
    depth: int
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def blocks_of(html: str) -> tuple[Block, ...]:
    """Tables become paragraphs, one per row, the cells parted by a bar."""
    source = without_overrides(html)
    reader = _Reader()
    reader.read(CLEANER.clean(TAG.sub(" ", source) if _is_too_deep(source) else source))
    reader.end_block()
    return tuple(reader.blocks)


def cleaned(html: str) -> str:
    """Cleaning twice changes nothing more."""
    return html_of_blocks(blocks_of(html))


def plain_of(html: str) -> str:
    """Items keep a sign or number before them; runs lose their look, links their address."""
    return plain_of_blocks(blocks_of(html))


def plain_of_blocks(blocks: Sequence[Block]) -> str:
    return "".join(map("".join, zip(leads_of(blocks), map(plain_text, blocks), strict=True)))


def html_of(text: str) -> str:
    """Of plain text: an empty line parts paragraphs, other line ends stay."""
    parts = re.split(
        r"\n[ \t]*(?:\n[ \t]*)+", without_overrides(text).replace("\r\n", "\n").replace("\r", "\n")
    )
    return "".join(f"<p>{_lines(part.strip())}</p>" for part in parts if part.strip())


def without_overrides(text: str) -> str:
    return OVERRIDES.sub("", text)


def _is_too_deep(html: str) -> bool:
    """A rough count: a tag is open until one of its name is closed."""
    opened: Counter[str] = Counter()
    depth = 0
    for close, name in TAG.findall(html):
        tag = name.lower()
        if tag in CLOSED_BY_THE_NEXT or (close and not opened[tag]):
            continue
        step = -1 if close else 1
        opened[tag] += step
        depth += step
        if depth > DEEPEST:
            return True
    return False


class _Reader:
    """Reads what nh3 has left."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.lines: list[Line] = [[]]
        self.open: Counter[str] = Counter()  # not a list: 100,000 nested tags stay quick
        self.lists: list[str] = []
        self.headings: list[str] = []
        self.href = ""

    def read(self, cleaned: str) -> None:
        for close, tag, href, text in PIECE.findall(cleaned):
            if text:
                self.say(unescape(text))
            elif close:
                self.close(tag)
            else:
                self.begin(tag, unescape(href))

    def begin(self, tag: str, href: str) -> None:
        if tag == "br":
            self.lines.append([])
            return
        self.part(tag)
        if tag in ("td", "th") and any(text.strip() for line in self.lines for text, _ in line):
            self.add(" | ")
        if tag == "a":
            self.href = href if href.lower().startswith(SCHEMES) else ""
        self.open[tag] += 1
        if stack := self.stack(tag):
            stack[0].append(tag)

    def close(self, tag: str) -> None:
        self.part(tag)
        if tag == "a":
            self.href = ""
        self.open[tag] -= 1
        if stack := self.stack(tag):
            stack[0].pop()

    def part(self, tag: str) -> None:
        """A row of a table is one paragraph, whatever stands in its cells."""
        if self.open["tr"] and tag in BREAKING - {"tr"}:
            self.add(" ")
        elif tag in BREAKING:
            self.end_block()

    def stack(self, tag: str) -> list[list[str]]:
        """The one that this tag stands on, or none."""
        return [self.lists] * (tag in LISTS) + [self.headings] * (tag in HEADINGS)

    def say(self, text: str) -> None:
        first, *others = text.splitlines() or [""] if self.open["pre"] else [text]
        self.add(first)
        for line in others:
            self.lines.append([])
            self.add(line)

    def add(self, text: str) -> None:
        bold, italic, struck = (any(self.open[tag] for tag in tags) for tags in INLINE.values())
        self.lines[-1].append((BLANKS.sub(" ", text), (bold, italic, struck, self.href)))

    def end_block(self) -> None:
        if self.lines == [[]]:
            return
        kind, depth = self.place()
        lines, self.lines = [_trimmed(line) for line in self.lines], [[]]
        for filled, paragraph in groupby(lines, key=bool):
            if filled:
                self.blocks.append(Block(kind, depth, _broken(list(paragraph))))

    def place(self) -> tuple[Kind, int]:
        if self.headings:
            return "heading", HEADINGS[self.headings[-1]]
        if self.lists:
            return LISTS[self.lists[-1]], min(len(self.lists), DEEPEST_LIST)
        return ("quote", 0) if self.open["blockquote"] else ("p", 0)


def _trimmed(line: Line) -> Line:
    """As a browser shows it: no blank at either end, never two in a row."""
    kept: Line = []
    before = " "
    for piece, look in line:
        text = piece.removeprefix(" ") if before == " " else piece
        if text:
            kept.append((text, look))
            before = text[-1]
    while kept and any(text.strip() for text, _ in kept):
        text, look = kept.pop()
        if text := text.removesuffix(" "):
            return [*kept, (text, look)]
    return []


def _broken(lines: list[Line]) -> tuple[Run, ...]:
    """One paragraph; a line end looks like what stands before it."""
    pieces: Line = []
    for line in lines:
        if pieces:
            pieces.append(("\n", pieces[-1][1]))
        pieces += line
    return tuple(
        Run("".join(text for text, _ in same), *look)
        for look, same in groupby(pieces, key=lambda piece: piece[1])
    )


def html_of_blocks(blocks: Iterable[Block]) -> str:
    out: list[str] = []
    lists: list[str] = []  # tags of the lists that are open, outermost first
    for block in blocks:
        tag = {"item": "ul", "number": "ol"}.get(block.kind, "")
        _close_lists(out, lists, block.depth if tag else 0, tag)
        if not tag:
            name = f"h{block.depth + 2}" if block.kind == "heading" else "p"
            name = "blockquote" if block.kind == "quote" else name
            out.append(f"<{name}>{_inline(block.runs)}</{name}>")
            continue
        if len(lists) == block.depth:
            out.append("</li>")
        while len(lists) < block.depth:
            lists.append(tag)
            out.append(f"<{tag}>" if len(lists) == block.depth else f"<{tag}><li>")
        out.append(f"<li>{_inline(block.runs)}")
    _close_lists(out, lists, 0, "")
    return "".join(out)


def _close_lists(out: list[str], lists: list[str], depth: int, tag: str) -> None:
    """Down to the depth wanted; a list of the other kind there ends too."""
    while len(lists) > depth or (lists and len(lists) == depth and lists[-1] != tag):
        out.append(f"</li></{lists.pop()}>")


def _inline(runs: Iterable[Run]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    html = _lines(run.text)
    for tag, wanted in (("del", run.struck), ("em", run.italic), ("strong", run.bold)):
        html = f"<{tag}>{html}</{tag}>" if wanted else html
    return f'<a href="{escape(run.href)}" rel="{REL}">{html}</a>' if run.href else html


def _lines(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def leads_of(blocks: Iterable[Block]) -> list[str]:
    """What the plain twin has before the text of each block: line ends, and the sign of a list."""
    leads: list[str] = []
    numbers = [0] * (DEEPEST_LIST + 1)
    before: Block | None = None
    for block in blocks:
        in_list = block.kind in ("item", "number")
        numbers[block.depth + 1 :] = [0] * (DEEPEST_LIST - block.depth)
        numbers[block.depth] = numbers[block.depth] + 1 if block.kind == "number" else 0
        sign = {"item": "- ", "number": f"{numbers[block.depth]}. "}.get(block.kind, "")
        close = in_list and before is not None and before.kind in ("item", "number")
        lead = ("\n" if close else "\n\n") if before else ""
        leads.append(lead + "  " * (block.depth - 1 if in_list else 0) + sign)
        before = block
    return leads


def plain_text(part: Block | Run) -> str:
    return part.text.replace("\xa0", " ")

"""HTML to lines: a block is a line, a cell of a table a cell; nothing is rendered or loaded.

One pass over the tags without building a tree, so nesting and size cannot hurt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_LOOKS = re.compile(r"<(?:!doctype html|html|body|table|tr|td|div|dl|p|h\d|br)\b", re.IGNORECASE)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,20})(?P<rest>[^<>]*)>")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_CELLS = frozenset({"td", "th", "dd"})
_HIDDEN = frozenset({"script", "style", "head", "nav", "template", "noscript", "select", "button"})


def is_html(text: str) -> bool:
    """Tags of blocks near the beginning; "<i>" alone is a text with remains of markup."""
    return len(_LOOKS.findall(text[:20_000])) > 2


@dataclass
class _Page:
    lines: list[tuple[int, str]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    number: int = 1
    hidden: str | None = None

    def text(self, text: str, number: int) -> None:
        if self.hidden is None and text:
            if not "".join(self.parts).strip() if len(self.parts) < 9 else False:
                self.number = number + len(text[: len(text) - len(text.lstrip())].split("\n")) - 1
            self.parts.append(" ".join(unescape(text).split("\n")))

    def tag(self, name: str, *, close: bool) -> None:
        if self.hidden is not None:
            self.hidden = None if close and name == self.hidden else self.hidden
        elif name in _HIDDEN and not close:
            self.hidden = name
        elif name in _CELLS and not close:
            self.parts.append("\t")
        elif name in _BLOCKS and not (name == "dt" and close):
            self.flush()

    def flush(self) -> None:
        line = "".join(self.parts)
        if line.strip():
            self.lines.append((self.number, line.strip("\t\n ")))
        self.parts = []


def html_lines(text: str) -> list[tuple[int, str]]:
    """Numbers are those of the input line where the text of the block begins."""
    page = _Page()
    for at_line, kind, value in _tokens(text):
        if kind == "text":
            page.text(value, at_line)
        else:
            page.tag(value, close=kind == "close")
    page.flush()
    return page.lines


def _tokens(text: str) -> Iterator[tuple[int, str, str]]:
    at, number = 0, 1
    while at < len(text):
        begin = text.find("<", at)
        begin = len(text) if begin < 0 else begin
        if begin > at:
            yield number, "text", text[at:begin]
            number += text.count("\n", at, begin)
        at, token = _tag_at(text, begin)
        if token:
            yield number, *token
        number += text.count("\n", begin, at)


def _tag_at(text: str, begin: int) -> tuple[int, tuple[str, str] | None]:
    if text.startswith("<!--", begin):
        end = text.find("-->", begin)
        return (end + 3 if end >= 0 else len(text)), None
    if text.startswith(("<!", "<?"), begin):
        end = text.find(">", begin)
        return (end + 1 if end >= 0 else len(text)), None
    hit = _TAG.match(text, begin)
    if hit is None:
        return begin + 1, ("text", text[begin : begin + 1])
    return hit.end(), ("close" if hit["close"] else "open", hit["name"].lower())

"""HTML to lines: a block is a line, a cell of a table a cell; nothing is rendered or loaded.

One pass over the tags without building a tree, so nesting and size cannot hurt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from app.reading.lines import MARK

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
_HIDDEN = frozenset(
    {"script", "style", "head", "nav", "template", "noscript", "select", "button", "svg", "title"}
)
# Anchors and comments of council pages name the embedded text that follows them.
_SECTIONS = {"bv": "proposal", "sv": "facts", "fa": "financial", "an": "attachments"}
_ANCHOR = re.compile(r"""\b(?:name|id)\s?=\s?["']?allris(?P<kind>[A-Za-z]{2})\b""")
_COMMENT = re.compile(
    r"<!--\s{0,9}#{2,5}\s{0,9}(?P<kind>[A-Za-z]{2})[\w-]{0,30}\.(?:rtf|html?|docx?)"
)
# Cells that carry their field as id, wherever their label stands.
_FIELDS = {
    "vobetreff": "Betreff",
    "vostatus": "Status",
    "voart": "Vorlageart",
    "voamt": "Federführend",
    "vofamt": "Federführend",
    "vobearb": "Bearbeiter",
    "voverf": "Verfasser",
    "voaz": "Aktenzeichen",
    "vodatum": "Datum",
}
_ID = re.compile(r"""\bid\s?=\s?["']?(?P<id>vo[a-z]{3,8})["'\s>/]""")


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

    def mark(self, kind: str) -> None:
        section = _SECTIONS.get(kind.lower())
        if section and self.hidden is None:
            self.flush()
            self.lines.append((self.number, MARK + section))

    def field(self, name: str) -> None:
        """The label that the id stands for, unless it is printed right before."""
        label = _FIELDS.get(name, "")
        before = "".join(self.parts) if self.parts else self.lines[-1][1] if self.lines else ""
        if label and self.hidden is None and not before.strip("\t :").endswith(label):
            self.parts.append("" if "".join(self.parts).strip() else f"{label}:\t")

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
        elif kind == "section":
            page.mark(value)
        elif kind == "field":
            page.field(value)
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
        at, tokens = _tag_at(text, begin)
        yield from ((number, *token) for token in tokens)
        number += text.count("\n", begin, at)


def _tag_at(text: str, begin: int) -> tuple[int, list[tuple[str, str]]]:
    if text.startswith("<!--", begin):
        end = text.find("-->", begin)
        named = _COMMENT.match(text, begin)
        return (end + 3 if end >= 0 else len(text)), [("section", named["kind"])] if named else []
    if text.startswith(("<!", "<?"), begin):
        end = text.find(">", begin)
        return (end + 1 if end >= 0 else len(text)), []
    hit = _TAG.match(text, begin)
    if hit is None:
        return begin + 1, [("text", text[begin : begin + 1])]
    return hit.end(), _said_by(hit)


def _said_by(hit: re.Match[str]) -> list[tuple[str, str]]:
    """What a tag says: where it breaks lines, and by its attributes what follows it."""
    tokens = [("close" if hit["close"] else "open", hit["name"].lower())]
    rest = hit["rest"][:300]
    anchor = _ANCHOR.search(rest) if "allris" in rest else None
    named = _ID.search(f"{rest}>") if "vo" in rest else None
    if anchor:
        tokens.append(("section", anchor["kind"]))
    if named:
        tokens.append(("field", named["id"]))
    return tokens

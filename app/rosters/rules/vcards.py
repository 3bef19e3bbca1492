"""vCards 3.0 and 4.0 (RFC 2426, RFC 6350), and 2.1 as phones still write it, to rows of a table."""

import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from icalendar.parser import Contentline, Contentlines

from app.core.errors import RuleViolation
from app.documents.limits import MOST_ROWS
from app.rosters.rules.fields import Cells, Field

BROKEN = "Die vCard-Datei lässt sich nicht lesen: Zu einem BEGIN:VCARD fehlt das END:VCARD."
TOO_MANY = f"Die Datei hat mehr als {MOST_ROWS} Karten. Bitte teilen Sie sie auf."
COLUMNS = (
    Field.TITLE, Field.GIVEN, Field.FAMILY, Field.EMAIL, Field.PHONE, Field.TRAEGER,
    Field.FUNCTION,
)  # fmt: skip
READ = {"N", "FN", "EMAIL", "TEL", "ORG", "TITLE", "ROLE"}
SILENT = {"BEGIN", "END", "VERSION", "PRODID", "UID", "REV"}  # of the card, not of the person
_PARTS = re.compile(r'((?:[^:"]|"[^"]*")*):(.*)', re.DOTALL)
_SEVERAL_PARTS = re.compile(r"((?:\\.|[^\\;])*)(?:;|$)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class Line:
    """`parts` of a value in parts (N, ORG), else one; `rank`: the lower the more it is preferred."""

    name: str
    parts: Sequence[str]
    rank: int


@dataclass
class Card:
    lines: dict[str, list[Line]] = field(default_factory=dict)

    def first(self, name: str) -> Sequence[str]:
        """The preferred one: PREF=1 or TYPE=pref, then work before home."""
        found = sorted(self.lines.get(name, []), key=lambda line: line.rank)
        return found[0].parts if found else ("",)

    def cells(self) -> list[str]:
        family, given, middle, title, _ = (*self.first("N"), "", "", "", "", "")[:5]
        if not family:
            given, family = ("", self.first("FN")[0])
        function = self.first("TITLE")[0] or self.first("ROLE")[0]
        cells = [
            title, f"{given} {middle}", family, self.first("EMAIL")[0].removeprefix("mailto:"),
            self.first("TEL")[0].removeprefix("tel:"), self.first("ORG")[0], function,
        ]  # fmt: skip
        return [" ".join(cell.split()) for cell in cells]


def is_vcard(text: str) -> bool:
    return text.lstrip("\ufeff \r\n").upper().startswith("BEGIN:VCARD")


def cells_of(text: str) -> tuple[Cells, list[str]]:
    """A table with a head as from any file, and the names of what was not read.

    A card with nothing but FN fills the column of the whole name. Raises RuleViolation.
    """
    cards, ignored = [], set()
    for card in _cards(text):
        cards.append(card)
        ignored |= set(card.lines) - READ - SILENT
        if len(cards) > MOST_ROWS:
            raise RuleViolation(TOO_MANY)
    head = [which.label for which in COLUMNS]
    rows = [card.cells() for card in cards]
    return [head, *_named(rows)], sorted(ignored)


def _named(rows: Cells) -> Cells:
    """Of a card without N the whole name is split where the last word begins."""
    for row in rows:
        if not row[1] and " " in row[2]:
            row[1], _, row[2] = row[2].rpartition(" ")
    return rows


def _cards(text: str) -> Iterator[Card]:
    card: Card | None = None
    for line in _lines(text):
        if line.name == "BEGIN":
            if card is not None:
                raise RuleViolation(BROKEN)
            card = Card()
        elif line.name == "END":
            if card is None:
                raise RuleViolation(BROKEN)
            yield card
            card = None
        elif card is not None:
            card.lines.setdefault(line.name, []).append(line)
    if card is not None:
        raise RuleViolation(BROKEN)


def _lines(text: str) -> Iterator[Line]:
    unfolded = Contentlines.from_ical(_joined(text).strip() + "\r\n")  # type: ignore[no-untyped-call]
    for raw in unfolded:
        if hit := _PARTS.fullmatch(str(raw)):
            yield _line(hit[1], hit[2])


def _joined(text: str) -> str:
    """Soft line breaks of QUOTED-PRINTABLE (RFC 2045, section 6.7) taken out."""
    lines: list[str] = []
    goes_on = False
    for line in re.split(r"\r\n|\n|\r", text):
        if goes_on:
            lines[-1] = lines[-1][:-1] + line
        else:
            lines.append(line)
        head = lines[-1].partition(":")[0].upper()
        goes_on = "QUOTED-PRINTABLE" in head and line.endswith("=")
    return "\r\n".join(lines)


def _line(head: str, value: str) -> Line:
    """Without the group before the name; "TEL;WORK" of 2.1 is "TEL;TYPE=WORK"."""
    name, *given = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', head)
    name = name.rpartition(".")[2].upper()
    marks, charset = _params([text if "=" in text else f"TYPE={text}" for text in given])
    if "QUOTED-PRINTABLE" in marks:
        value = _decoded(value, charset)
    parts = [_plain(part) for part in _SEVERAL_PARTS.findall(value)]
    whole = parts if name in {"N", "ORG"} else [_plain(value)]
    return Line(name, whole, _rank(marks))


def _params(given: list[str]) -> tuple[set[str], str]:
    """All values in capitals, and the character set."""
    try:
        _, params, _ = Contentline(";".join(["X", *given]) + ":x").parts()  # type: ignore[no-untyped-call]
    except ValueError:
        return set(), "utf-8"
    values = (value for each in params.values() for value in _listed(each))
    charset = str(params.get("CHARSET", "utf-8"))
    pref = {f"PREF{value}" for value in _listed(params.get("PREF", []))}
    return {value.upper() for value in values} | pref, charset


def _listed(value: object) -> list[str]:
    texts = value if isinstance(value, list) else [value]
    return [part.strip() for text in texts for part in str(text).split(",")]


def _decoded(value: str, charset: str) -> str:
    raw = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        return raw.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return raw.decode("cp1252", "replace")


def _plain(part: str) -> str:
    return _ESCAPED.sub(lambda hit: "\n" if hit[1] in "nN" else hit[1], part)


def _rank(marks: set[str]) -> int:
    if marks & {"PREF", "PREF1"}:
        return 0
    return 1 if "WORK" in marks else 3 if "HOME" in marks or "FAX" in marks else 2

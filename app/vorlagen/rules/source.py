"""The text that was read, line by line, and which field each line went into."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice

from app.reading.html import html_lines, is_html
from app.reading.lines import numbered
from app.reading.result import Evidence, ParseResult
from app.vorlagen.rules.paper import numbers_of

MAX_BYTES = 2 * 1024 * 1024  # of text as UTF-8
SHOWN_LINES = 4000  # a page with more would not open on a phone
OFFERED_LINES = 400  # dropped lines that can be ticked

_STEP_FIELDS = {
    "committee": ("committee_name", "Gremium"),
    "role": ("role", "Zuständigkeit"),
    "date": ("held_on", "Datum"),
    "result": ("result", "Ergebnis"),
}
_HEAD_FIELDS = {
    "reference": ("reference", "Nummer"),
    "title": ("title", "Titel"),
    "paper_type": ("paper_type", "Art"),
    "public": ("public", "öffentlich"),
    "date": ("dated_on", "Datum"),
    "lead_unit": ("lead_unit", "Federführung"),
    "responsible": ("responsible", "Verantwortlich"),
    "clerk": ("clerk", "Bearbeitung"),
    "originator": ("originator", "Einreicher"),
    "file_reference": ("file_reference", "Aktenzeichen"),
}
_READ_ONLY = {
    "financial": ("gelesen-formular", "Formular"),
    "relevance": ("gelesen-formular", "Formular"),
    "climate": ("gelesen-formular", "Formular"),
    "budget_products": ("gelesen-formular", "Formular"),
    "participation_of_head": ("gelesen-formular", "Formular"),
    "qualified_majority": ("gelesen-formular", "Formular"),
    "attachments": ("gelesen-anlagen", "Anlage"),
    "related": ("gelesen-bezug", "Bezug"),
}


@dataclass(frozen=True)
class Mark:
    """Where a field comes from: `lines` like "5–6", `href` to the first of them."""

    lines: str
    href: str
    doubt: str | None


@dataclass(frozen=True)
class Row:
    """`chips`: (word, address of the field) for each field the line went into."""

    number: int
    text: str
    chips: tuple[tuple[str, str], ...]
    doubtful: bool
    reason: str | None


@dataclass(frozen=True)
class Passage:
    """Rows that belong together: taken over, or dropped for one reason."""

    reason: str | None
    rows: tuple[Row, ...]


class Source:
    """`text` with LF as line end, as it is stored and hashed."""

    def __init__(self, text: str, result: ParseResult) -> None:
        self.text = text
        self.result = result

    @cached_property
    def lines(self) -> Mapping[int, str]:
        """Of HTML only what can be read, never the tags."""
        pairs = html_lines(self.text) if is_html(self.text) else numbered(self.text)
        found: dict[int, str] = {}
        for number, text in pairs:
            shown = " ".join(text.split())
            found[number] = f"{found[number]} {shown}" if number in found else shown
        return found

    @cached_property
    def _evidence(self) -> Sequence[tuple[str, Evidence]]:
        """The proposal as a whole only where it has no points of its own."""
        found = self.result.evidence
        listed = "/proposal/points/0" in found
        return [pair for pair in found.items() if not (listed and pair[0] == "/proposal")]

    @cached_property
    def marks(self) -> Mapping[str, Mark]:
        """Id of the field → its source; the first value of a field counts."""
        marks: dict[str, Mark] = {}
        for pointer, evidence in self._evidence:
            field_id, _ = self._field(pointer)
            marks.setdefault(field_id, self._mark(evidence))
        return marks

    def _mark(self, evidence: Evidence) -> Mark:
        first = re.match(r"\d+", evidence.lines)
        number = int(first[0]) if first else 1
        said = self.lines.get(number, "")
        quote = f"Im Text steht „{said[:80]}{' …' if len(said) > 80 else ''}“."
        doubt = {
            "high": None,
            "medium": f"Ohne eigene Beschriftung gelesen. {quote}",
            "low": f"Unsicher gelesen. {quote}",
        }
        return Mark(short(evidence.lines), f"#z{number}", doubt[evidence.confidence])

    def _field(self, pointer: str) -> tuple[str, str]:
        """Id of the element on the page, and a word for the chip."""
        name, *rest = pointer.strip("/").split("/")
        if name in _HEAD_FIELDS:
            return _HEAD_FIELDS[name]
        if name == "consultations":
            suffix, label = _STEP_FIELDS.get(
                rest[1] if len(rest) > 1 else "", _STEP_FIELDS["committee"]
            )
            return f"steps-{rest[0]}-{suffix}", label
        if name == "proposal":
            return _place_in_proposal(rest)
        if name in {"facts", "other_sections"}:
            return f"gelesen-{name}-{rest[0]}", "Abschnitt"
        return _READ_ONLY.get(name, ("gelesen-formular", "Formular"))

    @cached_property
    def _chips(self) -> Mapping[int, list[tuple[str, str, bool]]]:
        chips: dict[int, list[tuple[str, str, bool]]] = defaultdict(list)
        for pointer, evidence in self._evidence:
            field_id, label = self._field(pointer)
            numbers = numbers_of(evidence.lines)
            if pointer == "/proposal/committee":
                numbers = numbers[:1]  # its evidence is the whole proposal
            for number in numbers:
                if not any(known == field_id for _, known, _ in chips[number]):
                    chips[number].append((label, field_id, evidence.confidence != "high"))
        return chips

    @cached_property
    def dropped(self) -> Mapping[int, str]:
        """Number of a dropped line → why."""
        return {
            number: entry["reason"]
            for entry in self.result.paper["discarded"]
            for number in numbers_of(entry["lines"])
        }

    def rows(self) -> Iterator[Row]:
        for number, text in self.lines.items():
            if text:
                chips = self._chips.get(number, [])
                yield Row(
                    number,
                    text,
                    tuple((label, f"#{field_id}") for label, field_id, _ in chips),
                    any(doubtful for *_, doubtful in chips),
                    self.dropped.get(number),
                )

    def passages(self) -> list[Passage]:
        """At most SHOWN_LINES of them; empty lines are left out."""
        rows = islice(self.rows(), SHOWN_LINES)
        return [Passage(why, tuple(run)) for why, run in groupby(rows, lambda row: row.reason)]

    @property
    def is_cut(self) -> bool:
        return sum(1 for text in self.lines.values() if text) > SHOWN_LINES

    def offered(self) -> dict[str, str]:
        """Dropped lines with words, for "doch übernehmen"."""
        numbers = (n for n in sorted(self.dropped) if re.search(r"\w", self.lines.get(n, "")))
        return {str(n): f"Zeile {n}: {self.lines[n][:200]}" for n in islice(numbers, OFFERED_LINES)}

    def count_doubts(self) -> int:
        return sum(1 for mark in self.marks.values() if mark.doubt)


def _place_in_proposal(rest: Sequence[str]) -> tuple[str, str]:
    if rest[:1] == ["committee"]:
        return "reports_to", "Gremium"
    at = int(rest[1]) if len(rest) > 1 and rest[1].isdecimal() else 0
    return f"points-{at}-text", f"Punkt {at + 1}"


def short(lines: str) -> str:
    """Runs of lines with dashes; more than two are shortened."""
    runs = lines.split(",")
    more = " …" if len(runs) > 2 else ""
    return ", ".join(runs[:2]).replace("-", "–") + more

"""The preview's two sides: which lines a field was read from, and which fields a line went into."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice

from app.reading.result import Confidence, Evidence
from app.vorlagen.rules.actions import LIST_OF_ORIGIN, left_out, restored_lines
from app.vorlagen.rules.as_read import head_read, rows_read
from app.vorlagen.rules.paper import numbers_of
from app.vorlagen.rules.places import Places
from app.vorlagen.rules.sent import Sent, origins_of
from app.vorlagen.rules.source import Source

SHOWN_LINES = 4000  # a page with more would not open on a phone
QUOTED = 300  # characters of an original reading below its field
MISSED = ("reference", "title", "paper_type", "public", "dated_on", "lead_unit")
WORDS: Mapping[Confidence, str] = {
    "high": "erkannt", "medium": "bitte prüfen", "low": "unsicher",
}  # fmt: skip
THREE = {"true": "ja", "false": "nein", "": "unbekannt"}
_THREE_VALUED = re.compile(
    r"public|in_budget|impact|participation_of_head|qualified_majority|.*-public|.*(?:options|relevance)-\d+-value"
)


@dataclass(frozen=True)
class Mark:
    """Where a field comes from: `lines` like "5–6", `href` to the first of them."""

    lines: str
    href: str
    confidence: Confidence
    quote: str

    @property
    def word(self) -> str:
        return WORDS[self.confidence]

    @property
    def doubt(self) -> str | None:
        """Goes on after "Bitte prüfen:" or "Unsicher:"."""
        if self.confidence == "high":
            return None
        how = "mehr als eine Lesart" if self.confidence == "low" else "ohne eigene Beschriftung"
        return f"{how}. {self.quote}"


@dataclass(frozen=True)
class Chip:
    word: str
    href: str


@dataclass(frozen=True)
class Row:
    """`chips`: each field the line went into. `restored`: dropped, and taken over after all."""

    number: int
    text: str
    chips: tuple[Chip, ...]
    confidence: Confidence
    reason: str | None
    restored: bool

    @property
    def has_words(self) -> bool:
        return re.search(r"\w", self.text) is not None

    @property
    def is_point(self) -> bool:
        """A doubled point is most likely wanted back as one."""
        return "den Punkt" in (self.reason or "")


@dataclass(frozen=True)
class Passage:
    """Rows that belong together: taken over, or dropped for one reason."""

    reason: str | None
    rows: tuple[Row, ...]


class Preview:
    """What one state of the form shows of its source."""

    def __init__(self, source: Source, sent: Sent) -> None:
        self.source = source
        self._sent = sent
        self._places = Places(sent)

    @cached_property
    def _evidence(self) -> Sequence[tuple[str, list[int], Evidence]]:
        """The proposal as a whole counts only for lines that are in no point."""
        found = self.source.result.evidence
        listed = {
            number
            for pointer, evidence in found.items()
            if pointer.startswith("/proposal/points/")
            for number in numbers_of(evidence.lines)
        }
        rows: list[tuple[str, list[int], Evidence]] = []
        for pointer, evidence in found.items():
            numbers = numbers_of(evidence.lines)
            if pointer == "/proposal":
                numbers = [number for number in numbers if number not in listed]
                pointer = pointer if listed else "/proposal/points/0"  # noqa: PLW2901 - its only place
            elif pointer == "/proposal/committee":
                numbers = numbers[:1]  # its evidence is the whole proposal
            rows.append((pointer, numbers, evidence))
        return [row for row in rows if row[1]]

    @cached_property
    def marks(self) -> Mapping[str, Mark]:
        """Id of the field → its source; the first value of a field counts."""
        marks: dict[str, Mark] = {}
        for pointer, numbers, evidence in self._evidence:
            field_id, _ = self._places.of(pointer)
            if field_id not in marks:
                said = self.source.lines.get(numbers[0], "")
                quote = f"Im Text steht „{said[:80]}{' …' if len(said) > 80 else ''}“."
                marks[field_id] = Mark(
                    short(numbers), f"#z{numbers[0]}", evidence.confidence, quote
                )
        return marks

    @cached_property
    def _chips(self) -> Mapping[int, dict[str, tuple[str, Confidence]]]:
        chips: dict[int, dict[str, tuple[str, Confidence]]] = defaultdict(dict)
        for pointer, numbers, evidence in self._evidence:
            field_id, word = self._places.of(pointer)
            for number in numbers:
                chips[number].setdefault(field_id, (word, evidence.confidence))
        return chips

    def rows(self) -> Iterator[Row]:
        restored = set(restored_lines(self._sent))
        for number, text in self.source.lines.items():
            if text:
                found = self._chips.get(number, {})
                sure = {confidence for _, confidence in found.values()}
                yield Row(
                    number,
                    text,
                    tuple(Chip(word, f"#{field_id}") for field_id, (word, _) in found.items()),
                    "low" if "low" in sure else "medium" if "medium" in sure else "high",
                    self.source.dropped.get(number),
                    number in restored,
                )

    def passages(self) -> list[Passage]:
        """At most SHOWN_LINES of them; empty lines are left out."""
        rows = islice(self.rows(), SHOWN_LINES)
        return [Passage(why, tuple(run)) for why, run in groupby(rows, lambda row: row.reason)]

    @property
    def is_cut(self) -> bool:
        return sum(1 for text in self.source.lines.values() if text) > SHOWN_LINES

    @cached_property
    def read(self) -> Mapping[str, str]:
        """Id of each field that was changed → what had been read there."""
        fields, rows = head_read(self.source.result.paper), rows_read(self.source.result.paper)
        changed = {
            name: _shown(name, text)
            for name, text in fields.items()
            if _plain(self._sent.fields.get(name, "")) != _plain(text)
        }
        for name, there in self._sent.rows.items():
            for at, row in enumerate(there):
                for origin, number in origins_of(row.get("origin"))[:1]:
                    known = rows[LIST_OF_ORIGIN.get(origin, name)]
                    for column, text in (known[number] if number < len(known) else {}).items():
                        field_id = f"{name}-{at}-{column}"
                        if column in row and _plain(row[column]) != _plain(text):
                            changed[field_id] = _shown(field_id, text)
        return {
            key: text for key, text in changed.items() if not key.endswith(("origin", "-committee"))
        }

    @cached_property
    def missing(self) -> frozenset[str]:
        """Fields that most papers fill and this one leaves open."""
        empty = {name for name in MISSED if not self._sent.fields.get(name, "").strip()}
        return frozenset(
            empty - ({"reference"} if self._sent.fields.get("no_reference") else set())
        )

    @cached_property
    def left_out(self) -> list[tuple[str, str]]:
        return left_out(self._sent, self.source)

    def count_doubts(self) -> int:
        return sum(1 for name, mark in self.marks.items() if mark.doubt and name not in self.read)

    @property
    def first_doubt(self) -> str:
        return next(
            (name for name, mark in self.marks.items() if mark.doubt and name not in self.read), ""
        )


def _plain(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines() if line.strip())


def _shown(field_id: str, text: str) -> str:
    if _THREE_VALUED.fullmatch(field_id):
        return THREE.get(text, text)
    if field_id.endswith("-depth"):
        return f"{text}. Ebene"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return f"{text[8:]}.{text[5:7]}.{text[:4]}"
    return (f"{text[:QUOTED]} …" if len(text) > QUOTED else text) or "nichts"


def short(numbers: Sequence[int]) -> str:
    """Runs of lines with dashes; more than two are shortened."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = [str(a) if a == b else f"{a}–{b}" for a, b in runs]
    return ", ".join(words[:2]) + (" …" if len(words) > 2 else "")

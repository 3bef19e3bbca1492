"""The content of a report as one frozen value: shown, typeset, kept, compared by hash."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from app.core.words import Visibility
from app.minutes.record import plain
from app.reports.rules.facts import BY_HAND, Part
from app.reports.tables import SectionKind

Json = dict[str, Any]
PLAIN = (SectionKind.RESOLUTION, SectionKind.FINANCE, SectionKind.CLIMATE)  # beside the Sachlage


@dataclass(frozen=True, kw_only=True)
class SectionPart:
    kind: SectionKind
    text: str
    rich: str = ""  # source of the editor; empty: plain
    part: Part = BY_HAND

    @classmethod
    def of(cls, row: Json) -> Self:
        typed = {"kind": SectionKind(row["kind"]), "part": Part.of(row["part"])}
        return cls(**{**row, **typed})

    @property
    def is_empty(self) -> bool:
        return not (self.text.strip() or self.part.grids)


@dataclass(frozen=True, kw_only=True)
class Record:
    """Days are those of Berlin, both inclusive; `drawn_at` is UTC. Only sections that are shown."""

    number: int
    edition: int
    about: str
    body_name: str
    unit: str  # who reports
    committee: str
    session_on: date | None
    since: date
    until: date
    drawn_at: datetime
    visibility: Visibility
    figures: tuple[tuple[str, str], ...]
    sections: tuple[SectionPart, ...]
    released_on: date | None = None

    @classmethod
    def of(cls, content: Json) -> Self:
        def day(name: str) -> date | None:
            return date.fromisoformat(content[name]) if content[name] else None

        typed = {
            "session_on": day("session_on"),
            "since": day("since"),
            "until": day("until"),
            "released_on": day("released_on"),
            "drawn_at": datetime.fromisoformat(content["drawn_at"]),
            "visibility": Visibility(content["visibility"]),
            "figures": tuple((label, value) for label, value in content["figures"]),
            "sections": tuple(SectionPart.of(row) for row in content["sections"]),
        }
        return cls(**{**content, **typed})

    def content(self) -> Json:
        """What JSON can hold; Record.of gives the same record back."""
        return dict(json.loads(json.dumps(asdict(self), default=plain)))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that it says, without the day of its release and the moment of drawing."""
        content = replace(self, released_on=None).content()
        del content["drawn_at"]
        canonical = json.dumps(content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()

    @property
    def title(self) -> str:
        return title_of(self.number, self.edition)

    @property
    def facts(self) -> tuple[SectionPart, ...]:
        """The parts of the Sachlage."""
        return tuple(part for part in self.sections if part.kind not in PLAIN)

    def section(self, kind: SectionKind) -> SectionPart | None:
        return next((part for part in self.sections if part.kind == kind), None)


def title_of(number: int, edition: int) -> str:
    """2. Sachstandsbericht; from the second edition on with its number."""
    later = f", Fassung {edition}" if edition > 1 else ""
    return f"{number}. Sachstandsbericht{later}"

"""The list: every decision point the reader may see, filtered, sorted and in pages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from app.control.queries.entries import Entry
from app.control.queries.loading import Row, all_points, entries_of
from app.control.rules.days import Shown
from app.core import clock
from app.core.actor import Actor
from app.core.paging import PER_PAGE, pages_of
from app.core.words import Badge
from app.mandates import lights
from app.mandates.tables import MandateStatus

NOT_DONE, ALL = "nicht-erledigt", "alle"
LIGHTS = {code: light for code, light, _, _ in lights.LIGHTS}
FAR = date.max


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the filter asks for; empty is everything."""

    committee: str = ""
    vorlage: str = ""
    group: str = ""
    year: str = ""
    words: tuple[str, ...] = ()  # all of them, in small letters
    light: str = NOT_DONE
    status: MandateStatus | None = None
    order: str = ""


@dataclass(frozen=True)
class Offered:
    """For the filter: what there is to choose, id → name."""

    committees: dict[str, str] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    years: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Control:
    entries: list[Entry]  # after the filter, all pages
    lights: list[Badge]  # of all points of the chosen committee and paper
    vorlagen: int
    offered: Offered
    first: date | None  # day on which the first paper was recorded

    @property
    def total(self) -> int:
        return len(self.lights)

    @property
    def pages(self) -> int:
        return pages_of(len(self.entries))

    @property
    def parts(self) -> list[tuple[str, int, str]]:
        return lights.parts_of(self.lights)

    @property
    def sentence(self) -> str:
        """14 Beschlusspunkte aus 4 Vorlagen: 5 erledigt, 1 überfällig"""
        points = "1 Beschlusspunkt" if self.total == 1 else f"{self.total} Beschlusspunkte"
        papers = "einer Vorlage" if self.vorlagen == 1 else f"{self.vorlagen} Vorlagen"
        done, late = self.lights.count(lights.DONE), self.lights.count(lights.OVERDUE)
        return f"{points} aus {papers}: {done} erledigt, {late} überfällig"

    def papers(self, number: int) -> list[tuple[Entry, list[Entry]]]:
        """The entries of a page, from 1, under their papers; the first of each speaks for its paper."""
        some = self.entries[PER_PAGE * (number - 1) : PER_PAGE * number]
        found = [list(rows) for _, rows in groupby(some, key=lambda entry: entry.vorlage_id)]
        return [(rows[0], rows) for rows in found]


NOTHING = Control([], [], 0, Offered(), None)


async def control(actor: Actor, shown: Shown, wanted: Wanted) -> Control:
    """Five statements. An order of none is that of the papers, the newest first."""
    rows = await all_points(actor, shown)
    entries = await entries_of(actor, shown, [row for row in rows if _is_wanted(row, wanted)])
    kept = [entry for entry in entries if _fits(entry, wanted)]
    if wanted.order in ORDERS:
        kept.sort(key=ORDERS[wanted.order][1])
    return Control(
        entries=kept,
        lights=[entry.light for entry in entries],
        vorlagen=len({entry.vorlage_id for entry in entries}),
        offered=_offered(rows, entries),
        first=min((clock.berlin(row["created_at"]).date() for row in rows), default=None),
    )


ORDERS: dict[str, tuple[str, Callable[[Entry], Any]]] = {
    "dringend": ("das Dringendste zuerst", lambda entry: (lights.URGENCY[entry.light], entry.next_on or FAR)),
    "termin": ("nächster Termin zuerst", lambda entry: entry.next_on or FAR),
    "schritt": ("am längsten ohne Schritt zuerst", lambda entry: _last(entry) or date.min),
}  # fmt: skip


def _last(entry: Entry) -> date | None:
    return entry.last_step[1] if entry.last_step else None


def _is_wanted(row: Row, wanted: Wanted) -> bool:
    chosen = (
        (wanted.committee, row["committee"]), (wanted.vorlage, row["vorlage_id"]),
        (wanted.year, year_of(row)),
    )  # fmt: skip
    if any(asked and asked != str(there) for asked, there in chosen):
        return False
    if not wanted.words:
        return True
    text = f"{row['reference'] or ''} {row['vorlage_title']} {row['text']}".lower()
    return all(word in text for word in wanted.words)


def year_of(row: Row) -> int:
    """Of the paper's own date, else of the day it was recorded."""
    return int((row["dated_on"] or clock.berlin(row["created_at"])).year)


def _fits(entry: Entry, wanted: Wanted) -> bool:
    if wanted.group and wanted.group not in map(str, entry.groups):
        return False
    if wanted.status and wanted.status not in entry.statuses:
        return False
    if wanted.light == NOT_DONE:
        return not entry.settled
    return wanted.light == ALL or entry.light == LIGHTS[wanted.light]


def _offered(rows: Sequence[Row], entries: Sequence[Entry]) -> Offered:
    return Offered(
        committees=_named((row["committee"], row["committee_name"]) for row in rows),
        papers={str(row["vorlage_id"]): row["reference"] or row["vorlage_title"] for row in rows},
        groups=_named((key, place.label) for one in entries for key, place in one.groups.items()),
        years={
            str(year): str(year) for year in sorted({year_of(row) for row in rows}, reverse=True)
        },
    )


def _named(pairs: Iterable[tuple[UUID | None, str]]) -> dict[str, str]:
    named = {str(key): name for key, name in pairs if key}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))

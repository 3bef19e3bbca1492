"""How long each agenda item has been spoken about, beside what was planned; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.web.filters import kurztag, uhrzeit

# Who ends the meeting has stopped the clock.
CLOCKS = """
SELECT ai.id AS item, ai.minutes AS planned, s.began_at,
  coalesce(s.ended_at, CASE WHEN mt.ended_at > s.began_at THEN mt.ended_at END) AS ended_at
FROM agenda_item ai JOIN meeting mt ON mt.id = ai.meeting
LEFT JOIN minutes_span s ON s.agenda_item = ai.id
WHERE ai.meeting = {} ORDER BY ai.id, s.began_at
"""
# Those that are over, of one item; `ai`: the item, `held`: its meeting.
STRETCHES = """
SELECT s.began_at, coalesce(s.ended_at, held.ended_at) AS ended_at FROM minutes_span s
WHERE s.agenda_item = ai.id
  AND (s.ended_at IS NOT NULL OR held.ended_at > s.began_at)
"""
FORGOTTEN = timedelta(hours=12)


@dataclass(frozen=True)
class Clock:
    """`spans`: oldest first, from and until in UTC; the last one may still run. `planned`: minutes."""

    planned: int | None = None
    spans: tuple[tuple[datetime, datetime | None], ...] = ()

    @property
    def since(self) -> datetime | None:
        """None: it does not run."""
        return self.spans[-1][0] if self.spans and self.spans[-1][1] is None else None

    def spent(self, now: datetime) -> timedelta:
        return sum(((until or now) - since for since, until in self.spans), timedelta())

    def ticks(self, now: datetime) -> bool:
        """It runs, and nobody has just forgotten it."""
        return self.since is not None and now - self.since <= FORGOTTEN

    def words(self, now: datetime) -> str:
        """läuft seit 10:12, 18 von 15 Min., 3 Min. über; empty while nobody planned or spoke."""
        if not self.spans:
            return f"{self.planned} Min. geplant" if self.planned else ""
        if self.since is None:
            over = [(since, until) for since, until in self.spans if until]
            return f"{spoken(over)}, {self._measured(now)}"
        if not self.ticks(now):
            return f"läuft seit {kurztag(self.since)}, {uhrzeit(self.since)}"
        return f"läuft seit {uhrzeit(self.since)}, {self._measured(now)}"

    def _measured(self, now: datetime) -> str:
        minutes = int(self.spent(now).total_seconds() // 60)
        if not self.planned:
            return f"{minutes} Min."
        over = f", {minutes - self.planned} Min. über" if minutes > self.planned else ""
        return f"{minutes} von {self.planned} Min.{over}"


def spoken(stretches: Iterable[tuple[datetime, datetime]]) -> str:
    """In words: "besprochen 10:12 bis 10:30 Uhr und 11:00 bis 11:05 Uhr"; empty for none."""
    said = " und ".join(f"{uhrzeit(a)} bis {uhrzeit(b)} Uhr" for a, b in stretches)
    return f"besprochen {said}" if said else ""


def clocks_in(rows: Iterable[Mapping[str, Any]]) -> Mapping[UUID, Clock]:
    """By agenda item. Rows of CLOCKS as JSON tells them: ids and times as text."""
    clocks: dict[UUID, Clock] = {}
    for row in rows:
        item = UUID(str(row["item"]))
        before = clocks.get(item, Clock(row["planned"]))
        if row["began_at"]:
            until = datetime.fromisoformat(row["ended_at"]) if row["ended_at"] else None
            span = (datetime.fromisoformat(row["began_at"]), until)
            before = Clock(before.planned, (*before.spans, span))
        clocks[item] = before
    return clocks

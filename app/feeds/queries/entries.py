"""The written events of a feed. Written once for all who see the same rows, then only joined."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from app.core.settings import settings
from app.feeds import states
from app.feeds.queries import visible
from app.feeds.queries.visible import SERIES_MARK, Reader
from app.ical.feed import entry as written
from app.ical.recurrence import occurrences, parsed
from app.meetings.rules import event_of
from app.meetings.tables import Meeting, MeetingSeries
from app.series.rules import is_single, master_event, original_start, single_event

DESCRIPTION = "Tagesordnung und Unterlagen stehen auf der Seite der Sitzung."

# Print of a meeting's row or of a series as somebody sees it → its VEVENTs. All who sit in a group
# have the same ones, and calendars ask for them every hour; writing one costs half a millisecond,
# keeping it some 600 bytes.
ENTRIES: dict[str, bytes] = {}
MOST_ENTRIES = 8192


async def meetings_for(reader: Reader) -> tuple[list[bytes], visible.Visible]:
    """By time: the last twelve months and all to come; cancelled ones for thirty days."""
    seen = await visible.visible(reader)
    found = {a_print: ENTRIES.get(a_print) for a_print in seen.prints}
    if missing := [a_print for a_print, entry in found.items() if entry is None]:
        newer = await _written(reader, missing)
        found = {a_print: entry or newer.get(_id_in(a_print)) for a_print, entry in found.items()}
    return [entry for entry in found.values() if entry], seen


def _id_in(a_print: str) -> str:
    return a_print.removeprefix(f"{SERIES_MARK} ").partition(" ")[0]


async def _written(reader: Reader, prints: list[str]) -> dict[str, bytes]:
    """By the id of meeting or series."""
    whole = [_id_in(a_print) for a_print in prints if a_print.startswith(SERIES_MARK)]
    alone = [_id_in(a_print) for a_print in prints if not a_print.startswith(SERIES_MARK)]
    rows = await visible.meetings(alone) if alone else []
    found = await _kept([row["print"] for row in rows], lambda: [_single(row) for row in rows])
    members = await visible.in_series(reader, whole) if whole else []
    series = [list(each) for _, each in groupby(members, key=lambda row: row["print"])]
    prints_of_series = [each[0]["print"] for each in series]
    return found | await _kept(prints_of_series, lambda: [_series(each) for each in series])


async def _kept(prints: list[str], write: Callable[[], list[bytes]]) -> dict[str, bytes]:
    """Up to half a second of processor time for a thousand, hence in a thread."""
    if not prints:
        return {}
    entries = await asyncio.to_thread(write)
    if len(ENTRIES) + len(prints) > MOST_ENTRIES:
        ENTRIES.clear()
        states.forget_all()  # they hold the same texts
    ENTRIES.update(zip(prints, entries, strict=True))
    return dict(zip(map(_id_in, prints), entries, strict=True))


def _single(row: dict[str, Any]) -> bytes:
    meeting = Meeting(**dict(row["meeting"]))
    event = event_of(meeting, row["name"], (), base_url=settings().base_url)
    return written(replace(event, description=DESCRIPTION))


@dataclass(frozen=True)
class _Series:
    """As one reader sees it."""

    series: MeetingSeries
    group_name: str
    sibling: str
    meetings: list[tuple[Meeting, str]]  # with its state, see IN_SERIES

    @classmethod
    def of(cls, rows: Sequence[dict[str, Any]]) -> "_Series":
        meetings = [(Meeting(**dict(row["meeting"])), row["state"]) for row in rows]
        series = MeetingSeries(**dict(rows[0]["series"]))
        return cls(series, rows[0]["group_name"], rows[0]["sibling"], meetings)

    def left_out(self) -> tuple[datetime, ...]:
        """Original starts of what the reader does not see; also of what has no meeting at all."""
        starts = occurrences(parsed(self.series.rule), self.series.starts_at, self.series.zone)
        there = {original_start(each) for each, state in self.meetings if state != "x"}
        return tuple(start for start in starts if start not in there)


def _series(rows: Sequence[dict[str, Any]]) -> bytes:
    """Master and overrides under one UID (RFC 5545 §3.8.4.4)."""
    seen, base_url = _Series.of(rows), settings().base_url
    changed = max([seen.series.updated_at, *(each.updated_at for each, _ in seen.meetings)])
    master = replace(
        master_event(seen.series, (), seen.group_name, base_url=base_url, sibling=seen.sibling),
        description=DESCRIPTION,
        exdates=seen.left_out(),
        modified_at=changed,
    )
    events = [master]
    for meeting, state in seen.meetings:
        if state == "x" or (state == "o" and not is_single(seen.series, meeting)):
            continue
        if not (master.cancelled and state == "c"):
            own = single_event(seen.series, meeting, seen.group_name, (), base_url=base_url)
            events.append(replace(own, description=DESCRIPTION))
    return b"".join(map(written, events))

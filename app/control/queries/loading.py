"""From the tables to entries: five statements for any number of decision points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.control.queries.entries import Entry, Next, Tasks, Work
from app.control.queries.source import (
    COUNTS_NOW,
    COUNTS_THEN,
    FOUND_NOW,
    FOUND_THEN,
    NEXT_MEETINGS_NOW,
    NEXT_MEETINGS_THEN,
    POINT,
    POINTS,
    WORK_NOW,
    WORK_THEN,
)
from app.control.queries.wording import in_former_words
from app.control.rules.days import Shown
from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound
from app.groups import access as groups
from app.groups.tables import Group
from app.mandates.queries.points import Place, group_place, set_up_on_of
from app.mandates.tables import Mandate, MandateKind, MandateStatus
from app.vorlagen import access as vorlagen
from app.vorlagen.tables import ConsultationResult, Vorlage

Row = dict[str, Any]
TAKEN = ("id", "marker", "position", "depth", "text", "vorlage_id", "vorlage_title")
NO_WORDS = "der Grund von damals ist nicht aufbewahrt"


async def all_points(actor: Actor, shown: Shown) -> list[Row]:
    """Of every paper the reader may read, also of those recorded later than the day. One statement."""
    readable = Vorlage.select(Vorlage.id).where(vorlagen.readable_by(actor)).querystrings[0]
    rows = await Mandate.raw(POINTS, shown.on, shown.at, shown.at, readable)
    return in_former_words(rows)


async def point_of(actor: Actor, shown: Shown, point_id: UUID) -> Entry:
    """Four statements; tasks are not counted. Raises NotFound, also where it was not there yet."""
    readable = Vorlage.select(Vorlage.id).where(vorlagen.readable_by(actor)).querystrings[0]
    rows = in_former_words(
        await Mandate.raw(POINT, shown.on, shown.at, shown.at, readable, point_id)
    )
    entries = await entries_of(actor, shown, rows, count_tasks=False)
    if not entries:
        raise NotFound
    return entries[0]


async def entries_of(
    actor: Actor, shown: Shown, rows: Sequence[Row], *, count_tasks: bool = True
) -> list[Entry]:
    """Four statements for any number of `rows` of all_points; without those that were not there yet."""
    ids = [row["id"] for row in rows]
    if not ids:
        return []
    work = _by_point(await _work(shown, ids))
    found = _by_point(await _found(shown, ids))
    counts = _by_point(await _counts(shown, ids)) if count_tasks else {}
    meetings = await _meetings(shown, _group_ids(work, found))
    mine = _readable(actor, work, found, counts)
    return [
        _entry(
            shown,
            row,
            About(work.get(row["id"], []), about, counts.get(row["id"], []), meetings, mine),
        )
        for row in rows
        if (about := _there(shown, row, found.get(row["id"], []))) is not None
    ]


async def _work(shown: Shown, ids: list[UUID]) -> list[Row]:
    rows: list[Row]
    if shown.past:
        rows = await Mandate.raw(WORK_THEN, shown.at, shown.on, shown.at, ids)
    else:
        rows = await Mandate.raw(WORK_NOW, shown.on, shown.at, ids)
    return rows


async def _found(shown: Shown, ids: list[UUID]) -> list[Row]:
    rows: list[Row]
    if shown.past:
        rows = await Mandate.raw(FOUND_THEN, shown.at, shown.on, ids, ids)
    else:
        rows = await Mandate.raw(FOUND_NOW, shown.on, ids)
    return rows


async def _counts(shown: Shown, ids: list[UUID]) -> list[Row]:
    rows: list[Row]
    if shown.past:
        rows = await Mandate.raw(COUNTS_THEN, shown.at, shown.at, shown.on, shown.at, ids)
    else:
        rows = await Mandate.raw(COUNTS_NOW, shown.on, ids)
    return rows


async def _meetings(shown: Shown, group_ids: list[UUID]) -> dict[UUID, Row]:
    if not group_ids:
        return {}
    if shown.past:
        rows = await Mandate.raw(NEXT_MEETINGS_THEN, shown.at, group_ids, shown.at)
    else:
        rows = await Mandate.raw(NEXT_MEETINGS_NOW, group_ids, shown.at)
    return {row["group_id"]: row for row in rows}


def _by_point(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = {}
    for row in rows:
        found.setdefault(row["point_id"], []).append(row)
    return found


def _group_ids(*by_point: dict[UUID, list[Row]]) -> list[UUID]:
    rows = (row for found in by_point for several in found.values() for row in several)
    return sorted({row["group_id"] for row in rows if row["group_id"]})


def _readable(actor: Actor, *by_point: dict[UUID, list[Row]]) -> frozenset[UUID]:
    """Each group is asked about once: thousands of rows speak of a few."""
    rows = {
        row["group_id"]: row
        for found in by_point
        for several in found.values()
        for row in several
        if row["group_id"]
    }
    return frozenset(key for key, row in rows.items() if opens(actor, row))


def _there(shown: Shown, row: Row, found: list[Row]) -> list[Row] | None:
    """What is known about the point, itself among it; None where it did not exist yet."""
    if not shown.past:
        return [{"kind": "point", "day": row["needless_since"]}, *found]
    return found if any(one["kind"] == "point" for one in found) else None


@dataclass(frozen=True)
class About:
    """Rows about one point; `meetings` by group and `mine`, groups the reader reads, for all points."""

    work: list[Row]
    found: list[Row]  # itself, and the groups it set up
    counts: list[Row]
    meetings: dict[UUID, Row]
    mine: frozenset[UUID]

    @property
    def origins(self) -> list[Row]:
        return [row for row in self.found if row["kind"] == "origin"]


def _entry(shown: Shown, row: Row, about: About) -> Entry:
    places = {
        one["group_id"]: group_place(one, opens=one["group_id"] in about.mine)
        for one in (*about.origins, *about.work)
    }
    return Entry(
        **{name: row[name] for name in TAKEN},
        reference=row["reference"] or "",
        committee_id=row["committee"],
        committee_name=row["committee_name"] or "",
        result=_result(row),
        today=shown.on,
        needless=_needless(shown, row, about),
        work=[_mandate(one, places[one["group_id"]]) for one in about.work],
        groups=places,
        set_up_on=min(map(set_up_on_of, about.origins), default=None),
        meetings=[
            _next(about.meetings[key], place)
            for key, place in places.items()
            if key in about.meetings
        ],
        tasks=_tasks(about),
    )


def opens(actor: Actor, row: Row) -> bool:
    return groups.may_read(actor, Group(id=row["group_id"], body=row["body_id"]))


def _needless(shown: Shown, row: Row, about: About) -> tuple[str, date | None] | None:
    """Why nothing has to follow. A past reason that was taken back or replaced since is not kept."""
    if about.work or about.origins:
        return None
    since = next(one["day"] for one in about.found if one["kind"] == "point")
    if shown.past:
        same = since == row["needless_since"]
        return (row["needless_reason"] if same else NO_WORDS, since) if since else None
    return (row["needless_reason"], since) if row["needless_reason"] else None


def _mandate(row: Row, group: Place) -> Work:
    mine = group.href is not None
    return Work(
        id=row["mandate_id"],
        kind=MandateKind(row["kind"]),
        title=row["title"] if mine else "",
        status=MandateStatus(row["status"]),
        due_on=row["due_on"],
        group=group,
        opens=mine,
        sentence=(row["sentence"] or "") if mine else "",
        last_on=clock.berlin(row["at"]).date() if row["at"] else None,
    )


def _next(row: Row, group: Place) -> Next:
    href = f"/sitzungen/{row['meeting_id']}" if group.href else None
    return Next(row["title"], clock.berlin(row["starts_at"]).date(), href)


def _tasks(about: About) -> Tasks:
    """Counted only in groups the reader reads."""
    total = Tasks(known=any(row["group_id"] in about.mine for row in about.work))
    for row in about.counts:
        if row["group_id"] in about.mine:
            total.open += row["open"]
            total.done += row["done"]
            total.overdue += row["overdue"]
            total.known = True
    return total


def _result(row: Row) -> str:
    """As printed, else in our words."""
    if row["result_raw"] or not row["result_code"]:
        return row["result_raw"] or ""
    return str(ConsultationResult(row["result_code"]).label)

"""What became of decision points: for the page of a Vorlage, of a group and the Beschlusskontrolle."""

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from piccolo.columns import Where
from piccolo.query import OrderByRaw

from app.core import clock
from app.core.actor import Actor
from app.core.words import Badge
from app.mandates import access, lights, rules
from app.mandates.lights import Moving
from app.mandates.queries.warnings import DISCUSSED, IS_UNDER_WAY, MOVED_LATELY
from app.mandates.tables import Mandate, MandateStatus
from app.vorlagen.tables import DecisionPoint, Vorlage

# Values: the moment before which a last step is long ago, points.
WORK = f"""
SELECT m.decision_point AS point_id, m.id AS mandate_id, m.kind, m.title, m.status, m.due_on,
  NOT ({IS_UNDER_WAY}) OR {DISCUSSED} AS discussed, {IS_UNDER_WAY} AND NOT {MOVED_LATELY} AS silent,
  g.id AS group_id, g.name AS group_name, g.body AS body_id, s.sentence, s.at
FROM mandate m JOIN steering_group g ON g.id = m."group"
LEFT JOIN LATERAL (SELECT sentence, at FROM mandate_step WHERE mandate = m.id
  ORDER BY at DESC, id LIMIT 1) s ON true
WHERE m.decision_point = ANY({{}})
ORDER BY m.created_at, m.id
"""
ORIGINS = """
SELECT o.decision_point AS point_id, g.id AS group_id, g.name AS group_name, g.body AS body_id,
  g.starts_on, g.created_at
FROM group_origin o JOIN steering_group g ON g.id = o."group"
WHERE o.decision_point = ANY({})
"""
NEXT_MEETINGS = """
SELECT DISTINCT ON ("group") "group" AS group_id, id AS meeting_id, title, starts_at
FROM meeting WHERE "group" = ANY({}) AND ends_at >= {} AND status IN ('planned', 'invited', 'running')
ORDER BY "group", starts_at
"""

Row = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """A group or a mandate, with its address where the reader may open it."""

    label: str
    href: str | None


@dataclass(frozen=True)
class NextDate:
    title: str
    at: datetime  # UTC
    href: str | None


@dataclass(frozen=True)
class Work:
    """A mandate of a point, with the last step of its history."""

    status: MandateStatus
    due_on: date | None
    place: Place | None  # the mandate, for readers of its group
    sentence: str  # empty for other readers
    at: datetime | None
    warnings: tuple[Badge, ...]


@dataclass(frozen=True)
class Point:
    id: UUID
    vorlage_id: UUID
    label: str
    depth: int  # from 1
    text: str
    needless: tuple[str, date | None] | None  # why there is nothing to do, and since when
    work: list[Work]
    groups: list[Place]  # responsible
    set_up_on: date | None  # day on which its own group was set up
    meetings: list[NextDate]  # the next one of each group

    @cached_property
    def state(self) -> Badge:
        if self.needless:
            return rules.NEEDLESS
        return rules.state_of_point((w.status for w in self.work), self.set_up_on is not None)

    @cached_property
    def light(self) -> Badge:
        return lights.light_of(
            [Moving(w.status, w.due_on, w.at and clock.berlin(w.at).date()) for w in self.work],
            clock.today(), has_group=self.set_up_on is not None, needless=bool(self.needless),
        )  # fmt: skip

    @property
    def warnings(self) -> tuple[Badge, ...]:
        """Of its mandates, each once."""
        return tuple(dict.fromkeys(badge for work in self.work for badge in work.warnings))

    @property
    def done(self) -> bool:
        return self.light == rules.DONE

    @property
    def title(self) -> str:
        return rules.mandate_title(self.text)

    @property
    def due_on(self) -> date | None:
        return rules.earliest_due((w.status, w.due_on) for w in self.work)

    @property
    def mandates(self) -> list[Place]:
        return [w.place for w in self.work if w.place]

    @property
    def last_step(self) -> tuple[str, date | None] | None:
        """The sentence of the one mandate, else how many are settled; and the day."""
        if self.needless:
            return self.needless
        at = max((w.at for w in self.work if w.at), default=None)
        if at:
            told = self.work[0].sentence if len(self.work) == 1 else ""
            text = told or rules.settled_of([w.status for w in self.work])
            return text, clock.berlin(at).date()
        return (rules.GROUP_SET_UP.word, self.set_up_on) if self.set_up_on else None

    @property
    def next_date(self) -> NextDate | None:
        if self.done:
            return None
        return min(self.meetings, key=lambda found: found.at, default=None)


async def points_where(actor: Actor, where: Where, *, order: str) -> list[Point]:
    """Four statements for any number of points; the caller has checked the right to the Vorlage."""
    rows = (
        await DecisionPoint.select(
            DecisionPoint.id, DecisionPoint.vorlage.as_alias("vorlage_id"),
            DecisionPoint.marker, DecisionPoint.position, DecisionPoint.depth, DecisionPoint.text,
            DecisionPoint.needless_reason, DecisionPoint.needless_since,
        ).where(where).order_by(OrderByRaw(order))
    )  # fmt: skip
    ids = [row["id"] for row in rows]
    work = await _by_point(Mandate.raw(WORK, clock.now() - rules.SILENT_AFTER, ids)) if ids else {}
    origins = await _by_point(Mandate.raw(ORIGINS, ids)) if ids else {}
    group_ids = {row["group_id"] for found in (work, origins) for r in found.values() for row in r}
    meetings = await _next_meetings(sorted(group_ids))
    return [
        _point(actor, row, work.get(row["id"], []), origins.get(row["id"], []), meetings)
        for row in rows
    ]


async def _by_point(query: Awaitable[list[Row]]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = {}
    for row in await query:
        found.setdefault(row["point_id"], []).append(row)
    return found


async def _next_meetings(group_ids: list[UUID]) -> dict[UUID, Row]:
    if not group_ids:
        return {}
    rows = await Mandate.raw(NEXT_MEETINGS, group_ids, clock.now())
    return {row["group_id"]: row for row in rows}


def _point(
    actor: Actor, row: Row, work: list[Row], origins: list[Row], meetings: dict[UUID, Row]
) -> Point:
    groups = {w["group_id"]: group_place(w, opens=_opens(actor, w)) for w in (*origins, *work)}
    return Point(
        id=row["id"],
        vorlage_id=row["vorlage_id"],
        label=row["marker"] or f"{row['position']}.",
        depth=row["depth"],
        text=row["text"],
        needless=_needless(row) if not (work or origins) else None,
        work=[_work(w, opens=_opens(actor, w)) for w in work],
        groups=list(groups.values()),
        set_up_on=min((set_up_on_of(origin) for origin in origins), default=None),
        meetings=[_next(meetings[key], groups[key]) for key in groups if key in meetings],
    )


def _needless(row: Row) -> tuple[str, date | None] | None:
    return (row["needless_reason"], row["needless_since"]) if row["needless_reason"] else None


def _work(row: Row, *, opens: bool) -> Work:
    return Work(
        status=MandateStatus(row["status"]),
        due_on=row["due_on"],
        place=Place(row["title"], f"/auftraege/{row['mandate_id']}") if opens else None,
        sentence=(row["sentence"] or "") if opens else "",
        at=row["at"],
        warnings=rules.warnings_of(discussed=row["discussed"], silent=row["silent"]),
    )


def set_up_on_of(origin: Row) -> date:
    return origin["starts_on"] or clock.berlin(origin["created_at"]).date()


def _next(row: Row, group: Place) -> NextDate:
    href = f"/sitzungen/{row['meeting_id']}" if group.href else None
    return NextDate(row["title"], row["starts_at"], href)


def _opens(actor: Actor, row: Row) -> bool:
    return access.may_open_group(actor, row["group_id"], row["body_id"])


def group_place(row: Row, *, opens: bool) -> Place:
    return Place(row["group_name"], f"/gruppen/{row['group_id']}" if opens else None)


@dataclass(frozen=True)
class Stand:
    """What became of one Vorlage."""

    vorlage_id: UUID
    label: str  # 2024/012
    title: str
    points: list[Point]

    @property
    def parts(self) -> list[tuple[str, int, str]]:
        return lights.parts_of([point.light for point in self.points])

    @property
    def done(self) -> int:
        return sum(point.done for point in self.points)


async def stand_of(actor: Actor, vorlage: Vorlage) -> Stand:
    """For callers whose access function found the Vorlage."""
    points = await points_where(
        actor, DecisionPoint.vorlage == vorlage.id, order="decision_point.position"
    )
    return Stand(
        vorlage_id=vorlage.id,
        label=rules.origin_label(vorlage.reference, vorlage.title),
        title=vorlage.title,
        points=points,
    )

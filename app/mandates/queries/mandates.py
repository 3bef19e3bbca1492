"""Mandates as lists and as a page of their own."""

from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten
from typing import Any
from uuid import UUID

from piccolo.columns import And, Or, Where
from piccolo.columns.combination import WhereRaw
from piccolo.query import OrderByRaw

from app.core import clock
from app.core.actor import Actor
from app.core.paging import PER_PAGE
from app.groups import access as groups
from app.groups.tables import Group
from app.mandates import access, rules
from app.mandates.rules import Badge
from app.mandates.tables import Mandate, MandateKind, MandateStatus, MandateStep
from app.meetings.tables import AgendaItem
from app.vorlagen.rules.points import point_label

MEETINGS_OFFERED = 12

Readable = Where | And | Or | WhereRaw

LAST_STEPS = """
SELECT DISTINCT ON (mandate) mandate, sentence, at
FROM mandate_step WHERE mandate = ANY({}) ORDER BY mandate, at DESC, id
"""
# A mandate that arose in the group goes back to the point that set the group up.
WAY = """
SELECT dp.id AS point_id, dp.marker, dp.position, dp.text, v.id AS vorlage_id, v.reference, v.title,
  v.body, v.committee, v.visibility
FROM mandate m LEFT JOIN group_origin o ON o."group" = m."group"
JOIN decision_point dp ON dp.id = coalesce(m.decision_point, o.decision_point)
JOIN vorlage v ON v.id = dp.vorlage
WHERE m.id = {}
"""
PLACES = """
SELECT mt.id AS meeting_id, mt.title AS meeting_title, mt.starts_at, ai.id AS item_id,
  ai.title AS item_title, n.label
FROM (SELECT * FROM meeting WHERE "group" = {} AND status <> 'cancelled'
  ORDER BY starts_at DESC LIMIT {}) mt
LEFT JOIN LATERAL agenda_numbers(mt.id) n ON true
LEFT JOIN agenda_item ai ON ai.id = n.item
ORDER BY mt.starts_at DESC, n.number
"""


@dataclass(frozen=True)
class MandateRow:
    id: UUID
    kind: MandateKind
    title: str
    status: MandateStatus
    due_on: date | None
    group_id: UUID
    group_name: str
    light: Badge
    last_sentence: str
    last_at: datetime | None  # UTC

    @property
    def state(self) -> Badge:
        return rules.BADGES[self.status]


@dataclass(frozen=True)
class GroupMandates:
    rows: list[MandateRow]

    @property
    def parts(self) -> list[tuple[str, int, str]]:
        """For the bar: settled, in work, open, resting."""
        return _parts([row.status for row in self.rows])

    @property
    def sentence(self) -> str:
        settled = sum(row.status in rules.SETTLED for row in self.rows)
        return rules.progress_sentence(settled, len(self.rows))

    @property
    def first_rows(self) -> list[MandateRow]:
        """For the panel: those somebody works on come first."""
        return sorted(self.rows, key=lambda row: row.status not in rules.LIVE)[:5]


@dataclass(frozen=True)
class MandatePage:
    id: UUID
    kind: MandateKind
    title: str
    status: MandateStatus
    due_on: date | None
    version: int
    light: Badge
    group_id: UUID
    group_name: str
    way: list[tuple[str, str | None]]  # label, address where the reader may open it
    point_text: str  # empty where there is none or the Vorlage is not for this reader
    steps: list["Step"]
    may_move: bool

    @property
    def state(self) -> Badge:
        return rules.BADGES[self.status]

    @property
    def moves(self) -> tuple[MandateStatus, ...]:
        return rules.MOVES[self.status] if self.may_move else ()


@dataclass(frozen=True)
class Step:
    state: Badge
    before: str
    sentence: str
    person_name: str
    at: datetime  # UTC
    meeting_id: UUID | None
    place: str  # "TOP 2 Räume, 5. Sitzung"


def _parts(statuses: list[MandateStatus]) -> list[tuple[str, int, str]]:
    kinds = (
        ("sw-c1", "finalisiert oder berichtet", rules.SETTLED),
        ("sw-c2", "in Arbeit", (MandateStatus.IN_PROGRESS, MandateStatus.PROPOSED)),
        ("sw-c0", "offen", (MandateStatus.OPEN,)),
        ("sw-c5", "ruhend oder entfallen", rules.ASIDE),
    )
    counted = ((tone, sum(s in kind for s in statuses), word) for tone, word, kind in kinds)
    return [(tone, count, f"{count} {word}") for tone, count, word in counted if count]


async def _rows(
    where: Readable, *, order: str, limit: int = 0, offset: int = 0
) -> list[MandateRow]:
    query = Mandate.select(
        Mandate.id, Mandate.kind, Mandate.title, Mandate.status, Mandate.due_on,
        Mandate.group.as_alias("group_id"), Mandate.group.name.as_alias("group_name"),
    ).where(where).order_by(OrderByRaw(order))  # fmt: skip
    found = await (query.limit(limit).offset(offset) if limit else query)
    ids = [row["id"] for row in found]
    last = {s["mandate"]: s for s in await Mandate.raw(LAST_STEPS, ids)} if ids else {}
    return [_row(row, last.get(row["id"]), clock.today()) for row in found]


def _row(row: dict[str, Any], last: dict[str, Any] | None, today: date) -> MandateRow:
    status = MandateStatus(row["status"])
    return MandateRow(
        **{**row, "kind": MandateKind(row["kind"]), "status": status},
        light=rules.light_of(status, row["due_on"], today),
        last_sentence=last["sentence"] if last else "",
        last_at=last["at"] if last else None,
    )


async def mandates_of_group(group_id: UUID) -> GroupMandates:
    """For callers whose access function found the group; in the order they were given."""
    rows = await _rows(Mandate.group == group_id, order="mandate.created_at, mandate.id")
    return GroupMandates(rows)


async def mandate_list(
    actor: Actor, statuses: list[MandateStatus], page: int
) -> tuple[list[MandateRow], int]:
    """Of all groups the actor reads, the next due first; and how many there are in all."""
    where = And(
        groups.readable_by(actor, Mandate.group, Mandate.group.body),
        Mandate.status.is_in([status.value for status in statuses]),
    )
    count = await Mandate.count().where(where)
    order = "mandate.due_on NULLS LAST, mandate.created_at, mandate.id"
    return await _rows(where, order=order, limit=PER_PAGE, offset=PER_PAGE * (page - 1)), count


async def mandate_page(actor: Actor, mandate: Mandate, group: Group) -> MandatePage:
    """Two statements after the access function's one."""
    way, text = await _way(actor, mandate)
    status = MandateStatus(mandate.status)
    return MandatePage(
        id=mandate.id,
        kind=MandateKind(mandate.kind),
        title=mandate.title,
        status=status,
        due_on=mandate.due_on,
        version=mandate.version,
        light=rules.light_of(status, mandate.due_on, clock.today()),
        group_id=group.id,
        group_name=group.name,
        way=[(group.name, f"/gruppen/{group.id}"), *way],
        point_text=text,
        steps=await _steps(mandate.id),
        may_move=access.may_move(actor, group),
    )


async def _way(actor: Actor, mandate: Mandate) -> tuple[list[tuple[str, str | None]], str]:
    row = next(iter(await Mandate.raw(WAY, mandate.id)), None)
    if row is None:
        return [], ""
    if not access.may_open_vorlage(actor, row["body"], row["committee"], row["visibility"]):
        return [("einer nichtöffentlichen Vorlage", None)], ""
    label = point_label(row["marker"], row["position"])
    point = f"/vorlagen/{row['vorlage_id']}#punkt-{row['point_id']}"
    vorlage = f"Vorlage {rules.origin_label(row['reference'], row['title'])}"
    return [(label, point), (vorlage, f"/vorlagen/{row['vorlage_id']}")], row["text"]


async def _steps(mandate_id: UUID) -> list[Step]:
    rows = (
        await MandateStep.select(
            MandateStep.from_status, MandateStep.to_status, MandateStep.sentence,
            MandateStep.person_name, MandateStep.at, MandateStep.meeting.as_alias("meeting_id"),
            MandateStep.meeting.title.as_alias("meeting"),
            MandateStep.agenda_item.title.as_alias("item"),
        ).where(MandateStep.mandate == mandate_id)
        .order_by(MandateStep.at, ascending=False)
    )  # fmt: skip
    return [
        Step(
            state=rules.BADGES[MandateStatus(row["to_status"])],
            before=MandateStatus(row["from_status"]).label if row["from_status"] else "",
            sentence=row["sentence"],
            person_name=row["person_name"],
            at=row["at"],
            meeting_id=row["meeting_id"],
            place=", ".join(part for part in (row["item"], row["meeting"]) if part),
        )
        for row in rows
    ]


async def places_of(group_id: UUID) -> dict[str, dict[str, str]]:
    """The latest meetings with their agenda items, for a select field with groups."""
    offered: dict[str, dict[str, str]] = {}
    for row in await AgendaItem.raw(PLACES, group_id, MEETINGS_OFFERED):
        label = f"{row['meeting_title']} am {clock.berlin(row['starts_at']):%d.%m.%Y}"
        items = offered.setdefault(label, {f"sitzung:{row['meeting_id']}": f"{label}, ohne TOP"})
        if row["item_id"]:
            items[f"top:{row['item_id']}"] = f"TOP {row['label']}: {row['item_title']}"
    return offered


async def mandate_choices(group_id: UUID, chosen: UUID | None = None) -> dict[str, str]:
    """Id → "Frage: Titel" of what the group still has to settle, and of what is chosen already."""
    under_way = Mandate.status.is_in([s.value for s in rules.UNDER_WAY])
    rows = (
        await Mandate.select(Mandate.id, Mandate.kind, Mandate.title)
        .where(Mandate.group == group_id)
        .where(under_way | (Mandate.id == chosen) if chosen else under_way)
        .order_by(Mandate.created_at, Mandate.id)
    )
    return {
        str(
            row["id"]
        ): f"{MandateKind(row['kind']).label}: {shorten(row['title'], 80, placeholder=' …')}"
        for row in rows
    }

"""Objections and addenda as pages and mails show them; the caller knows that they may be read."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.groups.tables import Group, Role
from app.minutes import rules
from app.minutes.record import LEADING
from app.minutes.tables import Minutes, MinutesStatus, Objection, ObjectionStatus
from app.vorlagen.rules.word_diff import Piece, word_diff

CLOSING = """
SELECT
  (SELECT coalesce(json_agg(o ORDER BY o.created_at, o.id), '[]') FROM minutes_objection o
   WHERE o.minutes = mi.id) AS objections,
  (SELECT coalesce(json_agg(a ORDER BY a.created_at, a.id), '[]') FROM minutes_addendum a
   WHERE a.minutes = mi.id) AS addenda,
  (SELECT f.sha256 FROM file f WHERE f.id = mi.pdf) AS pdf_sha256
FROM minutes mi WHERE mi.id = {}
"""
# Who decides about an objection; where nobody who leads can be reached, the office as well.
SETTLERS = """
WITH seated AS (
  SELECT m.person, m.role FROM membership m JOIN person p ON p.id = m.person AND NOT p.blocked
  WHERE m."group" = {} AND m.role = ANY({}::text[]) AND m.since <= {}
    AND (m.until IS NULL OR m.until >= {}) AND p.id IS DISTINCT FROM {}
)
SELECT p.id, concat_ws(' ', p.given_name, p.family_name) AS name, p.email AS address,
  p.id IN (SELECT person FROM seated) AS seated
FROM person p WHERE p.id IN (SELECT person FROM seated)
  OR NOT p.blocked AND p.id IS DISTINCT FROM {}
    AND NOT EXISTS (SELECT FROM seated WHERE role = ANY({}::text[]))
    AND EXISTS (SELECT FROM office_role o
      WHERE o.person = p.id AND o.body = {} AND o.office = 'coordination')
ORDER BY p.id
"""
SETTLING = (*LEADING, Role.KOORDINATION, Role.PROTOKOLL)


@dataclass(frozen=True, kw_only=True)
class ObjectionRow:
    """Times are UTC."""

    id: UUID
    item_id: UUID
    person_id: UUID | None
    person_name: str
    before: str
    wording: str
    reason: str
    status: ObjectionStatus
    answer: str
    settled_by_name: str
    settled_at: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "ObjectionRow":
        """As json_agg or Objection.to_dict gives it."""
        plain = {name: row[name] for name in cls.__dataclass_fields__ if name in row}
        settled_at, person = row["settled_at"], row["person"]
        typed = {
            "id": UUID(str(row["id"])),
            "item_id": UUID(str(row["agenda_item"])),
            "person_id": UUID(str(person)) if person else None,
            "status": ObjectionStatus(row["status"]),
            "settled_at": _instant(settled_at) if settled_at else None,
            "created_at": _instant(row["created_at"]),
        }
        return cls(**{**plain, **typed})

    @property
    def is_open(self) -> bool:
        return self.status == ObjectionStatus.OPEN

    def changes(self, text: str) -> list[Piece]:
        """Against the text as it stands while it is open; else against what it was raised against."""
        return word_diff(text if self.is_open else self.before, self.wording)


def _instant(value: str | datetime) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


async def open_objections(minutes: Minutes) -> list[ObjectionRow]:
    """The oldest first."""
    rows = await (
        Objection.objects()
        .where(Objection.minutes == minutes.id, Objection.status == ObjectionStatus.OPEN)
        .order_by(Objection.created_at, Objection.id)
    )
    return [ObjectionRow.of(row.to_dict()) for row in rows]


def by_item(rows: Sequence[ObjectionRow]) -> dict[UUID, list[ObjectionRow]]:
    found: dict[UUID, list[ObjectionRow]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row)
    return dict(found)


async def count_open(minutes: Minutes) -> int:
    found: int = await Objection.count().where(
        Objection.minutes == minutes.id, Objection.status == ObjectionStatus.OPEN
    )
    return found


async def untold_items(minutes: Minutes) -> list[UUID]:
    """Items corrected since the members were told the last time."""
    return (
        await Objection.select(Objection.agenda_item)
        .where(
            Objection.minutes == minutes.id,
            Objection.status == ObjectionStatus.ACCEPTED,
            Objection.told_at.is_null(),
        )
        .output(as_list=True)
    )


@dataclass(frozen=True)
class Settler:
    person_id: UUID
    name: str
    address: str
    seated: bool = True  # in the group; else of the office


async def settlers(actor: Actor, group: Group, day: date) -> list[Settler]:
    """Leading and minute-taker of that day; not who raises the objection.

    Where nobody else leads, the Koordination of the body is asked too.
    """
    own = actor.person_id
    rows = await Minutes.raw(
        SETTLERS, group.id, [*SETTLING], day, day, own, own, [*LEADING], group.body
    )
    return [Settler(row["id"], row["name"], row["address"], row["seated"]) for row in rows]


@dataclass(frozen=True)
class AddendumRow:
    id: UUID
    text: str
    person_name: str
    created_at: datetime

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "AddendumRow":
        created_at = _instant(row["created_at"])
        return cls(UUID(row["id"]), row["text"], row["person_name"], created_at)

    @property
    def dated_on(self) -> date:
        return clock.berlin(self.created_at).date()


@dataclass(frozen=True)
class Closing:
    """What pages of minutes show beside the text once they are sent."""

    objections: Mapping[UUID, Sequence[ObjectionRow]]  # by agenda item
    addenda: Sequence[AddendumRow]
    refusal: str  # why nobody may object now; empty while one may
    pdf_sha256: str = ""  # of the frozen file

    @property
    def may_object(self) -> bool:
        return not self.refusal

    @property
    def total(self) -> int:
        return sum(len(rows) for rows in self.objections.values())

    @property
    def open(self) -> int:
        return sum(row.is_open for rows in self.objections.values() for row in rows)


async def closing_of(minutes: Minutes | None, *, today: date) -> Closing:
    """For somebody who may read them, in one statement; nothing of a draft."""
    if minutes is None:
        return Closing({}, (), "Es gibt noch kein Protokoll.")
    refusal = refusal_of(minutes, today=today)
    if minutes.status == MinutesStatus.DRAFT:
        return Closing({}, (), refusal)
    row = (await Minutes.raw(CLOSING, minutes.id))[0]
    rows = [ObjectionRow.of(each) for each in json.loads(row["objections"])]
    addenda = [AddendumRow.of(each) for each in json.loads(row["addenda"])]
    approved = minutes.status == MinutesStatus.APPROVED
    return Closing(by_item(rows), addenda if approved else (), refusal, row["pdf_sha256"] or "")


def refusal_of(minutes: Minutes, *, today: date) -> str:
    try:
        rules.check_can_object(minutes, today=today)
    except RuleViolation as refusal:
        return str(refusal)
    return ""

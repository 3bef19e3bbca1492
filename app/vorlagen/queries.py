"""What the pages about Vorlagen show."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from piccolo.columns.combination import And
from piccolo.query import OrderByRaw
from piccolo.querystring import QueryString

from app.core.actor import Actor
from app.core.errors import NotFound, RuleViolation
from app.core.paging import PER_PAGE, pages_of
from app.core.words import Visibility
from app.groups.tables import COMMITTEES, Group
from app.people.tables import Body
from app.reading.paper import Paper
from app.vorlagen import access
from app.vorlagen.rules.committees import Committee
from app.vorlagen.rules.points import point_number
from app.vorlagen.tables import (
    Consultation,
    ConsultationResult,
    DecisionPoint,
    Vorlage,
    VorlageStatus,
)


@dataclass(frozen=True)
class VorlageHead:
    """One Vorlage or one row of the list."""

    id: UUID
    body_id: UUID
    body_name: str
    committee_id: UUID | None
    committee_name: str | None
    reference: str | None
    title: str
    paper_type: str
    visibility: Visibility
    dated_on: date | None
    lead_unit: str
    status: VorlageStatus
    version: int
    may_change: bool

    @property
    def label(self) -> str:
        """For crumbs and ways back: the number, else the beginning of the title."""
        if self.reference:
            return self.reference
        return self.title if len(self.title) <= 40 else f"{self.title[:40].rstrip()} …"

    @property
    def preline(self) -> str:
        kind = self.paper_type or "Vorlage"
        number = f" {self.reference}" if self.reference else ""
        return f"{kind}{number} · {self.visibility.label}"


@dataclass(frozen=True)
class Page:
    rows: tuple[VorlageHead, ...]
    number: int
    count: int

    @property
    def pages(self) -> int:
        return pages_of(self.count)


@dataclass(frozen=True)
class PointRow:
    """`depth` counts from 1; `number` is the marker as printed, else the position."""

    id: UUID
    position: int
    marker: str
    depth: int
    text: str

    @property
    def number(self) -> str:
        return point_number(self.marker, self.position)


@dataclass(frozen=True)
class ConsultationRow:
    id: UUID
    position: int
    committee_name: str
    committee_id: UUID | None
    role_raw: str
    role_code: str
    held_on: date | None
    agenda_number: str
    result_raw: str
    result_code: str

    @property
    def result(self) -> str:
        """As printed, else the word of the code."""
        if self.result_raw or not self.result_code:
            return self.result_raw
        return ConsultationResult(self.result_code).label


HEAD = (
    Vorlage.id,
    Vorlage.body.as_alias("body_id"),
    Vorlage.body.name.as_alias("body_name"),
    Vorlage.committee.as_alias("committee_id"),
    Vorlage.committee.name.as_alias("committee_name"),
    Vorlage.reference,
    Vorlage.title,
    Vorlage.paper_type,
    Vorlage.visibility,
    Vorlage.dated_on,
    Vorlage.lead_unit,
    Vorlage.status,
    Vorlage.version,
)
NEWEST_FIRST = OrderByRaw(
    '"vorlage"."dated_on" DESC NULLS LAST, "vorlage"."created_at" DESC, "vorlage"."id"'
)


def _head(actor: Actor, row: dict[str, Any]) -> VorlageHead:
    return VorlageHead(
        **{
            **row,
            "visibility": Visibility(row["visibility"]),
            "status": VorlageStatus(row["status"]),
            "may_change": row["body_id"] in actor.office_of,
        }
    )


async def vorlagen_page(actor: Actor, number: int) -> Page:
    """Newest first; a number beyond the end gives the last page."""
    allowed = access.readable_by(actor)
    count = await Vorlage.count().where(allowed)
    number = min(number, pages_of(count))
    rows = (
        await Vorlage.select(*HEAD)
        .where(allowed)
        .order_by(NEWEST_FIRST)
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )
    return Page(tuple(_head(actor, row) for row in rows), number, count)


async def vorlage_head(actor: Actor, vorlage_id: UUID) -> VorlageHead:
    """Raises NotFound for who may not read it."""
    row = (
        await Vorlage.select(*HEAD)
        .where(And(Vorlage.id == vorlage_id, access.readable_by(actor)))
        .first()
    )
    if row is None:
        raise NotFound
    return _head(actor, row)


async def paper_of(vorlage_id: UUID) -> Paper:
    """As confirmed; the caller has checked the right to read."""
    row = await Vorlage.select(Vorlage.paper).where(Vorlage.id == vorlage_id).first()
    if row is None:
        raise NotFound
    return cast("Paper", json.loads(row["paper"]))


async def decision_points_of(vorlage_id: UUID) -> list[PointRow]:
    """In the order of the paper; the caller has checked the right to read."""
    rows = (
        await DecisionPoint.select(
            DecisionPoint.id,
            DecisionPoint.position,
            DecisionPoint.marker,
            DecisionPoint.depth,
            DecisionPoint.text,
        )
        .where(DecisionPoint.vorlage == vorlage_id)
        .order_by(DecisionPoint.position)
    )
    return [PointRow(**row) for row in rows]


async def consultations_of(vorlage_id: UUID) -> list[ConsultationRow]:
    rows = (
        await Consultation.select(
            Consultation.id,
            Consultation.position,
            Consultation.committee_name,
            Consultation.committee.as_alias("committee_id"),
            Consultation.role_raw,
            Consultation.role_code,
            Consultation.held_on,
            Consultation.agenda_number,
            Consultation.result_raw,
            Consultation.result_code,
        )
        .where(Consultation.vorlage == vorlage_id)
        .order_by(Consultation.position)
    )
    return [ConsultationRow(**row) for row in rows]


async def consultation_of(vorlage_id: UUID, consultation_id: UUID) -> ConsultationRow:
    """Raises NotFound, also for a step of another Vorlage."""
    for row in await consultations_of(vorlage_id):
        if row.id == consultation_id:
            return row
    raise NotFound


async def committees_of(body_id: UUID) -> list[Committee]:
    rows = (
        await Group.select(Group.id, Group.name, Group.former_names)
        .where(Group.body == body_id, Group.kind.is_in([kind.value for kind in COMMITTEES]))
        .order_by(QueryString("din5007(name)"))
    )
    return [
        Committee(row["id"], row["name"], tuple(row["former_names"].splitlines())) for row in rows
    ]


async def offices_of(actor: Actor) -> dict[str, str]:
    """Id → name of the bodies whose Koordination the actor is."""
    if not actor.office_of:
        return {}
    rows = (
        await Body.select(Body.id, Body.name)
        .where(Body.id.is_in(list(actor.office_of)))
        .order_by(Body.name)
    )
    return {str(row["id"]): row["name"] for row in rows}


async def body_name(actor: Actor, bodies: Sequence[UUID] | None = None) -> str:
    """For the head of a page about no single body; empty for who works in several."""
    ids = list(bodies if bodies is not None else actor.bodies)
    if len(ids) != 1:
        return ""
    row = await Body.select(Body.name).where(Body.id == ids[0]).first()
    return row["name"] if row else ""


async def vorlage_with_number(body_id: UUID, reference: str) -> UUID | None:
    row = (
        await Vorlage.select(Vorlage.id)
        .where(Vorlage.body == body_id, Vorlage.reference == reference)
        .first()
    )
    return row["id"] if row else None


async def body_named(name: str) -> UUID:
    """Without a name the only one there is; raises RuleViolation that lists them."""
    rows = await Body.select(Body.id, Body.name).order_by(Body.name)
    found = [row["id"] for row in rows if name in {"", row["name"]}]
    if len(found) != 1:
        names = ", ".join(row["name"] for row in rows) or "keine"
        raise RuleViolation(f"Bitte nennen Sie die Körperschaft mit --body. Es gibt: {names}.")
    return UUID(str(found[0]))

"""One Vorlage: its head and its paper as confirmed."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from piccolo.columns.combination import And

from app.core.actor import Actor
from app.core.errors import Forbidden, existing
from app.core.words import Visibility
from app.reading.paper import Paper
from app.vorlagen import access
from app.vorlagen.tables import Vorlage, VorlageStatus


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
    source_note: str
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
    Vorlage.source_note,
)


def head_of(actor: Actor, row: dict[str, Any]) -> VorlageHead:
    return VorlageHead(
        **{
            **row,
            "visibility": Visibility(row["visibility"]),
            "status": VorlageStatus(row["status"]),
            "may_change": row["body_id"] in actor.office_of,
        }
    )


async def vorlage_head(actor: Actor, vorlage_id: UUID) -> VorlageHead:
    """Raises NotFound for who may not read it."""
    row = existing(
        await Vorlage.select(*HEAD)
        .where(And(Vorlage.id == vorlage_id, access.readable_by(actor)))
        .first()
    )
    return head_of(actor, row)


async def head_and_paper(actor: Actor, vorlage_id: UUID) -> tuple[VorlageHead, Paper]:
    """In one statement; raises NotFound for who may not read it."""
    row = existing(
        await Vorlage.select(*HEAD, Vorlage.paper)
        .where(And(Vorlage.id == vorlage_id, access.readable_by(actor)))
        .first()
    )
    paper = cast("Paper", json.loads(row.pop("paper")))
    return head_of(actor, row), paper


async def paper_of(vorlage_id: UUID) -> Paper:
    """As confirmed; the caller has checked the right to read."""
    row = existing(await Vorlage.select(Vorlage.paper).where(Vorlage.id == vorlage_id).first())
    return cast("Paper", json.loads(row["paper"]))


async def related_of(actor: Actor, body_id: UUID, numbers: list[str]) -> dict[str, UUID]:
    """Number → id of those papers of the body that exist and that the reader may open."""
    if not numbers:
        return {}
    rows = await Vorlage.select(Vorlage.id, Vorlage.reference).where(
        And(
            And(Vorlage.body == body_id, Vorlage.reference.is_in(numbers)),
            access.readable_by(actor),
        )
    )
    return {row["reference"]: row["id"] for row in rows}


async def vorlage_with_number(body_id: UUID, reference: str) -> UUID | None:
    row = (
        await Vorlage.select(Vorlage.id)
        .where(Vorlage.body == body_id, Vorlage.reference == reference)
        .first()
    )
    return row["id"] if row else None


async def head_to_change(actor: Actor, vorlage_id: UUID) -> VorlageHead:
    head = await vorlage_head(actor, vorlage_id)
    if not head.may_change:
        raise Forbidden
    return head

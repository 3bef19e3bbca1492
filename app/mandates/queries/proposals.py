from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import NotFound
from app.mandates import access, rules
from app.mandates.tables import MandateKind, MandateProposal, ProposalStatus
from app.vorlagen.rules.points import point_label

# Values: group, proposal, proposal (none: all of them). What waits comes first.
PROPOSALS = """
SELECT mp.id, mp.title, mp.kind, mp.reason, mp.person AS person_id, mp.person_name, mp.status, mp.answer,
  mp.decided_by_name, mp.decided_at, mp.mandate AS mandate_id, mp.created_at,
  mp.decision_point AS point_id, dp.marker, dp.position, dp.text, v.id AS vorlage_id, v.reference,
  v.title AS vorlage_title, v.body, v.committee, v.visibility
FROM mandate_proposal mp LEFT JOIN decision_point dp ON dp.id = mp.decision_point
LEFT JOIN vorlage v ON v.id = dp.vorlage
WHERE mp."group" = {} AND ({}::uuid IS NULL OR mp.id = {})
ORDER BY mp.status <> 'open', mp.created_at DESC, mp.id LIMIT 200
"""


@dataclass(frozen=True)
class ProposalRow:
    id: UUID
    title: str
    kind: MandateKind
    reason: str
    person_name: str
    own: bool
    created_at: datetime  # UTC
    status: ProposalStatus
    answer: str
    decided_by_name: str
    decided_at: datetime | None  # UTC
    mandate_id: UUID | None
    point_id: UUID | None
    point: tuple[str, str | None] | None  # label, address where the reader may open it

    @property
    def open(self) -> bool:
        return self.status == ProposalStatus.OPEN


async def proposals_of(actor: Actor, group_id: UUID) -> list[ProposalRow]:
    """Every member of the group sees all of them."""
    rows = await MandateProposal.raw(PROPOSALS, group_id, None, None)
    return [_row(actor, row) for row in rows]


async def proposal_of(actor: Actor, group_id: UUID, proposal_id: UUID) -> ProposalRow:
    """404 for a proposal to another group."""
    rows = await MandateProposal.raw(PROPOSALS, group_id, proposal_id, proposal_id)
    if not rows:
        raise NotFound
    return _row(actor, rows[0])


async def waiting_count(group_id: UUID) -> int:
    count: int = await MandateProposal.count().where(
        MandateProposal.group == group_id, MandateProposal.status == ProposalStatus.OPEN
    )
    return count


def _row(actor: Actor, row: dict[str, Any]) -> ProposalRow:
    told = {name: row[name] for name in ProposalRow.__dataclass_fields__ if name in row}
    return ProposalRow(
        **told | {"kind": MandateKind(row["kind"]), "status": ProposalStatus(row["status"])},
        own=row["person_id"] == actor.person_id,
        point=point_of(actor, row) if row["point_id"] else None,
    )


def point_of(actor: Actor, row: dict[str, Any]) -> tuple[str, str | None]:
    """row: with the columns of a decision point and its Vorlage as PROPOSALS has them."""
    if not access.may_open_vorlage(actor, row["body"], row["committee"], row["visibility"]):
        return "nichtöffentliche Vorlage", None
    point = point_label(row["marker"], row["position"])
    paper = rules.origin_label(row["reference"], row["vorlage_title"])
    return f"{point} der Vorlage {paper}", f"/vorlagen/{row['vorlage_id']}#punkt-{row['point_id']}"

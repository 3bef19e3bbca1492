"""What was removed before: who, when, why, where, how long; nobody kept the words."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.audit.tables import AuditEntry
from app.privacy.papers import PASSAGE_REMOVED
from app.redaction.rules.reasons import Reason


@dataclass(frozen=True)
class Stub:
    at: datetime
    by: str
    reason: Reason
    where: dict[str, int]
    length: int  # characters


async def stubs_of(minutes_id: UUID) -> list[Stub]:
    """The newest first."""
    rows = (
        await AuditEntry.select(AuditEntry.at, AuditEntry.actor_name, AuditEntry.details)
        .where(AuditEntry.action == PASSAGE_REMOVED, AuditEntry.subject_id == minutes_id)
        .order_by(AuditEntry.at, ascending=False)
    )
    return [_stub(row["at"], row["actor_name"], json.loads(row["details"])) for row in rows]


def _stub(at: datetime, by: str, told: dict[str, object]) -> Stub:
    where = told["where"]
    assert isinstance(where, dict)
    return Stub(at, by, Reason(str(told["reason"])), where, int(str(told["length"])))

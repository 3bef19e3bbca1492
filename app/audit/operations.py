import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from app.audit.tables import AuditEntry
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction

AT_A_TIME = 1000  # rows of one statement: PostgreSQL takes 32,767 values
# With the first five values of `entry`; body and subject follow, and FROM what a statement writes that
# tells of itself.
INSERT = """INSERT INTO audit_entry (at, actor_id, actor_name, action, details, body_id, subject_id)
SELECT {}::timestamptz, {}::uuid, {}::text, {}::text, {}::jsonb"""
RECORD = f"{INSERT}, {{}}::uuid, {{}}::uuid"


def entry(
    actor: Actor,
    action: str,
    subject_id: UUID | None = None,
    *,
    body_id: UUID | None = None,
    **details: Any,
) -> dict[str, Any]:
    """One past fact. Details hold codes, ids and numbers, never texts or addresses."""
    return {
        "at": clock.now(),
        "actor_id": actor.person_id if actor.person_id.int else None,
        "actor_name": actor.name,
        "action": action,
        "details": json.dumps(details, default=str),
        "body_id": body_id,
        "subject_id": subject_id,
    }


@inside_transaction
async def record(
    actor: Actor,
    action: str,
    subject_id: UUID | None = None,
    *,
    body_id: UUID | None = None,
    **details: Any,
) -> None:
    fact = entry(actor, action, subject_id, body_id=body_id, **details)
    await AuditEntry.raw(RECORD, *fact.values())


@inside_transaction
async def record_many(
    actor: Actor, action: str, subjects: Iterable[tuple[UUID, Mapping[str, Any]]], *, body_id: UUID
) -> None:
    """The same fact of many subjects at once, each with its details."""
    rows = [
        AuditEntry(**entry(actor, action, subject_id, body_id=body_id, **details))
        for subject_id, details in subjects
    ]
    for at in range(0, len(rows), AT_A_TIME):
        await AuditEntry.insert(*rows[at : at + AT_A_TIME])

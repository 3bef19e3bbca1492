import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.audit.tables import AuditEntry
from app.groups.queries.roster import MemberRow
from app.groups.rules import history
from app.groups.tables import Membership

SHOWN = 100  # of the changes, the latest first
CHANGES = f"""
SELECT at, actor_name, action, subject_id, details FROM audit_entry
WHERE subject_id = ANY({{}}::uuid[]) AND action LIKE 'membership.%'
ORDER BY at DESC, id LIMIT {SHOWN}
"""
NAMES = """
SELECT id, name FROM traeger WHERE id = ANY({}::uuid[])
UNION ALL SELECT id, quote FROM composition_rule WHERE id = ANY({}::uuid[])
UNION ALL SELECT m.id, concat_ws(' ', p.given_name, p.family_name)
  FROM membership m JOIN person p ON p.id = m.person WHERE m.id = ANY({}::uuid[])
UNION ALL SELECT id, concat_ws(' ', given_name, family_name) FROM person WHERE id = ANY({}::uuid[])
"""


@dataclass(frozen=True)
class Change:
    """Who did what to whose membership; `what`: one line a column."""

    at: datetime
    by: str
    name: str
    fact: str
    what: list[str]


async def changes_of(group_id: UUID, members: list[MemberRow]) -> list[Change]:
    """For the leading. members: all of the group; a membership struck out is told at the group."""
    whose = {member.membership_id: member.name for member in members}
    rows = await AuditEntry.raw(CHANGES, [group_id, *whose])
    told = [(row, json.loads(row["details"])) for row in rows]
    ids = sorted({each for _, details in told for each in history.ids_in(details)})
    names = await _names(ids) if ids else {}
    return [_change(row, details, whose, names) for row, details in told]


async def _names(ids: list[str]) -> dict[str, str]:
    return {str(row["id"]): row["name"] for row in await Membership.raw(NAMES, *[ids] * 4)}


def _change(
    row: dict[str, Any], details: dict[str, Any], whose: dict[UUID, str], names: dict[str, str]
) -> Change:
    person = names.get(details.get("person") or "", "jemand, der nicht mehr in der Liste steht")
    return Change(
        at=row["at"],
        by=row["actor_name"],
        name=whose.get(row["subject_id"], person),
        fact=history.FACTS.get(row["action"], "geändert"),
        what=history.in_words(details, names),
    )

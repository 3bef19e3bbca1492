from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.audit.tables import AuditEntry
from app.groups.tables import COMMITTEES, Group, GroupKind, GroupStatus

HEAD = """
SELECT g.id, g.name, g.kind, g.status, g.starts_on, g.ends_on, b.id AS body_id,
  b.name AS body_name, parent.id AS parent_id, parent.name AS parent_name,
  ARRAY(SELECT f.name FROM former_name f WHERE f."group" = g.id AND f.name <> g.name
    ORDER BY f.until DESC NULLS LAST, f.name) AS former_names
FROM steering_group g JOIN body b ON b.id = g.body
LEFT JOIN steering_group parent ON parent.id = g.parent
WHERE g.id = {}
"""


@dataclass(frozen=True)
class GroupHead:
    id: UUID
    name: str
    kind: GroupKind
    status: GroupStatus
    starts_on: date | None
    ends_on: date | None
    former_names: tuple[str, ...]  # newest first
    body_id: UUID
    body_name: str
    parent_id: UUID | None
    parent_name: str | None

    @property
    def is_committee(self) -> bool:
        return self.kind in COMMITTEES


async def group_head(group: Group) -> GroupHead:
    """For the head of every page about the group. Who may open the parent is another question."""
    row = (await Group.raw(HEAD, group.id))[0]
    words = {"kind": GroupKind(row["kind"]), "status": GroupStatus(row["status"])}
    former = tuple(dict.fromkeys(row["former_names"]))
    return GroupHead(**{**row, **words, "former_names": former})


async def last_change(group_id: UUID) -> tuple[str, datetime] | None:
    """Who changed the group's own columns last, and when."""
    row = (
        await AuditEntry.select(AuditEntry.actor_name, AuditEntry.at)
        .where(AuditEntry.subject_id == group_id, AuditEntry.action == "group.changed")
        .order_by(AuditEntry.at, ascending=False)
        .first()
    )
    return (row["actor_name"], row["at"]) if row else None

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from piccolo.query import OrderByRaw

from app.core.actor import Actor
from app.groups.access import readable_by
from app.groups.queries.roster import SEATED
from app.groups.rules.life import ENDED
from app.groups.tables import COMMITTEES, Group, GroupKind, GroupStatus, Membership

BY_NAME = OrderByRaw("din5007(name), name")
LIVING = (GroupStatus.PLANNED, GroupStatus.ACTIVE)


@dataclass(frozen=True)
class GroupRow:
    id: UUID
    name: str
    kind: GroupKind
    status: GroupStatus
    parent_name: str
    members: int

    @property
    def section(self) -> str:
        if self.status in ENDED:
            return "Beendete Gruppen"
        return "Ausschüsse" if self.kind in COMMITTEES else "Gruppen"


async def parent_choices(actor: Actor, body_id: UUID) -> dict[str, str]:
    """Groups and committees of the body that a new group may belong to: id → name."""
    rows = (
        await Group.select(Group.id, Group.name)
        .where(Group.body == body_id, Group.status.is_in(list(LIVING)), readable_by(actor))
        .order_by(BY_NAME)
    )
    return {str(row["id"]): row["name"] for row in rows}


async def readable_groups(actor: Actor, *, today: date) -> dict[str, list[GroupRow]]:
    """Section → groups by name; sections without any are left out."""
    rows = (
        await Group.select(
            Group.id, Group.name, Group.kind, Group.status, Group.parent.name.as_alias("parent")
        )
        .where(readable_by(actor))
        .order_by(OrderByRaw("din5007(steering_group.name), steering_group.name"))
    )
    counts = await _member_counts([row["id"] for row in rows], today)
    groups = [
        GroupRow(
            row["id"],
            row["name"],
            GroupKind(row["kind"]),
            GroupStatus(row["status"]),
            row["parent"] or "",
            counts[row["id"]],
        )
        for row in rows
    ]
    sections = ("Ausschüsse", "Gruppen", "Beendete Gruppen")
    by_section = {name: [row for row in groups if row.section == name] for name in sections}
    return {name: members for name, members in by_section.items() if members}


async def _member_counts(group_ids: list[UUID], today: date) -> Counter[UUID]:
    if not group_ids:
        return Counter()
    rows = await Membership.select(Membership.group).where(
        Membership.group.is_in(group_ids),
        Membership.standing.is_in(list(SEATED)),
        Membership.since <= today,
        (Membership.until.is_null()) | (Membership.until >= today),
    )
    return Counter(row["group"] for row in rows)

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from piccolo.query import OrderByRaw

from app.core.actor import Actor
from app.groups.access import readable_by
from app.groups.queries.roster import SEATED
from app.groups.rules.life import ENDED
from app.groups.rules.tree import in_order
from app.groups.tables import COMMITTEES, FormerName, Group, GroupKind, GroupStatus, Membership
from app.people.access import BY_NAME

LIVING = (GroupStatus.PLANNED, GroupStatus.ACTIVE)
BODY: Any = Group.body  # Piccolo types a joined table's columns as one column
SECTIONS = ("Ausschüsse und Gruppen", "Beendete Gruppen")


@dataclass(frozen=True)
class GroupRow:
    """former: names of the past in which the search found its words."""

    id: UUID
    name: str
    kind: GroupKind
    status: GroupStatus
    parent_id: UUID | None
    parent_name: str
    body_name: str
    members: int = 0
    depth: int = 0
    former: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        return SECTIONS[self.status in ENDED]


async def parent_choices(actor: Actor, body_id: UUID, child: Group | None = None) -> dict[str, str]:
    """Groups and committees of the body that a group may belong to: id → name.

    child: the group that asks; it may stay where it is, though that group is over.
    """
    rows = (
        await Group.select(Group.id, Group.name, Group.status)
        .where(Group.body == body_id, readable_by(actor))
        .order_by(BY_NAME)
    )
    kept, own = (child.parent, child.id) if child else (None, None)
    return {
        str(row["id"]): row["name"]
        for row in rows
        if row["id"] != own and (row["status"] in LIVING or row["id"] == kept)
    }


async def readable_groups(
    actor: Actor, *, today: date, words: str = ""
) -> dict[str, list[GroupRow]]:
    """Section → groups as a tree, committees first; sections without any are left out.

    words: only groups that have or had a name with them.
    """
    groups = await _groups(actor)
    if words:
        groups = await _called(groups, words)
    counts = await _member_counts([row.id for row in groups], today)
    sections = {}
    for name in SECTIONS:
        rows = {row.id: row for row in groups if row.section == name}
        order = in_order(list(rows), {row.id: row.parent_id for row in rows.values()})
        sections[name] = [
            replace(rows[each], depth=depth, members=counts[each]) for each, depth in order
        ]
    return {name: rows for name, rows in sections.items() if rows}


async def _groups(actor: Actor) -> list[GroupRow]:
    """Committees first, then by name."""
    rows = (
        await Group.select(
            Group.id, Group.name, Group.kind, Group.status, Group.parent.as_alias("parent_id"),
            Group.parent.name.as_alias("parent"), BODY.name.as_alias("body"),
        )
        .where(readable_by(actor))
        .order_by(OrderByRaw("din5007(steering_group.name), steering_group.name"))
    )  # fmt: skip
    groups = [
        GroupRow(
            row["id"], row["name"], GroupKind(row["kind"]), GroupStatus(row["status"]),
            row["parent_id"], row["parent"] or "", row["body"],
        )
        for row in rows
    ]  # fmt: skip
    return sorted(groups, key=lambda row: row.kind not in COMMITTEES)


async def _called(groups: list[GroupRow], words: str) -> list[GroupRow]:
    wanted = words.casefold()
    former = await FormerName.select(FormerName.group, FormerName.name).where(
        FormerName.name.ilike(f"%{_plain(words)}%")
    )
    found: dict[UUID, list[str]] = {}
    for row in former:
        found.setdefault(row["group"], []).append(row["name"])
    return [
        replace(row, former=tuple(dict.fromkeys(found.get(row.id, ()))))
        for row in groups
        if wanted in row.name.casefold() or row.id in found
    ]


def _plain(words: str) -> str:
    """Signs that LIKE reads as its own."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


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

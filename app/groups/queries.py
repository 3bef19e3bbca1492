"""Groups as others need them: choices, heads, who sits in them on a day, lists."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from piccolo.query import OrderByRaw

from app.audit.tables import AuditEntry
from app.core.actor import Actor
from app.groups.access import may_lead, readable_by
from app.groups.rules import ENDED, Parity, Period, SeatState, Sitting, parity, seat_states
from app.groups.tables import COMMITTEES, Group, GroupKind, GroupStatus, Membership, Role, Standing
from app.people.rules import full_name
from app.people.tables import Side

BY_NAME = OrderByRaw("din5007(name), name")
SEATED = (Standing.VOTING, Standing.ADVISORY)  # deputies and guests fill no seat
LIVING = (GroupStatus.PLANNED, GroupStatus.ACTIVE)

HEAD = """
SELECT g.id, g.name, g.kind, g.status, g.starts_on, g.ends_on, g.former_names, b.id AS body_id,
  b.name AS body_name, parent.id AS parent_id, parent.name AS parent_name
FROM steering_group g JOIN body b ON b.id = g.body
LEFT JOIN steering_group parent ON parent.id = g.parent
WHERE g.id = {}
"""
ROSTER = """
SELECT m.id, m.person, m.role, m.standing, m.seat, m.since, m.until, m.deputy_of,
  m.invite_by_default, p.title, p.given_name, p.family_name, p.email,
  coalesce(t.name, '') AS traeger, t.side
FROM membership m JOIN person p ON p.id = m.person LEFT JOIN traeger t ON t.id = m.traeger
WHERE m."group" = {}
ORDER BY din5007(p.family_name), din5007(p.given_name), m.since
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


@dataclass(frozen=True)
class MemberRow:
    """deputy_for, deputies: names of people of the same group."""

    membership_id: UUID
    person_id: UUID
    name: str
    email: str
    traeger: str
    side: Side | None
    role: Role
    standing: Standing
    seat: str
    invite_by_default: bool
    period: Period
    deputy_for: str = ""
    deputies: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChildRow:
    id: UUID
    name: str
    may_open: bool


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The group's page on one day."""

    head: GroupHead
    purpose: str
    children: list[ChildRow]
    members: list[MemberRow]
    coming: list[MemberRow]
    former: list[MemberRow]
    seats: list[SeatState]
    parity: Parity
    may_lead: bool
    is_office: bool
    may_open_parent: bool


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


async def group_head(group: Group) -> GroupHead:
    """For the head of every page about the group. Who may open the parent is another question."""
    row = (await Group.raw(HEAD, group.id))[0]
    words = {"kind": GroupKind(row["kind"]), "status": GroupStatus(row["status"])}
    former = tuple(row["former_names"].splitlines())
    return GroupHead(**{**row, **words, "former_names": former})


async def roster(group_id: UUID, on: date) -> list[MemberRow]:
    """Everybody who ever sat in the group: Leitung first, then by name; with the deputies of the day."""
    rows = await Membership.raw(ROSTER, group_id)
    names = {row["id"]: _name(row) for row in rows}
    members = [
        MemberRow(
            membership_id=row["id"],
            person_id=row["person"],
            name=names[row["id"]],
            email=row["email"],
            traeger=row["traeger"],
            side=Side(row["side"]) if row["side"] else None,
            role=Role(row["role"]),
            standing=Standing(row["standing"]),
            seat=row["seat"],
            invite_by_default=row["invite_by_default"],
            period=Period(row["since"], row["until"]),
            deputy_for=names.get(row["deputy_of"], ""),
            deputies=tuple(
                names[one["id"]]
                for one in rows
                if one["deputy_of"] == row["id"] and Period(one["since"], one["until"]).holds(on)
            ),
        )
        for row in rows
    ]
    order = list(Role)
    return sorted(members, key=lambda row: (row.standing == Standing.DEPUTY, order.index(row.role)))


def _name(row: dict[str, str]) -> str:
    return full_name(row["title"], row["given_name"], row["family_name"])


async def overview(actor: Actor, group: Group, on: date) -> Overview:
    head, members = await group_head(group), await roster(group.id, on)
    current = [member for member in members if member.period.holds(on)]
    sittings = [
        Sitting(member.seat, member.name, member.period)
        for member in members
        if member.standing in SEATED
    ]
    voting = [member.side for member in current if member.standing == Standing.VOTING]
    return Overview(
        head=head,
        purpose=group.purpose,
        children=await _children(actor, group),
        members=current,
        coming=[member for member in members if member.period.since > on],
        former=[m for m in members if m.period.until is not None and m.period.until < on],
        seats=seat_states(group.seat_rules, sittings, on),
        parity=parity(voting),
        may_lead=may_lead(actor, group),
        is_office=group.body in actor.office_of,
        may_open_parent=group.parent in actor.member_of or group.body in actor.office_of,
    )


async def _children(actor: Actor, group: Group) -> list[ChildRow]:
    rows = (
        await Group.select(Group.id, Group.name).where(Group.parent == group.id).order_by(BY_NAME)
    )
    office = group.body in actor.office_of
    return [
        ChildRow(row["id"], row["name"], office or row["id"] in actor.member_of) for row in rows
    ]


def deputy_choices(members: list[MemberRow], on: date, own: UUID | None) -> dict[str, str]:
    """Whom a member of the group may stand in for: membership id → name."""
    return {
        str(member.membership_id): member.name
        for member in members
        if member.period.holds(on)
        and member.membership_id != own
        and member.standing != Standing.DEPUTY
    }


async def last_change(group_id: UUID) -> tuple[str, datetime] | None:
    """Who changed the group's own columns last, and when."""
    row = (
        await AuditEntry.select(AuditEntry.actor_name, AuditEntry.at)
        .where(AuditEntry.subject_id == group_id, AuditEntry.action == "group.changed")
        .order_by(AuditEntry.at, ascending=False)
        .first()
    )
    return (row["actor_name"], row["at"]) if row else None


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

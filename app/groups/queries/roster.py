from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.groups.access import insight_of
from app.groups.rules import memberships
from app.groups.rules.periods import Period
from app.groups.tables import Group, Insight, Membership, Role, Standing
from app.people.rules import full_name
from app.people.tables import Side

SEATED = memberships.SEATED
MEMBERS = """
SELECT m.id, m.person, m.role, m.standing, m.seat, m.since, m.until, m.deputy_of, m.rule,
  m.invite_by_default, p.title, p.given_name, p.family_name, p.email,
  coalesce(t.name, '') AS traeger, m.traeger AS traeger_id, t.side, coalesce(r.quote, '') AS quote,
  coalesce(concat_ws(' ', nullif(dp.title, ''), dp.given_name, dp.family_name), '') AS deputy_for,
  din5007(p.family_name) AS family, din5007(p.given_name) AS given
FROM membership m JOIN person p ON p.id = m.person LEFT JOIN traeger t ON t.id = m.traeger
LEFT JOIN composition_rule r ON r.id = m.rule
LEFT JOIN membership d ON d.id = m.deputy_of LEFT JOIN person dp ON dp.id = d.person
WHERE m."group" = {}
"""
ROSTER = f"{MEMBERS} ORDER BY family, given, m.since, m.id"
# One row at least, so that the numbers come along even where nobody sits there.
LISTED = f"""
SELECT numbers.*, now.* FROM (
  SELECT count(*) FILTER (WHERE since > {{}}) AS coming, count(*) FILTER (WHERE until < {{}}) AS former
  FROM membership WHERE "group" = {{}}
) numbers LEFT JOIN ({MEMBERS} AND m.since <= {{}} AND (m.until IS NULL OR m.until >= {{}})) now ON true
ORDER BY family, given, since, id
"""


@dataclass(frozen=True)
class MemberRow:
    """deputy_for, deputies: names of people of the same group. quote: of the seat's rule."""

    membership_id: UUID
    person_id: UUID
    name: str
    email: str
    traeger: str
    traeger_id: UUID | None
    side: Side | None
    role: Role
    standing: Standing
    rule: UUID | None
    quote: str
    seat: str
    invite_by_default: bool
    period: Period
    deputy_of: UUID | None = None
    deputy_for: str = ""
    deputies: tuple[str, ...] = ()

    @property
    def seat_words(self) -> str:
        return memberships.shorter(self.quote or self.seat)

    @property
    def sitter(self) -> memberships.Sitter:
        return memberships.Sitter(
            id=self.membership_id, person=self.person_id, name=self.name, role=self.role,
            standing=self.standing, period=self.period, rule=self.rule, deputy_of=self.deputy_of,
        )  # fmt: skip


async def roster(group_id: UUID, on: date) -> list[MemberRow]:
    """Everybody who ever sat in the group, with addresses: pass it to `seen_by` before it is shown.

    Leitung first, then by name; with the deputies of the day.
    """
    return _ordered(await Membership.raw(ROSTER, group_id), on)


@dataclass(frozen=True)
class Listed:
    """Who sits in the group on a day, as far as the reader may see; how many came or went."""

    members: list[MemberRow]
    coming: int
    former: int
    hidden: bool


async def listed(actor: Actor, group: Group, on: date) -> Listed:
    """For the group's page: one statement, however long the group's history."""
    rows = await Membership.raw(LISTED, on, on, group.id, group.id, on, on)
    members = _ordered((row for row in rows if row["id"]), on)
    return Listed(
        members=seen_by(actor, group, members, on),
        coming=rows[0]["coming"],
        former=rows[0]["former"],
        hidden=insight_of(actor, group) == Insight.LEADING,
    )


def seen_by(actor: Actor, group: Group, members: list[MemberRow], on: date) -> list[MemberRow]:
    """The one filter for lists of members: by the group's rule (Insight), for the leading all.

    Members never see the address of somebody who has left.
    """
    insight = insight_of(actor, group)
    if insight == Insight.LEADING:
        return []
    return [
        member
        if insight is None or (insight == Insight.ADDRESSES and member.period.holds(on))
        else replace(member, email="")
        for member in members
    ]


def _ordered(rows: Iterable[dict[str, Any]], on: date) -> list[MemberRow]:
    members = [_member(row) for row in rows]
    deputies: dict[UUID, list[str]] = {}
    for member in members:
        if member.deputy_of and member.period.holds(on):
            deputies.setdefault(member.deputy_of, []).append(member.name)
    order = list(Role)
    members.sort(key=lambda row: (row.standing == Standing.DEPUTY, order.index(row.role)))
    return [
        replace(one, deputies=tuple(deputies[one.membership_id]))
        if one.membership_id in deputies
        else one
        for one in members
    ]


def _member(row: dict[str, Any]) -> MemberRow:
    return MemberRow(
        membership_id=row["id"],
        person_id=row["person"],
        name=full_name(row["title"], row["given_name"], row["family_name"]),
        email=row["email"],
        traeger=row["traeger"],
        traeger_id=row["traeger_id"],
        side=Side(row["side"]) if row["side"] else None,
        role=Role(row["role"]),
        standing=Standing(row["standing"]),
        rule=row["rule"],
        quote=row["quote"],
        seat=row["seat"],
        invite_by_default=row["invite_by_default"],
        period=Period(row["since"], row["until"]),
        deputy_of=row["deputy_of"],
        deputy_for=row["deputy_for"],
    )


def deputy_choices(
    members: list[MemberRow], on: date, own: UUID | None, chosen: UUID | None = None
) -> dict[str, str]:
    """Whom a member of the group may stand in for, now or later: membership id → name.

    chosen: stays in the list, also after the person has left.
    """
    return {
        str(member.membership_id): member.name
        for member in members
        if member.membership_id != own
        and (
            member.membership_id == chosen
            or (not member.sitter.stands_in and not member.period.is_over(on))
        )
    }

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.groups.rules.periods import Period
from app.groups.tables import Membership, Role, Standing
from app.people.rules import full_name
from app.people.tables import Side

SEATED = (Standing.VOTING, Standing.ADVISORY)  # deputies and guests fill no seat
ROSTER = """
SELECT m.id, m.person, m.role, m.standing, m.seat, m.since, m.until, m.deputy_of,
  m.invite_by_default, p.title, p.given_name, p.family_name, p.email,
  coalesce(t.name, '') AS traeger, t.side
FROM membership m JOIN person p ON p.id = m.person LEFT JOIN traeger t ON t.id = m.traeger
WHERE m."group" = {}
ORDER BY din5007(p.family_name), din5007(p.given_name), m.since
"""


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


def deputy_choices(members: list[MemberRow], on: date, own: UUID | None) -> dict[str, str]:
    """Whom a member of the group may stand in for: membership id → name."""
    return {
        str(member.membership_id): member.name
        for member in members
        if member.period.holds(on)
        and member.membership_id != own
        and member.standing != Standing.DEPUTY
    }

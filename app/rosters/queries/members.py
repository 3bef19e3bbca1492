"""Who sits in a group on a day, as far as the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import Forbidden
from app.groups import access
from app.groups.tables import Group, Insight, Membership, Role, Standing
from app.people.rules import full_name

MEMBERS = """
SELECT p.id, p.title, p.given_name, p.family_name, p.email, p.phone, m.role, m.standing, m.seat,
  m.since, m.until, coalesce(t.name, '') AS traeger, coalesce(r.quote, '') AS rule,
  coalesce((SELECT string_agg(DISTINCT a.function, ', ') FROM affiliation a
    WHERE a.person = p.id AND a.traeger = m.traeger AND a.function <> ''
      AND (a.until IS NULL OR a.until >= {})), '') AS function,
  coalesce((SELECT concat_ws(' ', o.title, o.given_name, o.family_name)
    FROM membership d JOIN person o ON o.id = d.person WHERE d.id = m.deputy_of), '') AS deputy_of
FROM membership m JOIN person p ON p.id = m.person
LEFT JOIN traeger t ON t.id = m.traeger LEFT JOIN composition_rule r ON r.id = m.rule
WHERE m."group" = {} AND m.since <= {} AND (m.until IS NULL OR m.until >= {})
ORDER BY din5007(p.family_name), din5007(p.given_name), p.id
"""
HIDDEN = "Die Mitgliederliste dieser Gruppe sehen nur ihre Leitung und die Koordination."


@dataclass(frozen=True)
class Listed:
    """Address and phone are empty where the reader may not see them."""

    person_id: UUID
    title: str
    given: str
    family: str
    email: str
    phone: str
    traeger: str
    function: str
    role: Role
    standing: Standing
    seat: str
    deputy_of: str
    since: date
    until: date | None

    @property
    def name(self) -> str:
        return full_name(self.title, self.given, self.family)

    @property
    def turned_name(self) -> str:
        """As in lists: Cordes, Dr. Carla."""
        return f"{self.family}, {full_name(self.title, self.given, '')}"


def may_see(actor: Actor, group: Group) -> Insight | None:
    """None: all but phones, which are the office's. Raises Forbidden where members do not see each other."""
    if access.may_lead(actor, group):
        return None
    if group.insight == Insight.LEADING:
        raise Forbidden(HIDDEN)
    return Insight(group.insight)


async def listed(actor: Actor, group: Group, on: date) -> list[Listed]:
    """By family name. The caller has loaded the group by right; raises Forbidden."""
    insight = may_see(actor, group)
    rows = await Membership.raw(MEMBERS, on, group.id, on, on)
    is_office = group.body in actor.office_of
    return [_listed(row if is_office else {**row, "phone": ""}, insight) for row in rows]


def _listed(row: dict[str, object], insight: Insight | None) -> Listed:
    values = {**row, "seat": row["seat"] or row["rule"]}
    if insight is not None:
        values["phone"] = values["function"] = ""
        values["email"] = row["email"] if insight == Insight.ADDRESSES else ""
    words = {"role": Role(str(row["role"])), "standing": Standing(str(row["standing"]))}
    renamed = {"person_id": row["id"], "given": row["given_name"], "family": row["family_name"]}
    known = values | words | renamed
    return Listed(**{name: known[name] for name in Listed.__dataclass_fields__})  # type: ignore[arg-type]


def each_once(members: Iterable[Listed]) -> list[Listed]:
    """Of who sits there twice, as for two Träger, the first seat."""
    return list({member.person_id: member for member in reversed(list(members))}.values())[::-1]

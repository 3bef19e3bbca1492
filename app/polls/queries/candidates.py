"""Who may be asked, and when they are busy."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.groups.rules.seats import seat_words
from app.groups.tables import Group, Membership, Role, Standing
from app.people.queries.names import NAME
from app.people.tables import Person
from app.polls.rules.slots import Slot

BY_NAME = "din5007(p.family_name), din5007(p.given_name), p.id"
MEMBERS = f"""
SELECT DISTINCT ON ({BY_NAME}) p.id AS person_id, {NAME} AS name, coalesce(t.name, '') AS traeger,
  m.role, m.standing, m.invite_by_default AS preselected
FROM membership m JOIN person p ON p.id = m.person LEFT JOIN traeger t ON t.id = m.traeger
WHERE m."group" = {{}} AND (m.until IS NULL OR m.until >= {{}})
  AND NOT p.blocked AND p.erased_at IS NULL
ORDER BY {BY_NAME}, m.invite_by_default DESC, m.since
"""
OTHERS = f"""
SELECT p.id AS person_id, {NAME} AS name, coalesce((SELECT t.name FROM affiliation a
    JOIN traeger t ON t.id = a.traeger WHERE a.person = p.id ORDER BY a.since DESC NULLS LAST LIMIT 1), '')
  AS traeger
FROM person p
WHERE p.body = {{}} AND NOT p.blocked AND p.erased_at IS NULL
  AND NOT EXISTS (SELECT FROM membership m WHERE m.person = p.id AND m."group" = {{}})
ORDER BY {BY_NAME}
"""
# Had a seat that is over; {}: the group, then today.
HAS_LEFT = """coalesce((SELECT NOT bool_or(m.until IS NULL OR m.until >= today.day)
  FROM membership m, (SELECT {}::uuid AS id, {}::date AS day) today
  WHERE m.person = p.id AND m."group" = today.id), false)"""
# What a member of the group is invited to or sits in anyway, in whatever group; not what was declined.
BUSY = """
WITH asked AS (
  SELECT DISTINCT m.person FROM membership m
  WHERE m."group" = {} AND m.standing = ANY({}) AND (m.until IS NULL OR m.until >= {})
), seat AS (
  SELECT s."group", s.person, s.since, s.until FROM membership s JOIN asked USING (person)
  WHERE s.standing = 'voting' OR s.role <> 'mitglied'
)
SELECT DISTINCT mt.starts_at, mt.ends_at FROM meeting mt
WHERE mt.ends_at > {} AND mt.starts_at < {} AND mt.status <> 'cancelled' AND (
  EXISTS (SELECT FROM invitation i JOIN asked USING (person) WHERE i.meeting = mt.id
    AND i.revoked_at IS NULL AND i.answer <> 'declined')
  OR EXISTS (SELECT FROM seat s WHERE s."group" = mt."group"
    AND s.since <= (mt.starts_at AT TIME ZONE mt.zone)::date
    AND (s.until IS NULL OR s.until >= (mt.starts_at AT TIME ZONE mt.zone)::date)
    AND NOT EXISTS (SELECT FROM invitation i WHERE i.meeting = mt.id AND i.person = s.person)))
ORDER BY mt.starts_at
"""
BUSY_STANDINGS = [Standing.VOTING.value, Standing.ADVISORY.value]


@dataclass(frozen=True)
class Candidate:
    person_id: UUID
    name: str
    traeger: str
    role: Role
    standing: Standing
    preselected: bool

    @property
    def note(self) -> str:
        return seat_words(self.traeger, self.role, self.standing)

    @property
    def chairs(self) -> bool:
        return self.role == Role.LEITUNG and self.standing != Standing.DEPUTY


async def members_to_ask(group: Group, today: date) -> list[Candidate]:
    """Members, guests and deputies of today and those whose seat is still to begin, by name."""
    return [_candidate(row) for row in await Membership.raw(MEMBERS, group.id, today)]


async def others_to_ask(group: Group) -> list[Candidate]:
    """Everybody of the body who never had a seat here; a standing of guest."""
    rows = await Person.raw(OTHERS, group.body, group.id)
    return [
        Candidate(
            row["person_id"], row["name"], row["traeger"], Role.MITGLIED, Standing.GUEST, False
        )
        for row in rows
    ]


def _candidate(row: dict[str, object]) -> Candidate:
    values: dict[str, object] = {
        **row, "role": Role(str(row["role"])), "standing": Standing(str(row["standing"])),
    }  # fmt: skip
    return Candidate(**values)  # type: ignore[arg-type]


async def busy_times(group: Group, during: Slot, today: date) -> list[Slot]:
    """Meetings of all groups in that span that a member of this group goes to."""
    rows = await Membership.raw(
        BUSY, group.id, BUSY_STANDINGS, today, during.starts_at, during.ends_at
    )
    return [Slot(row["starts_at"], row["ends_at"]) for row in rows]

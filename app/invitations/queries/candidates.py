from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.core import clock
from app.groups.rules.seats import seat_words
from app.groups.tables import Group, Role, Standing
from app.invitations.tables import Invitation
from app.meetings.tables import Meeting
from app.people.queries.names import BY_NAME, NAME

# Whom the worker is about to invite.
WANTED = """
SELECT jsonb_array_elements_text(o.pieces)::uuid FROM invitation_order o WHERE o.position = -2 AND"""
CANDIDATES = f"""
SELECT DISTINCT ON ({BY_NAME}, p.id) p.id AS person_id, {NAME} AS name, p.email AS address,
  coalesce(t.name, '') AS traeger, m.role, m.standing, m.since,
  m.invite_by_default AS preselected,
  EXISTS (SELECT FROM invitation i WHERE i.meeting = {{}} AND i.person = p.id
    AND i.revoked_at IS NULL) OR p.id IN ({WANTED} o.meeting = {{}}) AS invited
FROM membership m JOIN person p ON p.id = m.person LEFT JOIN traeger t ON t.id = m.traeger
WHERE m."group" = {{}} AND m.since <= {{}} AND (m.until IS NULL OR m.until >= {{}})
  AND NOT p.blocked
ORDER BY {BY_NAME}, p.id, m.invite_by_default DESC, m.since
"""


SERIES_CANDIDATES = f"""
SELECT DISTINCT ON ({BY_NAME}, p.id) p.id AS person_id, {NAME} AS name, p.email AS address,
  coalesce(t.name, '') AS traeger, m.role, m.standing, m.since,
  m.invite_by_default AS preselected,
  EXISTS (SELECT FROM series_invitation i WHERE i.series = {{}} AND i.person = p.id
    AND i.revoked_at IS NULL) OR p.id IN ({WANTED} o.series = {{}}) AS invited
FROM membership m JOIN person p ON p.id = m.person LEFT JOIN traeger t ON t.id = m.traeger
WHERE m."group" = {{}} AND m.since <= {{}} AND (m.until IS NULL OR m.until >= {{}})
  AND NOT p.blocked
ORDER BY {BY_NAME}, p.id, m.invite_by_default DESC, m.since
"""
# Whoever it is: who has no seat on that day comes as a guest.
PERSONS = f"""
SELECT p.id AS person_id, {NAME} AS name, p.email AS address, coalesce(t.name, '') AS traeger,
  coalesce(m.role, 'mitglied') AS role, coalesce(m.standing, 'guest') AS standing,
  coalesce(m.since, {{}}::date) AS since, true AS preselected,
  EXISTS (SELECT FROM invitation i WHERE i.meeting = {{}} AND i.person = p.id
    AND i.revoked_at IS NULL) AS invited
FROM person p
LEFT JOIN LATERAL (SELECT m.role, m.standing, m.since, m.traeger FROM membership m
  WHERE m."group" = {{}} AND m.person = p.id AND m.since <= {{}}
    AND (m.until IS NULL OR m.until >= {{}})
  ORDER BY m.invite_by_default DESC, m.since LIMIT 1) m ON true
LEFT JOIN traeger t ON t.id = m.traeger
WHERE p.id = ANY({{}}::uuid[]) AND NOT p.blocked
ORDER BY {BY_NAME}, p.id
"""


@dataclass(frozen=True)
class Candidate:
    """Somebody who belongs to the group on the day of the meeting."""

    person_id: UUID
    name: str
    address: str
    traeger: str
    role: Role
    standing: Standing
    since: date
    preselected: bool
    invited: bool

    @property
    def note(self) -> str:
        return seat_words(self.traeger, self.role, self.standing)

    @property
    def optional(self) -> bool:
        return self.standing in {Standing.GUEST, Standing.DEPUTY}


async def candidates(meeting: Meeting, group: Group) -> list[Candidate]:
    """Members, guests and deputies of that day by name, the invited among them marked."""
    day = clock.berlin(meeting.starts_at).date()
    rows = await Invitation.raw(CANDIDATES, meeting.id, meeting.id, group.id, day, day)
    return [_candidate(row) for row in rows]


async def series_candidates(
    series_id: UUID, group: Group, coming: Sequence[Meeting]
) -> list[Candidate]:
    """Who belongs to the group on a day of the meetings that are still to come."""
    days = [clock.berlin(meeting.starts_at).date() for meeting in coming]
    values = (series_id, series_id, group.id, max(days), min(days))
    rows = await Invitation.raw(SERIES_CANDIDATES, *values)
    return [_candidate(row) for row in rows]


async def persons(meeting: Meeting, people: Collection[UUID]) -> list[Candidate]:
    """These people by name, members or not; who is shut out is left out."""
    day = clock.berlin(meeting.starts_at).date()
    values = (day, meeting.id, meeting.group, day, day, list(people))
    return [_candidate(row) for row in await Invitation.raw(PERSONS, *values)]


def _candidate(row: dict[str, Any]) -> Candidate:
    return Candidate(**{**row, "role": Role(row["role"]), "standing": Standing(row["standing"])})

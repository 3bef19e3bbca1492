"""The Anwesenheitsliste in German words, as templates/rosters/anwesenheitsliste.typ sets it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.clock import berlin
from app.groups.tables import Group, Role, Standing
from app.invitations.tables import Invitation
from app.meetings.rules import where_of
from app.meetings.tables import Meeting, MeetingStatus
from app.people.rules import full_name
from app.people.tables import Body
from app.rosters.queries.members import Listed, each_once, listed
from app.web.filters import datum, tag, von_bis

SPARE = 4  # empty lines for who was not expected
GUESTS = """
SELECT p.id, p.title, p.given_name, p.family_name,
  coalesce((SELECT string_agg(DISTINCT t.name, ', ') FROM affiliation a
    JOIN traeger t ON t.id = a.traeger
    WHERE a.person = p.id AND (a.until IS NULL OR a.until >= {})), '') AS traeger
FROM invitation i JOIN person p ON p.id = i.person
WHERE i.meeting = {} AND i.revoked_at IS NULL
ORDER BY din5007(p.family_name), din5007(p.given_name), p.id
"""


@dataclass(frozen=True)
class Choice:
    """A meeting for which a list can be printed."""

    id: UUID
    label: str


async def sheet_of_day(actor: Actor, group: Group, day: date) -> dict[str, Any]:
    members = each_once(await listed(actor, group, day))
    facts = [["Datum", tag(day)]]
    return await _sheet(group, day, facts, [_line(member) for member in members])


async def sheet_of_meeting(actor: Actor, meeting: Meeting, group: Group) -> dict[str, Any]:
    """Members of the day, then who else is invited."""
    day = berlin(meeting.starts_at).date()
    members = each_once(await listed(actor, group, day))
    known = {member.person_id for member in members}
    invited = await Invitation.raw(GUESTS, day, meeting.id)
    guests = [_guest(row) for row in invited if row["id"] not in known]
    facts = [
        ["Sitzung", meeting.title],
        ["Datum", tag(day)],
        ["Zeit", von_bis(meeting.starts_at, meeting.ends_at)],
        ["Ort", where_of(meeting) or "nicht angegeben"],
    ]
    return await _sheet(group, day, facts, [*(_line(member) for member in members), *guests])


async def _sheet(
    group: Group, day: date, facts: list[list[str]], lines: list[list[str]]
) -> dict[str, Any]:
    """Only strings and lists of strings: typst shows them and interprets nothing."""
    body = await Body.select(Body.name).where(Body.id == group.body).first()
    numbered = [[str(at), *line] for at, line in enumerate(lines, 1)]
    return {
        "title": f"Anwesenheitsliste: {group.name}, {datum(day)}",
        "short": f"Anwesenheitsliste {group.name}, {datum(day)}",
        "body": body["name"] if body else "",
        "group": group.name,
        "facts": facts,
        "rows": numbered,
        "spare": SPARE,
    }


def _line(member: Listed) -> list[str]:
    """Name, what is special about the person here, Träger."""
    notes = [member.role.label] if member.role != Role.MITGLIED else []
    if member.deputy_of:
        notes.append(f"Vertretung für {member.deputy_of}")
    elif member.standing != Standing.VOTING:
        notes.append(member.standing.label)
    return [member.turned_name, ", ".join(notes), member.traeger]


def _guest(row: dict[str, str]) -> list[str]:
    name = f"{row['family_name']}, {full_name(row['title'], row['given_name'], '')}"
    return [name, "Gast", row["traeger"]]


async def coming_meetings(group_id: UUID, today: date) -> list[Choice]:
    rows = (
        await Meeting.select(Meeting.id, Meeting.title, Meeting.starts_at, Meeting.status)
        .where(Meeting.group == group_id, Meeting.status != MeetingStatus.CANCELLED)
        .order_by(Meeting.starts_at)
    )
    return [
        Choice(row["id"], f"{row['title']}, {datum(row['starts_at'])}")
        for row in rows
        if berlin(row["starts_at"]).date() >= today
    ]

"""Until when members propose items, and what of an earlier meeting is unfinished; no database."""

import re
from datetime import date, datetime, time, timedelta

from app.agenda.tables import AgendaProposal, ProposalStatus
from app.core import clock
from app.core.errors import RuleViolation
from app.groups.tables import Group
from app.meetings.rules import COMING
from app.meetings.tables import Meeting

END_OF_DAY = time(23, 59, 59)
PUT_OFF = re.compile(
    r"\bvertagt\b|\bzurückgestellt\b|\bnicht behandelt\b|\b(nächsten|kommenden|folgenden) sitzung\b",
    re.IGNORECASE,
)
APPROVAL = re.compile(r"genehmigung\b.*(protokoll|niederschrift)", re.IGNORECASE)
LONGEST_TITLE = 300


def last_day_to_propose(proposal_days: int, held_on: date) -> date:
    """Inclusive."""
    return held_on - timedelta(days=proposal_days)


def proposals_until(group: Group, meeting: Meeting) -> datetime | None:
    """UTC; None where members propose nothing. Never later than the meeting's begin."""
    if group.proposal_days is None:
        return None
    day = last_day_to_propose(group.proposal_days, clock.berlin(meeting.starts_at).date())
    starts_at: datetime = meeting.starts_at
    return min(clock.from_wall_clock(day, END_OF_DAY), starts_at)


def may_propose(group: Group, meeting: Meeting, now: datetime) -> bool:
    until = proposals_until(group, meeting)
    return meeting.status in COMING and until is not None and now <= until


def check_may_propose(group: Group, meeting: Meeting, now: datetime) -> None:
    if group.proposal_days is None:
        raise RuleViolation("In dieser Gruppe stellt die Leitung die Tagesordnung auf.")
    if not may_propose(group, meeting, now):
        raise RuleViolation("Die Frist für Vorschläge zu dieser Sitzung ist vorbei.")


def check_undecided(proposal: AgendaProposal) -> None:
    if proposal.status != ProposalStatus.OPEN:
        word = ProposalStatus(proposal.status).label
        raise RuleViolation(f"Der Vorschlag ist schon {word}.")


def why_unfinished(text: str, *, settled: bool) -> str:
    """text: of the minutes; settled: a decision or task came of it. "" for what is finished."""
    if PUT_OFF.search(text):
        return "laut Protokoll verschoben"
    return "" if text.strip() or settled else "im Protokoll steht nichts"


def approval_title(held_on: date) -> str:
    return f"Genehmigung des Protokolls vom {held_on:%d.%m.%Y}"


def waits_for_minutes(title: str, wanted: str) -> bool:
    """It approves these minutes, or says no day: "Genehmigung des letzten Protokolls"."""
    return title == wanted or bool(APPROVAL.match(title) and not any(c.isdigit() for c in title))


def title_again(title: str, parent: str | None) -> str:
    """A sub-item stands alone in the next meeting, with the words of the item above it."""
    return (f"{parent}: {title}" if parent else title)[:LONGEST_TITLE]

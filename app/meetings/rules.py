"""Titles, agendas and times; no database, and what time it is comes from outside."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from uuid import UUID, uuid4

from app.core import clock
from app.core.errors import RuleViolation
from app.ical.values import Event
from app.meetings.tables import Meeting, MeetingStatus

MIDNIGHT = time(0)
DAY = 24 * 60  # minutes
LONGEST_NIGHT = 12 * 60  # minutes of a meeting over midnight; more is a slip of the pen
# How a line of an agenda begins that belongs below the one above.
SUB_ITEM = re.compile(r"[-–•]\s+")
COMING = (MeetingStatus.PLANNED, MeetingStatus.INVITED)
USUAL_AGENDA = (
    "Begrüßung und Beschlussfähigkeit",
    "Offene Aufgaben",
    "Stand der Aufträge",
    "Verschiedenes und nächster Termin",
)


def proposed_title(meetings_before: int) -> str:
    """As the groups number them: 5. Sitzung."""
    return f"{meetings_before + 1}. Sitzung"


def proposed_agenda(template: str, previous_on: date | None) -> list[str]:
    """The group's own list, or the usual one; after its first item the last minutes' approval."""
    lines = lines_of(template) or list(USUAL_AGENDA)
    if previous_on is None or any("protokoll" in line.lower() for line in lines):
        return lines
    behind = next((n for n, line in enumerate(lines) if n and not SUB_ITEM.match(line)), len(lines))
    approval = f"Genehmigung des Protokolls vom {previous_on:%d.%m.%Y}"
    return [*lines[:behind], approval, *lines[behind:]]


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def check_can_be_changed(meeting: Meeting) -> None:
    if meeting.status == MeetingStatus.CANCELLED:
        raise RuleViolation("Die Sitzung ist abgesagt und lässt sich nicht mehr ändern.")
    if meeting.status == MeetingStatus.HELD:
        raise RuleViolation("Die Sitzung ist beendet und lässt sich nicht mehr ändern.")


def is_near(starts_at: datetime, now: datetime) -> bool:
    """Twelve hours before it, the button to begin appears."""
    return starts_at - now < timedelta(hours=12)


def check_can_begin(meeting: Meeting) -> None:
    if meeting.status not in COMING:
        word = MeetingStatus(meeting.status).label
        raise RuleViolation(f"Beginnen kann nur eine geplante Sitzung; diese ist {word}.")


def check_can_end(meeting: Meeting) -> None:
    if meeting.status != MeetingStatus.RUNNING:
        raise RuleViolation("Beenden lässt sich nur eine laufende Sitzung.")


def check_can_be_cancelled(meeting: Meeting) -> None:
    if meeting.status not in COMING:
        word = MeetingStatus(meeting.status).label
        raise RuleViolation(f"Absagen lässt sich nur eine geplante Sitzung; diese ist {word}.")


def new_uid(domain: str) -> str:
    """ASCII, at most 70 characters, tells nothing (RFC 7986 §5.3)."""
    return f"{uuid4()}@{domain}"[:70]


def check_order(begins: time, ends: time) -> None:
    """By wall clock; an end that is not later is on the next day, 00:00 always the midnight after.

    ValueError with a German sentence for what would last a whole day or nearly.
    """
    if ends > begins or (ends == MIDNIGHT != begins):
        return
    if begins == ends or _minutes(ends) + DAY - _minutes(begins) > LONGEST_NIGHT:
        raise ValueError(
            "Das Ende muss nach dem Beginn liegen. Über Mitternacht geht eine Sitzung höchstens"
            " zwölf Stunden."
        )


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def day_of_end(day: date, begins: time, ends: time) -> date:
    """The next day for an end by the clock that is not later than the beginning."""
    return day + timedelta(days=0 if ends > begins else 1)


def span(day: date, begins: time, ends: time) -> tuple[datetime, datetime]:
    """Both in UTC; ValueError with a German sentence, also for an hour that is skipped."""
    check_order(begins, ends)
    starts_at = clock.from_wall_clock(day, begins)
    return starts_at, clock.from_wall_clock(day_of_end(day, begins, ends), ends)


class Placed(Protocol):
    """A meeting or a series."""

    @property
    def place(self) -> Any: ...
    @property
    def room(self) -> Any: ...
    @property
    def video_url(self) -> Any: ...


def where_of(held: Placed) -> str:
    """LOCATION: place and room, without the link of the video conference."""
    return ", ".join(filter(None, [held.place, held.room]))


def is_hybrid(held: Placed) -> bool:
    return bool(where_of(held) and held.video_url)


def page_address(meeting_id: UUID, base_url: str) -> str:
    return f"{base_url}/sitzungen/{meeting_id}"


def event_of(
    meeting: Meeting,
    group_name: str,
    agenda: Iterable[str],
    *,
    base_url: str,
    sequence: int | None = None,
) -> Event:
    """For mails, the download and feeds; `agenda` holds only lines that the reader may see."""
    lines = list(agenda)
    return Event(
        uid=meeting.uid,
        sequence=meeting.sequence if sequence is None else sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=meeting.zone,
        summary=f"{group_name}: {meeting.title}",
        description="\n".join(["Tagesordnung:", *lines]) if lines else "",
        location=where_of(meeting),
        url=page_address(meeting.id, base_url),
        conference_url=meeting.video_url or None,
        created_at=meeting.created_at,
        modified_at=meeting.updated_at,
        cancelled=meeting.status == MeetingStatus.CANCELLED,
    )

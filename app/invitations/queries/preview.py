"""Who gets what, before anything is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.invitations import rules
from app.invitations.queries.recipients import Recipient, recipients_of, recipients_of_series
from app.invitations.queries.threads import (
    meetings_with_guests,
    reached_threads,
    waiting_threads,
)
from app.meetings.tables import Meeting, MeetingSeries
from app.series.rules import original_start
from app.web.filters import tag

NOBODY = "keine E-Mail: nicht mehr in der Gruppe"
FIRST = "Einladung mit dem neuen Stand; die bisherige ist noch nicht hinaus"
MOVED = "Absage an die alte Adresse, Einladung an die neue"
ASKED = "Änderung mit neuer Frage, ob die Person kommt"
TOLD = "Änderung; die Antwort gilt weiter"
ALONE = "Änderung der Sitzung am {}, zu der die Person allein eingeladen ist"
TWO = "Ende der bisherigen Reihe und Einladung zur neuen"


@dataclass(frozen=True)
class Line:
    """One invited person and the mail they would get."""

    name: str
    what: str
    mailed: bool


@dataclass(frozen=True)
class Reach:
    """What the change is to those who hear of it. splits: the series goes on under a new UID."""

    significant: bool
    splits: bool = False


async def who_gets_what(meeting: Meeting, series: MeetingSeries | None, reach: Reach) -> list[Line]:
    """Of a change of this one meeting."""
    people = [to for to in await recipients_of(meeting.id) if to.sent_sequence is not None]
    uids = [series.uid if series and to.series_invitation_id else meeting.uid for to in people]
    return await _lines(people, uids, reach)


async def who_gets_what_of_series(series: MeetingSeries, reach: Reach) -> list[Line]:
    """Of a change of the series; its guests of one meeting come with that meeting."""
    people = [to for to in await recipients_of_series(series.id) if to.sent_sequence is not None]
    return await _lines(people, [series.uid] * len(people), reach)


async def guests_who_hear(
    meetings: Sequence[Meeting], since: datetime | None, now: datetime
) -> list[Line]:
    """Who is invited to one meeting of the series alone, of those from `since` on."""
    coming = [
        meeting
        for meeting in rules.coming_of(meetings, now)
        if since is None or original_start(meeting) >= since
    ]
    with_guests = await meetings_with_guests([meeting.id for meeting in coming])
    return [
        Line(to.name, ALONE.format(tag(meeting.starts_at)), mailed=True)
        for meeting in coming
        if meeting.id in with_guests
        for to in await recipients_of(meeting.id)
        if to.series_invitation_id is None and to.sent_sequence is not None and to.belongs
    ]


async def _lines(people: Sequence[Recipient], uids: Sequence[str], reach: Reach) -> list[Line]:
    keys = [rules.thread_key(uid, to.organizer_id) for to, uid in zip(people, uids, strict=True)]
    unheard = await waiting_threads(keys) - await reached_threads(keys)
    return [_line(to, reach, unheard=key in unheard) for to, key in zip(people, keys, strict=True)]


def _line(to: Recipient, reach: Reach, *, unheard: bool) -> Line:
    if not to.belongs:
        return Line(to.name, NOBODY, mailed=False)
    if reach.splits:
        what = TWO
    elif unheard:
        what = FIRST
    elif to.address != to.current_address:
        what = MOVED
    else:
        what = ASKED if reach.significant else TOLD
    return Line(to.name, what, mailed=True)

"""What a meeting or a series is at this moment of the transaction, for its mails."""

from datetime import datetime

from app.core.actor import Actor
from app.core.db import inside_transaction
from app.groups.tables import Group
from app.invitations.mails.letters import Before, Letter, SeriesLetter
from app.meetings.queries.agenda import agenda_of
from app.meetings.tables import Meeting, MeetingSeries
from app.people.queries.bodies import stored_body
from app.series.access import WholeSeries
from app.series.rules import original_start


@inside_transaction
async def write_letter(
    actor: Actor,
    meeting: Meeting,
    group: Group,
    *,
    now: datetime,
    moved_from: Before | None = None,
    once: str = "",
) -> Letter:
    return Letter(
        meeting=meeting,
        group=group,
        body=await stored_body(group.body),
        agenda=await agenda_of(meeting.id),
        sender=actor.name,
        now=now,
        moved_from=moved_from,
        once=once,
        series=await _series(meeting),
    )


@inside_transaction
async def write_series_letter(
    actor: Actor, whole: WholeSeries, *, now: datetime, once: str = ""
) -> SeriesLetter:
    """Of the meetings as they are stored now; those in `whole` may be older."""
    return SeriesLetter(
        series=whole.series,
        meetings=await _meetings(whole.series),
        group=whole.group,
        body=await stored_body(whole.group.body),
        sender=actor.name,
        now=now,
        sibling=await _sibling(whole.series),
        once=once,
    )


@inside_transaction
async def whole_letter(letter: Letter) -> SeriesLetter:
    """About the series of this meeting."""
    series = letter.series
    assert series is not None
    return SeriesLetter(
        series=series,
        meetings=await _meetings(series),
        group=letter.group,
        body=letter.body,
        sender=letter.sender,
        now=letter.now,
        sibling=await _sibling(series),
    )


async def _series(meeting: Meeting) -> MeetingSeries | None:
    if meeting.series is None:
        return None
    return await MeetingSeries.objects().where(MeetingSeries.id == meeting.series).first()


async def _meetings(series: MeetingSeries) -> tuple[Meeting, ...]:
    found = await Meeting.objects().where(Meeting.series == series.id)
    return tuple(sorted(found, key=original_start))


async def _sibling(series: MeetingSeries) -> str:
    if series.follows is None:
        return ""
    rows = await MeetingSeries.select(MeetingSeries.uid).where(MeetingSeries.id == series.follows)
    return str(rows[0]["uid"])

"""Steps that change a series; the caller has locked it (access.series_to_change) and tells people."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from app.core.db import inside_transaction
from app.groups.tables import Group
from app.meetings.operations.meetings import mark_cancelled
from app.meetings.rules import proposed_agenda
from app.meetings.tables import Meeting, MeetingSeries, MeetingStatus
from app.series import rules
from app.series.operations.create import add_meetings, new_series
from app.series.rules import SeriesData


@inside_transaction
async def change_master(
    series: MeetingSeries,
    meetings: Sequence[Meeting],
    data: SeriesData,
    *,
    raise_sequence: bool,
    now: datetime,
) -> list[Meeting]:
    """Stores the series and lets its meetings follow; returns all of them, new ones too.

    What was changed at one meeting alone stays. A meeting without a place in a new rule is
    cancelled and leaves the set. Raises RuleViolation when rule or time change although a
    meeting has begun: then it is `end_before` and `start_sibling`.
    """
    before, retimed = SeriesData.of(series), rules.is_timed_otherwise(series, data)
    if retimed:
        rules.check_can_be_timed_otherwise(meetings, now)
    for name, value in vars(data).items():
        setattr(series, name, value)
    await _save(series, raise_sequence=raise_sequence, now=now)
    if retimed:
        return await _refit(series, meetings, before, now=now)
    coming = [each for each in meetings if not rules.has_begun(each, now)]
    for meeting in coming:
        rules.follow(meeting, before, data, rules.original_start(meeting))
        await _touch(meeting, now)
    return list(meetings)


@inside_transaction
async def end_before(
    series: MeetingSeries, recurrence_at: datetime, *, raise_sequence: bool, now: datetime
) -> None:
    """UNTIL just before that meeting. ValueError when it is the first of the series."""
    series.rule = rules.ended_before(series, recurrence_at)
    await _save(series, raise_sequence=raise_sequence, now=now)


@inside_transaction
async def start_sibling(
    series: MeetingSeries,
    meetings: Sequence[Meeting],
    recurrence_at: datetime,
    data: SeriesData,
    *,
    series_id: UUID,
    now: datetime,
) -> tuple[MeetingSeries, list[Meeting]]:
    """A series with a UID of its own that goes on from there, and its meetings.

    Those of `series` from `recurrence_at` on move over with agenda and answers; one that was
    cancelled and has no place in the new rule stays behind. `series_id` comes from the form.
    """
    before = SeriesData.of(series)
    sibling = await new_series(series.group, series_id, data, follows=series.id)
    moving = [each for each in meetings if rules.original_start(each) >= recurrence_at]
    return sibling, await _refit(sibling, moving, before, now=now)


@inside_transaction
async def mark_series_cancelled(
    series: MeetingSeries, *, raise_sequence: bool, now: datetime
) -> None:
    """Only the row of the series; the caller cancels its meetings."""
    series.cancelled_at = now
    await _save(series, raise_sequence=raise_sequence, now=now)


async def _refit(
    series: MeetingSeries, meetings: Sequence[Meeting], before: SeriesData, *, now: datetime
) -> list[Meeting]:
    """First all leave their places, for no two may hold the same one even for a moment."""
    after = SeriesData.of(series)
    fit = rules.fitted(meetings, after.starts())
    if fit.kept:
        await Meeting.update({Meeting.recurrence_at: None}).where(
            Meeting.id.is_in([meeting.id for meeting, _ in fit.kept])
        )
    for meeting, start in fit.kept:
        rules.follow(meeting, before, after, start)
        meeting.series = series.id
        await _touch(meeting, now)
    for meeting in fit.over:
        if meeting.status != MeetingStatus.CANCELLED:
            await mark_cancelled(meeting, rules.DROPPED, raise_sequence=False, now=now)
    new = await add_meetings(series, fit.new, await _agenda(series))
    return sorted([*(each for each, _ in fit.kept), *new], key=rules.original_start)


async def _agenda(series: MeetingSeries) -> list[str]:
    group = await Group.objects().where(Group.id == series.group).first()
    assert group is not None
    return proposed_agenda(group.agenda_template, None)


async def _save(series: MeetingSeries, *, raise_sequence: bool, now: datetime) -> None:
    series.sequence += 1 if raise_sequence else 0
    series.version += 1
    series.updated_at = now
    await series.save()


async def _touch(meeting: Meeting, now: datetime) -> None:
    meeting.version += 1
    meeting.updated_at = now
    await meeting.save()

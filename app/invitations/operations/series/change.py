from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound, RuleViolation, StaleVersion
from app.invitations import rules, scopes
from app.invitations.mails.kinds import invitation_changed, invitation_sent, invitation_withdrawn
from app.invitations.mails.letters import Before
from app.invitations.operations import post
from app.invitations.operations.letters import write_letter, write_series_letter
from app.invitations.operations.series import guests as rows
from app.invitations.queries.recipients import Recipient, recipients_of_series
from app.invitations.queries.threads import meetings_with_guests
from app.invitations.scopes import Change, Plan, Typed
from app.meetings.forms.meetings import MeetingData
from app.meetings.rules import check_can_be_changed
from app.meetings.tables import Meeting, MeetingSeries
from app.series.access import WholeSeries, series_to_change
from app.series.operations.change import change_master, end_before, start_sibling
from app.series.rules import is_single, original_start
from app.web.filters import tag


@opens_transaction
async def change_series(
    actor: Actor,
    series_id: UUID,
    typed: Typed,
    *,
    notify: bool,
    now: datetime,
) -> int:
    """What was typed at one meeting, for all of the series or from there on; returns how many mails.

    Raises StaleVersion when somebody else saved in between; the same change sent twice is one.
    """
    whole = await series_to_change(actor, series_id)
    meeting = meeting_of(whole, typed.meeting_id)
    check_can_be_changed(meeting)
    if rules.is_same(meeting, typed.data):
        return 0
    if meeting.version != typed.version:
        raise StaleVersion("Inzwischen hat jemand anders diese Sitzung geändert.", meeting.title)
    plan = scopes.planned(_change(whole, meeting, typed.data), typed.scope, now)
    people = await told(series_id)
    guests = await guests_of(whole.meetings, now)
    if (people or guests) and plan.significant and not notify:
        raise RuleViolation("Wenn sich Zeit oder Ort ändern, müssen es alle Eingeladenen erfahren.")
    before = {each.id: Before.of(each) for each in whole.meetings}
    await _as_the_series(whole.series, meeting, typed.data)
    step = _change_all if plan.since is None else _go_on_otherwise
    count = await step(actor, whole, plan, people if notify else [], now)
    if notify and plan.significant:
        count += await _tell_guests(actor, whole, guests, before, now)
    await audit.record(
        actor, "series.changed", series_id, body_id=whole.group.body, people=len(people)
    )
    return count


def _change(whole: WholeSeries, meeting: Meeting, data: MeetingData) -> Change:
    return Change(whole.series, whole.meetings, meeting, data)


def meeting_of(whole: WholeSeries, meeting_id: UUID) -> Meeting:
    for meeting in whole.meetings:
        if meeting.id == meeting_id:
            return meeting
    raise NotFound


@inside_transaction
async def mailed(series_id: UUID) -> list[Recipient]:
    """Everybody a cancellation has to reach."""
    invited = await recipients_of_series(series_id)
    return [to for to in invited if to.sent_sequence is not None]


@inside_transaction
async def told(series_id: UUID) -> list[Recipient]:
    """Everybody a change has to reach; who has left the group learns nothing new."""
    return [to for to in await mailed(series_id) if to.belongs]


@inside_transaction
async def guests_of(meetings: Sequence[Meeting], now: datetime) -> dict[UUID, list[Recipient]]:
    """Of the coming meetings, who is invited to one alone; by meeting."""
    coming = [meeting.id for meeting in rules.coming_of(meetings, now)]
    with_guests = await meetings_with_guests(coming)
    found = {each: await post.mailed(each) for each in sorted(with_guests)}
    return {
        each: [to for to in people if to.series_invitation_id is None]
        for each, people in found.items()
    }


async def _as_the_series(series: MeetingSeries, meeting: Meeting, data: MeetingData) -> None:
    """What was typed shall hold for all, so this meeting keeps nothing of its own in its way."""
    if (data.starts_at, data.ends_at) != (meeting.starts_at, meeting.ends_at):
        meeting.starts_at = original_start(meeting)
        meeting.ends_at = meeting.starts_at + (series.ends_at - series.starts_at)
    for name in ("title", "place", "room", "video_url"):
        if getattr(data, name) != getattr(meeting, name):
            setattr(meeting, name, getattr(series, name))


async def _change_all(
    actor: Actor, whole: WholeSeries, plan: Plan, people: list[Recipient], now: datetime
) -> int:
    raised = plan.significant and bool(people)
    meetings = await change_master(
        whole.series, whole.meetings, plan.data, raise_sequence=raised, now=now
    )
    if raised:
        await _number(whole.series, meetings, now)
    await rows.fill(whole.series.id, now)
    if not people:
        return 0
    written = await write_series_letter(actor, whole, now=now)
    letter = replace(written, changes=plan.changes, asks_again=plan.significant)
    await post.send_requests(letter, people, invitation_changed, significant=plan.significant)
    return len(people)


async def _number(series: MeetingSeries, meetings: Sequence[Meeting], now: datetime) -> None:
    """No override stays below its master."""
    for meeting in meetings:
        if meeting.ends_at > now:
            meeting.sequence = max(meeting.sequence, series.sequence)
    await Meeting.raw(
        "UPDATE meeting SET sequence = greatest(sequence, {}) WHERE series = {} AND ends_at > {}",
        series.sequence, series.id, now,
    )  # fmt: skip


async def _go_on_otherwise(
    actor: Actor, whole: WholeSeries, plan: Plan, people: list[Recipient], now: datetime
) -> int:
    """UNTIL on the old UID and a new one beside it (docs/adr/0026)."""
    assert plan.since is not None
    series, since = whole.series, plan.since
    await take_back_singles(actor, whole, since, people, now)
    await end_before(series, since, raise_sequence=bool(people), now=now)
    new, _moved = await start_sibling(
        series, whole.meetings, since, plan.data,
        series_id=uuid5(UUID(str(series.id)), f"{since:%Y%m%dT%H%M%SZ}:{series.version}"), now=now,
    )  # fmt: skip
    await rows.take_over(series.id, new.id, now)
    if not people:
        return 0
    ended = await write_series_letter(actor, whole, now=now)
    line = f"Ab {tag(since)} geht es anders weiter. Dazu bekommen Sie eine eigene Einladung."
    await post.send_requests(
        replace(ended, changes=(line,)), people, invitation_changed, significant=False
    )
    sibling = WholeSeries(new, whole.group, [])
    letter = await write_series_letter(actor, sibling, now=now)
    again = [to for to in await recipients_of_series(new.id) if to.belongs]
    await post.send_requests(
        replace(letter, changes=plan.changes), again, invitation_sent, significant=False
    )
    return len(people) + len(again)


@inside_transaction
async def take_back_singles(
    actor: Actor, whole: WholeSeries, since: datetime, people: list[Recipient], now: datetime
) -> None:
    """Overrides from there on leave the old series: an UNTIL alone would not take them away."""
    series = whole.series
    for meeting in whole.meetings:
        later = original_start(meeting) >= since
        if not later or not is_single(series, meeting) or not rules.coming_of([meeting], now):
            continue
        letter = await write_letter(actor, meeting, whole.group, now=now)
        here = {to.organizer_id for to in people}
        invited = [to for to in await post.mailed(meeting.id) if to.organizer_id in here]
        await post.send_cancels(replace(letter, apart=True), invited, invitation_withdrawn)


async def _tell_guests(
    actor: Actor,
    whole: WholeSeries,
    guests: dict[UUID, list[Recipient]],
    before: dict[UUID, Before],
    now: datetime,
) -> int:
    count = 0
    for meeting_id, people in guests.items():
        meeting = await Meeting.objects().where(Meeting.id == meeting_id).first()
        assert meeting is not None
        if Before.of(meeting) == before[meeting_id]:
            continue
        here = [to for to in people if to.belongs]
        letter = await write_letter(
            actor, meeting, whole.group, now=now, moved_from=before[meeting_id]
        )
        await post.send_requests(letter, here, invitation_changed, significant=True)
        count += len(here)
    return count

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation
from app.invitations import rules
from app.invitations.mails.kinds import invitation_cancelled, invitation_changed
from app.invitations.operations import post
from app.invitations.operations.letters import write_letter, write_series_letter
from app.invitations.operations.series.change import (
    guests_of,
    mailed,
    meeting_of,
    take_back_singles,
)
from app.invitations.queries.recipients import Recipient
from app.invitations.scopes import Scope, next_start
from app.meetings.operations.meetings import mark_cancelled
from app.meetings.tables import Meeting
from app.series.access import WholeSeries, series_to_change
from app.series.operations.change import end_before, mark_series_cancelled
from app.series.rules import has_begun, original_start
from app.web.filters import tag


@opens_transaction
async def cancel_series(
    actor: Actor, series_id: UUID, meeting_id: UUID, scope: Scope, reason: str, *, now: datetime
) -> int:
    """From this meeting on, or all that is still to come; returns to how many it went.

    Sent twice it is one: the second time nothing is left to cancel.
    """
    whole = await series_to_change(actor, series_id)
    meeting = meeting_of(whole, meeting_id)
    since = original_start(meeting) if scope == Scope.FROM_HERE else None
    if not _to_cancel(whole, since, now):
        return 0
    if since is None and any(has_begun(each, now) for each in whole.meetings):
        since = next_start(whole.meetings, now)
    if since is not None and since == original_start(whole.meetings[0]):
        since = None
    return await call_off_series(actor, whole, since, reason, now=now)


def _to_cancel(whole: WholeSeries, since: datetime | None, now: datetime) -> list[Meeting]:
    return [
        meeting
        for meeting in rules.coming_of(whole.meetings, now)
        if since is None or original_start(meeting) >= since
    ]


@inside_transaction
async def call_off_series(
    actor: Actor, whole: WholeSeries, since: datetime | None, reason: str, *, now: datetime
) -> int:
    """A locked series, all of it or from an original start on."""
    over = _to_cancel(whole, since, now)
    people = await mailed(whole.series.id)
    guests = await guests_of(over, now)
    if since is None:
        await _cancel_all(actor, whole, over, people, reason, now)
    else:
        await _shorten(actor, whole, over, people, reason, now)
    for meeting in over:
        if gone := guests.get(meeting.id):
            letter = await write_letter(actor, meeting, whole.group, now=now)
            await post.send_cancels(letter, gone, invitation_cancelled)
    count = len(people) + sum(len(each) for each in guests.values())
    await audit.record(
        actor, "series.cancelled", whole.series.id, body_id=whole.group.body, people=count
    )
    return count


async def _cancel_all(
    actor: Actor,
    whole: WholeSeries,
    over: list[Meeting],
    people: list[Recipient],
    reason: str,
    now: datetime,
) -> None:
    """The meetings are no EXDATE of it: the whole is one CANCEL."""
    letter = await write_series_letter(actor, whole, now=now)
    await mark_series_cancelled(whole.series, raise_sequence=bool(people), now=now)
    await _mark(over, reason, now)
    await post.send_cancels(replace(letter, reason=reason), people, invitation_cancelled)


async def _shorten(
    actor: Actor,
    whole: WholeSeries,
    over: list[Meeting],
    people: list[Recipient],
    reason: str,
    now: datetime,
) -> None:
    """An UNTIL; the dates before it stay as they are, and so do the answers to them."""
    since = original_start(over[0])
    if not [each for each in whole.meetings if original_start(each) < since]:
        raise RuleViolation("Von der Reihe bliebe nichts übrig.")
    await take_back_singles(actor, whole, since, people, now)
    await end_before(whole.series, since, raise_sequence=bool(people), now=now)
    await _mark(over, reason, now)
    letter = await write_series_letter(actor, whole, now=now)
    line = f"Ab {tag(since)} fallen alle Termine aus."
    changes = (line, f"Grund: {reason}") if reason else (line,)
    told = [to for to in people if to.belongs]
    await post.send_requests(
        replace(letter, changes=changes), told, invitation_changed, significant=False
    )


async def _mark(meetings: list[Meeting], reason: str, now: datetime) -> None:
    for meeting in meetings:
        await mark_cancelled(meeting, reason, raise_sequence=True, now=now)

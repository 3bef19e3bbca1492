"""A poll is changed, reminded of, closed, withdrawn."""

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor, system
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import StaleVersion
from app.groups.tables import Group
from app.polls import mails
from app.polls.access import poll_to_change
from app.polls.forms.making import PollData
from app.polls.operations import post
from app.polls.queries.leading import was_on_day
from app.polls.queries.polls import Voter, voters_of
from app.polls.rules import life
from app.polls.tables import Poll, PollStatus, PollVoter

CHANGED = "Inzwischen hat jemand anders diese Terminabfrage geändert."
COLUMNS = [Poll.status, Poll.version, Poll.updated_at]


@opens_transaction
async def change_poll(
    actor: Actor, poll_id: UUID, data: PollData, *, version: int, now: datetime
) -> None:
    """A closed one goes on when the deadline is still to come. Nobody gets a mail.

    Raises StaleVersion when somebody else saved in between; the same change sent twice is one.
    """
    poll, group = await poll_to_change(actor, poll_id)
    life.check_running(poll)
    if vars(data) == {name: getattr(poll, name) for name in vars(data)}:
        return
    if poll.version != version:
        raise StaleVersion(CHANGED)
    later = data.answers_until > poll.answers_until
    for name, value in vars(data).items():
        setattr(poll, name, value)
    if poll.status == PollStatus.CLOSED and later:
        poll.status = PollStatus.OPEN
    poll.version, poll.updated_at = poll.version + 1, now
    await poll.save()
    await audit.record(actor, "poll.changed", poll_id, body_id=group.body, longer=later)


@opens_transaction
async def close_poll(actor: Actor, poll_id: UUID, *, now: datetime) -> None:
    """Answers end before the deadline; sent twice, it is closed all the same."""
    poll, group = await poll_to_change(actor, poll_id)
    life.check_running(poll)
    if poll.status == PollStatus.CLOSED:
        return
    await _set_status(poll, PollStatus.CLOSED, now)
    await audit.record(actor, "poll.closed", poll_id, body_id=group.body)


@opens_transaction
async def withdraw_poll(actor: Actor, poll_id: UUID, reason: str, *, now: datetime) -> int:
    """All whom the question has reached get a mail; returns how many. Sent twice, it is one."""
    poll, group = await poll_to_change(actor, poll_id)
    if poll.status == PollStatus.CANCELLED:
        return 0
    life.check_running(poll)
    await _set_status(poll, PollStatus.CANCELLED, now)
    letter = await post.letter_of(actor, poll, group, now=now, reason=reason)
    voters = await voters_of(poll_id, berlin(now).date())
    count = await post.send_to_reached(letter, voters, mails.poll_withdrawn)
    await audit.record(actor, "poll.withdrawn", poll_id, body_id=group.body, people=count)
    return count


@inside_transaction
async def _set_status(poll: Poll, status: PollStatus, now: datetime) -> None:
    poll.status, poll.version, poll.updated_at = status, poll.version + 1, now
    await poll.save(COLUMNS)


@opens_transaction
async def remind(actor: Actor, poll_id: UUID, *, now: datetime) -> int:
    """Those who have not answered, each once a day; returns how many."""
    poll, group = await poll_to_change(actor, poll_id)
    life.check_open(poll, now)
    today = berlin(now).date()
    voters = [
        voter for voter in await voters_of(poll_id, today)
        if voter.answered_at is None and not was_on_day(voter.reminded_at, now)
    ]  # fmt: skip
    return await _remind(actor, poll, group, voters, now=now)


@opens_transaction
async def remind_before_the_end(poll_id: UUID, *, now: datetime) -> int:
    """By itself, once, on the day before the deadline; not whom the question reached only then."""
    poll = await Poll.objects().where(Poll.id == poll_id).lock_rows("UPDATE").first()
    if poll is None or not life.is_open(poll, now):
        return 0
    group = await Group.objects().where(Group.id == poll.group).first()
    assert group is not None
    since = life.day_of_reminder(poll.answers_until)
    voters = [
        voter for voter in await voters_of(poll_id, berlin(now).date())
        if voter.answered_at is None and life.is_due(voter.created_at, voter.reminded_at, since)
    ]  # fmt: skip
    return await _remind(system(), poll, group, voters, now=now)


@inside_transaction
async def _remind(
    actor: Actor, poll: Poll, group: Group, voters: list[Voter], *, now: datetime
) -> int:
    if not voters:
        return 0
    await PollVoter.update({PollVoter.reminded_at: now}).where(
        PollVoter.id.is_in([voter.id for voter in voters])
    )
    letter = await post.letter_of(actor, poll, group, now=now, once=f"{berlin(now):%Y%m%d}")
    count = await post.send(letter, voters, mails.poll_reminder)
    await audit.record(actor, "poll.reminded", poll.id, body_id=group.body, people=count)
    return count

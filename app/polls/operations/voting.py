"""Answers, signed in or by the link of the mail."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.groups.tables import Group
from app.outbox import operations as outbox
from app.people.tables import Person
from app.polls import mails
from app.polls.access import ballot_by_token, own_ballot
from app.polls.forms.voting import BallotData
from app.polls.operations import post
from app.polls.rules import life
from app.polls.tables import Poll, PollVote, PollVoter

# Only dates of this poll; what is not named is open again.
STORE = """
INSERT INTO poll_vote (id, voter, date, vote)
SELECT gen_random_uuid(), {}, d.id, v.vote
FROM unnest({}::uuid[], {}::text[]) AS v(date, vote)
JOIN poll_date d ON d.id = v.date AND d.poll = {}
ON CONFLICT (voter, date) DO UPDATE SET vote = excluded.vote
"""
FORGET = "DELETE FROM poll_vote WHERE voter = {} AND NOT (date = ANY({}))"


@opens_transaction
async def vote_own(actor: Actor, poll_id: UUID, data: BallotData, *, now: datetime) -> None:
    """Raises RuleViolation when the poll is over."""
    ballot, poll = await own_ballot(actor, poll_id)
    await _store(actor, ballot, poll, data, now=now)


@opens_transaction
async def vote_by_link(token: str, data: BallotData, *, now: datetime) -> None:
    """Who holds the link answers as the person asked."""
    ballot, poll = await ballot_by_token(token, now=now)
    await _store(await _holder(ballot), ballot, poll, data, now=now)


@inside_transaction
async def _store(
    actor: Actor, ballot: PollVoter, poll: Poll, data: BallotData, *, now: datetime
) -> None:
    life.check_open(poll, now)
    dates = list(data.votes)
    await PollVote.raw(FORGET, ballot.id, dates)
    await PollVote.raw(
        STORE, ballot.id, dates, [vote.value for vote in data.votes.values()], poll.id
    )
    columns: dict[Any, Any] = {PollVoter.answered_at: now, PollVoter.comment: data.comment}
    await PollVoter.update(columns).where(PollVoter.id == ballot.id)
    group = await _group(poll)
    await audit.record(actor, "poll.answered", ballot.id, body_id=group.body, dates=len(dates))


@opens_transaction
async def deny_by_link(token: str, *, now: datetime) -> None:
    """No answer; the office learns that the link went to somebody else, once a day."""
    ballot, poll = await ballot_by_token(token, now=now)
    group, name = await _group(poll), (await _holder(ballot)).name
    holder = Actor(person_id=UUID(int=0), name="Unbekannt, über den Antwort-Link")
    await audit.record(holder, "poll.denied", ballot.id, body_id=group.body)
    letter = await post.letter_of(holder, poll, group, now=now, once=f"{berlin(now):%Y%m%d}")
    if letter.body.contact_mail:
        await outbox.enqueue([mails.poll_denied(letter, name, ballot.id)])


async def _group(poll: Poll) -> Group:
    group = await Group.objects().where(Group.id == poll.group).first()
    assert group is not None
    return group


async def _holder(ballot: PollVoter) -> Actor:
    person = await Person.objects().where(Person.id == ballot.person).first()
    assert person is not None
    return Actor(person_id=person.id, name=f"{person.given_name} {person.family_name}")

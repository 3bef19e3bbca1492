"""What the pages of a poll show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.people.queries.names import NAME
from app.polls.access import ASKED
from app.polls.queries.candidates import BY_NAME
from app.polls.rules.best import Ballot, Offered
from app.polls.tables import Poll, PollDate, PollStatus, PollVoter, Vote

TRAEGER = """coalesce((SELECT t.name FROM membership m JOIN traeger t ON t.id = m.traeger
    WHERE m."group" = po."group" AND m.person = v.person ORDER BY m.since DESC LIMIT 1), '')"""
# Of the last mail of mails.thread_key; a corrected address has not been tried yet.
CAME_BACK = """coalesce((SELECT o.state = 'failed' AND o.recipient_address = p.email
    FROM outgoing_mail o WHERE o.thread_key = 'poll:' || v.id
    ORDER BY o.created_at DESC LIMIT 1), false)"""
VOTERS = f"""
SELECT v.id, v.person AS person_id, {NAME} AS name, {TRAEGER} AS traeger, p.email AS address,
  v.needed, v.answered_at, v.comment, v.reminded_at, v.created_at,
  {CAME_BACK} AS came_back
FROM poll_voter v JOIN poll po ON po.id = v.poll JOIN person p ON p.id = v.person
WHERE v.poll = {{}} AND {ASKED} ORDER BY {BY_NAME}
"""
VOTES = """
SELECT w.voter, w.date, w.vote FROM poll_vote w JOIN poll_voter v ON v.id = w.voter
WHERE v.poll = {}
"""
HEADS = f"""
SELECT po.id, po.title, po.answers_until, po.status, g.id AS group_id, g.name AS group_name,
  v.id IS NOT NULL AS asked, v.answered_at,
  (g.body = ANY({{}}) OR g.id = ANY({{}})) AS leads,
  (SELECT count(*) FROM poll_voter v JOIN person p ON p.id = v.person
    WHERE v.poll = po.id AND {ASKED}) AS people,
  (SELECT count(*) FROM poll_voter v JOIN person p ON p.id = v.person
    WHERE v.poll = po.id AND v.answered_at IS NOT NULL AND {ASKED}) AS answers
FROM poll po JOIN steering_group g ON g.id = po."group"
LEFT JOIN LATERAL (SELECT v.id, v.answered_at FROM poll_voter v JOIN person p ON p.id = v.person
  WHERE v.poll = po.id AND v.person = {{}} AND {ASKED}) v ON true
"""
OPEN = f"""{HEADS}
WHERE po.status = 'open' AND po.answers_until >= {{}}
  AND (v.id IS NOT NULL OR g.body = ANY({{}}) OR g.id = ANY({{}}))
ORDER BY v.id IS NULL, v.answered_at IS NOT NULL, po.answers_until, po.id LIMIT 50
"""
OF_GROUP = f"""{HEADS} WHERE po."group" = {{}} ORDER BY po.created_at DESC, po.id LIMIT 50"""


@dataclass(frozen=True)
class Voter:
    """One person who is asked; the address is today's."""

    id: UUID
    person_id: UUID
    name: str
    traeger: str
    address: str
    needed: bool
    answered_at: datetime | None
    comment: str
    reminded_at: datetime | None
    created_at: datetime
    came_back: bool  # the last mail, from the address of today


@dataclass(frozen=True)
class Answers:
    """All dates in the order of time, all who are asked by name, and what each said."""

    dates: list[Offered]
    voters: list[Voter]
    votes: Mapping[UUID, Mapping[UUID, Vote]]  # voter → date → vote

    @property
    def ballots(self) -> list[Ballot]:
        return [Ballot(v.name, v.needed, self.votes.get(v.id, {})) for v in self.voters]

    @property
    def missing(self) -> list[Voter]:
        return [voter for voter in self.voters if voter.answered_at is None]

    def voter(self, voter_id: UUID) -> Voter:
        return next(voter for voter in self.voters if voter.id == voter_id)


@dataclass(frozen=True)
class PollHead:
    """One line of a list of polls, as it stands to the reader."""

    id: UUID
    title: str
    answers_until: datetime
    status: PollStatus
    group_id: UUID
    group_name: str
    asked: bool
    answered_at: datetime | None
    leads: bool
    people: int
    answers: int

    @property
    def running(self) -> bool:
        return self.status == PollStatus.OPEN and self.answers_until >= clock.now()

    @property
    def waits(self) -> bool:
        """For the reader's answer."""
        return self.running and self.asked and self.answered_at is None


async def dates_of(poll_id: UUID) -> list[Offered]:
    rows = (
        await PollDate.select(PollDate.id, PollDate.starts_at, PollDate.ends_at)
        .where(PollDate.poll == poll_id)
        .order_by(PollDate.starts_at, PollDate.ends_at)
    )
    return [Offered(**row) for row in rows]


async def voters_of(poll_id: UUID, today: date) -> list[Voter]:
    """Who has left the group, is blocked or taken off is not among them."""
    return [Voter(**row) for row in await PollVoter.raw(VOTERS, poll_id, today)]


async def answers_of(poll_id: UUID, today: date) -> Answers:
    votes: dict[UUID, dict[UUID, Vote]] = {}
    for row in await PollVoter.raw(VOTES, poll_id):
        votes.setdefault(row["voter"], {})[row["date"]] = Vote(row["vote"])
    return Answers(await dates_of(poll_id), await voters_of(poll_id, today), votes)


async def open_polls(actor: Actor, now: datetime) -> list[PollHead]:
    """Those that wait for the actor first, then those they lead."""
    offices, leads = list(actor.office_of), list(actor.leads)
    rows = await Poll.raw(OPEN, *_head_values(actor, now), now, offices, leads)
    return [_head(row) for row in rows]


async def polls_of_group(actor: Actor, group_id: UUID, now: datetime) -> list[PollHead]:
    """The latest first."""
    return [_head(row) for row in await Poll.raw(OF_GROUP, *_head_values(actor, now), group_id)]


def _head_values(actor: Actor, now: datetime) -> tuple[Any, ...]:
    """In the order of HEADS."""
    today = clock.berlin(now).date()
    return (
        list(actor.office_of), list(actor.leads), today, today, actor.person_id, today,
    )  # fmt: skip


def _head(row: dict[str, Any]) -> PollHead:
    return PollHead(**{**row, "status": PollStatus(row["status"])})

"""Everything that who leads sees of a poll."""

from dataclasses import dataclass
from datetime import datetime

from app.core import clock
from app.core.actor import Actor
from app.groups.tables import Group
from app.polls.queries.doubts import Doubts, doubts_of
from app.polls.queries.polls import Answers, Voter, answers_of
from app.polls.rules import life
from app.polls.rules.best import Best, Tally, best_of, tallies
from app.polls.tables import Poll, PollStatus


@dataclass(frozen=True)
class LeadingPage:
    """remindable: who has not answered and got no reminder today; may_correct: an address."""

    answers: Answers
    tallies: list[Tally]
    best: Best
    remindable: list[Voter]
    doubts: Doubts  # what speaks against the dates that can be chosen
    coming: list[Tally]  # not past, so that it can be chosen
    may_change: bool
    may_close: bool
    may_choose: bool
    may_add: bool
    may_correct: bool

    @property
    def answered(self) -> int:
        return len(self.answers.voters) - len(self.answers.missing)

    @property
    def comments(self) -> list[Voter]:
        return [voter for voter in self.answers.voters if voter.comment]


async def leading_page(actor: Actor, group: Group, poll: Poll, now: datetime) -> LeadingPage:
    today = clock.berlin(now).date()
    answers = await answers_of(poll.id, today)
    counted = tallies(answers.dates, answers.ballots)
    running = poll.status in {PollStatus.OPEN, PollStatus.CLOSED}
    coming = [tally for tally in counted if tally.date.starts_at > now]
    is_open = life.is_open(poll, now)
    waiting = [v for v in answers.missing if is_open and not was_on_day(v.reminded_at, now)]
    choosable = [tally.date for tally in coming] if running else []
    return LeadingPage(
        answers=answers,
        tallies=counted,
        best=best_of(counted, answers.ballots, now),
        remindable=waiting,
        doubts=await doubts_of(actor, group, poll, choosable),
        coming=coming,
        may_change=running,
        may_close=is_open,
        may_choose=running and bool(coming) and bool(answers.voters),
        may_add=is_open and len(counted) < life.MAX_DATES,
        may_correct=group.body in actor.office_of,
    )


def was_on_day(at: datetime | None, now: datetime) -> bool:
    """On the Berlin day of that moment."""
    return at is not None and clock.berlin(at).date() == clock.berlin(now).date()

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from app.core.clock import from_wall_clock, today
from app.core.tokens import hash_of
from app.groups.tables import Group
from app.people.tables import Person
from app.polls.rules import life
from app.polls.tables import Poll, PollDate, PollVote, PollVoter, Vote
from tests.cast import Cast

COMING = (14, 15, 21)  # days from today


def at(days: int, hour: int = 9) -> datetime:
    """UTC of that hour in Berlin."""
    return from_wall_clock(today() + timedelta(days=days), time(hour))


async def make_poll(group: Group, *, days: Sequence[int] = COMING, **columns: Any) -> Poll:
    """Two hours on each of the days, from nine; answers within a week."""
    values = {
        "title": "5. Sitzung",
        "place": "Kreishaus",
        "answers_until": life.end_of_day(life.usual_deadline(today())),
        **columns,
    }
    poll = Poll(group=group.id, **values)
    await poll.save()
    for day in days:
        await PollDate(poll=poll.id, starts_at=at(day), ends_at=at(day, 11)).save()
    return poll


async def make_voter(poll: Poll, person: Person, **columns: Any) -> PollVoter:
    voter_id = uuid4()
    values = {
        "address": person.email,
        "vote_token_hash": hash_of(life.vote_token(voter_id)),
        "comment": "",
        **columns,
    }
    voter = PollVoter(id=voter_id, poll=poll.id, person=person.id, **values)
    await voter.save()
    return voter


async def dates_in(poll: Poll) -> list[PollDate]:
    """In the order of time."""
    return list(
        await PollDate.objects().where(PollDate.poll == poll.id).order_by(PollDate.starts_at)
    )


async def say(voter: PollVoter, *votes: Vote | None) -> None:
    """One for each date of the poll, in the order of time."""
    poll = await Poll.objects().where(Poll.id == voter.poll).first()
    assert poll is not None
    for day, vote in zip(await dates_in(poll), votes, strict=True):
        if vote:
            await PollVote(voter=voter.id, date=day.id, vote=vote).save()
    await PollVoter.update({PollVoter.answered_at: at(0)}).where(PollVoter.id == voter.id)


def link_of(voter: PollVoter) -> str:
    return f"/u/{life.vote_token(UUID(str(voter.id)))}"


async def again(poll: Poll) -> Poll:
    """As it stands now."""
    found = await Poll.objects().where(Poll.id == poll.id).first()
    assert found is not None
    return found


async def ballot(voter: PollVoter) -> dict[date, Vote]:
    """What is stored of one person, by the day in UTC."""
    rows = await PollVote.select(PollVote.date.starts_at.as_alias("at"), PollVote.vote).where(
        PollVote.voter == voter.id
    )
    return {row["at"].date(): Vote(row["vote"]) for row in rows}


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """Everybody of the group is asked; the answers are still to come."""
    poll = await make_poll(cast.group, note="Bitte bald antworten")
    for name in ("bernd", "carla", "paul", "gustav"):
        await make_voter(poll, cast.people[name], needed=name == "bernd")
    if "doris" in cast.people:
        await make_voter(poll, cast.doris)
    world["poll_id"] = str(poll.id)
    carla = (
        await PollVoter.objects()
        .where(PollVoter.poll == poll.id, PollVoter.person == cast.carla.id)
        .first()
    )
    assert carla is not None
    world["vote_token"] = life.vote_token(UUID(str(carla.id)))

"""Two entries of one human who were both asked: for a date, and to a series."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.core.clock import now
from app.core.errors import RuleViolation
from app.duplicates.operations import undoing
from app.invitations.tables import SeriesInvitation
from app.meetings.tables import Meeting, MeetingSeries
from app.people.tables import Person
from app.polls.tables import Poll, PollDate, PollVote, PollVoter, Vote
from tests.cast import Cast
from tests.duplicates.make import make_twin, merge
from tests.meetings.make import make_meeting


async def _asked(poll: Poll, person: Person, dates: list[PollDate], vote: Vote) -> PollVoter:
    voter = PollVoter(
        id=uuid4(), poll=poll.id, person=person.id, address=person.email,
        vote_token_hash=uuid4().hex, answered_at=now(),
    )  # fmt: skip
    await voter.save()
    for date in dates:
        await PollVote(id=uuid4(), voter=voter.id, date=date.id, vote=vote).save()
    return voter


async def _votes() -> dict[tuple[UUID, UUID], str]:
    rows = await PollVote.select(PollVote.voter, PollVote.date, PollVote.vote)
    return {(row["voter"], row["date"]): row["vote"] for row in rows}


async def test_of_two_voters_the_later_answer_stays_and_an_undo_brings_both_back(
    cast: Cast,
) -> None:
    twin = await make_twin(cast)
    poll = Poll(id=uuid4(), group=cast.group.id, title="6. Sitzung", answers_until=now())
    await poll.save()
    dates = [
        PollDate(
            id=uuid4(), poll=poll.id, starts_at=now() + timedelta(days=days),
            ends_at=now() + timedelta(days=days, hours=2),
        )
        for days in (10, 11)
    ]  # fmt: skip
    await PollDate.insert(*dates)
    first = await _asked(poll, cast.carla, dates[:1], Vote.NO)
    later = await _asked(poll, twin, dates, Vote.YES)
    before = await _votes()
    merge_id = await merge(cast, cast.carla, twin)
    assert await _votes() == {(later.id, date.id): Vote.YES for date in dates}
    assert await PollVoter.select(PollVoter.id, PollVoter.person) == [
        {"id": later.id, "person": cast.id("carla")}
    ]
    await undoing.undo_merge(await cast.actor("anna"), merge_id, now=now())
    assert await _votes() == before
    assert await PollVoter.count() == 2
    assert await PollVoter.exists().where(
        PollVoter.id == first.id, PollVoter.person == cast.id("carla")
    )


async def _series_of(cast: Cast, *people: Person) -> list[SeriesInvitation]:
    series = MeetingSeries(
        id=uuid4(), group=cast.group.id, title="Runde", rule="FREQ=WEEKLY;COUNT=2",
        starts_at=now(), ends_at=now() + timedelta(hours=2), uid=f"{uuid4()}@example.org",
    )  # fmt: skip
    await series.save()
    meeting = await make_meeting(cast.group)
    await Meeting.update({Meeting.series: series.id, Meeting.recurrence_at: now()}).where(
        Meeting.id == meeting.id
    )
    made = [
        SeriesInvitation(
            id=uuid4(), series=series.id, person=person.id, address=person.email,
            reply_token_hash=uuid4().hex, answer_token_hash=uuid4().hex,
        )
        for person in people
    ]  # fmt: skip
    await SeriesInvitation.insert(*made)
    return made


async def test_two_invitations_to_a_series_that_goes_on_are_for_a_person_to_settle(
    cast: Cast,
) -> None:
    twin = await make_twin(cast)
    _, second = await _series_of(cast, cast.carla, twin)
    with pytest.raises(RuleViolation, match="Bitte laden Sie zuerst"):
        await merge(cast, cast.carla, twin)
    await SeriesInvitation.update({SeriesInvitation.revoked_at: now()}).where(
        SeriesInvitation.id == second.id
    )
    await merge(cast, cast.carla, twin)
    assert await SeriesInvitation.count() == 1

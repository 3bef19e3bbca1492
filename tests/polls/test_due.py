"""What happens by itself: the last reminder, the end of the term, a Löschung."""

import zipfile
from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID

import pytest

from app.core.clock import now, today
from app.groups.tables import Group, Membership
from app.people.tables import Person
from app.polls.jobs import remind_due
from app.polls.rules import life
from app.polls.tables import Poll, PollDate, PollStatus, PollVote, PollVoter, Vote
from app.privacy.erasing import erase
from app.privacy.operations import exporting
from app.privacy.retention import run
from tests.cast import Cast, make_person
from tests.counting import counted_statements
from tests.polls.make import make_poll, make_voter, say
from tests.polls.post import names_of

DAY = timedelta(days=1)


async def waiting(cast: Cast) -> tuple[Poll, datetime]:
    """Bernd has answered, Carla and Paul have not; and the moment from which one is reminded."""
    poll = await make_poll(cast.group)
    asked_at = now() - DAY
    await say(await make_voter(poll, cast.bernd, created_at=asked_at), Vote.YES, None, None)
    await make_voter(poll, cast.carla, created_at=asked_at)
    await make_voter(poll, cast.paul, created_at=asked_at)
    return poll, life.day_of_reminder(poll.answers_until)


async def test_on_the_morning_before_the_deadline_the_silent_are_reminded_once(cast: Cast) -> None:
    poll, morning = await waiting(cast)
    assert await remind_due(morning - timedelta(minutes=1)) == 0
    assert await remind_due(morning) == 2
    assert await remind_due(morning + timedelta(hours=5)) == 0
    assert await remind_due(morning + DAY) == 0
    assert await names_of(poll.id, "poll_reminder") == ["Carla Cordes", "Paul Petersen"]


async def test_a_worker_that_slept_reminds_on_the_last_day(cast: Cast) -> None:
    _, morning = await waiting(cast)
    assert await remind_due(morning + DAY) == 2


async def test_nobody_is_reminded_after_the_deadline_or_the_end(cast: Cast) -> None:
    poll, morning = await waiting(cast)
    assert await remind_due(poll.answers_until + timedelta(seconds=1)) == 0
    await Poll.update({Poll.status: PollStatus.CLOSED}).where(Poll.id == poll.id)
    assert await remind_due(morning) == 0


async def test_a_group_may_do_without(cast: Cast) -> None:
    _, morning = await waiting(cast)
    await Group.update({Group.remind_answers: False}).where(Group.id == cast.group.id)
    assert await remind_due(morning) == 0


async def test_leavers_blocked_people_and_who_was_asked_that_day_get_no_reminder(
    cast: Cast,
) -> None:
    poll, morning = await waiting(cast)
    await make_voter(poll, cast.gustav, created_at=morning)
    await Membership.update({Membership.until: today() - DAY}).where(
        Membership.person == cast.carla.id
    )
    await Person.update({Person.blocked: True}).where(Person.id == cast.paul.id)
    assert await remind_due(morning) == 0


async def test_who_was_reminded_by_hand_that_day_gets_no_second_one(cast: Cast) -> None:
    poll, morning = await waiting(cast)
    await PollVoter.update({PollVoter.reminded_at: morning - timedelta(hours=1)}).where(
        PollVoter.person == cast.carla.id
    )
    await remind_due(morning)
    assert await names_of(poll.id, "poll_reminder") == ["Paul Petersen"]


async def test_when_nothing_is_due_the_job_asks_once(cast: Cast) -> None:
    await waiting(cast)
    with counted_statements() as seen:
        assert await remind_due() == 0
    assert len(seen) == 1


@pytest.mark.parametrize(("years", "kept"), [(0, 1), (3, 0)])
async def test_answers_go_with_the_term_of_answers(cast: Cast, years: int, kept: int) -> None:
    poll = await make_poll(cast.group)
    await say(await make_voter(poll, cast.carla), Vote.YES, None, None)
    long_ago = now() - timedelta(days=365 * years)
    if years:
        await PollDate.update(
            {PollDate.starts_at: long_ago, PollDate.ends_at: long_ago + timedelta(hours=1)}
        ).where(PollDate.starts_at == (await first(poll)).starts_at)
        await PollDate.delete().where(PollDate.poll == poll.id, PollDate.starts_at > now())
    done = {line.key: line.ids for line in await run(now())}
    assert len(done["polls"]) == 1 - kept
    assert await PollVoter.count() == kept
    assert await PollVote.count() == kept


async def first(poll: Poll) -> PollDate:
    found = (
        await PollDate.objects()
        .where(PollDate.poll == poll.id)
        .order_by(PollDate.starts_at)
        .first()
    )
    assert found is not None
    return found


async def test_answers_stand_in_the_auskunft(cast: Cast) -> None:
    poll = await make_poll(cast.group)
    await say(await make_voter(poll, cast.carla, comment="erst ab 10"), Vote.IF_NEED_BE, None, None)
    await say(await make_voter(poll, cast.paul, comment="von Paul"), Vote.NO, None, None)
    export = await exporting.export_person(cast.carla.email, now=now())
    with zipfile.ZipFile(BytesIO(export.content)) as archive:
        page = archive.read("auskunft.html").decode()
    assert "<h2>Antworten auf Terminabfragen (1)</h2>" in page
    assert "Zur Not" in page
    assert "erst ab 10" in page
    assert "von Paul" not in page


async def test_answers_go_with_the_person(cast: Cast) -> None:
    ina = await make_person(cast.body, "Ina", "Beck")
    poll = await make_poll(cast.group)
    await say(await make_voter(poll, ina, comment="erst ab 10"), Vote.YES, None, None)
    await say(await make_voter(poll, cast.carla), Vote.YES, None, None)
    await erase(await cast.actor("anna"), UUID(str(ina.id)), now=now())
    assert await PollVoter.count() == 1
    assert await PollVote.count() == 1

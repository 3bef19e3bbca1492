"""Killed between any two statements, with slow transactions and moved sessions: told exactly once."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from piccolo.engine.postgres import PostgresEngine

from app.core import clock
from app.core.db import transaction
from app.digest import jobs
from app.digest.tables import Digest, Rhythm, Subscription
from app.meetings.tables import Meeting
from app.outbox.tables import OutgoingMail
from app.vorlagen.tables import Consultation
from app.web.filters import tag
from tests.cast import Cast
from tests.digest.make import make_paper, make_step, make_subscription
from tests.mails import last_mail, part, read_mail
from tests.meetings.make import make_meeting


class Killed(Exception):
    pass


@contextmanager
def killed_at(number: int) -> Iterator[None]:
    """Before that statement of a transaction, counted over the whole run; 0: never."""
    original, seen = PostgresEngine.run_querystring, 0

    async def counting(engine: PostgresEngine, *args: Any, **kwargs: Any) -> Any:
        nonlocal seen
        if engine.transaction_exists():
            seen += 1
            if seen == number:
                raise Killed
        return await original(engine, *args, **kwargs)

    with patch.object(PostgresEngine, "run_querystring", counting):
        yield


async def run(cast: Cast, now: datetime, number: int = 0) -> bool:
    """False if it was killed."""
    with killed_at(number):
        try:
            await jobs.run(cast.committee, now, dry_run=False)
        except Killed:
            return False
    return True


async def told(sentence: str) -> int:
    """In how many mails and digests; the two say the same."""
    digests = [row for row in await Digest.objects() if sentence in row.content]
    texts = [" ".join(part(read_mail(m.mime)).split()) for m in await OutgoingMail.objects()]
    mails = [text for text in texts if sentence in text]
    assert len(mails) == len(digests)
    return len(mails)


async def test_killed_before_any_statement_nothing_is_lost_or_told_twice(cast: Cast) -> None:
    _, point = await make_paper(cast)
    await make_subscription(cast.committee, cast.jutta)
    await make_step(cast, point, sentence="Etwas Neues.")
    killed = 0
    while not await run(cast, clock.now(), killed + 1):
        killed += 1
        assert await told("Etwas Neues.") == 0
    assert killed >= 4, "lock, digest, audit and mail"
    assert await run(cast, clock.now())
    assert await told("Etwas Neues.") == 1


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(st.sampled_from(["step", 0, 1, 2, 3, 4, 5]), min_size=3, max_size=10))
async def test_each_step_is_told_once_whatever_is_killed(plan: list[Any], cast: Cast) -> None:
    await Digest.delete(force=True)
    await OutgoingMail.delete(force=True)
    await _subscribed(cast)
    _, point = await make_paper(cast)
    now, sentences = clock.now() - timedelta(hours=2), []
    for what in [*plan, 0]:
        now += timedelta(minutes=2)
        if what == "step":
            sentences.append(f"Schritt um {now:%H:%M}.")
            await make_step(cast, point, sentence=sentences[-1], at=now)
        else:
            await run(cast, now, what)
    await run(cast, clock.now())
    assert [await told(sentence) for sentence in sentences] == [1] * len(sentences)


async def _subscribed(cast: Cast) -> None:
    await Subscription.delete(force=True)
    await make_subscription(cast.committee, cast.jutta, watermark=clock.now() - timedelta(hours=3))


async def test_what_is_committed_after_the_digest_is_told_by_the_next(cast: Cast) -> None:
    _, point = await make_paper(cast)
    await make_subscription(cast.committee, cast.jutta)
    await make_step(cast, point, sentence="Schon da.")
    written, go_on = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        async with transaction():
            await make_step(cast, point, sentence="Noch nicht da.", at=clock.now())
            written.set()
            await go_on.wait()

    slowly = asyncio.create_task(slow())
    await written.wait()
    now = clock.now()
    await run(cast, now + timedelta(minutes=5))
    go_on.set()
    await slowly
    assert (await told("Schon da."), await told("Noch nicht da.")) == (1, 0)
    await run(cast, now + timedelta(minutes=10))
    assert (await told("Schon da."), await told("Noch nicht da.")) == (1, 1)


@pytest.mark.parametrize(("moved_by", "mails"), [(timedelta(hours=1), 1), (timedelta(days=2), 2)])
async def test_a_session_that_moves_brings_a_second_digest_only_with_news_and_another_day(
    cast: Cast, moved_by: timedelta, mails: int
) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta, rhythm=Rhythm.BEFORE_MEETING)
    noon = clock.berlin(clock.now()).replace(hour=12) + timedelta(days=4)
    session = await make_meeting(cast.committee, starts_at=noon, ends_at=noon + timedelta(hours=2))
    now = clock.now()
    await jobs.send_due(now)
    assert await OutgoingMail.count() == 1
    await Meeting.update(
        {Meeting.starts_at: noon + moved_by, Meeting.ends_at: noon + moved_by + timedelta(hours=1)}
    ).where(Meeting.id == session.id)
    await jobs.send_due(now + timedelta(hours=2))
    assert await OutgoingMail.count() == 1, "nothing new"
    await make_step(cast, point, at=now + timedelta(hours=2))
    await jobs.send_due(now + timedelta(hours=4))
    assert await OutgoingMail.count() == mails


async def test_before_a_session_the_first_news_may_come_late(cast: Cast) -> None:
    await make_subscription(cast.committee, cast.jutta, rhythm=Rhythm.BEFORE_MEETING)
    start = clock.now() + timedelta(days=6)
    await make_meeting(cast.committee, starts_at=start, ends_at=start + timedelta(hours=2))
    now = clock.now()
    await jobs.send_due(now)
    assert await OutgoingMail.count() == 0
    _, point = await make_paper(cast)
    await make_step(cast, point, at=now)
    await jobs.send_due(now + timedelta(hours=2))
    assert await OutgoingMail.count() == 1


async def test_a_session_known_only_by_its_day_brings_a_digest_as_well(cast: Cast) -> None:
    """The council system holds the session; here it is a day of the Beratungsfolge."""
    await make_subscription(cast.committee, cast.jutta, rhythm=Rhythm.BEFORE_MEETING)
    vorlage, point = await make_paper(cast)
    session_on = clock.today() + timedelta(days=20)
    await Consultation(
        vorlage=vorlage.id, position=9, committee_name=cast.committee.name,
        committee=cast.committee.id, held_on=session_on,
    ).save()  # fmt: skip
    await make_step(cast, point)
    for days, hour, mails in ((8, 23, 0), (7, 6, 0), (7, 8, 1), (7, 10, 1), (-1, 8, 1)):
        day = session_on - timedelta(days=days)
        await jobs.send_due(clock.from_wall_clock(day, time(hour)))
        assert await OutgoingMail.count() == mails, (days, hour)
    words = " ".join(part(await last_mail()).split())
    assert f"Die nächste Sitzung des Ausschusses ist am {tag(session_on)}." in words

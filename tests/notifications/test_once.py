"""Over random choices, days and failures each event reaches each person exactly once, or not at all
where the person wants none: at once or in the mail of a day."""

import asyncio
from datetime import timedelta
from itertools import count
from random import Random

import pytest

from app.core.db import engine
from app.notifications.rules import KINDS, topic_of, ways_of
from app.notifications.tables import Topic, Way
from app.outbox.rules import Outgoing
from app.outbox.tables import OutgoingMail
from app.reminders import jobs
from app.reminders.rules.bundle import person_key
from tests.cast import Cast
from tests.mails import part, read_mail
from tests.notifications.make import chosen, hand_over, news
from tests.reminders.test_reminders import DAY, SEVEN

WHO = ("carla", "gustav", "paul")
KIND_OF = (*KINDS, "task_changed", "task_mentioned", "objection_raised", "mandate_proposed")
END = SEVEN + 60 * DAY


async def found() -> dict[str, list[str]]:
    """Word of an event → who got it, once per mail in which it stands, both parts agreeing."""
    got: dict[str, list[str]] = {}
    for row in await OutgoingMail.objects().order_by(OutgoingMail.created_at):
        message = read_mail(row.mime)
        plain = [word for word in part(message).split() if word.startswith("Ereignis-")]
        html = part(message, "html").replace("<", " ").replace(">", " ").split()
        assert sorted(plain) == sorted(word for word in html if word.startswith("Ereignis-"))
        for word in plain:
            got.setdefault(word, []).append(row.recipient_name)
    return got


class Story:
    """What happens to three people on some days, and what each should have got at its end."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.chance, self.number = cast, Random(seed), count(1)
        self.ways: dict[tuple[str, Topic], Way] = {}
        self.wanted: dict[str, tuple[str, Topic]] = {}  # events that must be told, and to whom
        self.mails: list[Outgoing] = []

    async def happen(self) -> None:
        who, kind = self.chance.choice(WHO), self.chance.choice(KIND_OF)
        word, topic = f"Ereignis-{next(self.number)}.", topic_of(kind)
        assert topic is not None
        if self.ways.get((who, topic)) != Way.NONE:
            self.wanted[word] = (who, topic)
        self.mails.append(news(self.cast, who, words=word, kind=kind))
        await hand_over(self.mails[-1])

    async def happen_again(self) -> None:
        """The same event a second time, as after a double submit or a crash."""
        again = [
            mail for mail in self.mails
            if any(f"{word}\n" in mail.text for word in self.wanted)
        ]  # fmt: skip
        if again:
            await hand_over(self.chance.choice(again))

    async def choose(self) -> None:
        who, topic = self.chance.choice(WHO), self.chance.choice(list(Topic))
        way = self.chance.choice(ways_of(topic))
        if way == Way.NONE:
            got = await found()
            for word in [w for w, of in self.wanted.items() if of == (who, topic) and w not in got]:
                del self.wanted[word]
        self.ways[who, topic] = way
        await chosen(self.cast, who, SEVEN, **{topic: way})


@pytest.mark.parametrize("seed", range(6))
async def test_each_event_reaches_each_person_exactly_once(cast: Cast, seed: int) -> None:
    story = Story(cast, seed)
    steps = (story.happen, story.happen, story.happen_again, story.choose)
    at = SEVEN
    while at < END:
        await story.chance.choice(steps)()
        at += timedelta(hours=story.chance.choice([0, 1, 5, 17, 30]))
        if story.chance.random() < 0.5:  # otherwise the server is off
            await jobs.send_due(at)
    await jobs.send_due(END + 3 * DAY)  # a Monday, on which nothing has happened yet
    names = {who: f"{cast.people[who].given_name} {cast.people[who].family_name}" for who in WHO}
    assert await found() == {word: [names[who]] for word, (who, _) in story.wanted.items()}
    assert len(story.wanted) > 10


async def test_a_worker_that_is_killed_in_the_middle_loses_and_repeats_nothing(cast: Cast) -> None:
    for who in WHO:
        await chosen(cast, who, SEVEN, task_changed=Way.DAILY)
        await hand_over(news(cast, who, words=f"Ereignis-{who}."))
    pool = engine().pool
    assert pool is not None
    async with pool.acquire() as other:
        held = other.transaction()
        await held.start()
        key = person_key(cast.id("paul"), SEVEN.date())
        await other.execute("INSERT INTO periodic_run (key) VALUES ($1)", key)
        running = asyncio.create_task(jobs.send_due(SEVEN))
        while await OutgoingMail.count() < 2:  # the third waits for the lock
            await asyncio.sleep(0.02)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await held.rollback()
    assert sorted(await found()) == ["Ereignis-carla.", "Ereignis-gustav."]
    assert await jobs.send_due(SEVEN + timedelta(hours=2)) == 1
    assert {word: len(who) for word, who in (await found()).items()} == {
        f"Ereignis-{who}.": 1 for who in WHO
    }

"""Two hundred papers asked for at once over HTTP: they wait in line, and pages go on (fault 30)."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest

from app.meetings.tables import Meeting
from app.minutes import queries
from app.minutes.record import Record
from app.web import press as module
from app.web.press import press
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.minutes.make import path_of
from tests.minutes.test_downloads import DRAFTS, shown, written

MANY = 200


@asynccontextmanager
async def press_at_work() -> AsyncIterator[None]:
    """One paper is in the making until the end; whatever else is asked for waits behind it."""
    begun, done = threading.Event(), threading.Event()

    def make() -> None:
        begun.set()
        done.wait()

    paper = asyncio.create_task(press.run(make))
    await asyncio.to_thread(begun.wait)
    try:
        yield
    finally:
        done.set()
        await paper


async def in_line(number: int, answers: list[asyncio.Task[str]]) -> None:
    """Until that many papers wait; fails where one is answered before its turn."""
    async with asyncio.timeout(60):
        while press.waiting < number:
            assert not any(answer.done() for answer in answers)
            await asyncio.sleep(0.01)


async def draft(browser: Browser, meeting: Meeting) -> str:
    answer = await browser.get(path_of(meeting, DRAFTS[0]))
    assert answer.status_code == 200
    return shown(DRAFTS[0], answer.content)


async def test_two_hundred_papers_wait_and_pages_are_answered_before_them(
    cast: Cast, visit: Visit
) -> None:
    meeting = await written(cast)
    browsers = [await visit(name) for name in ("bernd", "carla", "paul", "anna")]
    async with press_at_work():
        answers = [
            asyncio.create_task(draft(browsers[number % 4], meeting)) for number in range(MANY)
        ]
        await in_line(MANY + 1, answers)
        for path in (path_of(meeting), path_of(meeting, DRAFTS[2]), "/sitzungen"):
            assert (await browsers[1].get(path)).status_code == 200, path
        typed = await browsers[0].post(path_of(meeting, "/fuehrung"), {"taken_by": "Nele Nissen"})
        assert typed.status_code == 303
        assert not any(answer.done() for answer in answers)
    texts = await asyncio.gather(*answers)
    assert len(texts) == MANY
    assert all("Punkt öffentlich" in text for text in texts)
    assert press.waiting == 0


async def test_who_comes_when_the_line_is_full_is_asked_to_come_back(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LINE", 4)
    meeting = await written(cast)
    carla = await visit("carla")
    async with press_at_work():
        answers = [asyncio.create_task(draft(carla, meeting)) for _ in range(3)]
        await in_line(4, answers)
        refused = await carla.get(path_of(meeting, DRAFTS[0]))
        assert refused.status_code == 429
        assert (await carla.get(path_of(meeting))).status_code == 200
    assert len(await asyncio.gather(*answers)) == 3
    assert await draft(carla, meeting)


async def test_contents_of_few_papers_are_gathered_at_once(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a page would stand behind all of them in line for the database."""
    carla, meeting = await visit("carla"), await written(cast)
    at_once: list[int] = []
    read = queries.record_of

    async def record_of(meeting_id: UUID) -> Record:
        at_once.append(at_once[-1] + 1 if at_once else 1)
        await asyncio.sleep(0.01)
        record = await read(meeting_id)
        at_once.append(at_once[-1] - 1)
        return record

    monkeypatch.setattr(queries, "record_of", record_of)
    drafts = await asyncio.gather(*(carla.get(path_of(meeting, DRAFTS[2])) for _ in range(20)))
    assert {draft.status_code for draft in drafts} == {200}
    assert max(at_once) == module.GATHERED

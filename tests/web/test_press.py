"""Papers wait in line; pages do not."""

import asyncio
import threading
import time

import pytest

from app.core.errors import Busy
from app.web import press as module
from app.web.press import LINE, Press


async def test_two_hundred_papers_are_made_one_after_the_other() -> None:
    at_work: list[int] = []
    counter = threading.Semaphore(0)

    def make() -> int:
        counter.release()
        at_work.append(counter._value)
        time.sleep(0.001)
        counter.acquire()
        return 1

    press = Press()
    made = await asyncio.gather(*(press.run(make) for _ in range(200)))
    assert sum(made) == 200
    assert max(at_work) == module.WIDTH
    assert press.waiting == 0


async def test_loop_goes_on_while_papers_are_made() -> None:
    press, gaps = Press(), []

    async def beat() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            gaps.append(time.perf_counter() - before)

    heart = asyncio.create_task(beat())
    await asyncio.gather(*(press.run(lambda: time.sleep(0.02)) for _ in range(20)))
    heart.cancel()
    assert len(gaps) > 20


async def test_full_line_refuses_and_takes_again_later() -> None:
    press, gate = Press(), threading.Event()
    waiting = [asyncio.create_task(press.run(gate.wait)) for _ in range(LINE)]
    await asyncio.sleep(0)
    with pytest.raises(Busy, match="gleich noch einmal"):
        await press.run(gate.wait)
    gate.set()
    await asyncio.gather(*waiting)
    assert await press.run(lambda: "wieder") == "wieder"


async def test_who_goes_away_leaves_the_line() -> None:
    press, gate, made = Press(), threading.Event(), []
    first = asyncio.create_task(press.run(gate.wait))
    second = asyncio.create_task(press.run(lambda: made.append(1)))
    await asyncio.sleep(0.01)
    second.cancel()
    await asyncio.gather(second, return_exceptions=True)  # it has left before the first one ends
    gate.set()
    await first
    assert press.waiting == 0
    assert not made


async def test_paper_that_cannot_be_made_frees_its_place() -> None:
    press = Press()
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            await press.run(lambda: 1 / 0)
    assert press.waiting == 0

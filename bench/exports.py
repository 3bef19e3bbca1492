"""Two hundred people want a Niederschrift at once: all get it, and pages stay quick."""

import asyncio
import time
from dataclasses import dataclass, field

from bench.county import County
from bench.load import Measured
from bench.pages import cookie_of
from bench.posting import Talk
from bench.seed import MEETINGS, OFFICE

PAPERS, QUICK_PAPERS = 200, 40
PAGE = "/aufgaben"
PAUSE = 0.05  # seconds between two pages of the one who reads


@dataclass
class ExportsRun:
    papers: int
    elapsed: float = 0.0  # seconds
    pages: Measured = field(default_factory=Measured)


async def measure_exports(port: int, county: County, *, quick: bool) -> ExportsRun:
    """Each of another meeting: the press remembers what it has set."""
    run = ExportsRun(QUICK_PAPERS if quick else PAPERS)
    cookie = cookie_of(county.people[OFFICE])
    sent = [
        meeting for number, meeting in enumerate(county.meetings) if number % MEETINGS >= 2
    ]  # fmt: skip
    reading = asyncio.create_task(_read(port, cookie, run.pages.seconds))
    await asyncio.sleep(1)
    run.pages.seconds.clear()
    begun = time.perf_counter()
    await asyncio.gather(
        *(_fetch(port, cookie, str(meeting)) for meeting in sent[: run.papers])
    )  # fmt: skip
    run.elapsed = time.perf_counter() - begun
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    return run


async def _fetch(port: int, cookie: str, meeting: str) -> None:
    talk = Talk(port, cookie)
    await talk.open()
    content = await talk.get(f"/sitzungen/{meeting}/protokoll/entwurf.pdf")
    if not content.startswith(b"%PDF"):
        raise RuntimeError("no PDF")
    talk.close()


async def _read(port: int, cookie: str, seconds: list[float]) -> None:
    """For ever."""
    talk = Talk(port, cookie)
    await talk.open()
    while True:
        begun = time.perf_counter()
        await talk.get(PAGE)
        seconds.append(time.perf_counter() - begun)
        await asyncio.sleep(PAUSE)

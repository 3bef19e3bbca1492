"""Sixty people look at minutes while they are written: what it costs, and how soon they see a change."""

import asyncio
import re
import time
from dataclasses import dataclass, field

from bench.autosave import Sheet
from bench.county import County
from bench.load import Measured
from bench.pages import cookie_of
from bench.posting import Talk
from bench.seed import MEMBER, OFFICE
from bench.servers import Server

VIEWERS = 60
CHANGES, QUICK_CHANGES = 6, 2
# Seconds; the page saves two seconds after the last key, at latest after eight. Not five, after
# which the server ends a connection: asked at that very moment it would give no answer.
EVERY = 4.0
# Other parts of the page, decisions or who is there, have another name and a mark.
TEXT = re.compile(r"data: ([0-9a-f-]{36}) (\d+)")
SENT = 20  # of the meetings: its minutes are read by members and still written


@dataclass
class ViewersRun:
    """`cost`: of a core, what the viewers add to the same saving without them; seconds of `seen`:
    from the click until a viewer has the new text.
    """

    changes: int
    cost: float = 0.0
    seen: Measured = field(default_factory=Measured)


class Viewer:
    """As static/live.js: a stream tells which part has changed, and a text is fetched."""

    def __init__(self, port: int, cookie: str, path: str) -> None:
        self.stream, self.pages, self.path = Talk(port, cookie), Talk(port, cookie), path
        self.versions: dict[str, int] = {}

    async def open(self) -> None:
        await self.stream.open()
        await self.pages.open()
        await self.stream.listen(f"{self.path}/geschehen")

    async def look(self, saved_at: list[float], seen: list[float]) -> None:
        """For ever. What stands there already comes first and is on the page."""
        while True:
            told = TEXT.fullmatch(await self.stream.line())
            if told is None:
                continue
            item, version = told[1], int(told[2])
            if item in self.versions and version > self.versions[item]:
                await self.pages.get(f"{self.path}/punkte/{item}", partial=True)
                seen.append(time.perf_counter() - saved_at[-1])
            self.versions[item] = version

    def close(self) -> None:
        self.stream.close()
        self.pages.close()


async def measure_viewers(app: Server, county: County, *, quick: bool) -> ViewersRun:
    """The same changes at the same pace, first with nobody looking."""
    run = ViewersRun(QUICK_CHANGES if quick else CHANGES)
    meeting = str(county.meetings[SENT])
    sheet = Sheet(Talk(app.port, cookie_of(county.people[OFFICE])), meeting)
    await sheet.open()
    alone = await _written(app, sheet, run.changes, [])
    viewers = [
        Viewer(app.port, cookie_of(county.people[MEMBER]), sheet.path) for _ in range(VIEWERS)
    ]
    await asyncio.gather(*(viewer.open() for viewer in viewers))
    saved_at: list[float] = []
    looking = [
        asyncio.create_task(viewer.look(saved_at, run.seen.seconds)) for viewer in viewers
    ]  # fmt: skip
    await asyncio.sleep(1)
    run.cost = await _written(app, sheet, run.changes, saved_at) - alone
    for task in looking:
        task.cancel()
    await asyncio.gather(*looking, return_exceptions=True)
    for viewer in viewers:
        viewer.close()
    sheet.talk.close()
    if len(run.seen.seconds) != VIEWERS * run.changes:
        raise RuntimeError(f"only {len(run.seen.seconds)} changes were seen")
    return run


async def _written(app: Server, sheet: Sheet, changes: int, saved_at: list[float]) -> float:
    """How much of a core the application's processes took meanwhile."""
    begun, cpu = time.perf_counter(), app.cpu_seconds()
    for _ in range(changes):
        saved_at.append(time.perf_counter())
        await sheet.save()
        await asyncio.sleep(EVERY)
    return (app.cpu_seconds() - cpu) / (time.perf_counter() - begun)

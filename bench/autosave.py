"""What it takes to keep the words of a minute-taker: the form of one item against one INSERT."""

import re
import time
from dataclasses import dataclass, field

import asyncpg

from bench.compare import ROUNDS, Servers
from bench.county import County
from bench.load import Measured
from bench.pages import cookie_of
from bench.posting import Talk
from bench.seed import OFFICE, TEXT

SAVES, QUICK_SAVES = 40, 10  # in a round
TABLE = "CREATE TABLE bench_text (id uuid PRIMARY KEY, text text)"
TOKEN = re.compile(rb'name="_csrf_token" value="([^"]+)"')
ITEM = re.compile(rb'data-autosave="([^"]+)"')
VERSION = re.compile(rb'name="version" value="(\d+)"')
DRAFT = 17  # of the meetings


@dataclass
class AutosaveRun:
    app: Measured = field(default_factory=Measured)
    bare: Measured = field(default_factory=Measured)

    @property
    def ratio(self) -> float:
        """Of the medians; a commit now and then waits for the disk."""
        return self.bare.percentile(0.5) / self.app.percentile(0.5)


class Sheet:
    """The form of the first item of some minutes, as its page has it."""

    def __init__(self, talk: Talk, meeting: str) -> None:
        self.talk, self.path, self.times = talk, f"/sitzungen/{meeting}/protokoll", 0

    async def open(self) -> None:
        await self.talk.open()
        page = await self.talk.get(self.path)
        token, item, version = (known.search(page) for known in (TOKEN, ITEM, VERSION))
        if token is None or item is None or version is None:
            raise RuntimeError("no form for the first item")
        self.token, self.version = token[1].decode(), version[1].decode()
        self.action = f"{self.path}/punkte/{item[1].decode()}"

    @property
    def text(self) -> str:
        return f"{TEXT}\n\n{self.times}"

    async def save(self) -> int:
        """The next words; returns the length of the answer. Raises where they were not taken."""
        self.times += 1
        rich = "".join(f"<div>{line}</div>" for line in self.text.splitlines() if line)
        answer = await self.talk.post(self.action, {
            "_csrf_token": self.token, "version": self.version, "text": self.text, "rich": rich,
        })  # fmt: skip
        found = VERSION.search(answer)
        if found is None or int(found[1]) <= int(self.version):
            raise RuntimeError("the text was not saved")
        self.version = found[1].decode()
        return len(answer)


async def measure_autosave(
    servers: Servers, county: County, dsn: str, *, quick: bool
) -> AutosaveRun:
    """In turns; the bare handler reads the same text and answers with as many bytes."""
    connection = await asyncpg.connect(dsn)
    await connection.execute(TABLE)
    await connection.close()
    cookie = cookie_of(county.people[OFFICE])
    sheet = Sheet(Talk(servers.app.port, cookie), str(county.meetings[DRAFT]))
    await sheet.open()
    bare = Talk(servers.bare.port, cookie)
    await bare.open()
    run, most = AutosaveRun(), QUICK_SAVES if quick else SAVES
    size = await sheet.save()
    await bare.post(f"/{size}", {"text": sheet.text})
    for _ in range(ROUNDS):
        for _ in range(most):
            begun = time.perf_counter()
            await sheet.save()
            run.app.seconds.append(time.perf_counter() - begun)
        for _ in range(most):
            begun = time.perf_counter()
            await bare.post(f"/{size}", {"text": sheet.text})
            run.bare.seconds.append(time.perf_counter() - begun)
    sheet.talk.close()
    bare.close()
    return run

"""What it takes to keep the words of a minute-taker: the form of one item against one INSERT.

Both get the same bytes in each turn, read them as a form and commit to the same server, whose disk
they wait for alike.
"""

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
TABLE = "CREATE TABLE bench_text (id uuid PRIMARY KEY, text text, rich text)"
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

    def typed(self) -> dict[str, str]:
        """The form with the next words."""
        self.times += 1
        text = f"{TEXT}\n\n{self.times}"
        rich = "".join(f"<div>{line}</div>" for line in text.splitlines() if line)
        return {"_csrf_token": self.token, "version": self.version, "text": text, "rich": rich}

    async def save(self) -> int:
        """Returns the length of the answer. Raises where the words were not taken."""
        answer = await self.talk.post(self.action, self.typed())
        found = VERSION.search(answer)
        if found is None or int(found[1]) <= int(self.version):
            raise RuntimeError("the text was not saved")
        self.version = found[1].decode()
        return len(answer)


async def measure_autosave(
    servers: Servers, county: County, dsn: str, *, quick: bool
) -> AutosaveRun:
    """In turns; the bare handler reads the same form and answers with as many bytes."""
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
    await bare.post(f"/{size}", sheet.typed())
    for _ in range(ROUNDS):
        for _ in range(most):
            begun = time.perf_counter()
            await sheet.save()
            run.app.seconds.append(time.perf_counter() - begun)
        for _ in range(most):
            begun = time.perf_counter()
            await bare.post(f"/{size}", sheet.typed())
            run.bare.seconds.append(time.perf_counter() - begun)
    sheet.talk.close()
    bare.close()
    return run

"""Whole pages of the search: the Koordination of everything and a member of three groups ask."""

from dataclasses import dataclass
from urllib.parse import urlencode

from app.web.cookies import cookie_name
from bench.compare import ROUNDS, Servers
from bench.load import Measured, measure
from bench.minutes_rows import READERS, add_minutes, words
from bench.servers import settle

MINUTES, TIMES = 5_000, 10
ASKED = 2  # times each question in a round
RANKS = (10, 50, 100, 300, 1_000, 3_000, 7_000)  # of the words, by how often they stand somewhere


@dataclass(frozen=True)
class SearchRun:
    minutes: int
    many_minutes: int
    few: Measured
    many: Measured

    @property
    def slowdown(self) -> float:
        return self.many.percentile(0.95) / self.few.percentile(0.95)


def questions() -> list[str]:
    """Frequent and rare words, two at once, a beginning, a number, a typing error."""
    known = words()
    return [
        *(known[rank] for rank in RANKS), f"{known[100]} {known[300]}", known[1_000][:5],
        "2024/012", f"{known[300][:-1]}qx",
    ]  # fmt: skip


async def measure_search(servers: Servers, dsns: tuple[str, ...]) -> SearchRun:
    """In turns, so that a busy moment of the machine meets both alike."""
    few, many = dsns
    tokens = await add_minutes(few, MINUTES)
    await add_minutes(many, MINUTES * TIMES)
    settle()
    run = SearchRun(MINUTES, MINUTES * TIMES, Measured(), Measured())
    for _ in range(ROUNDS):
        for reader in READERS:
            cookie = f"{cookie_name('sid')}={tokens[reader]}; {cookie_name('csrf')}=bench"
            for asked in questions():
                path = "/suche?" + urlencode({"q": asked})
                for server, measured in ((servers.app, run.few), (servers.tenfold, run.many)):
                    measured.add(
                        await measure(server.port, path, cookie, connections=1, most=ASKED)
                    )
    return run

"""What the Beschlusskontrolle over 2,000 decision points costs."""

import time
from dataclasses import dataclass, field

from bench.county import County
from bench.load import Measured
from bench.pages import Page, cookie_of
from bench.posting import Talk
from bench.statements import Cost

ROUNDS, QUICK_ROUNDS = 20, 5
NAME, PATH = "Beschlusskontrolle", "/beschlusskontrolle?stand=alle"


@dataclass
class ControlRun:
    statements: int
    pages: Measured = field(default_factory=Measured)


def control_page(county: County) -> Page:
    """Beside the list of measured pages: the bare handler says nothing about so many rows."""
    assert county.controller
    return Page(NAME, PATH, cookie_of(county.controller))


async def measure_control(
    port: int, county: County, costs: dict[str, Cost], *, quick: bool
) -> ControlRun:
    """One reader who asks again and again; every point is loaded each time, fifty are shown."""
    run = ControlRun(len(costs[NAME].statements))
    talk = Talk(port, control_page(county).cookie)
    await talk.open()
    for _ in range(QUICK_ROUNDS if quick else ROUNDS):
        begun = time.perf_counter()
        await talk.get(PATH)
        run.pages.seconds.append(time.perf_counter() - begun)
    talk.close()
    return run

"""Each page against the bare handler and against ten times the data, in turns."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.load import Measured, measure
from bench.pages import Page
from bench.servers import Server
from bench.statements import Cost

ROUNDS = 5  # short turns, so that a busy moment of the machine meets all alike
CONNECTIONS = (1, 16)


@dataclass(frozen=True)
class Servers:
    app: Server
    bare: Server
    tenfold: Server


@dataclass
class Comparison:
    """The keys of `app` and `bare` are numbers of connections."""

    page: Page
    cost: Cost
    app: dict[int, Measured] = field(default_factory=lambda: {n: Measured() for n in CONNECTIONS})
    bare: dict[int, Measured] = field(default_factory=lambda: {n: Measured() for n in CONNECTIONS})
    tenfold: Measured = field(default_factory=Measured)

    @property
    def ratios(self) -> list[float]:
        """Of the rates, one for each number of connections."""
        return [self.app[n].rate / self.bare[n].rate for n in CONNECTIONS]

    @property
    def slowdown(self) -> float:
        """Of the median answer, when there is ten times the data and a hundred times the papers."""
        return self.tenfold.percentile(0.5) / self.app[1].percentile(0.5)


async def compare(servers: Servers, page: Page, cost: Cost, *, requests: int) -> Comparison:
    """`requests` of each kind."""
    result, most = Comparison(page, cost), requests // ROUNDS
    queries = len(cost.statements) if page.queries is None else page.queries
    bare_path = f"/{queries}/{cost.size}"
    for _ in range(ROUNDS):
        for n in CONNECTIONS:
            result.app[n].add(
                await measure(
                    servers.app.port,
                    page.path,
                    page.cookie,
                    connections=n,
                    most=most,
                    unchanged=page.unchanged,
                )
            )
            result.bare[n].add(
                await measure(servers.bare.port, bare_path, page.cookie, connections=n, most=most)
            )
        result.tenfold.add(
            await measure(
                servers.tenfold.port,
                page.path,
                page.cookie,
                connections=1,
                most=most,
                unchanged=page.unchanged,
            )
        )
    return result


async def compare_all(
    servers: Servers, pages: Sequence[Page], costs: dict[str, Cost], *, requests: int
) -> list[Comparison]:
    return [await compare(servers, page, costs[page.name], requests=requests) for page in pages]

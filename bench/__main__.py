"""`make bench`: measures and prints; it is no test and fails only when something is broken."""

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
import uvloop

from bench import servers

if TYPE_CHECKING:  # they read the settings when they are imported
    from bench.compare import Servers
    from bench.county import County

R = TypeVar("R")
REQUESTS, QUICK_REQUESTS = 300, 60
MAILS, QUICK_MAILS = 1000, 200
TENFOLD = 10
PAPERS, MANY_PAPERS = 100, 10_000  # of the first county


@click.command(
    help="Misst Seiten, E-Mails und das Einlesen mit einer Wegwerf-Datenbank auf diesem Rechner."
)
@click.option("--quick", is_flag=True, help="mit weniger Anfragen und E-Mails")
def main(*, quick: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="spurwerk-bench-") as folder, ExitStack() as stack:
        home, big = Path(folder) / "home", Path(folder) / "big"
        sink_port = servers.free_port()
        _only_these_settings(home, sink_port)
        stack.enter_context(_databases(home, big))
        _measure(home, big, sink_port, quick=quick)


def _only_these_settings(home: Path, sink_port: int) -> None:
    """Before anything of the application is imported: it reads them once."""
    environment = servers.environment(home, SPURWERK_SMTP_URL=f"smtp://127.0.0.1:{sink_port}")
    os.environ.clear()
    os.environ.update(environment)


@contextmanager
def _databases(home: Path, big: Path) -> Iterator[None]:
    """Two servers with tables, safe as in production, still empty."""
    from app.core.postgres import EmbeddedPostgres

    for data_dir in (home, big):
        data_dir.mkdir()
    with EmbeddedPostgres(home / "postgres"), EmbeddedPostgres(big / "postgres"):
        for data_dir in (home, big):
            servers.run(data_dir, "app.cli", "migrate")
        yield


def _measure(home: Path, big: Path, sink_port: int, *, quick: bool) -> None:
    """Each figure is told as soon as it is known, what it says about the targets at the end."""
    from app.core.postgres import EmbeddedPostgres
    from bench import report, seed
    from bench.digests import measure_digests
    from bench.mail import measure_mail
    from bench.replies import measure_replies

    click.echo("Die Datenbanken werden gefüllt …")
    county = asyncio.run(seed.seed(EmbeddedPostgres(home / "postgres").dsn, 1, PAPERS))
    asyncio.run(seed.seed(EmbeddedPostgres(big / "postgres").dsn, TENFOLD, MANY_PAPERS))
    told: list[str] = []
    people = QUICK_MAILS if quick else MAILS
    _served(home, big, county, sink_port, told, quick=quick)
    with servers.server(home, "bench.sink", port=sink_port):
        mail = uvloop.run(_with_pool(lambda: measure_mail(county, sink_port, people)))
        _tell(told, [report.mail_line(mail)], report.mail_verdicts(mail))
        replies = uvloop.run(_with_pool(lambda: measure_replies(people)))
        _tell(told, [report.replies_line(replies)], [report.replies_verdict(replies)])
    digests = uvloop.run(_with_pool(lambda: measure_digests(county, quick=quick)))
    _tell(told, [report.digests_line(digests)], report.digests_verdicts(digests))
    _alone(told, quick=quick)
    click.echo("\n".join(["", *told]))


def _tell(told: list[str], lines: Iterable[str], verdicts: Iterable[str]) -> None:
    click.echo("\n".join(lines))
    told.extend(verdicts)


def _served(
    home: Path, big: Path, county: "County", sink_port: int, told: list[str], *, quick: bool
) -> None:
    """What is asked of running servers."""
    from app.core.postgres import EmbeddedPostgres
    from bench import compare, report, seed, statements
    from bench.control import control_page, measure_control
    from bench.pages import pages_of
    from bench.sending import measure_sending

    pages = pages_of(county)
    costs = asyncio.run(statements.costs_of([*pages, control_page(county)]))
    dsns = tuple(EmbeddedPostgres(place / "postgres").dsn for place in (home, big))
    requests = QUICK_REQUESTS if quick else REQUESTS
    with (
        servers.server(home, "app.cli", "serve") as app,
        servers.server(home, "bench.bare", BENCH_PERSON=str(county.people[seed.MEMBER])) as bare,
        servers.server(big, "app.cli", "serve") as tenfold,
    ):
        servers.settle()
        running = compare.Servers(app, bare, tenfold)
        compared = uvloop.run(compare.compare_all(running, pages, costs, requests=requests))
        _tell(told, report.page_lines(compared), report.page_verdicts(compared))
        memory = app.memory()
        _tell(told, [report.memory_line(memory)], [report.memory_verdict(memory)])
        control = uvloop.run(measure_control(app.port, county, costs, quick=quick))
        _tell(told, [report.control_line(control)], [report.control_verdict(control)])
        _tell(told, *uvloop.run(_finding(running, dsns)))
        _tell(told, *uvloop.run(_writing(running, county, home, quick=quick)))
        people = QUICK_MAILS if quick else MAILS
        with servers.server(home, "bench.sink", port=sink_port):
            sending = uvloop.run(_with_pool(lambda: measure_sending(county, app.port, people)))
        _tell(told, report.sending_lines(sending), report.sending_verdicts(sending))


async def _finding(running: "Servers", dsns: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Lines and verdicts of what looks for a few rows among very many."""
    from bench import report
    from bench.own_tasks import measure_own_tasks
    from bench.search import measure_search

    search = await measure_search(running, dsns)
    own_tasks = await measure_own_tasks(running, dsns)
    lines = [report.search_line(search), report.own_tasks_line(own_tasks)]
    return lines, [*report.search_verdicts(search), report.own_tasks_verdict(own_tasks)]


async def _writing(
    running: "Servers", county: "County", home: Path, *, quick: bool
) -> tuple[list[str], list[str]]:
    """Lines and verdicts of what happens around minutes."""
    from app.core.postgres import EmbeddedPostgres
    from bench import report
    from bench.autosave import measure_autosave
    from bench.exports import measure_exports
    from bench.viewers import measure_viewers

    dsn = EmbeddedPostgres(home / "postgres").dsn
    saving = await measure_autosave(running, county, dsn, quick=quick)
    viewing = await measure_viewers(running.app, county, quick=quick)
    exporting = await measure_exports(running.app.port, county, quick=quick)
    lines = [
        report.autosave_line(saving), report.viewers_line(viewing), report.exports_line(exporting),
    ]  # fmt: skip
    verdicts = [
        report.autosave_verdict(saving), *report.viewers_verdicts(viewing),
        report.exports_verdict(exporting),
    ]  # fmt: skip
    return lines, verdicts


def _alone(told: list[str], *, quick: bool) -> None:
    """What needs neither server nor database."""
    from bench import report
    from bench.composition import measure_composition
    from bench.printing import measure_printing
    from bench.reading import measure_reading

    printing = asyncio.run(measure_printing(quick=quick))
    _tell(told, [report.printing_line(printing)], report.printing_verdicts(printing))
    reading = measure_reading()
    _tell(told, [report.reading_line(reading)], [report.reading_verdict(reading)])
    composition = measure_composition()
    _tell(told, [report.composition_line(composition)], [report.composition_verdict(composition)])


async def _with_pool(measure: Callable[[], Awaitable[R]]) -> R:
    from app.core import db

    await db.start_pool(4)
    try:
        return await measure()
    finally:
        await db.close_pool()


if __name__ == "__main__":
    main()

"""What the worker does with a source: a page, then its papers, each in its own transaction.

A crash loses at most what was being read: the next worker goes on at the same page.
"""

import json
import logging

from app.core import clock
from app.core.settings import settings
from app.importers.jobs.asking import Asking, Trouble
from app.importers.jobs.papers import read_paper
from app.importers.operations import reading, runs
from app.importers.outside import Fetch, ask
from app.importers.queries import pending_papers
from app.importers.rules.addresses import next_page, total_of
from app.importers.rules.entries import PageRead, entries_of
from app.importers.rules.objects import NoOparl, Object, read_object
from app.importers.rules.runs import MOST_OBJECTS, PATIENCE, Claimed
from app.importers.tables import OparlPaper, SourceKind
from app.outgoing.errors import NotFetched

log = logging.getLogger("spurwerk.importers")

PAPERS_PER_STEP = 20
OWN_FAULT = "In Spurwerk ist ein Fehler aufgetreten. Er ist vermerkt."


async def reconcile(fetch: Fetch = ask) -> bool:
    """One step of one run; True when there may be more to do at once."""
    run = await runs.claim()
    if run is None:
        return False
    try:
        await _step(Asking(run, fetch))
    except runs.LostLease:
        log.warning("another worker has the run now")
    except Trouble as trouble:
        await runs.note_trouble(run, trouble.address, str(trouble), now=clock.now())
    except Exception:
        await runs.note_trouble(run, run.next_page, OWN_FAULT, now=clock.now())
        raise
    return True


async def _step(asking: Asking) -> None:
    run = asking.run
    if pending := await pending_papers(run.source_id, PAPERS_PER_STEP):
        for row in pending:
            await _read_one(row, asking)
        await runs.hand_back(run)
    elif not run.next_page or _has_enough(run):
        await runs.finish(run, now=clock.now())
    else:
        await _read_page(asking)


def _has_enough(run: Claimed) -> bool:
    """The next run goes on from here, so that no server keeps us busy for ever."""
    return run.objects_read >= MOST_OBJECTS or len(run.seen) >= settings().oparl_pages


async def _read_one(row: OparlPaper, asking: Asking) -> None:
    try:
        read = await read_paper(json.loads(row.object), asking, patient=row.attempts < PATIENCE)
    except Trouble:
        await reading.note_attempt(asking.run, row.id)
        raise
    await reading.store_paper(asking.run, row.id, read, now=clock.now())


async def _read_page(asking: Asking) -> None:
    run = asking.run
    try:
        found = read_object(await asking.bytes_of(run.next_page, patient=True))
        page = _page(found, run)
    except (NotFetched, NoOparl) as problem:
        await runs.give_up(run, str(problem), now=clock.now())
        return
    await reading.store_page(run, page, now=clock.now())


def _page(found: Object, run: Claimed) -> PageRead:
    """The entries count even where the way on is wrong: then the run ends behind them."""
    entries, problems = entries_of(found)
    here, following, stop_reason = run.next_page, "", ""
    if run.kind != SourceKind.PAPER:
        try:
            following = next_page(found, run.start, {*run.seen, here})
        except NoOparl as problem:
            stop_reason = str(problem)
    return PageRead(here, entries, following, total_of(found), problems, stop_reason)

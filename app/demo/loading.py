"""Two counties as they are after some months."""

import asyncio

from app.core import clock
from app.core.db import opens_transaction
from app.demo import (
    agenda,
    attachments,
    beispielau,
    inbox,
    interface,
    lately,
    musterland,
    paper_work,
    past_days,
    polls,
    reports,
    work,
    writing,
)
from app.demo.beispielau import Spurgruppe
from app.demo.history import History
from app.demo.musterland import Loaded
from app.demo.papers import Reading
from app.demo.work import Done


async def load() -> None:
    """The rows whole or not at all; then, one transaction each, what people did with buttons."""
    history = History(clock.today())
    papers = await asyncio.to_thread(lambda: (musterland.read(history), beispielau.read(history)))
    loaded, done, spurgruppe = await _load(history, *papers)
    await paper_work.load(history, loaded)
    await lately.load(history, loaded, done)
    await agenda.load(loaded, done)
    await writing.load(loaded, done)
    await attachments.load(history, loaded.county, done.coming)
    await inbox.load(loaded.county, done.coming)
    await polls.load(loaded)
    await reports.load(history, loaded)
    await beispielau.cancel(history, spurgruppe)
    await past_days.load()


@opens_transaction
async def _load(
    history: History, first: Reading, second: Reading
) -> tuple[Loaded, Done, Spurgruppe]:
    loaded = await musterland.load(history, first)
    done = await work.load(history, loaded)
    await interface.load(history, loaded)
    return loaded, done, await beispielau.load(history, second)

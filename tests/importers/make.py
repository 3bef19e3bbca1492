"""Sources and runs; `work()` is the worker until nothing is due."""

from typing import Any
from uuid import UUID, uuid4

from app.core import clock
from app.importers.jobs.reconcile import reconcile
from app.importers.operations.reading import store_page, store_paper
from app.importers.operations.sources import NewSource, add_source, start_run
from app.importers.outside import Fetch, ask
from app.importers.rules.entries import PageRead, entries_of
from app.importers.rules.mapping import mapped
from app.importers.rules.recognise import Recognised
from app.importers.rules.runs import Claimed
from app.importers.tables import OparlPaper, OparlRun, OparlSource, SourceKind
from app.vorlagen.tables import PaperDraft
from tests.cast import Cast

START = "https://ris.example.org/papers"


async def make_source(cast: Cast, start: str = START, kind: SourceKind = SourceKind.BODY) -> UUID:
    """Added by Anna, with its first run due."""
    data = NewSource(uuid4(), cast.body.id, start, Recognised(kind, "Stadt Musterhausen", start))
    return await add_source(await cast.actor("anna"), data, now=clock.now())


async def again(cast: Cast, source_id: UUID) -> None:
    await start_run(await cast.actor("anna"), source_id, now=clock.now())


async def work(fetch: Fetch = ask) -> None:
    """Pauses after troubles are left out."""
    while await reconcile(fetch):
        await OparlRun.update({OparlRun.due_at: clock.now()}).where(OparlRun.ended_at.is_null())


async def last_run(source_id: UUID) -> OparlRun:
    run = (
        await OparlRun.objects()
        .where(OparlRun.source == source_id)
        .order_by(OparlRun.started_at, ascending=False)
        .first()
    )
    assert run is not None
    return run


async def source_of(source_id: UUID) -> OparlSource:
    source = await OparlSource.objects().where(OparlSource.id == source_id).first()
    assert source is not None
    return source


async def papers_of(source_id: UUID) -> list[OparlPaper]:
    return (
        await OparlPaper.objects()
        .where(OparlPaper.source == source_id)
        .order_by(OparlPaper.address)
    )


async def draft_of(paper: OparlPaper) -> PaperDraft:
    draft = await PaperDraft.objects().where(PaperDraft.id == paper.draft).first()
    assert draft is not None
    return draft


def oparl_paper(number: int = 1, **fields: Any) -> dict[str, Any]:
    """As on a server that embeds what it points to."""
    return {
        "id": f"https://ris.example.org/papers/{number}",
        "type": "https://schema.oparl.org/1.1/Paper",
        "name": f"Jugendtreff am Markt, Teil {number}",
        "reference": f"2026/{number:03}",
        "date": "2026-02-03",
        "paperType": "Beschlussvorlage",
        **fields,
    }


async def make_waiting(source_id: UUID, number: int = 1, **fields: Any) -> OparlPaper:
    """Read to its end, as the worker leaves it."""
    found = oparl_paper(number, **fields)
    run = await last_run(source_id)
    holder = Claimed(
        run.id, run.attempts, source_id, (await source_of(source_id)).body,
        SourceKind.BODY, START, "", (), 0, 0,
    )  # fmt: skip
    entries, _ = entries_of(found)
    await store_page(holder, PageRead(START, entries, "", None), now=clock.now())
    own = (OparlPaper.source == source_id) & (OparlPaper.address == found["id"])
    row = await OparlPaper.objects().where(own).first()
    assert row is not None
    await store_paper(holder, row.id, mapped(found, {}, None), now=clock.now())
    return row


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """A source of the cast's body with a paper that waits."""
    source_id = await make_source(cast)
    paper = await make_waiting(source_id)
    world["source_id"] = str(source_id)
    world["draft_id"] = str(paper.id)

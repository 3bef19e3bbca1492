"""What the pages about OParl sources show; the caller has checked the right to read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.paging import PER_PAGE, pages_of
from app.importers.rules.progress import Listed, Progress
from app.importers.tables import OparlPaper, OparlSource, RunState, SourceKind
from app.vorlagen.tables import PaperDraft

LISTED = """CASE WHEN paper.state <> 'waiting' THEN paper.state
    WHEN draft.taken_sha256 = '' THEN 'waiting'
    WHEN draft.taken_sha256 = draft.source_sha256 THEN 'taken' ELSE 'changed' END"""
RUN = """
    run.state, run.started_at, run.ended_at, run.due_at, run.troubles, run.objects_read,
    run.objects_total, run.papers_new, run.papers_changed, run.papers_withdrawn, run.stop_reason,
    run.failures,
    (SELECT count(*) FROM oparl_paper WHERE source = source.id AND is_pending) AS pending
"""
SOURCES = f"""
SELECT source.id, source.name, source.kind, source.address, body.name AS body_name, {RUN},
    (SELECT count(*) FROM oparl_paper AS paper JOIN paper_draft AS draft ON draft.id = paper.draft
     WHERE paper.source = source.id AND {LISTED} IN ('waiting', 'changed')) AS waiting
FROM oparl_source AS source JOIN body ON body.id = source.body
LEFT JOIN LATERAL (
    SELECT * FROM oparl_run WHERE source = source.id ORDER BY started_at DESC LIMIT 1
) AS run ON true
"""
ALL_OF = f"{SOURCES} WHERE source.body = ANY({{}}::uuid[]) ORDER BY din5007(source.name), source.id"
ONE = f"{SOURCES} WHERE source.id = {{}}"
COUNTS = f"""
SELECT {LISTED} AS listed, count(*) AS count FROM oparl_paper AS paper
JOIN paper_draft AS draft ON draft.id = paper.draft WHERE paper.source = {{}} GROUP BY 1
"""
PAPERS = f"""
SELECT paper.id, paper.reference, paper.title, paper.paper_type, paper.dated_on,
    paper.withdrawn_on, draft.vorlage AS vorlage_id, same.id AS same_number_id
FROM oparl_paper AS paper JOIN paper_draft AS draft ON draft.id = paper.draft
LEFT JOIN vorlage AS same ON same.body = draft.body AND same.reference = paper.reference
WHERE paper.source = {{}} AND {LISTED} = {{}}
ORDER BY paper.dated_on DESC NULLS LAST, paper.reference DESC, paper.id
LIMIT {PER_PAGE} OFFSET {{}}
"""
UNTOUCHED = f"""
SELECT draft.id FROM oparl_paper AS paper JOIN paper_draft AS draft ON draft.id = paper.draft
WHERE paper.source = {{}} AND paper.id = ANY({{}}::uuid[]) AND {LISTED} = 'waiting'
"""


@dataclass(frozen=True)
class SourceRow:
    """`waiting`: papers to take over, new or changed."""

    id: UUID
    name: str
    kind: SourceKind
    address: str
    body_name: str
    waiting: int
    run: Progress | None


@dataclass(frozen=True)
class PaperRow:
    """`same_number_id`: a Vorlage of the body with this number, however it came in."""

    id: UUID
    reference: str
    title: str
    paper_type: str
    dated_on: date | None
    withdrawn_on: date | None
    vorlage_id: UUID | None
    same_number_id: UUID | None

    @property
    def label(self) -> str:
        return f"{self.reference} {self.title}".strip() or "Vorlage ohne Betreff"


@dataclass(frozen=True)
class Papers:
    rows: tuple[PaperRow, ...]
    listed: Listed
    number: int
    counts: Mapping[Listed, int]

    @property
    def pages(self) -> int:
        return pages_of(self.counts.get(self.listed, 0))


def _source(row: dict[str, Any]) -> SourceRow:
    names = ("id", "name", "kind", "address", "body_name", "waiting")
    own = {name: row.pop(name) for name in names}
    run = None
    if row["state"] is not None:
        failures = tuple((f["address"], f["sentence"]) for f in json.loads(row.pop("failures")))
        run = Progress(**{**row, "state": RunState(row["state"]), "failures": failures})
    return SourceRow(**{**own, "kind": SourceKind(own["kind"]), "run": run})


async def sources_of(actor: Actor) -> list[SourceRow]:
    """Of the bodies whose Koordination the actor is."""
    return [_source(row) for row in await OparlSource.raw(ALL_OF, list(actor.office_of))]


async def source_row(source_id: UUID) -> SourceRow:
    (row,) = await OparlSource.raw(ONE, source_id)
    return _source(row)


async def papers_page(source_id: UUID, listed: Listed, number: int) -> Papers:
    """A page beyond the end gives the last one."""
    rows = await OparlPaper.raw(COUNTS, source_id)
    counts = {Listed(row["listed"]): row["count"] for row in rows}
    number = min(number, pages_of(counts.get(listed, 0)))
    found = await OparlPaper.raw(PAPERS, source_id, listed, (number - 1) * PER_PAGE)
    return Papers(tuple(PaperRow(**row) for row in found), listed, number, counts)


async def untouched_drafts(source_id: UUID, ids: Sequence[UUID]) -> list[PaperDraft]:
    """Of the chosen papers those that wait and were never taken over, in the given order."""
    if not ids:
        return []
    waiting = {row["id"] for row in await OparlPaper.raw(UNTOUCHED, source_id, list(ids))}
    if not waiting:
        return []
    drafts = await PaperDraft.objects().where(PaperDraft.id.is_in(list(waiting)))
    return sorted(drafts, key=lambda draft: ids.index(draft.id))


async def pending_papers(source_id: UUID, limit: int) -> list[OparlPaper]:
    """Papers whose references are still to be read."""
    return (
        await OparlPaper.objects()
        .where(OparlPaper.source == source_id, OparlPaper.is_pending.eq(True))
        .order_by(OparlPaper.id)
        .limit(limit)
    )

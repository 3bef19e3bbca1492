"""Approved minutes with the passage: their PDF is set anew before the transaction, with a note."""

from dataclasses import dataclass
from uuid import UUID

from app.files.operations import StoredFile
from app.files.tables import File
from app.minutes.niederschrift import niederschrift
from app.minutes.record import Record
from app.minutes.tables import Minutes, MinutesRevision, MinutesStatus
from app.privacy.papers import notes_of, removed_sentence
from app.redaction.queries.places import Hit
from app.redaction.rules.passage import Passage


@dataclass(frozen=True)
class NewPaper:
    """`fingerprint`: of the record it was made from."""

    minutes_id: UUID
    old_file: UUID
    old_sha256: str
    fingerprint: str
    pdf: StoredFile


async def frozen(hits: list[Hit]) -> dict[UUID, Record]:
    """By minutes that have a PDF: their approved record as it shall be."""
    by_id = {hit.row_id: hit for hit in hits if hit.is_revision}
    if not by_id:
        return {}
    rows = await MinutesRevision.select(MinutesRevision.id, MinutesRevision.minutes).where(
        MinutesRevision.id.is_in(list(by_id)),
        MinutesRevision.status == MinutesStatus.APPROVED,
        MinutesRevision.minutes.pdf.is_not_null(),
    )
    return {row["minutes"]: Record.of(by_id[row["id"]].after) for row in rows}


async def new_papers(hits: list[Hit], passage: Passage) -> list[NewPaper]:
    """Puts the bytes away; the rows come with the removal itself."""
    return [
        await _new(minutes_id, record, passage)
        for minutes_id, record in (await frozen(hits)).items()
    ]


async def _new(minutes_id: UUID, record: Record, passage: Passage) -> NewPaper:
    minutes = await Minutes.objects().where(Minutes.id == minutes_id).first()
    assert minutes is not None
    old = await File.objects().where(File.id == minutes.pdf).first()
    assert old is not None
    notes = [*await notes_of(minutes_id), removed_sentence(passage.day, old.sha256)]
    pdf = await niederschrift(record, note=" ".join(notes))
    return NewPaper(minutes_id, old.id, old.sha256, record.fingerprint, pdf)

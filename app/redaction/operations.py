"""A passage goes out of everything the group has written. There is no way back (docs/adr/0031)."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.columns import JSONB

from app.attachments.tables import Attachment, TaskFile
from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation
from app.files.operations import add_file
from app.files.tables import File
from app.groups.tables import EventFile, Group
from app.minutes.tables import Minutes, TextRevision
from app.outbox.tables import MailState, OutgoingMail
from app.privacy.papers import PASSAGE_REMOVED
from app.redaction import access
from app.redaction.forms import Order
from app.redaction.papers import NewPaper, frozen
from app.redaction.queries.files import Uploaded, uploaded_of
from app.redaction.queries.letters import Letters
from app.redaction.queries.places import Hit, hits_in, seen
from app.redaction.rules.passage import check_passage
from app.replies.tables import InboundMail

MOVED_ON = "Inzwischen hat sich etwas geändert. Bitte sehen Sie die Fundstellen noch einmal an."
NOWHERE = (
    "Diese Stelle steht in keinem Text der Gruppe. Bitte übernehmen Sie sie Zeichen für Zeichen."
)


@dataclass(frozen=True)
class Prepared:
    """What had to be made or read before the transaction."""

    papers: list[NewPaper]
    letters: Letters


@opens_transaction
async def remove_passage(
    actor: Actor, meeting_id: UUID, order: Order, prepared: Prepared, *, now: datetime
) -> list[str]:
    """All of it or nothing. Returns the SHA-256 of the files that made way.

    Raises RuleViolation where the places are no longer those that were confirmed.
    """
    group, minutes = await access.all_minutes_to_redact(actor, meeting_id)
    check_passage(order.passage, order.reason.label)
    hits = await hits_in(group, order.passage, comments=order.comments)
    await _check_unchanged(hits, order, prepared)
    for hit in hits:
        await _rewrite(hit)
    await _empty(prepared.letters, order, now)
    files = [await _replace(paper) for paper in prepared.papers]
    await _leave_a_stub(actor, group, minutes, order, hits, prepared)
    return files


@inside_transaction
async def _check_unchanged(hits: list[Hit], order: Order, prepared: Prepared) -> None:
    if not hits and not len(prepared.letters):
        raise RuleViolation(NOWHERE)
    records = {key: record.fingerprint for key, record in (await frozen(hits)).items()}
    made = {paper.minutes_id: paper.fingerprint for paper in prepared.papers}
    if seen(hits) != order.seen or records != made:
        raise RuleViolation(MOVED_ON)


@inside_transaction
async def _rewrite(hit: Hit) -> None:
    """With the next version: who still has the old text open cannot save it over the new one.

    An earlier save keeps its own.
    """
    table: Any = hit.texts.table
    is_json = isinstance(hit.column, JSONB)
    value = json.dumps(hit.after, ensure_ascii=False) if is_json else hit.after
    changes: dict[Any, Any] = {hit.column: value}
    if hasattr(table, "version") and table is not TextRevision:
        changes[table.version] = table.version + 1
    key = table._meta.primary_key  # noqa: SLF001 - Piccolo's own name for it
    await table.update(changes).where(key == hit.row_id)


@inside_transaction
async def _empty(letters: Letters, order: Order, now: datetime) -> None:
    """What waits is not sent any more; of what was sent or came in only its fate stays."""
    if letters.outgoing:
        await OutgoingMail.update(
            {OutgoingMail.state: MailState.DROPPED, OutgoingMail.done_at: now}
        ).where(OutgoingMail.id.is_in(letters.outgoing), OutgoingMail.done_at.is_null())
    await _empty_rows(OutgoingMail, letters.outgoing, order)
    await _empty_rows(InboundMail, letters.incoming, order)


@inside_transaction
async def _empty_rows(
    table: type[OutgoingMail | InboundMail], ids: list[UUID], order: Order
) -> None:
    for row in (
        await table.select(table.id, table.subject).where(table.id.is_in(ids)) if ids else ()
    ):
        subject = order.passage.out_of(row["subject"])[:300]
        await table.update({table.mime: b"", table.subject: subject}).where(table.id == row["id"])


@inside_transaction
async def _replace(paper: NewPaper) -> str:
    old = await File.objects().where(File.id == paper.old_file).first()
    assert old is not None
    file = await add_file(paper.pdf, body_id=old.body_id, owner_id=old.owner_id)
    await Minutes.update({Minutes.pdf: file.id}).where(Minutes.id == paper.minutes_id)
    await File.delete().where(File.id == old.id)
    return paper.old_sha256


@inside_transaction
async def _leave_a_stub(
    actor: Actor, group: Group, minutes: Minutes, order: Order, hits: list[Hit], prepared: Prepared
) -> None:
    """Who, when, why, where and how long; never the words. At these minutes and at each new paper."""
    where = Counter[str]()
    for hit in hits:
        where[hit.texts.place] += hit.times
    papers = {paper.minutes_id: paper for paper in prepared.papers}
    for minutes_id in {minutes.id, *papers}:
        paper = papers.get(minutes_id)
        hashes = {
            "old_sha256": paper.old_sha256, "new_sha256": paper.pdf.sha256,
            "fingerprint": paper.fingerprint,
        } if paper else {}  # fmt: skip
        await audit.record(
            actor, PASSAGE_REMOVED, minutes_id, body_id=group.body, reason=order.reason.value,
            length=order.passage.length, where=dict(where), mails=len(prepared.letters), **hashes,
        )  # fmt: skip


@opens_transaction
async def remove_file(actor: Actor, meeting_id: UUID, use_id: UUID, order: Order) -> str | None:
    """Goes for good, also from approved minutes: row, name and, by the SHA-256 returned, the bytes.

    One that is gone already is None, as is what belongs to another group.
    """
    group, minutes = await access.all_minutes_to_redact(actor, meeting_id)
    use = next((use for use in await uploaded_of(group) if use.id == use_id), None)
    if use is None:
        return None
    await Attachment.delete().where(Attachment.id == use.id)
    await TaskFile.delete().where(TaskFile.id == use.id)
    await EventFile.delete().where(EventFile.id == use.id)
    await File.delete().where(File.id == use.file_id)
    for subject in {minutes.id, *await _subjects_of(use)}:
        await audit.record(
            actor, PASSAGE_REMOVED, subject, body_id=group.body, reason=order.reason.value,
            length=order.passage.length, where={"Datei": 1}, mails=0, file=use.id,
        )  # fmt: skip
    return use.sha256


async def _subjects_of(use: Uploaded) -> list[UUID]:
    """The meeting, for the list of its files, and its minutes."""
    if use.meeting_id is None:
        return []
    found = Minutes.select(Minutes.id).where(Minutes.meeting == use.meeting_id)
    return [use.meeting_id, *await found.output(as_list=True)]

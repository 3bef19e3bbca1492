"""Approved minutes whose PDF names the person: made anew before the transaction, from what was frozen."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.audit.tables import AuditEntry
from app.core import clock
from app.files.operations import StoredFile
from app.files.tables import File
from app.minutes.niederschrift import niederschrift
from app.minutes.record import Record
from app.minutes.tables import Minutes, MinutesRevision, MinutesStatus
from app.people.tables import Person
from app.privacy.queries.mentions import Mention, mentions_of
from app.privacy.rules.names import pseudonym
from app.web.filters import datum

REDACTED = "minutes.redacted"
PASSAGE_REMOVED = "minutes.passage_removed"  # app/redaction


@dataclass(frozen=True)
class NewPaper:
    """The old file stays known by its SHA-256, in the audit log and on the new paper."""

    minutes_id: UUID
    old_file: UUID
    old_sha256: str
    fingerprint: str  # of the record it was made from
    pdf: StoredFile


async def frozen_with_name(person: Person) -> list[Mention]:
    """The approved revisions whose words change; one each of their minutes."""
    found = [
        mention
        async for mention in mentions_of(person)
        if mention.texts.table is MinutesRevision
        and mention.column is MinutesRevision.content
        and mention.changes
    ]
    approved = set(
        await MinutesRevision.select(MinutesRevision.id)
        .where(MinutesRevision.status == MinutesStatus.APPROVED)
        .output(as_list=True)
        if found
        else []
    )
    return [mention for mention in found if mention.row_id in approved]


async def new_papers(person: Person, *, now: datetime) -> list[NewPaper]:
    """Puts the bytes away; the rows come with the Löschung itself."""
    return [paper for m in await frozen_with_name(person) if (paper := await _new(person, m, now))]


async def _new(person: Person, mention: Mention, now: datetime) -> NewPaper | None:
    minutes = await Minutes.objects().where(Minutes.meeting == mention.meeting_id).first()
    old = await File.objects().where(File.id == minutes.pdf).first() if minutes else None
    if minutes is None or old is None:
        return None
    note = await _note(minutes.id, old.sha256, pseudonym(person.pseudonym or 0), now)
    record = Record.of(mention.after)
    pdf = await niederschrift(record, note=note)
    return NewPaper(minutes.id, old.id, old.sha256, record.fingerprint, pdf)


async def _note(minutes_id: UUID, sha256: str, name: str, now: datetime) -> str:
    today = clock.berlin(now).date()
    return " ".join([*await notes_of(minutes_id), _sentence(today, name, sha256)])


async def notes_of(minutes_id: UUID) -> list[str]:
    """One sentence for each Löschung or removal that changed the paper, the newest last."""
    earlier = await AuditEntry.select(AuditEntry.at, AuditEntry.details).where(
        AuditEntry.action.is_in([REDACTED, PASSAGE_REMOVED]), AuditEntry.subject_id == minutes_id
    ).order_by(AuditEntry.at)  # fmt: skip
    told = [(clock.berlin(row["at"]).date(), json.loads(row["details"])) for row in earlier]
    return [
        _sentence(day, d["pseudonym"], d["old_sha256"])
        if "pseudonym" in d
        else removed_sentence(day, d["old_sha256"])
        for day, d in told
        if "old_sha256" in d
    ]


def removed_sentence(day: date, sha256: str) -> str:
    return (
        f"Am {datum(day)} wurde eine Stelle entfernt. "
        f"Die Datei davor hatte die Prüfsumme (SHA-256) {sha256}."
    )


def _sentence(day: date, name: str, sha256: str) -> str:
    return (
        f"Am {datum(day)} wurde nach Art. 17 DSGVO ein Name durch „{name}“ ersetzt. "
        f"Die Datei davor hatte die Prüfsumme (SHA-256) {sha256}."
    )

"""The retention run in small transactions: each batch stands for itself, a crash loses nothing."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.audit import operations as audit
from app.audit.tables import AuditEntry
from app.core.actor import system
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.terms import Terms
from app.files.tables import File
from app.outbox import operations as outbox
from app.outbox.tables import PeriodicRun
from app.people.tables import Body, Person
from app.privacy import mails
from app.privacy.queries import due
from app.privacy.rules.retention import LISTED, NOTICES, Rule

RUN = system("Aufbewahrung")


@opens_transaction
async def next_batch(rule: Rule, terms: Terms, now: datetime) -> list[UUID]:
    """At most BATCH rows are deleted or emptied; their ids."""
    ids = await due.next_due(rule, terms, now)
    if not ids or rule.change == LISTED:
        return ids
    key = rule.table._meta.primary_key  # noqa: SLF001 - Piccolo's own name for it
    if rule.table is AuditEntry:
        await _cut(rule, ids)
    elif rule.change is None:
        await rule.table.delete().where(key.is_in(ids))
    else:
        await rule.table.update(rule.change).where(key.is_in(ids))
    return ids


@inside_transaction
async def _cut(rule: Rule, ids: list[UUID]) -> None:
    """What was cut is certified by an entry of its own: kind, number, from when to when."""
    rows = await AuditEntry.select(AuditEntry.at).where(AuditEntry.id.is_in(ids))
    times = [row["at"] for row in rows]
    await AuditEntry.raw("SELECT set_config('spurwerk.audit', 'cut', true)")
    await AuditEntry.delete().where(AuditEntry.id.is_in(ids))
    await audit.record(
        RUN, "audit.cut", kind=rule.key, count=len(ids), first=min(times), last=max(times)
    )


@opens_transaction
async def remove_files(rule: Rule, terms: Terms, now: datetime) -> tuple[list[UUID], list[str]]:
    """A batch of attachments and their files; ids, and hashes whose bytes may go."""
    ids = await due.next_due(rule, terms, now)
    if not ids:
        return [], []
    table: Any = rule.table
    gone = await table.delete().where(table.id.is_in(ids)).returning(table.file)
    files = (
        await File.delete()
        .where(File.id.is_in([row["file"] for row in gone]))
        .returning(File.sha256)
    )
    return ids, [row["sha256"] for row in files]


@opens_transaction
async def send_notices(terms: Terms, now: datetime) -> list[UUID]:
    """A batch of people without any tie hears that the entry ends."""
    ids = await due.next_due(NOTICES, terms, now)
    if not ids:
        return []
    ends_on = berlin(now).date() + timedelta(days=terms.account_days + 1)
    bodies = {body.id: body for body in await Body.objects()}
    people = await Person.objects().where(Person.id.is_in(ids))
    await outbox.enqueue(mails.account_ends(p, bodies[p.body], ends_on) for p in people)
    await Person.update({Person.deletion_notice_at: now}).where(Person.id.is_in(ids))
    for person in people:
        await audit.record(RUN, "person.notified", person.id, body_id=person.body)
    return ids


@opens_transaction
async def note_run(counts: dict[str, int]) -> None:
    await audit.record(RUN, "retention.run", rows=counts)


@opens_transaction
async def claim_day(now: datetime) -> bool:
    """True for whoever comes first on this Berlin day."""
    key = f"retention:{berlin(now).date().isoformat()}"
    if await PeriodicRun.exists().where(PeriodicRun.key == key):
        return False
    claimed = (
        await PeriodicRun.insert(PeriodicRun(key=key))
        .on_conflict(target=PeriodicRun.key, action="DO NOTHING")
        .returning(PeriodicRun.key)
    )
    return bool(claimed)

"""What is past its term, for the list before a run and for the run itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.columns.combination import WhereRaw

from app.core.terms import Terms
from app.files.store import stored_before
from app.files.tables import File
from app.people.tables import Person
from app.privacy import deletion_list
from app.privacy.rules.retention import (
    ACCOUNTS,
    BATCH,
    LAST_TIE,
    STRAY,
    Rule,
    last_day,
)


async def all_due(rule: Rule, terms: Terms, now: datetime) -> list[UUID]:
    return list(await _due(rule, terms, now).output(as_list=True))


async def next_due(rule: Rule, terms: Terms, now: datetime) -> list[UUID]:
    """At most a batch, locked for this transaction; what somebody else holds waits for the next run."""
    query = _due(rule, terms, now).limit(BATCH).lock_rows("UPDATE", skip_locked=True)
    return list(await query.output(as_list=True))


def _due(rule: Rule, terms: Terms, now: datetime) -> Any:
    key = rule.table._meta.primary_key  # noqa: SLF001 - Piccolo's own name for it
    return (
        rule.table.select(key)
        .where(WhereRaw(rule.condition, rule.moment(terms, now)))
        .order_by(key)
    )


async def accounts_due(terms: Terms, now: datetime) -> list[UUID]:
    """Told long enough ago, and still without any tie."""
    without_tie = WhereRaw(LAST_TIE + " < {}", last_day(terms, now))
    return list(await _due(ACCOUNTS, terms, now).where(without_tie).output(as_list=True))


async def stray_bytes(now: datetime) -> list[str]:
    """SHA-256 of stored bytes that no row uses."""
    stored = await stored_before(now - STRAY)
    used = set(await File.select(File.sha256).output(as_list=True))
    return [sha256 for sha256 in stored if sha256 not in used]


async def come_back() -> list[UUID]:
    """Erased once and living again: somebody brought back a backup."""
    ids = list(deletion_list.ids())
    if not ids:
        return []
    return list(
        await Person.select(Person.id)
        .where(Person.id.is_in(ids), Person.erased_at.is_null())
        .order_by(Person.id)
        .output(as_list=True)
    )

"""Two entries of one human become one."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import RuleViolation, existing
from app.duplicates import access, rules
from app.duplicates.operations import rows
from app.duplicates.queries.clashes import clashes
from app.duplicates.rules import LINKS, Clash, Fate, Moved, column_of
from app.invitations.operations.passing_on import withdraw_twin
from app.people.tables import Person, PersonAddress, PersonMerge


@opens_transaction
async def merge_persons(
    actor: Actor, keep_id: UUID, other_id: UUID, taken: frozenset[str], *, now: datetime
) -> UUID:
    """The merger's id; a second time the same one. `taken`: fields the dissolved entry gives.

    Raises RuleViolation where a person has to decide something first.
    """
    kept, other = await access.pair_to_merge(actor, keep_id, other_id)
    if other is None:
        known = existing(await access.merge_of(keep_id, other_id))
        return UUID(str(known.id))
    await access.check_may_merge(actor, kept, other)
    found = await clashes(keep_id, other_id, now=now)
    for clash in found:
        if clash.refuses:
            raise RuleViolation(clash.sentence)
    dropped, bent = await _settle(actor, found, now)
    moved = await _move_all(keep_id, other_id)
    note: dict[str, Any] = {
        "person": await rows.one(Person, other_id),
        "kept": str(keep_id),
        "kept_before": {name: getattr(kept, name) for name in (*rules.FIELDS, "blocked")},
        "dropped": dropped,
        "bent": rows.noted(bent),
        "moved": rows.noted(moved),
    }
    await Person.delete().where(Person.id == other_id)
    note["address"] = await _take_over(kept, other, taken, now)
    note["kept_after"] = {name: getattr(kept, name) for name in (*rules.FIELDS, "blocked")}
    return await _remember(actor, kept, other_id, note, now)


async def _settle(
    actor: Actor, found: list[Clash], now: datetime
) -> tuple[list[tuple[str, rows.Row]], list[Moved]]:
    dropped, bent = [], []
    for clash in found:
        assert clash.drop is not None
        assert clash.stays is not None
        if clash.withdraw:
            await withdraw_twin(actor, clash.withdraw, clash.drop, now=now)
        row, followed = await rows.take_away(clash.table, clash.drop, clash.stays)
        dropped.append((rules.name_of(clash.table), row))
        bent += followed
    return dropped, bent


async def _move_all(keep_id: UUID, other_id: UUID) -> list[Moved]:
    moved = []
    for link in LINKS:
        if link.fate == Fate.ENDED:
            await link.table.delete().where(column_of(link.table, link.column) == other_id)
        else:
            moved += await rows.move(link.table, link.column, old=other_id, new=keep_id)
    return moved


async def _take_over(
    kept: Person, other: Person, taken: frozenset[str], now: datetime
) -> str | None:
    """The fields, and the address that is not for invitations as a further one; its id."""
    further = kept.email if "email" in taken else other.email
    for name in rules.FIELDS:
        if name in taken:
            setattr(kept, name, getattr(other, name))
    kept.blocked = kept.blocked or other.blocked  # who was shut out stays shut out
    kept.version += 1
    await kept.save()
    address = PersonAddress(id=uuid4(), person=kept.id, email=further, created_at=now)
    stored = (
        await PersonAddress.insert(address)
        .on_conflict(action="DO NOTHING")
        .returning(PersonAddress.id)
    )
    return str(stored[0]["id"]) if stored else None


async def _remember(
    actor: Actor, kept: Person, other_id: UUID, note: dict[str, Any], now: datetime
) -> UUID:
    merge_id = uuid4()
    await PersonMerge(
        id=merge_id, body=kept.body, kept=kept.id, dissolved_id=other_id,
        moved=json.dumps(note), merged_by=actor.person_id, merged_at=now,
    ).save()  # fmt: skip
    await audit.record(
        actor, "person.merged", kept.id, body_id=kept.body, dissolved=other_id,
        rows=sum(len(each["ids"]) for each in note["moved"]), dropped=len(note["dropped"]),
    )  # fmt: skip
    return merge_id

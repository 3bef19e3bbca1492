"""A merger taken back: the dissolved entry stands again, with what is still there of it."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import RuleViolation
from app.duplicates import access, rules
from app.duplicates.operations import rows
from app.duplicates.rules import KNOWN, Moved
from app.people.tables import Person, PersonAddress, PersonMerge

TAKEN = (
    "Die Adresse des aufgelösten Eintrags gehört inzwischen jemand anderem. Bitte geben Sie sie "
    "dort zuerst frei."
)


@opens_transaction
async def undo_merge(actor: Actor, merge_id: UUID, *, now: datetime) -> UUID:
    """The id of the entry that stands again; a second time without effect.

    Sessions and login links are not brought back. Raises RuleViolation after 30 days.
    """
    merge = await access.merge_to_undo(actor, merge_id)
    if merge.undone_at is not None:
        return UUID(str(merge.dissolved_id))
    rules.check_in_time(merge.merged_at, now)
    note = json.loads(merge.moved)
    kept = await Person.objects().where(Person.id == merge.kept).lock_rows("UPDATE").first()
    assert kept is not None, "the merger goes with its person"
    await _give_fields_back(kept, note)
    if not await rows.put_back(Person, note["person"]):
        raise RuleViolation(TAKEN)
    moved = [await rows.move_back(Moved(**each), holder=kept.id) for each in note["moved"]]
    for name, row in reversed(note["dropped"]):  # what others point to went last
        await rows.put_back(KNOWN[name], row)
    for each in note["bent"]:
        await _bend_back(Moved(**each))
    await PersonMerge.update({PersonMerge.undone_at: now}).where(PersonMerge.id == merge_id)
    await audit.record(
        actor, "person.merge_undone", kept.id, body_id=merge.body,
        restored=merge.dissolved_id, rows=sum(moved),
    )  # fmt: skip
    return UUID(str(merge.dissolved_id))


async def _give_fields_back(kept: Person, note: dict[str, Any]) -> None:
    """What somebody has changed since stays; the address must be free for the other entry."""
    before, after = note["kept_before"], note["kept_after"]
    same = str(kept.id) == note["kept"]  # not merged into a third one since
    for name in (*rules.FIELDS, "blocked") if same else ():
        if getattr(kept, name) == after[name]:
            setattr(kept, name, before[name])
    kept.version += 1
    if note["address"]:
        await PersonAddress.delete().where(
            PersonAddress.id == UUID(note["address"]), PersonAddress.person == kept.id
        )
    await kept.save()


async def _bend_back(bent: Moved) -> None:
    """To the row that came back, if it did."""
    owner = rules.referred(rules.column_of(KNOWN[bent.table], bent.column))
    assert owner is not None
    if await owner.exists().where(rules.column_of(owner, "id") == UUID(bent.old)):
        await rows.move_back(bent, holder=UUID(bent.new))

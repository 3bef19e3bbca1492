"""Filters that a person keeps."""

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.boards import access
from app.boards.forms.keeping import NewFilter
from app.boards.tables import TaskFilter
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import RuleViolation
from app.people.tables import Person

MOST = 20  # of one person: each list names its own
FULL = f"Sie haben schon {MOST} Filter gemerkt. Bitte löschen Sie erst einen."
NOTHING = "Es ist nichts ausgewählt, was sich merken ließe."


@opens_transaction
async def keep_filter(actor: Actor, data: NewFilter, *, now: datetime) -> None:
    """One of the same name and list is replaced; the same data.id again changes nothing.

    Raises RuleViolation for one too many and for a filter that says nothing.
    """
    await access.scope_of(actor, data.group_id)
    if not data.query:
        raise RuleViolation(NOTHING)
    await Person.select(Person.id).where(Person.id == actor.person_id).lock_rows("UPDATE")
    mine = await TaskFilter.objects().where(TaskFilter.person == actor.person_id)
    if any(row.id == data.id for row in mine):
        return
    same = [row for row in mine if (row.group, row.name) == (data.group_id, data.name)]
    if not same and len(mine) >= MOST:
        raise RuleViolation(FULL)
    for row in same:
        await row.remove()
    new = TaskFilter(
        id=data.id, person=actor.person_id, group=data.group_id, name=data.name,
        query=data.query, created_at=now,
    )  # fmt: skip
    await TaskFilter.insert(new).on_conflict(action="DO NOTHING")
    await audit.record(actor, "task_filter.kept", data.id)


@opens_transaction
async def remove_filter(actor: Actor, filter_id: UUID) -> None:
    """Raises NotFound for what is gone already or another person's."""
    row = await access.own_filter(actor, filter_id)
    await row.remove()
    await audit.record(actor, "task_filter.removed", filter_id)

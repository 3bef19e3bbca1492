"""Sub-steps of a task. Each button says what shall be, so that pressing it twice is like once."""

from datetime import datetime
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RELOAD, NotFound, RuleViolation, existing
from app.tasks import access
from app.tasks.tables import Substep, TaskStep, Watcher

MANY = 50
TOO_MANY = f"Mehr als {MANY} Teilschritte sind zu viel für eine Aufgabe. Bitte teilen Sie sie."


Held = access.Seen | access.Linked  # a task that is locked, and who may work on it


async def _rows(task_id: UUID) -> list[Substep]:
    return (
        await Substep.objects()
        .where(Substep.task == task_id)
        .order_by(Substep.position)
        .order_by(Substep.id)
    )


@inside_transaction
async def _seen(actor: Actor, task_id: UUID) -> access.Seen:
    """Locked, so that positions count on."""
    seen = await access.task_to_change(actor, task_id)
    access.check_may_work(seen)
    return seen


@inside_transaction
async def _note(actor: Actor, seen: Held, text: str, action: str, now: datetime) -> None:
    await TaskStep(
        id=uuid4(), task=seen.task.id, person=actor.person_id, person_name=actor.name, text=text,
        at=now,
    ).save()  # fmt: skip
    await audit.record(actor, f"task.{action}", seen.task.id, body_id=seen.group.body)


@opens_transaction
async def add_substep(
    actor: Actor, task_id: UUID, new_id: UUID, text: str, *, now: datetime
) -> None:
    """At the end; the same id again changes nothing."""
    seen = await _seen(actor, task_id)
    if await Substep.exists().where(Substep.id == new_id, Substep.task == task_id):
        return
    rows = await _rows(task_id)
    if len(rows) >= MANY:
        raise RuleViolation(TOO_MANY)
    last = rows[-1].position if rows else 0
    row = Substep(id=new_id, task=task_id, position=last + 1, text=text, created_at=now)
    if not await Substep.insert(row).on_conflict(action="DO NOTHING").returning(Substep.id):
        raise RuleViolation(RELOAD)  # the id is a sub-step of another task
    await _note(actor, seen, f"Neuer Teilschritt: {text}", "substep_added", now)


async def _one(task_id: UUID, substep_id: UUID) -> Substep:
    here = (Substep.id == substep_id) & (Substep.task == task_id)
    return existing(await Substep.objects().where(here).first())


@opens_transaction
async def tick_substep(
    actor: Actor, task_id: UUID, substep_id: UUID, *, done: bool, now: datetime
) -> None:
    await _tick(actor, await _seen(actor, task_id), substep_id, done=done, now=now)


@opens_transaction
async def tick_by_link(token: str, substep_id: UUID, *, done: bool, now: datetime) -> None:
    """What the responsible person does without login. Raises Gone."""
    linked = await access.task_by_link(token, lock=True)
    await _tick(linked.actor, linked, substep_id, done=done, now=now)


@inside_transaction
async def _tick(actor: Actor, seen: Held, substep_id: UUID, *, done: bool, now: datetime) -> None:
    row = await _one(seen.task.id, substep_id)
    if done == (row.done_at is not None):
        return
    row.done_at = now if done else None
    row.done_by, row.done_by_name = (actor.person_id, actor.name) if done else (None, "")
    await row.save([Substep.done_at, Substep.done_by, Substep.done_by_name])
    word = "erledigt" if done else "wieder offen"
    await _note(actor, seen, f"Teilschritt {word}: {row.text}", "substep_ticked", now)


@opens_transaction
async def move_substep(actor: Actor, task_id: UUID, substep_id: UUID, place: int | None) -> None:
    """`place`: from 1; beyond the ends it is the end, and none changes nothing."""
    seen = await _seen(actor, task_id)
    row = await _one(task_id, substep_id)
    if place is None:
        return
    before = [UUID(str(each.id)) for each in await _rows(task_id)]
    order = [each for each in before if each != row.id]
    order.insert(max(place, 1) - 1, UUID(str(row.id)))
    if order == before:
        return
    for number, each in enumerate(order, start=1):
        await Substep.update({Substep.position: number}).where(Substep.id == each)
    await audit.record(actor, "task.substep_moved", task_id, body_id=seen.group.body)


@opens_transaction
async def remove_substep(actor: Actor, task_id: UUID, substep_id: UUID, *, now: datetime) -> None:
    """What is gone stays gone; 404 for one of another task."""
    seen = await _seen(actor, task_id)
    if await Substep.exists().where(Substep.id == substep_id, Substep.task != task_id):
        raise NotFound
    here = (Substep.id == substep_id) & (Substep.task == task_id)
    gone = await Substep.delete().where(here).returning(Substep.text)
    if gone:
        said = f"Teilschritt entfernt: {gone[0]['text']}"
        await _note(actor, seen, said, "substep_removed", now)


@opens_transaction
async def watch_task(actor: Actor, task_id: UUID, *, on: bool) -> None:
    """For everybody who reads the task; told is only who may read it then."""
    seen = await access.task_to_change(actor, task_id)
    own = (Watcher.task == task_id) & (Watcher.person == actor.person_id)
    if on == await Watcher.exists().where(own):
        return
    if on:
        await Watcher.insert(Watcher(task=task_id, person=actor.person_id))
    else:
        await Watcher.delete().where(own)
    done = "task.watched" if on else "task.unwatched"
    await audit.record(actor, done, task_id, body_id=seen.group.body)

"""Open tasks and mandates of a group that ends: handed on, done or dropped, each with its sentence."""

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction
from app.groups.tables import Group
from app.mandates.rules import UNDER_WAY
from app.mandates.tables import Mandate, MandateStatus, MandateStep
from app.succession.forms.ending import Fate, MandateFate, TaskFate
from app.succession.queries.leftovers import UNREPORTED, Leftovers
from app.tasks.tables import Task, TaskStatus, TaskStep

CLOSED = {TaskFate.DONE: TaskStatus.DONE, TaskFate.DROP: TaskStatus.DROPPED}


@inside_transaction
async def settle(
    actor: Actor, group: Group, target: Group | None, left: Leftovers, fate: Fate, *, now: datetime
) -> None:
    """The caller has locked the group and checked the target, which is None if nothing moves."""
    if left.mandates or fate.heir:
        await _settle_mandates(actor, group, target, fate, now)
    if left.tasks:
        await _settle_tasks(actor, group, target, fate, now)


def passed_on(group: Group, target: Group, sentence: str) -> str:
    return f"Von „{group.name}“ an „{target.name}“ übergegangen. {sentence}".strip()


async def _settle_mandates(
    actor: Actor, group: Group, target: Group | None, fate: Fate, now: datetime
) -> None:
    moves = target is not None and fate.mandates != MandateFate.DROP
    statuses = UNREPORTED if moves and fate.heir else UNDER_WAY
    mandates = (
        await Mandate.objects()
        .where(Mandate.group == group.id, Mandate.status.is_in([s.value for s in statuses]))
        .order_by(Mandate.id)
        .lock_rows("UPDATE")
    )
    for mandate in mandates:
        if moves and target is not None:
            mandate.group, to, said = target.id, mandate.status, passed_on(group, target, "")
        else:
            to, said = MandateStatus.DROPPED.value, fate.sentence
        await _step(actor, mandate, MandateStatus(to), said, now)
        await audit.record(
            actor, "mandate.passed_on" if moves else "mandate.moved", mandate.id,
            body_id=group.body, group=group.id, after=to,
        )  # fmt: skip


async def _step(
    actor: Actor, mandate: Mandate, to: MandateStatus, said: str, now: datetime
) -> None:
    """Handing on is no change of state, so `from_status` stays empty and no digest tells it."""
    before = mandate.status if mandate.status != to else ""
    mandate.status = to
    mandate.version += 1
    await mandate.save([Mandate.group, Mandate.status, Mandate.version])
    await MandateStep(
        mandate=mandate.id, from_status=before, to_status=to, sentence=said,
        person=actor.person_id, person_name=actor.name, at=now,
    ).save()  # fmt: skip


async def _settle_tasks(
    actor: Actor, group: Group, target: Group | None, fate: Fate, now: datetime
) -> None:
    tasks = (
        await Task.objects()
        .where(Task.group == group.id, Task.status.is_in(["open", "in_progress"]))
        .order_by(Task.id)
        .lock_rows("UPDATE")
    )
    moves = fate.tasks == TaskFate.MOVE and target is not None
    there = await _mandates_of(target) if target is not None else set()
    for task in tasks:
        if moves and target is not None:
            await _move_task(actor, task, passed_on(group, target, fate.sentence), now)
            task.group = target.id
            task.mandate = task.mandate if task.mandate in there else None
        else:
            assert fate.tasks is not None
            await _close_task(actor, task, CLOSED[fate.tasks], fate.sentence, now)
        task.version += 1
        await task.save()
        await audit.record(
            actor, "task.passed_on" if moves else "task.closed_with_group", task.id,
            body_id=group.body, group=group.id,
        )  # fmt: skip


async def _mandates_of(target: Group) -> set[UUID]:
    """A task names only mandates of its own group."""
    rows = await Mandate.select(Mandate.id).where(Mandate.group == target.id)
    return {row["id"] for row in rows}


async def _move_task(actor: Actor, task: Task, said: str, now: datetime) -> None:
    await _note(actor, task, "", said, now)


async def _close_task(actor: Actor, task: Task, to: TaskStatus, said: str, now: datetime) -> None:
    done = to == TaskStatus.DONE
    task.status, task.done_note, task.done_at = to, said if done else "", now if done else None
    await _note(actor, task, to, said, now)


async def _note(actor: Actor, task: Task, to: str, said: str, now: datetime) -> None:
    await TaskStep(
        task=task.id, person=actor.person_id, person_name=actor.name, to_status=to, text=said,
        at=now,
    ).save()  # fmt: skip

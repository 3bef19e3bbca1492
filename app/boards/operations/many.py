"""Many tasks of a group changed at once: all of them or none."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from app.audit import operations as audit
from app.boards.forms.many import Change, ManyData, What
from app.boards.operations.telling import Told, tell
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation, StaleVersion
from app.groups.tables import Group
from app.tasks import access, queries, rules
from app.tasks.operations import NOT_IN_THE_GROUP
from app.tasks.tables import Priority, Task, TaskPerson, TaskStatus, TaskStep
from app.web.filters import datum

GONE = "Mindestens eine der Aufgaben gibt es in dieser Gruppe nicht mehr. Keine ist geändert."
NONE_CHANGED = "Keine der Aufgaben ist geändert."


def refused(task: Task, why: str) -> str:
    return f"„{rules.brief(task.title)}“: {why} {NONE_CHANGED}"


@opens_transaction
async def change_many(actor: Actor, group_id: UUID, data: ManyData, *, now: datetime) -> int:
    """How many were different before. The same data.id again changes nothing.

    Raises StaleVersion or RuleViolation with the name of the first task that refuses.
    """
    group = await access.group_for_tasks(actor, group_id)
    tasks = await (
        Task.objects()
        .where(Task.id.is_in(list(data.versions)), Task.group == group.id)
        .order_by(Task.id)
        .lock_rows("UPDATE")
    )
    if len(tasks) < len(data.versions):
        raise RuleViolation(GONE)
    if await TaskStep.exists().where(TaskStep.id.is_in([_step_id(data, t) for t in tasks])):
        return 0
    _check(tasks, data)
    said = await _said(group, data.change, now)
    others = await _others(tasks)
    changed = [task for task in tasks if _differs(task, data.change, others)]
    open_ones = [task for task in changed if task.status not in rules.CLOSED]
    before = {task.id: others[task.id] | {task.person} for task in open_ones}
    await _write(changed, data)
    await _note(actor, group, changed, data, (said, now))
    await tell(actor, group, Told(data.id, data.change, open_ones, before, said))
    return len(changed)


def _step_id(data: ManyData, task: Task) -> UUID:
    return uuid5(data.id, str(task.id))


def _check(tasks: Sequence[Task], data: ManyData) -> None:
    for task in tasks:
        if task.version != data.versions[task.id]:
            raise StaleVersion(refused(task, "Inzwischen hat jemand diese Aufgabe geändert."))
        try:
            _check_fits(task, data.change)
        except RuleViolation as why:
            raise RuleViolation(refused(task, str(why))) from None


def _check_fits(task: Task, change: Change) -> None:
    if change.what == What.DROP:
        rules.check_may_become(TaskStatus(task.status), TaskStatus.DROPPED)
    due = change.due_on if change.what == What.DUE else None
    if due and task.starts_on and due < task.starts_on:
        raise RuleViolation(f"Die Frist läge vor der Wiedervorlage am {datum(task.starts_on)}.")


async def _said(group: Group, change: Change, now: datetime) -> str:
    """For the history of each. Raises RuleViolation for a person of somewhere else."""
    if change.what == What.DUE:
        return f"Frist: {datum(change.due_on)}"
    if change.what == What.PRIORITY:
        return f"Dringlichkeit: {change.priority.label}"
    if change.what == What.DROP:
        return change.sentence
    if change.person_id is None:
        return "Verantwortlich: niemand"
    for each in await queries.assignees(group, clock.berlin(now).date()):
        if each.person_id == change.person_id:
            return f"Verantwortlich: {each.name}"
    raise RuleViolation(f"{NOT_IN_THE_GROUP} {NONE_CHANGED}")


Others = dict[UUID, set[UUID]]  # task → who is responsible beside the first


async def _others(tasks: Iterable[Task]) -> Others:
    found: Others = defaultdict(set)
    ids = [task.id for task in tasks]
    for row in await TaskPerson.select(TaskPerson.task, TaskPerson.person).where(
        TaskPerson.task.is_in(ids)
    ):
        found[row["task"]].add(row["person"])
    return found


def _differs(task: Task, change: Change, others: Others) -> bool:
    if change.what == What.DUE:
        return bool(task.due_on != change.due_on)
    if change.what == What.PRIORITY:
        return bool(task.priority != change.priority)
    if change.what == What.PERSON:
        return bool((task.person, task.traeger) != (change.person_id, None) or others[task.id])
    return True


@inside_transaction
async def _write(tasks: Sequence[Task], data: ManyData) -> None:
    change = data.change
    for task in tasks:
        if change.what == What.DUE:
            task.due_on = change.due_on
        elif change.what == What.PRIORITY:
            task.priority = Priority(change.priority)
        elif change.what == What.PERSON:
            task.person, task.traeger = change.person_id, None
        else:
            task.status, task.done_note, task.done_at = TaskStatus.DROPPED, "", None
        task.version += 1
        await task.save()
    if change.what == What.PERSON and tasks:
        await TaskPerson.delete().where(TaskPerson.task.is_in([task.id for task in tasks]))


@inside_transaction
async def _note(
    actor: Actor, group: Group, tasks: Sequence[Task], data: ManyData, step: tuple[str, datetime]
) -> None:
    """`step`: its text and time."""
    said, now = step
    drops = data.change.what == What.DROP
    steps = [
        TaskStep(
            id=_step_id(data, task), task=task.id, person=actor.person_id, person_name=actor.name,
            to_status=TaskStatus.DROPPED if drops else "", text=said, at=now,
        )
        for task in tasks
    ]  # fmt: skip
    if steps:
        await TaskStep.insert(*steps)
        action = "task.dropped" if drops else "task.edited"
        together = {"together": len(steps)}
        await audit.record_many(
            actor, action, [(task.id, together) for task in tasks], body_id=group.body
        )

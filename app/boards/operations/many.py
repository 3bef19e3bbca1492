"""Many tasks changed at once, of a group or the actor's own: all of them or none."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from app.audit import operations as audit
from app.boards.access import Scope, may_edit_in, own_among
from app.boards.forms.many import BECOMES, BY_RESPONSIBLE, Change, ManyData, What
from app.boards.operations.telling import Told, tell
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation, StaleVersion
from app.groups.tables import Group
from app.tasks import access, queries, rules
from app.tasks.operations import NOT_IN_THE_GROUP, PAST
from app.tasks.tables import Priority, Task, TaskPerson, TaskStatus, TaskStep
from app.web.filters import datum

GONE = "Mindestens eine der Aufgaben gibt es in dieser Gruppe nicht mehr. Keine ist geändert."
NOT_OWN = "Mindestens eine der Aufgaben ist nicht mehr Ihre. Keine ist geändert."
ONLY_LEADING = "Das ändert, wer die Gruppe leitet oder ihr Protokoll führt."
NONE_CHANGED = "Keine der Aufgaben ist geändert."


def refused(task: Task, why: str) -> str:
    return f"„{rules.brief(task.title)}“: {why} {NONE_CHANGED}"


@opens_transaction
async def change_many(actor: Actor, group_id: UUID | None, data: ManyData, *, now: datetime) -> int:
    """How many were different before; without a group among the actor's own. The same data.id again
    changes nothing.

    Raises StaleVersion or RuleViolation with the name of the first task that refuses.
    """
    scope = Scope(actor, await access.group_for_tasks(actor, group_id) if group_id else None)
    tasks = await _locked(scope, data, now)
    if await TaskStep.exists().where(TaskStep.id.is_in([_step_id(data, t) for t in tasks])):
        return 0
    groups = await Group.objects().where(Group.id.is_in(list({task.group for task in tasks})))
    _check(actor, tasks, data, {group.id: group for group in groups})
    said = await _said(scope.group, data.change, now)
    others = await _others(tasks)
    changed = [task for task in tasks if _differs(task, data.change, others)]
    open_ones = [task for task in changed if task.status not in rules.CLOSED]
    before = {task.id: others[task.id] | {task.person} for task in open_ones}
    await _write(changed, data, now)
    for group in groups:
        of_it = [task for task in changed if task.group == group.id]
        await _note(actor, group, of_it, data, (said, now))
        told = [task for task in open_ones if task.group == group.id]
        await tell(
            actor, group, Told(uuid5(data.id, str(group.id)), data.change, told, before, said)
        )
    return len(changed)


@inside_transaction
async def _locked(scope: Scope, data: ManyData, now: datetime) -> list[Task]:
    """Raises RuleViolation where one is not there for the actor."""
    ids = list(data.versions)
    chosen = Task.objects().where(Task.id.is_in(ids))
    if scope.group:
        chosen = chosen.where(Task.group == scope.group.id)
    else:
        own = await own_among(scope, ids, clock.berlin(now).date())
        chosen = Task.objects().where(Task.id.is_in(own or [data.id]))
    tasks = await chosen.order_by(Task.id).lock_rows("UPDATE")
    if len(tasks) < len(ids):
        raise RuleViolation(GONE if scope.group else NOT_OWN)
    return list(tasks)


def _step_id(data: ManyData, task: Task) -> UUID:
    return uuid5(data.id, str(task.id))


def _check(actor: Actor, tasks: Sequence[Task], data: ManyData, groups: dict[UUID, Group]) -> None:
    for task in tasks:
        body_id = groups[task.group].body
        own_right = data.change.what in BY_RESPONSIBLE
        if not own_right and not may_edit_in(actor, task.group, body_id):
            raise RuleViolation(refused(task, ONLY_LEADING))
        if task.version != data.versions[task.id]:
            raise StaleVersion(refused(task, "Inzwischen hat jemand diese Aufgabe geändert."))
        try:
            _check_fits(task, data.change)
        except RuleViolation as why:
            raise RuleViolation(refused(task, str(why))) from None


def _check_fits(task: Task, change: Change) -> None:
    if change.what in BECOMES:
        rules.check_may_become(TaskStatus(task.status), BECOMES[change.what])
    due = change.due_on if change.what == What.DUE else None
    if due and task.starts_on and due < task.starts_on:
        raise RuleViolation(f"Die Frist läge vor der Wiedervorlage am {datum(task.starts_on)}.")


async def _said(group: Group | None, change: Change, now: datetime) -> str:
    """For the history of each. Raises RuleViolation for a person of somewhere else."""
    if change.what == What.DUE:
        return f"Frist: {datum(change.due_on)}"
    if change.what == What.PRIORITY:
        return f"Dringlichkeit: {change.priority.label}"
    if change.what in BECOMES:
        return "" if change.what == What.START else change.sentence
    if change.person_id is None or group is None:
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
async def _write(tasks: Sequence[Task], data: ManyData, now: datetime) -> None:
    change = data.change
    for task in tasks:
        if change.what == What.DUE:
            task.due_on = change.due_on
        elif change.what == What.PRIORITY:
            task.priority = Priority(change.priority)
        elif change.what == What.PERSON:
            task.person, task.traeger = change.person_id, None
        else:
            done = change.what == What.DONE
            task.status = BECOMES[change.what]
            task.done_note, task.done_at = (change.sentence, now) if done else ("", None)
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
    to = BECOMES.get(data.change.what)
    steps = [
        TaskStep(
            id=_step_id(data, task), task=task.id, person=actor.person_id, person_name=actor.name,
            to_status=to or "", text=said, at=now,
        )
        for task in tasks
    ]  # fmt: skip
    if steps:
        await TaskStep.insert(*steps)
        action = f"task.{PAST[to]}" if to else "task.edited"
        together = {"together": len(steps)}
        await audit.record_many(
            actor, action, [(task.id, together) for task in tasks], body_id=group.body
        )

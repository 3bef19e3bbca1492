"""Tasks given, changed, reported done."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RELOAD, Forbidden, RuleViolation, StaleVersion
from app.groups.tables import Group
from app.mandates.tables import Mandate
from app.meetings.tables import AgendaItem
from app.people.tables import Person, Traeger
from app.tasks import access, queries, rules
from app.tasks.forms import NewTask, Note, TaskChange
from app.tasks.readers import readers_of
from app.tasks.tables import Task, TaskPerson, TaskStatus, TaskStep
from app.tasks.telling import responsible_ids, tell_given, tell_step

NOT_IN_THE_GROUP = "Diese Person gehört heute nicht zur Gruppe. Bitte wählen Sie eine andere."
NOT_OF_THE_BODY = "Diesen Träger gibt es in der Körperschaft nicht."
STALE = "Inzwischen hat jemand diese Aufgabe geändert. Ihre Fassung ist noch nicht gespeichert."
PAST = {
    TaskStatus.OPEN: "reopened",
    TaskStatus.IN_PROGRESS: "started",
    TaskStatus.DONE: "finished",
    TaskStatus.DROPPED: "dropped",
}
OTHER_GROUPS_MANDATE = "Dieser Auftrag gehört zu einer anderen Gruppe."
OTHER_GROUPS_ITEM = "Dieser Tagesordnungspunkt gehört zu einer anderen Gruppe."
# Where the item is about several, nobody can say which of them is meant.
ONLY_MANDATE = """
SELECT min(m.id::text)::uuid AS id FROM agenda_link l JOIN mandate m ON m.id = l.mandate
WHERE l.agenda_item = {} AND m."group" = {} HAVING count(*) = 1
"""


@inside_transaction
async def add_task(
    actor: Actor, group: Group, data: NewTask, *, now: datetime, quiet: bool = False
) -> Task:
    """Gives a task; the caller has checked the right to. The same data.id again changes nothing.

    What comes of an item that is about one Auftrag belongs to it. `quiet`: no mail, because the
    caller tells the person in another one.
    Raises RuleViolation for a person, Träger, mandate or agenda item of somewhere else.
    """
    await _check_belongs(group, data, now)
    task = Task(
        id=data.id,
        group=group.id,
        agenda_item=data.agenda_item_id,
        mandate=data.mandate_id or await _mandate_of(data.agenda_item_id, group),
        title=data.title,
        person=data.person_id,
        traeger=data.traeger_id,
        starts_on=data.starts_on,
        due_on=data.due_on,
        priority=data.priority,
        visibility=data.visibility,
        created_at=now,
    )
    new = await Task.insert(task).on_conflict(action="DO NOTHING").returning(Task.id)
    if not new:
        known = await Task.objects().where(Task.id == data.id, Task.group == group.id).first()
        if known is None:
            raise RuleViolation(RELOAD)
        return known
    await _set_others(task, data.others)
    await _note(actor, task, Note(uuid4()), TaskStatus.OPEN, now)
    await audit.record(actor, "task.given", data.id, body_id=group.body, group=group.id)
    if not quiet:
        await tell_given(actor, group, task)
    return task


@inside_transaction
async def _mandate_of(agenda_item_id: UUID | None, group: Group) -> UUID | None:
    rows = await Task.raw(ONLY_MANDATE, agenda_item_id, group.id) if agenda_item_id else []
    return rows[0]["id"] if rows else None


@opens_transaction
async def give_task(actor: Actor, group_id: UUID, data: NewTask, *, now: datetime) -> Task:
    group = await access.group_for_tasks(actor, group_id)
    return await add_task(actor, group, data, now=now)


async def _check_belongs(
    group: Group, data: NewTask | TaskChange, now: datetime, known: Collection[UUID] = ()
) -> None:
    """`known`: who is responsible already may stay, even after leaving the group."""
    fresh = {each for each in (data.person_id, *data.others) if each and each not in known}
    if fresh:
        day = clock.berlin(now).date()
        if fresh - {a.person_id for a in await queries.assignees(group, day)}:
            raise RuleViolation(NOT_IN_THE_GROUP)
    if data.traeger_id and not await Traeger.exists().where(
        Traeger.id == data.traeger_id, Traeger.body == group.body
    ):
        raise RuleViolation(NOT_OF_THE_BODY)
    if data.mandate_id and not await Mandate.exists().where(
        Mandate.id == data.mandate_id, Mandate.group == group.id
    ):
        raise RuleViolation(OTHER_GROUPS_MANDATE)
    if (
        isinstance(data, NewTask)
        and data.agenda_item_id
        and not await AgendaItem.exists().where(
            AgendaItem.id == data.agenda_item_id, AgendaItem.meeting.group == group.id
        )
    ):
        raise RuleViolation(OTHER_GROUPS_ITEM)


@inside_transaction
async def _set_others(task: Task, others: Collection[UUID]) -> None:
    """Who is responsible beside the first."""
    known = await responsible_ids(task)
    gone = [each for each in known if each not in others]
    if gone:
        await TaskPerson.delete().where(TaskPerson.task == task.id, TaskPerson.person.is_in(gone))
    rows = [TaskPerson(task=task.id, person=each) for each in others]
    if rows:
        await TaskPerson.insert(*rows).on_conflict(action="DO NOTHING")


@opens_transaction
async def edit_task(actor: Actor, task_id: UUID, data: TaskChange, *, now: datetime) -> None:
    """Raises StaleVersion when somebody saved in between; whom it is new for is told."""
    seen = await access.task_to_change(actor, task_id)
    task = seen.task
    if not seen.may_edit:
        raise Forbidden
    if task.version != data.version:
        raise StaleVersion(STALE)
    before, traeger = await responsible_ids(task), task.traeger
    await _check_belongs(seen.group, data, now, known=before)
    what = data.said(task, before, await _responsible_name(data))
    if not what:
        return
    _take_over(task, data)
    await task.save([*EDITED, Task.version])
    await _set_others(task, data.others)
    await _note(actor, task, Note(uuid4(), what), None, now)
    await audit.record(actor, "task.edited", task.id, body_id=seen.group.body)
    if task.status not in rules.CLOSED and (data.people or data.traeger_id != traeger):
        await tell_given(actor, seen.group, task, before)


EDITED = (
    Task.title, Task.starts_on, Task.due_on, Task.priority, Task.visibility, Task.person,
    Task.traeger, Task.mandate,
)  # fmt: skip


def _take_over(task: Task, data: TaskChange) -> None:
    task.title, task.visibility, task.priority = data.title, data.visibility, data.priority
    task.starts_on, task.due_on = data.starts_on, data.due_on
    task.person, task.traeger, task.mandate = data.person_id, data.traeger_id, data.mandate_id
    task.version += 1


async def _responsible_name(data: TaskChange) -> str:
    """All of them, the first first."""
    if data.people:
        rows = await Person.select(Person.id, Person.given_name, Person.family_name).where(
            Person.id.is_in(list(data.people))
        )
        names = {row["id"]: f"{row['given_name']} {row['family_name']}" for row in rows}
        return ", ".join(names[each] for each in data.people if each in names)
    known = data.traeger_id is not None
    traeger = await Traeger.objects().get(Traeger.id == data.traeger_id) if known else None
    return str(traeger.name) if traeger else ""


@opens_transaction
async def start_task(actor: Actor, task_id: UUID, note: Note, *, now: datetime) -> None:
    seen = await access.task_to_move(actor, task_id, TaskStatus.IN_PROGRESS)
    await _move(actor, seen, note, TaskStatus.IN_PROGRESS, now)


@opens_transaction
async def finish_task(actor: Actor, task_id: UUID, note: Note, *, now: datetime) -> None:
    seen = await access.task_to_move(actor, task_id, TaskStatus.DONE)
    await _move(actor, seen, note, TaskStatus.DONE, now)


@opens_transaction
async def drop_task(actor: Actor, task_id: UUID, note: Note, *, now: datetime) -> None:
    seen = await access.task_to_move(actor, task_id, TaskStatus.DROPPED)
    await _move(actor, seen, note, TaskStatus.DROPPED, now)


@opens_transaction
async def reopen_task(actor: Actor, task_id: UUID, note: Note, *, now: datetime) -> None:
    """The history keeps what was reported done."""
    seen = await access.task_to_move(actor, task_id, TaskStatus.OPEN)
    await _move(actor, seen, note, TaskStatus.OPEN, now)


@opens_transaction
async def comment_on_task(
    actor: Actor, task_id: UUID, note: Note, *, now: datetime, mention: Collection[UUID] = ()
) -> None:
    """`mention`: who gets a mail, beside those whom the text names with @; only who may read it."""
    seen = await access.task_to_change(actor, task_id)
    await _comment(actor, seen, note, now, mention)


@inside_transaction
async def _comment(
    actor: Actor, seen: access.Seen | access.Linked, note: Note, now: datetime,
    mention: Collection[UUID] = (),
) -> None:  # fmt: skip
    task, names = seen.task, {}
    if mention or "@" in note.text:
        readers = await readers_of(task.id)
        called = rules.called(note.text, {i: each.name for i, each in readers.items()})
        names = {i: each.name for i, each in readers.items() if i in mention or i in called}
        names.pop(actor.person_id, None)
    told = f"\nBenachrichtigt: {', '.join(names.values())}" if names else ""
    if await _note(actor, task, Note(note.id, note.text + told), None, now):
        await audit.record(actor, "task.commented", task.id, body_id=seen.group.body)
        await tell_step(actor, seen.group, task, note, mentioned=names)


@opens_transaction
async def report_by_link(token: str, note: Note, to: TaskStatus | None, *, now: datetime) -> None:
    """What the responsible person does without login; `to` none: only a comment. Raises Gone."""
    linked = await access.task_by_link(token, lock=True)
    actor = linked.actor
    if to == TaskStatus.DROPPED or (to and linked.task.status == TaskStatus.DROPPED):
        raise RuleViolation(rules.REFUSALS[TaskStatus.DROPPED])
    if to:
        await _move(actor, linked, note, to, now)
    else:
        await _comment(actor, linked, note, now)


@inside_transaction
async def _move(
    actor: Actor, seen: access.Seen | access.Linked, note: Note, to: TaskStatus, now: datetime
) -> None:
    """One step of the life cycle; the same note again is the same step."""
    task = seen.task
    if await TaskStep.exists().where(TaskStep.id == note.id, TaskStep.task == task.id):
        return
    rules.check_may_become(TaskStatus(task.status), to)
    if not await _note(actor, task, note, to, now):
        raise RuleViolation(RELOAD)  # the id is a step of another task
    done = to == TaskStatus.DONE
    task.status, task.done_note, task.done_at = to, note.text if done else "", now if done else None
    await task.save([Task.status, Task.done_note, Task.done_at])
    await audit.record(actor, f"task.{PAST[to]}", task.id, body_id=seen.group.body)
    await tell_step(actor, seen.group, task, note, to)


@inside_transaction
async def _note(actor: Actor, task: Task, note: Note, to: TaskStatus | None, now: datetime) -> bool:
    """Whether the step is new."""
    step = TaskStep(
        id=note.id,
        task=task.id,
        person=actor.person_id if actor.person_id.int else None,
        person_name=actor.name,
        to_status=to or "",
        text=note.text,
        at=now,
    )
    return bool(await TaskStep.insert(step).on_conflict(action="DO NOTHING").returning(TaskStep.id))

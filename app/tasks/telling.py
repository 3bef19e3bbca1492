"""Who is told of a task: those it is given to, those mentioned, those who watch it."""

from collections.abc import Collection, Iterable
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction
from app.groups.tables import Group
from app.outbox import operations as outbox
from app.people.queries.bodies import stored_body
from app.people.tables import Traeger
from app.tasks import mails, queries
from app.tasks.forms import Note
from app.tasks.readers import Reader, readers_of
from app.tasks.tables import Task, TaskPerson, TaskStatus, Watcher

DID = {
    TaskStatus.OPEN: "hat die Aufgabe wieder geöffnet",
    TaskStatus.IN_PROGRESS: "hat die Aufgabe in Arbeit genommen",
    TaskStatus.DONE: "hat die Aufgabe als erledigt gemeldet",
    TaskStatus.DROPPED: "hat die Aufgabe verworfen",
    None: "hat einen Kommentar geschrieben",
}
# Who sits in the group for the Träger that has the task. Values: day, day, task.
OF_TRAEGER = """
SELECT m.person FROM task t JOIN membership m ON m."group" = t."group" AND m.traeger = t.traeger
  AND m.since <= {} AND (m.until IS NULL OR m.until >= {})
WHERE t.id = {} AND t.person IS NULL
"""


async def responsible_ids(task: Task) -> list[UUID]:
    """The first, then the others."""
    others = (
        await TaskPerson.select(TaskPerson.person)
        .where(TaskPerson.task == task.id)
        .order_by(TaskPerson.id)
        .output(as_list=True)
    )
    return [UUID(str(each)) for each in (task.person, *others) if each]


@inside_transaction
async def tell_given(actor: Actor, group: Group, task: Task, known: Collection[UUID] = ()) -> None:
    """To everybody responsible but the actor and the `known`; of a Träger to who sits here for it,
    or else to its mailbox.
    """
    people = await responsible_ids(task)
    day = clock.today()
    rows = [] if people else await Task.raw(OF_TRAEGER, day, day, task.id)
    readers = await readers_of(task.id)
    named = tuple(readers[each] for each in people if each in readers)
    about = await _about(actor, group, task, named)
    ids = people or [row["person"] for row in rows]
    fresh = [i for i in ids if i in readers and i != actor.person_id and i not in known]
    written = [mails.task_given(about, readers[each]) for each in dict.fromkeys(fresh)]
    if not ids and task.traeger and (house := await _house(task)):
        written.append(mails.task_given_to_traeger(about, house))
    await outbox.enqueue(written)


async def _house(task: Task) -> Traeger | None:
    return (
        await Traeger.objects()
        .where(Traeger.id == task.traeger, Traeger.contact_mail != "")
        .first()
    )


async def _about(
    actor: Actor, group: Group, task: Task, responsible: tuple[Reader, ...] = ()
) -> mails.About:
    body = await stored_body(group.body)
    alone = task.traeger is not None and not responsible
    traeger = await Traeger.objects().get(Traeger.id == task.traeger) if alone else None
    return mails.About(
        task=task,
        group=group,
        body=body,
        by=actor.name,
        origin=await queries.origin_of(task.id),
        responsible=responsible,
        traeger=traeger.name if traeger else "",
    )


@inside_transaction
async def tell_step(
    actor: Actor,
    group: Group,
    task: Task,
    note: Note,
    to: TaskStatus | None = None,
    mentioned: Iterable[UUID] = (),
) -> None:
    """A new step, to who is mentioned in it and, once, to who watches; a new state also to who is
    responsible. Never to who did it, and only to who may read the task.
    """
    named = set(mentioned) - {actor.person_id}
    watching = await _watchers(task)
    shared = await responsible_ids(task) if to else []
    heard = dict.fromkeys([*watching, *shared])
    others = [each for each in heard if each not in named and each != actor.person_id]
    if not named and not others:
        return
    readers = await readers_of(task.id)
    about = await _about(actor, group, task)
    for_named = [mails.task_mentioned(about, readers[i], note) for i in readers if i in named]
    news = mails.News(note, DID[to])
    for_others = [
        mails.task_changed(about, readers[i], news, watching=i in watching)
        for i in others
        if i in readers
    ]
    await outbox.enqueue([*for_named, *for_others])


async def _watchers(task: Task) -> list[UUID]:
    rows = await Watcher.select(Watcher.person).where(Watcher.task == task.id).order_by(Watcher.id)
    return [UUID(str(row["person"])) for row in rows]

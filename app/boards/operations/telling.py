"""Who learns of a change of many tasks: each person of all theirs in one mail."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.boards import mails
from app.boards.forms.many import BECOMES, Change, What
from app.core.actor import Actor
from app.core.db import inside_transaction
from app.core.words import Visibility
from app.groups.tables import Group
from app.outbox import operations as outbox
from app.people.queries.bodies import stored_body
from app.people.tables import Person
from app.tasks.readers import readers_of
from app.tasks.tables import Task, Watcher

Watching = dict[UUID, set[UUID]]  # task → who watches it
DID = {
    What.START: "in Arbeit genommen", What.DONE: "als erledigt gemeldet", What.DROP: "verworfen",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """`tasks`: the open ones that changed; `before`: who was responsible for each until now."""

    change_id: UUID
    change: Change
    tasks: Sequence[Task]
    before: Mapping[UUID, set[UUID | None]]
    said: str

    @property
    def what(self) -> str:
        """The reason stays behind the login: it may speak of what is not public."""
        return DID.get(self.change.what, self.said)

    def of(self, actor: Actor, watchers: Watching) -> dict[UUID, list[Task]]:
        """Person → tasks; nobody is told what they did themselves."""
        found: dict[UUID, list[Task]] = defaultdict(list)
        for task in self.tasks:
            was = self.before[task.id] | watchers.get(task.id, set())
            now = {task.person} - was if self.change.what == What.PERSON else was
            for person_id in now - {None, actor.person_id}:
                found[UUID(str(person_id))].append(task)
        return found


@inside_transaction
async def tell(actor: Actor, group: Group, told: Told) -> None:
    found = told.of(actor, await _watching(told) if told.change.what in BECOMES else {})
    if not found:
        return
    body = await stored_body(group.body)
    people = await Person.objects().where(Person.id.is_in(list(found)), Person.blocked.eq(False))
    await outbox.enqueue(
        [
            mails.tasks_changed(
                mails.Addressed(
                    change_id=told.change_id, group=group, body=body, person=person,
                    changed_by=actor.name, what=told.what, given=told.change.what == What.PERSON,
                    tasks=[_in_mail(task) for task in found[person.id]],
                )
            )
            for person in people
        ]
    )  # fmt: skip


async def _watching(told: Told) -> Watching:
    """As at a single step: who watches and may read the task."""
    found: Watching = defaultdict(set)
    ids = [task.id for task in told.tasks]
    if not ids:
        return found
    for row in await Watcher.select(Watcher.task, Watcher.person).where(Watcher.task.is_in(ids)):
        found[row["task"]].add(row["person"])
    return {task_id: people & set(await readers_of(task_id)) for task_id, people in found.items()}


def _in_mail(task: Task) -> mails.Told:
    secret = task.visibility == Visibility.CONFIDENTIAL
    return mails.Told(task.id, "" if secret else task.title, task.due_on)

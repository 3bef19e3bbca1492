"""Tasks given, changed, reported done."""

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction
from app.core.errors import RuleViolation
from app.core.words import Visibility
from app.groups.tables import Group
from app.mandates.tables import Mandate
from app.meetings.tables import AgendaItem
from app.outbox import operations as outbox
from app.people.tables import Body, Person, Traeger
from app.tasks import mails, queries, rules
from app.tasks.forms import NewTask
from app.tasks.tables import Task

NOT_IN_THE_GROUP = "Diese Person gehört heute nicht zur Gruppe. Bitte wählen Sie eine andere."
NOT_OF_THE_BODY = "Diesen Träger gibt es in der Körperschaft nicht."
OTHER_GROUPS_MANDATE = "Dieser Auftrag gehört zu einer anderen Gruppe."
OTHER_GROUPS_ITEM = "Dieser Tagesordnungspunkt gehört zu einer anderen Gruppe."


@inside_transaction
async def add_task(
    actor: Actor, group: Group, data: NewTask, *, now: datetime, quiet: bool = False
) -> Task:
    """Gives a task; the caller has checked the right to. The same data.id again changes nothing.

    `quiet`: no mail, because the caller tells the person in another one.
    Raises RuleViolation for a person, Träger, mandate or agenda item of somewhere else.
    """
    await _check_belongs(group, data, now)
    task = Task(
        id=data.id,
        group=group.id,
        agenda_item=data.agenda_item_id,
        mandate=data.mandate_id,
        title=data.title,
        person=data.person_id,
        traeger=data.traeger_id,
        due_on=data.due_on,
        visibility=data.visibility,
        created_at=now,
    )
    new = await Task.insert(task).on_conflict(action="DO NOTHING").returning(Task.id)
    if not new:
        known = await Task.objects().where(Task.id == data.id, Task.group == group.id).first()
        if known is None:
            raise RuleViolation("Bitte laden Sie die Seite neu.")
        return known
    await audit.record(actor, "task.given", data.id, body_id=group.body, group=group.id)
    if not quiet:
        await _tell(actor, group, task)
    return task


async def _check_belongs(group: Group, data: NewTask, now: datetime) -> None:
    if data.person_id:
        day = clock.berlin(now).date()
        if data.person_id not in {a.person_id for a in await queries.assignees(group, day)}:
            raise RuleViolation(NOT_IN_THE_GROUP)
    if data.traeger_id and not await Traeger.exists().where(
        Traeger.id == data.traeger_id, Traeger.body == group.body
    ):
        raise RuleViolation(NOT_OF_THE_BODY)
    if data.mandate_id and not await Mandate.exists().where(
        Mandate.id == data.mandate_id, Mandate.group == group.id
    ):
        raise RuleViolation(OTHER_GROUPS_MANDATE)
    if data.agenda_item_id and not await AgendaItem.exists().where(
        AgendaItem.id == data.agenda_item_id, AgendaItem.meeting.group == group.id
    ):
        raise RuleViolation(OTHER_GROUPS_ITEM)


@inside_transaction
async def _tell(actor: Actor, group: Group, task: Task) -> None:
    """To the responsible person, unless they gave the task to themselves."""
    if task.person is None or task.person == actor.person_id:
        return
    person = await Person.objects().where(Person.id == task.person).first()
    body = await Body.objects().where(Body.id == group.body).first()
    assert person is not None
    assert body is not None
    addressed = mails.Addressed(
        task=task,
        group=group,
        body=body,
        person=person,
        given_by=actor.name,
        origin=await _public_origin(task.id, person.id),
    )
    await outbox.enqueue([mails.task_given(addressed)])


async def _public_origin(task_id: UUID, reader_id: UUID) -> str:
    way = await queries.way_of(task_id, reader_id)
    if not way["vorlage_id"] or way["vorlage_visibility"] != Visibility.PUBLIC:
        return ""
    return rules.origin_label(
        way["reference"], way["vorlage_title"], way["point_marker"], way["point_position"]
    )

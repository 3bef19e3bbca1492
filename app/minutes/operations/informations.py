"""What was only said, and the decision or task that it becomes under the same id."""

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RELOAD, RuleViolation
from app.core.words import Visibility
from app.decisions import operations as decisions
from app.decisions.rules import DecisionData
from app.decisions.tables import Outcome
from app.groups.tables import COMMITTEES, Group
from app.meetings.tables import AgendaItem, Meeting
from app.minutes import access, rules
from app.minutes.listening import tell_results
from app.minutes.parts import InformationPart
from app.minutes.tables import Became, Information
from app.tasks.forms import NewTask
from app.tasks.operations import add_task
from app.tasks.tables import Task, TaskStep


@inside_transaction
async def note_information(
    actor: Actor, group: Group, item: AgendaItem, said: InformationPart, *, now: datetime
) -> None:
    """The same id again changes nothing. Raises RuleViolation for a foreign one."""
    row = Information(
        id=said.id, agenda_item=item.id, text=said.text, created_by_name=actor.name, created_at=now
    )
    new = await Information.insert(row).on_conflict(action="DO NOTHING").returning(Information.id)
    if new:
        await audit.record(actor, "information.noted", said.id, body_id=group.body)
    elif not await Information.exists().where(
        Information.id == said.id, Information.agenda_item == item.id
    ):
        raise RuleViolation(RELOAD)


@opens_transaction
async def make_decision(
    actor: Actor, meeting_id: UUID, information_id: UUID, *, now: datetime
) -> None:
    """Its words are the decision's; outcome and votes are for somebody to add. Once."""
    meeting, group, row = await _to_change(actor, meeting_id, information_id)
    if not rules.check_may_become(_became(row), Became.DECISION):
        return
    outcome = Outcome.DECIDED if group.kind in COMMITTEES else Outcome.RECOMMENDED
    item = await access.item_of(meeting, row.agenda_item)
    await decisions.record_decision(
        actor, group, item, DecisionData(id=row.id, text=row.text, outcome=outcome)
    )
    await _note(actor, meeting_id, group, row, Became.DECISION, now)


@opens_transaction
async def make_task(actor: Actor, meeting_id: UUID, data: NewTask, *, now: datetime) -> None:
    """`data.id`: of the information; its agenda item and visibility come from there. Once.

    Raises RuleViolation for a person of another group.
    """
    meeting, group, row = await _to_change(actor, meeting_id, data.id)
    if not rules.check_may_become(_became(row), Became.TASK):
        return
    item = await access.item_of(meeting, row.agenda_item)
    task = NewTask(
        id=row.id, title=data.title, person_id=data.person_id, due_on=data.due_on,
        agenda_item_id=item.id, visibility=Visibility(item.visibility),
    )  # fmt: skip
    await add_task(actor, group, task, now=now, quiet=True)
    await _note(actor, meeting_id, group, row, Became.TASK, now)


@opens_transaction
async def remove_information(
    actor: Actor, meeting_id: UUID, information_id: UUID, *, now: datetime
) -> None:
    _, group, row = await _to_change(actor, meeting_id, information_id)
    if rules.check_may_become(_became(row), Became.NOTHING):
        await _note(actor, meeting_id, group, row, Became.NOTHING, now)


@opens_transaction
async def take_back(actor: Actor, meeting_id: UUID, information_id: UUID, *, now: datetime) -> None:
    """It is an information again, in its old words; a second press changes nothing.

    Raises RuleViolation once somebody has worked on the task.
    """
    _, group, row = await _to_change(actor, meeting_id, information_id)
    match _became(row):
        case None:
            return
        case Became.DECISION:
            await decisions.remove_decision(actor, group, row.id, now=now)
        case Became.TASK:
            await _take_task_back(row.id)
    await _note(actor, meeting_id, group, row, None, now)


def _became(row: Information) -> Became | None:
    return Became(row.became) if row.became else None


async def _to_change(
    actor: Actor, meeting_id: UUID, information_id: UUID
) -> tuple[Meeting, Group, Information]:
    """The lock on the minutes lets nobody else change it meanwhile."""
    meeting, group, _ = await access.minutes_to_change(actor, meeting_id)
    return meeting, group, await access.information_of(meeting_id, information_id)


@inside_transaction
async def _take_task_back(task_id: UUID) -> None:
    task = await Task.objects().where(Task.id == task_id).lock_rows("UPDATE").first()
    if task is not None:
        rules.check_untouched(await TaskStep.count().where(TaskStep.task == task_id), task.version)
        await Task.delete().where(Task.id == task_id)


@inside_transaction
async def _note(
    actor: Actor, meeting_id: UUID, group: Group, row: Information, to: Became | None, now: datetime
) -> None:
    row.became = to or ""
    row.became_by_name, row.became_at = actor.name, now
    await row.save([Information.became, Information.became_by_name, Information.became_at])
    await tell_results(meeting_id, row.agenda_item)
    await audit.record(
        actor, "information.taken_back" if to is None else "information.became", row.id,
        body_id=group.body, became=row.became,
    )  # fmt: skip

"""What an agenda item leads to: decisions of the group, and tasks."""

from datetime import datetime
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation
from app.core.words import Visibility
from app.decisions import operations as decisions
from app.decisions.rules import DecisionData, check_votes
from app.decisions.tables import Decision
from app.meetings.tables import Meeting
from app.minutes import access, queries, rules
from app.minutes.forms import TaskLineData
from app.tasks.forms import NewTask
from app.tasks.operations import add_task
from app.tasks.queries import assignees
from app.tasks.rules import parse_task_line


@opens_transaction
async def record_decision(
    actor: Actor, meeting_id: UUID, item_id: UUID, data: DecisionData
) -> None:
    """Raises RuleViolation for more votes than people who could give them."""
    meeting, group, _ = await access.minutes_to_change(actor, meeting_id)
    item = await access.item_of(meeting, item_id)
    await _check_votes(meeting, data)
    await decisions.record_decision(actor, group, item, data)


@opens_transaction
async def change_decision(actor: Actor, meeting_id: UUID, data: DecisionData, version: int) -> None:
    """Raises StaleVersion with the other wording, RuleViolation for too many votes."""
    meeting, group, _ = await access.minutes_to_change(actor, meeting_id)
    await access.check_decision(meeting_id, data.id)
    await _check_votes(meeting, data)
    await decisions.change_decision(actor, group, data, version)


@opens_transaction
async def remove_decision(
    actor: Actor, meeting_id: UUID, decision_id: UUID, *, now: datetime
) -> None:
    _, group, _ = await access.minutes_to_change(actor, meeting_id)
    if await Decision.exists().where(Decision.id == decision_id):
        await access.check_decision(meeting_id, decision_id)
        await decisions.remove_decision(actor, group, decision_id, now=now)


@inside_transaction
async def _check_votes(meeting: Meeting, data: DecisionData) -> None:
    check_votes(data, (await queries.record_of(meeting.id)).voters_present)


@opens_transaction
async def give_task(
    actor: Actor, meeting_id: UUID, item_id: UUID, data: TaskLineData, *, now: datetime
) -> str:
    """One line of the minutes; the person learns of it with the minutes. Returns what was read.

    Raises RuleViolation with everything that is unclear about the line.
    """
    meeting, group, _ = await access.minutes_to_change(actor, meeting_id)
    item = await access.item_of(meeting, item_id)
    line = parse_task_line(data.line, clock.berlin(meeting.starts_at).date())
    if line.problems:
        raise RuleViolation(" ".join(line.problems))
    today = clock.berlin(now).date()
    person = rules.responsible(line.name, await assignees(group, today))
    task = NewTask(
        id=data.id,
        title=line.title,
        person_id=person.person_id,
        due_on=line.day,
        agenda_item_id=item.id,
        visibility=Visibility(item.visibility),
    )
    await add_task(actor, group, task, now=now, quiet=True)
    due = f", bis {line.day:%d.%m.%Y}" if line.day else ", ohne Datum"
    return f"Aufgabe angelegt: {person.name}, „{line.title}“{due}"

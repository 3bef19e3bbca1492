"""What an agenda item leads to: decisions of the group, and tasks."""

from datetime import datetime
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.words import Visibility
from app.decisions import operations as decisions
from app.decisions.rules import DecisionData
from app.decisions.tables import Decision, Outcome
from app.groups.tables import Group
from app.meetings.tables import AgendaItem, Meeting
from app.minutes import access, queries
from app.minutes.forms import LineData
from app.minutes.lines import Around, Doubtful, Reading, Sort, decision_of, read_line
from app.minutes.listening import tell_results
from app.minutes.operations.informations import note_information
from app.minutes.parts import InformationPart
from app.tasks.forms import NewTask
from app.tasks.operations import add_task
from app.tasks.queries import assignees


@opens_transaction
async def record_decision(
    actor: Actor, meeting_id: UUID, item_id: UUID, data: DecisionData
) -> None:
    """Votes that cannot be right are kept as written; the page warns of them."""
    meeting, group, _ = await access.minutes_to_change(actor, meeting_id)
    item = await access.item_of(meeting, item_id)
    await decisions.record_decision(actor, group, item, data)
    await tell_results(meeting_id, item_id)


@opens_transaction
async def change_decision(actor: Actor, meeting_id: UUID, data: DecisionData, version: int) -> None:
    """Raises StaleVersion with the other wording."""
    _, group, _ = await access.minutes_to_change(actor, meeting_id)
    item_id = await access.item_of_decision(meeting_id, data.id)
    await decisions.change_decision(actor, group, data, version)
    await tell_results(meeting_id, item_id)


@opens_transaction
async def remove_decision(
    actor: Actor, meeting_id: UUID, decision_id: UUID, *, now: datetime
) -> None:
    _, group, _ = await access.minutes_to_change(actor, meeting_id)
    if await Decision.exists().where(Decision.id == decision_id):
        item_id = await access.item_of_decision(meeting_id, decision_id)
        await decisions.remove_decision(actor, group, decision_id, now=now)
        await tell_results(meeting_id, item_id)


@opens_transaction
async def take_line(
    actor: Actor, meeting_id: UUID, item_id: UUID, data: LineData, *, now: datetime
) -> str:
    """A decision, task or information from one line; returns what it was taken for.

    The person of a task learns of it with the minutes. Raises RuleViolation with everything that is
    unclear about the line, Doubtful as long as nobody confirmed what the line was taken for.
    """
    meeting, group, _ = await access.minutes_to_change(actor, meeting_id)
    item = await access.item_of(meeting, item_id)
    reading = read_line(data.line, await _around(meeting, group, now))
    if reading.doubts and data.understood != reading.said:
        raise Doubtful(reading.said, reading.doubts)
    if reading.sort == Sort.DECISION:
        await decisions.record_decision(actor, group, item, decision_of(reading, data.id))
    elif reading.sort == Sort.INFORMATION:
        await note_information(
            actor, group, item, InformationPart(id=data.id, text=reading.text), now=now
        )
    else:
        await add_task(actor, group, _task_of(reading, data, item), now=now, quiet=True)
    await tell_results(meeting_id, item_id)
    return reading.said


@inside_transaction
async def _around(meeting: Meeting, group: Group, now: datetime) -> Around:
    record = await queries.record_of(meeting.id, decisions=False)
    return Around(
        held_on=record.held_on,
        members=tuple(await assignees(group, clock.berlin(now).date())),
        voters=record.voters_present if record.attendance_known else None,
        accepted=Outcome.DECIDED if record.decides else Outcome.RECOMMENDED,
    )


def _task_of(reading: Reading, data: LineData, item: AgendaItem) -> NewTask:
    assert reading.person is not None
    assert reading.task is not None
    return NewTask(
        id=data.id,
        title=reading.text,
        person_id=reading.person.person_id,
        due_on=reading.task.day,
        agenda_item_id=item.id,
        visibility=Visibility(item.visibility),
    )

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from app.groups.tables import Group
from app.mandates.tables import Mandate, MandateKind
from app.meetings.tables import AgendaItem, Meeting
from app.people.tables import Person
from app.tasks.tables import Substep, Task, TaskPerson, TaskStatus
from app.vorlagen.tables import DecisionPoint, Vorlage
from tests.cast import Cast


async def make_task(group: Group, **columns: Any) -> Task:
    task = Task(
        group=group.id,
        **{
            "id": uuid4(),
            "title": "Entwurf Budget Region Mitte",
            "status": TaskStatus.OPEN,
            **columns,
        },
    )
    await Task.insert(task)
    return task


async def make_shared(group: Group, first: Person, *others: Person, **columns: Any) -> Task:
    """A task of several people."""
    task = await make_task(group, person=first.id, **columns)
    await TaskPerson.insert(*(TaskPerson(task=task.id, person=each.id) for each in others))
    return task


async def make_substep(task: Task, text: str = "Zahlen holen", position: int = 1) -> Substep:
    row = Substep(task=task.id, text=text, position=position)
    await row.save()
    return row


@dataclass
class Chain:
    """Everything above one task."""

    vorlage: Vorlage
    point: DecisionPoint
    mandate: Mandate
    meeting: Meeting
    item: AgendaItem
    task: Task


async def make_chain(cast: Cast, **columns: Any) -> Chain:
    """From Vorlage 2024/012, Punkt 3, to a task of Carla's; `columns` are the Vorlage's."""
    vorlage = Vorlage(
        **{
            "body": cast.body.id, "reference": "2024/012", "title": "Familienzentren einrichten",
            "paper": "{}", "reading": "{}", "source_text": "", "source_sha256": "", **columns,
        }
    )  # fmt: skip
    await vorlage.save()
    point = DecisionPoint(vorlage=vorlage.id, position=4, marker="3.", text="Die Gruppe prüft.")
    await point.save()
    mandate = Mandate(
        group=cast.group.id, decision_point=point.id, kind=MandateKind.QUESTION,
        title="Wie werden die Budgets verteilt?",
    )  # fmt: skip
    await mandate.save()
    meeting = Meeting(
        group=cast.group.id, title="5. Sitzung", uid=uuid4().hex,
        starts_at=datetime(2026, 11, 24, 13, tzinfo=UTC),
        ends_at=datetime(2026, 11, 24, 15, tzinfo=UTC),
    )  # fmt: skip
    await meeting.save()
    item = AgendaItem(meeting=meeting.id, position=4, title="Budgetmodell")
    await item.save()
    task = await make_task(
        cast.group, person=cast.carla.id, mandate=mandate.id, agenda_item=item.id
    )
    return Chain(vorlage, point, mandate, meeting, item, task)


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """A task of Carla's in the cast's group."""
    world.setdefault("group_id", str(cast.group.id))
    task = await make_task(cast.group, person=cast.carla.id)
    world["task_id"] = str(task.id)
    world["substep_id"] = str((await make_substep(task)).id)

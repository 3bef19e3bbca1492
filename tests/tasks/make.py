from typing import Any
from uuid import uuid4

from app.groups.tables import Group
from app.tasks.tables import Task, TaskStatus
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


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """A task of Carla's in the cast's group."""
    world["task_id"] = str((await make_task(cast.group, person=cast.carla.id)).id)

from typing import Any
from uuid import uuid4

from app.boards.tables import TaskFilter
from app.people.tables import Person
from tests.cast import Cast


async def make_filter(person: Person, **columns: Any) -> TaskFilter:
    kept = TaskFilter(
        person=person.id, **{"id": uuid4(), "name": "Dringend", "query": "dringlichkeit=high", **columns}
    )  # fmt: skip
    await TaskFilter.insert(kept)
    return kept


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """A filter of the Koordination's own tasks."""
    world.setdefault("group_id", str(cast.group.id))
    world["task_filter_id"] = str((await make_filter(cast.anna)).id)

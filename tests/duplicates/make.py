from typing import Any
from uuid import UUID

from app.core.clock import now
from app.duplicates.operations import merging
from app.people.tables import Person, PersonMerge
from tests.browser import Browser
from tests.cast import Cast, make_person

NOTHING: frozenset[str] = frozenset()


async def make_twin(cast: Cast, **columns: Any) -> Person:
    """Carla's second entry, with a plus part in the address."""
    return await make_person(
        cast.body, "Carla", "Cordes", **{"email": "carla.cordes+kreis@example.org", **columns}
    )


def pair_path(kept: Person, other: Person) -> str:
    return f"/personen/doppelte/{kept.id}/{other.id}"


async def merge(cast: Cast, kept: Person, other: Person, taken: frozenset[str] = NOTHING) -> UUID:
    """By Anna, as the page does it."""
    anna = await cast.actor("anna")
    return await merging.merge_persons(
        anna, UUID(str(kept.id)), UUID(str(other.id)), taken, now=now()
    )


async def undo(browser: Browser, merge_id: UUID | str) -> int:
    await browser.get("/personen/doppelte")
    answer = await browser.post(f"/personen/zusammenfuehrungen/{merge_id}/zuruecknehmen")
    return answer.status_code


async def saved(person: Person) -> Person | None:
    return await Person.objects().where(Person.id == person.id).first()


async def the_merge() -> PersonMerge:
    (found,) = await PersonMerge.objects()
    return found


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """Two plain entries to merge, and a merger to take back."""
    kept = await make_person(cast.body, "Meike", "Meents")
    other = await make_person(cast.body, "Meike", "Meents")
    gone = await make_person(cast.body, "M.", "Meents")
    world["keep_id"], world["other_id"] = str(kept.id), str(other.id)
    world["merge_id"] = str(await merge(cast, kept, gone))

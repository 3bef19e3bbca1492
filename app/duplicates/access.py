from uuid import UUID

from app.core.actor import Actor
from app.core.errors import NotFound, existing
from app.duplicates import rules
from app.people import access as people
from app.people.tables import OfficeRole, Person, PersonMerge


def check_same_body(actor: Actor, kept: Person, other: Person) -> None:
    """404 for two of different bodies, whoever asks; 403 for who is not their office."""
    if kept.id == other.id or kept.body != other.body:
        raise NotFound
    people.check_office(actor, kept.body)


async def pair_to_read(actor: Actor, keep_id: UUID, other_id: UUID) -> tuple[Person, Person]:
    found = await Person.objects().where(Person.id.is_in([keep_id, other_id]))
    by_id = {person.id: person for person in found}
    if keep_id not in by_id or other_id not in by_id:
        raise NotFound
    check_same_body(actor, by_id[keep_id], by_id[other_id])
    return by_id[keep_id], by_id[other_id]


async def pair_to_merge(
    actor: Actor, keep_id: UUID, other_id: UUID
) -> tuple[Person, Person | None]:
    """Locked, always in the same order; the second is None when it was dissolved before."""
    found = (
        await Person.objects()
        .where(Person.id.is_in([keep_id, other_id]))
        .order_by(Person.id)
        .lock_rows("UPDATE")
    )
    by_id = {person.id: person for person in found}
    if keep_id not in by_id:
        raise NotFound
    kept, other = by_id[keep_id], by_id.get(other_id)
    if other is None:
        people.check_office(actor, kept.body)
    else:
        check_same_body(actor, kept, other)
    return kept, other


async def merge_of(keep_id: UUID, other_id: UUID) -> PersonMerge | None:
    """The one that dissolved this entry into that, unless it was undone."""
    return (
        await PersonMerge.objects()
        .where(
            PersonMerge.kept == keep_id,
            PersonMerge.dissolved_id == other_id,
            PersonMerge.undone_at.is_null(),
        )
        .first()
    )


async def merge_to_undo(actor: Actor, merge_id: UUID) -> PersonMerge:
    """Locked; inside a transaction."""
    merge = existing(
        await PersonMerge.objects().where(PersonMerge.id == merge_id).lock_rows("UPDATE").first()
    )
    people.check_office(actor, merge.body)
    return merge


async def check_may_merge(actor: Actor, kept: Person, other: Person) -> None:
    """Raises RuleViolation."""
    rules.check_may_dissolve(other, actor.person_id)
    rules.check_not_erased(kept, other)
    held = {person.id: await _offices(person.id) for person in (kept, other)}
    own = await _offices(actor.person_id)
    rules.check_offices(held[kept.id], held[other.id], own)


async def _offices(person_id: UUID) -> set[tuple[UUID, str]]:
    rows = await OfficeRole.select(OfficeRole.body, OfficeRole.office).where(
        OfficeRole.person == person_id
    )
    return {(row["body"], row["office"]) for row in rows}

"""What everybody may read of minutes: taken out of the record before anything is written of it."""

from dataclasses import replace

from app.core.words import Visibility
from app.minutes.record import Attendee, ItemPart, Record


def public_part(record: Record) -> Record:
    """Public items with their public decisions and tasks, and nobody's name.

    Items are counted anew, so that a gap does not tell how many are missing. Names of files
    stay out: anybody may have given them.
    """
    items = [item for item in record.items if item.visibility == Visibility.PUBLIC]
    return replace(
        record,
        taken_by="",
        approved_by="",
        files=(),
        attendees=tuple(map(_nameless, record.attendees)),
        items=tuple(_public(item, number) for number, item in enumerate(items, 1)),
    )


def _public(item: ItemPart, number: int) -> ItemPart:
    """A decision frozen without its visibility stays out."""
    return replace(
        item,
        number=number,
        label=str(number),
        changed_by="",
        decisions=tuple(d for d in item.decisions if d.visibility == Visibility.PUBLIC),
        tasks=tuple(
            replace(task, who="", person_id=None, others=())
            for task in item.tasks
            if task.visibility == Visibility.PUBLIC
        ),
    )


def _nameless(person: Attendee) -> Attendee:
    return replace(person, name="", traeger="", deputy="", came_at=None, left_at=None)

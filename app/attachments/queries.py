from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from piccolo.columns.combination import And, Or

from app.attachments import rules
from app.attachments.access import Desk
from app.attachments.rules import Shown, Spot, Stored
from app.attachments.tables import Attachment, Place, TaskFile
from app.core.words import Visibility
from app.meetings.queries.agenda import AgendaRow, agenda_of

FILE: Any = Attachment.file
ITEM: Any = Attachment.agenda_item
WHO: Any = Attachment.uploaded_by
COLUMNS = (
    Attachment.id, Attachment.title, Attachment.place, Attachment.agenda_item.as_alias("item_id"),
    Attachment.visibility, Attachment.accessible, Attachment.created_at, Attachment.removed_at,
    FILE.name.as_alias("name"), FILE.media_type.as_alias("media_type"), FILE.size.as_alias("size"),
    ITEM.visibility.as_alias("of_item"), WHO.given_name.as_alias("given_name"),
    WHO.family_name.as_alias("family_name"),
)  # fmt: skip
GONE = "Zu einem Punkt, der nicht mehr auf der Tagesordnung steht"


@dataclass(frozen=True)
class Pile:
    """Files that belong together; `spot` None for those whose item is gone."""

    heading: str
    files: list[Shown]
    spot: Spot | None


def piles_of(agenda: Sequence[AgendaRow], shown: Sequence[Shown]) -> list[Pile]:
    """Of the meeting, then item by item, then of the minutes."""
    headings = spots(agenda)
    piles = [
        Pile(heading, [file for file in shown if str(file.spot) == key], Spot.of(key))
        for key, heading in headings.items()
    ]
    gone = [file for file in shown if str(file.spot) not in headings]
    return [pile for pile in [*piles, Pile(GONE, gone, None)] if pile.files]


def spots(agenda: Sequence[AgendaRow]) -> dict[str, str]:
    """Key of the spot → its heading, in the order of the page."""
    items = {str(Spot(Place.ITEM, row.id)): f"TOP {row.label}: {row.title}" for row in agenda}
    return {
        str(Spot(Place.MEETING)): "Zur Sitzung",
        **items,
        str(Spot(Place.MINUTES)): "Zum Protokoll",
    }


def free_spots(desk: Desk, agenda: Sequence[AgendaRow]) -> dict[str, str]:
    """Where a file can be put now; none for who only reads."""
    headings = spots(agenda) if desk.reader.may_write else {}
    return {
        key: heading
        for key, heading in headings.items()
        if not rules.is_frozen(Spot.of(key).place, desk.minutes)
        and (Spot.of(key).place != Place.MINUTES or desk.minutes)
    }


async def agenda_for(desk: Desk) -> list[AgendaRow]:
    return await agenda_of(desk.meeting.id, confidential=desk.reader.member)


async def one_of(desk: Desk, attachment_id: UUID) -> Shown | None:
    there = And(Attachment.removed_at.is_null(), Attachment.id == attachment_id)
    found = await _shown(desk, there)
    return found[0] if found else None


async def files_of(desk: Desk, removed: UUID | None) -> tuple[list[Shown], Shown | None]:
    """Only what is there for the reader, and the one that was removed where it can come back."""
    there = Attachment.removed_at.is_null()
    found = await _shown(desk, Or(there, Attachment.id == removed) if removed else there)
    gone = [file for file in found if file.removed and file.may_change]
    return [file for file in found if not file.removed], gone[0] if gone else None


async def _shown(desk: Desk, condition: Any) -> list[Shown]:
    rows = (
        await Attachment.select(*COLUMNS)
        .where(Attachment.meeting == desk.meeting.id)
        .where(condition)
        .order_by(Attachment.created_at, Attachment.id)
    )
    shown = [_as_shown(row, desk) for row in rows]
    return [file for file in shown if desk.reader.may_see(file.spot.place, file.visibility)]


def _name(row: dict[str, Any]) -> str:
    """Empty where the entry is gone."""
    return " ".join(filter(None, (row["given_name"], row["family_name"])))


def _as_shown(row: dict[str, Any], desk: Desk) -> Shown:
    place, own = Place(row["place"]), Visibility(row["visibility"])
    of_item = Visibility(row["of_item"]) if row["of_item"] else None
    return Shown(
        id=row["id"], name=row["name"], title=row["title"], media_type=row["media_type"],
        size=row["size"], visibility=rules.effective(own, place, of_item), own_visibility=own,
        accessible=row["accessible"], created_at=row["created_at"],
        by=_name(row) if desk.reader.member else "",
        spot=Spot(place, row["item_id"]),
        may_change=desk.reader.may_write and not rules.is_frozen(place, desk.minutes),
        removed=row["removed_at"] is not None,
    )  # fmt: skip


AT_TASK: Any = TaskFile.file
WHO_AT_TASK: Any = TaskFile.uploaded_by
TASK_COLUMNS = (
    TaskFile.id, TaskFile.accessible, TaskFile.created_at, TaskFile.removed_at,
    AT_TASK.name.as_alias("name"), AT_TASK.media_type.as_alias("media_type"),
    AT_TASK.size.as_alias("size"), WHO_AT_TASK.given_name.as_alias("given_name"),
    WHO_AT_TASK.family_name.as_alias("family_name"),
)  # fmt: skip


async def task_files(task_id: UUID, removed: UUID | None = None) -> list[Stored]:
    """In the order they came; with the removed one that is asked for."""
    there = TaskFile.removed_at.is_null()
    rows = (
        await TaskFile.select(*TASK_COLUMNS)
        .where(TaskFile.task == task_id)
        .where(Or(there, TaskFile.id == removed) if removed else there)
        .order_by(TaskFile.created_at, TaskFile.id)
    )
    return [
        Stored(
            id=row["id"], name=row["name"], media_type=row["media_type"], size=row["size"],
            accessible=row["accessible"], created_at=row["created_at"], by=_name(row),
            removed=row["removed_at"] is not None,
        )
        for row in rows
    ]  # fmt: skip

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from app.groups.tables import Group
from app.meetings.tables import Meeting
from app.textblocks.tables import TextBlock

BLOCKS = """
SELECT b.id, b.title, b.text FROM text_block b
WHERE b."group" = {} AND b.removed_at IS NULL ORDER BY din5007(b.title), b.id
"""


@dataclass(frozen=True)
class Block:
    id: UUID
    title: str
    text: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        return cls(UUID(str(row["id"])), row["title"], row["text"])


def blocks_in(rows: Iterable[Mapping[str, Any]]) -> tuple[Block, ...]:
    """Of rows of BLOCKS, for who reads them together with something else."""
    return tuple(map(Block.of, rows))


async def blocks_of(group: Group) -> tuple[Block, ...]:
    return blocks_in(await TextBlock.raw(BLOCKS, group.id))


async def removed_block(group: Group, block_id: UUID) -> Block | None:
    """What can be brought back."""
    row = (
        await TextBlock.select(TextBlock.id, TextBlock.title, TextBlock.text)
        .where(
            TextBlock.id == block_id,
            TextBlock.group == group.id,
            TextBlock.removed_at.is_not_null(),
        )
        .first()
    )
    return Block.of(row) if row else None


@dataclass(frozen=True)
class MinutesOf:
    """The meeting whose minutes somebody left for the blocks, and goes back to."""

    id: UUID
    title: str


async def meeting_of(group: Group, meeting_id: UUID | None) -> MinutesOf | None:
    """None too for a meeting of another group."""
    if meeting_id is None:
        return None
    found = Meeting.select(Meeting.id, Meeting.title).where(
        Meeting.id == meeting_id, Meeting.group == group.id
    )
    row = await found.first()
    return MinutesOf(**row) if row else None

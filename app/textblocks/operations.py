"""Text blocks of a group: made, changed, removed, brought back."""

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import RELOAD, RuleViolation, StaleVersion
from app.groups.tables import Group
from app.textblocks import access
from app.textblocks.forms import BlockData
from app.textblocks.tables import TextBlock

MOST = 50  # of one group: every item of the minutes offers them all
FULL = f"Eine Gruppe hat höchstens {MOST} Textbausteine. Bitte entfernen Sie erst einen."
REMOVED = (
    "Jemand hat diesen Textbaustein inzwischen entfernt. Ihr Text ist nicht gespeichert; wenn Sie ihn "
    "behalten möchten, kopieren Sie ihn in einen neuen Baustein."
)
CHANGED = "Dieser Textbaustein wurde inzwischen geändert."


@opens_transaction
async def add_block(actor: Actor, group_id: UUID, data: BlockData, *, now: datetime) -> None:
    """The same data.id again changes nothing. Raises RuleViolation for one too many or a foreign id."""
    group = await access.group_to_minute(actor, group_id)
    block = TextBlock(id=data.id, group=group.id, title=data.title, text=data.text, created_at=now)
    new = await TextBlock.insert(block).on_conflict(action="DO NOTHING").returning(TextBlock.id)
    if not new:
        known = TextBlock.id == data.id
        if not await TextBlock.exists().where(known, TextBlock.group == group.id):
            raise RuleViolation(RELOAD)
        return
    await _check_room(group)
    await audit.record(actor, "text_block.added", data.id, body_id=group.body)


@opens_transaction
async def change_block(actor: Actor, group_id: UUID, data: BlockData, *, version: int) -> None:
    """`version`: the one that was read. Raises StaleVersion, and RuleViolation for one that was
    removed meanwhile; the same words again are no conflict.
    """
    group = await access.group_to_minute(actor, group_id)
    block = await access.block_of(group_id, data.id)
    if block.removed_at is not None:
        raise RuleViolation(REMOVED)
    if (block.title, block.text) == (data.title, data.text):
        return
    changed = (
        await TextBlock.update(
            {
                TextBlock.title: data.title,
                TextBlock.text: data.text,
                TextBlock.version: TextBlock.version + 1,
            }
        )
        .where(TextBlock.id == data.id, TextBlock.version == version)
        .returning(TextBlock.id)
    )
    if not changed:
        raise StaleVersion(CHANGED)
    await audit.record(actor, "text_block.changed", data.id, body_id=group.body)


@opens_transaction
async def remove_block(actor: Actor, group_id: UUID, block_id: UUID, *, now: datetime) -> None:
    """Minutes keep what was inserted; the same a second time changes nothing."""
    group = await access.group_to_minute(actor, group_id)
    block = await access.block_of(group_id, block_id)
    if block.removed_at is None:
        block.removed_at = now
        await block.save([TextBlock.removed_at])
        await audit.record(actor, "text_block.removed", block_id, body_id=group.body)


@opens_transaction
async def bring_back_block(actor: Actor, group_id: UUID, block_id: UUID) -> None:
    """Raises RuleViolation when others have taken its place."""
    group = await access.group_to_minute(actor, group_id)
    block = await access.block_of(group_id, block_id)
    if block.removed_at is not None:
        block.removed_at = None
        await block.save([TextBlock.removed_at])
        await _check_room(group)
        await audit.record(actor, "text_block.brought_back", block_id, body_id=group.body)


async def _check_room(group: Group) -> None:
    """Counts the one that has just come."""
    there = await TextBlock.count().where(
        TextBlock.group == group.id, TextBlock.removed_at.is_null()
    )
    if there > MOST:
        raise RuleViolation(FULL)

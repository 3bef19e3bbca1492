from typing import Any

from app.groups.tables import Group
from app.textblocks.tables import TextBlock
from tests.cast import Cast

QUORUM = "Die Leitung stellt fest, dass die Gruppe beschlussfähig ist."


async def make_block(group: Group, **columns: Any) -> TextBlock:
    values = {"title": "Beschlussfähigkeit", "text": QUORUM, **columns}
    block = TextBlock(group=group.id, **values)
    await block.save()
    return block


def path_of(group: Group, block: TextBlock | None = None, rest: str = "") -> str:
    one = f"/{block.id}" if block else ""
    return f"/gruppen/{group.id}/textbausteine{one}{rest}"


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """One block of the group."""
    world["text_block_id"] = str((await make_block(cast.group)).id)

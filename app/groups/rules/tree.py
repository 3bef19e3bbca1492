"""Groups below groups, as a flat list that a table can show."""

from collections.abc import Mapping, Sequence
from uuid import UUID

DEEPEST = 3  # steps that are still drawn; deeper ones stand in the last


def in_order(ids: Sequence[UUID], above: Mapping[UUID, UUID | None]) -> list[tuple[UUID, int]]:
    """(group, depth) with children right below their parent; otherwise the order of `ids`.

    Whose parent is not among them is a root, and so is the first of a circle.
    """
    below: dict[UUID | None, list[UUID]] = {}
    for each in ids:
        parent = above.get(each)
        below.setdefault(parent if parent in above else None, []).append(each)
    ordered: list[tuple[UUID, int]] = []
    seen: set[UUID] = set()

    def walk(group_id: UUID, depth: int) -> None:
        if group_id in seen:
            return
        seen.add(group_id)
        ordered.append((group_id, min(depth, DEEPEST)))
        for child in below.get(group_id, []):
            walk(child, depth + 1)

    for root in [*below.get(None, []), *ids]:
        walk(root, 0)
    return ordered

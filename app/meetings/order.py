"""The order of an agenda: items of the first level, each with its sub-items; no database."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol
from uuid import UUID

from app.core.words import Visibility

Branch = list[UUID]  # an item of the first level, then its sub-items
Likes = list[UUID]  # the items of the first level, or the sub-items of one
MOST_OPEN_FIRST = (Visibility.PUBLIC, Visibility.INTERNAL, Visibility.CONFIDENTIAL)


class Placed(Protocol):
    """A row of the agenda."""

    @property
    def id(self) -> UUID: ...
    @property
    def parent_id(self) -> UUID | None: ...


def tree_of(rows: Iterable[tuple[UUID, UUID | None]]) -> list[Branch]:
    """rows: (item, parent) in their order."""
    known = list(rows)
    tops = [item for item, parent in known if parent is None]
    return [[top, *(item for item, parent in known if parent == top)] for top in tops]


def flat(tree: Iterable[Branch]) -> list[UUID]:
    return [item for branch in tree for item in branch]


def moved(tree: Sequence[Branch], item: UUID, *, up: bool) -> list[UUID]:
    """One step among its like, with its sub-items; at either end nothing changes."""

    def step(likes: Likes) -> Likes:
        at = likes.index(item)
        to = max(at - 1, 0) if up else min(at + 1, len(likes) - 1)
        likes[at], likes[to] = likes[to], likes[at]
        return likes

    return _among_its_like(tree, item, step)


def placed(tree: Sequence[Branch], item: UUID, before: UUID | None) -> list[UUID]:
    """Before another of its like; None: behind them all. Any other place changes nothing."""

    def put(likes: Likes) -> Likes:
        rest = [each for each in likes if each != item]
        if before is not None and before not in rest:
            return likes
        at = len(rest) if before is None else rest.index(before)
        return [*rest[:at], item, *rest[at:]]

    return _among_its_like(tree, item, put)


def _among_its_like(
    tree: Sequence[Branch], item: UUID, change: Callable[[Likes], Likes]
) -> list[UUID]:
    tops = {branch[0]: branch for branch in tree}
    if item in tops:
        return flat(tops[top] for top in change(list(tops)))
    return flat([b[0], *(change(b[1:]) if item in b else b[1:])] for b in tree)


def below(tree: Sequence[Branch], item: UUID) -> list[UUID]:
    """Its sub-items."""
    return next((branch[1:] for branch in tree if branch[0] == item), [])


def moved_below(tree: Sequence[Branch], item: UUID, parent: UUID | None) -> list[UUID]:
    """As the last sub-item of `parent`; None: on the first level, behind the item it was below."""
    at = next(n for n, branch in enumerate(tree) if item in branch)
    rest = [[each for each in branch if each != item] for branch in tree]
    if parent is None:
        rest.insert(at + 1, [item])
    else:
        next(branch for branch in rest if branch[:1] == [parent]).append(item)
    return flat(rest)


def at_least_as_closed(own: Visibility, other: Visibility) -> Visibility:
    """The one of the two that fewer people may read."""
    return max(own, other, key=MOST_OPEN_FIRST.index)


def movable(rows: Iterable[Placed]) -> set[UUID]:
    """Who has one of its like before it; rows backwards: behind it."""
    seen: set[UUID | None] = set()
    found: set[UUID] = set()
    for row in rows:
        if row.parent_id in seen:
            found.add(row.id)
        seen.add(row.parent_id)
    return found

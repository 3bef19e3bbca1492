"""Items keep their sub-items with them, whatever moves."""

from uuid import UUID, uuid4

import pytest

from app.core.words import Visibility
from app.meetings import order

A, B, B1, B2, C = (uuid4() for _ in range(5))
TREE = [[A], [B, B1, B2], [C]]


def test_rows_become_branches() -> None:
    rows = [(A, None), (B, None), (B1, B), (B2, B), (C, None)]
    assert order.tree_of(rows) == TREE
    assert order.flat(TREE) == [item for item, _ in rows]


@pytest.mark.parametrize(
    ("item", "up", "after"),
    [
        (A, False, [B, B1, B2, A, C]),
        (C, True, [A, C, B, B1, B2]),
        (B, True, [B, B1, B2, A, C]),
        (B2, True, [A, B, B2, B1, C]),
        (B1, True, [A, B, B1, B2, C]),
        (A, True, [A, B, B1, B2, C]),
        (C, False, [A, B, B1, B2, C]),
    ],
)
def test_step_goes_over_a_whole_branch_and_stops_at_either_end(
    item: UUID, up: bool, after: list[UUID]
) -> None:
    assert order.moved(TREE, item, up=up) == after


@pytest.mark.parametrize(
    ("item", "before", "after"),
    [
        (C, A, [C, A, B, B1, B2]),
        (A, None, [B, B1, B2, C, A]),
        (B2, B1, [A, B, B2, B1, C]),
        (B1, None, [A, B, B2, B1, C]),
        (A, B2, [A, B, B1, B2, C]),
        (B1, C, [A, B, B1, B2, C]),
        (A, A, [A, B, B1, B2, C]),
        (A, uuid4(), [A, B, B1, B2, C]),
    ],
)
def test_dragged_item_lands_only_among_its_like(
    item: UUID, before: UUID | None, after: list[UUID]
) -> None:
    assert order.placed(TREE, item, before) == after


def test_item_goes_below_another_and_comes_back_behind_it() -> None:
    assert order.moved_below(TREE, A, B) == [B, B1, B2, A, C]
    assert order.moved_below(TREE, B1, None) == [A, B, B2, B1, C]
    assert order.moved_below(TREE, B1, C) == [A, B, B2, C, B1]


def test_of_two_the_more_closed_counts() -> None:
    closed = order.at_least_as_closed(Visibility.PUBLIC, Visibility.CONFIDENTIAL)
    assert closed == Visibility.CONFIDENTIAL
    assert order.at_least_as_closed(Visibility.INTERNAL, Visibility.PUBLIC) == Visibility.INTERNAL

"""As many seats are filled as possible: against every way there is, and against networkx."""

from itertools import product
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.composition.rules.matching import assign

SEATS = 4
PLACES = st.lists(st.integers(0, 3), min_size=SEATS, max_size=SEATS)
OPTIONS = st.lists(st.lists(st.integers(0, SEATS - 1), unique=True, max_size=SEATS), max_size=6)
MANY = st.lists(st.lists(st.integers(0, SEATS - 1), unique=True, max_size=SEATS), max_size=40)


def by_trying_all(options: list[list[int]], places: list[int]) -> int:
    ways = product(*([None, *fitting] for fitting in options))
    return max(
        sum(seat is not None for seat in way)
        for way in ways
        if all(way.count(seat) <= room for seat, room in enumerate(places))
    )


def by_flow(options: list[list[int]], places: list[int]) -> int:
    graph: Any = nx.DiGraph()
    graph.add_nodes_from(["from", "to"])
    for person, fitting in enumerate(options):
        graph.add_edge("from", person, capacity=1)
        for seat in fitting:
            graph.add_edge(person, ("seat", seat), capacity=1)
    for seat, room in enumerate(places):
        graph.add_edge(("seat", seat), "to", capacity=room)
    return int(nx.maximum_flow_value(graph, "from", "to"))


def filled(found: list[int | None]) -> int:
    return sum(seat is not None for seat in found)


@pytest.mark.parametrize(
    ("options", "places", "expected"),
    [
        ([], [1], []),
        ([[0]], [0], [None]),
        ([[0, 1], [0]], [1, 1], [1, 0]),
        ([[0, 1], [0, 2], [0]], [1, 1, 1], [1, 2, 0]),
        ([[0, 1], [1, 2], [0], [1]], [1, 1, 1], [1, 2, 0, None]),
        ([[0], [0], [0, 1]], [2, 1], [0, 0, 1]),
        ([[0], [0], [0]], [2], [0, 0, None]),
    ],
)
def test_cases_in_which_taking_the_first_free_seat_fails(
    options: list[list[int]], places: list[int], expected: list[int | None]
) -> None:
    assert assign(options, places) == expected


@given(options=OPTIONS, places=PLACES)
def test_no_way_of_seating_fills_more(options: list[list[int]], places: list[int]) -> None:
    found = assign(options, places)
    assert all(
        seat is None or seat in fitting for seat, fitting in zip(found, options, strict=True)
    )
    assert all(found.count(seat) <= room for seat, room in enumerate(places))
    assert filled(found) == by_trying_all(options, places)


@given(options=MANY, places=PLACES)
def test_a_maximum_flow_fills_as_many(options: list[list[int]], places: list[int]) -> None:
    assert filled(assign(options, places)) == by_flow(options, places)


@given(options=MANY, places=PLACES)
def test_who_goes_first_keeps_a_seat(options: list[list[int]], places: list[int]) -> None:
    """The seated among the first people stay as many, however many come after."""
    for number in range(len(options)):
        first = assign(options[:number], places)
        seated = [at for at, seat in enumerate(first) if seat is not None]
        later = assign(options, places)
        assert all(later[at] is not None for at in seated)

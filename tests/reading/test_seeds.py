"""Five real papers, read exactly; eight of other layouts, measured."""

from typing import Any

import pytest

from app.reading.parse import parse
from tests.reading import shared
from tests.reading.compare import comparisons, differences

REACHED = 1.0  # share of all compared values of the samples; may only rise


@pytest.mark.parametrize("name", shared.SEEDS)
def test_a_seed_gives_exactly_what_was_fixed_by_hand(name: str) -> None:
    text, expected = shared.seed(name)
    assert differences(expected, parse(text, file=f"{name}.txt").paper) == []


def test_the_samples_are_read_as_well_as_before() -> None:
    pairs: list[tuple[str, Any, Any]] = []
    for name in shared.SAMPLES:
        text, expected = shared.sample(name)
        pairs += comparisons(expected, parse(text, file=f"{name}.txt").paper)
    equal = sum(wanted == found for _, wanted, found in pairs)
    assert equal / len(pairs) >= REACHED, [where for where, a, b in pairs if a != b]


def test_a_wrong_value_is_found_by_the_comparison() -> None:
    text, expected = shared.seed(shared.SEEDS[3])
    wrong = {**expected, "title": "Anderer Betreff"}
    assert len(differences(wrong, parse(text, file=f"{shared.SEEDS[3]}.txt").paper)) == 1

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from app.meetings import rules

NOON = datetime(2027, 1, 12, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("template", "previous", "expected"),
    [
        ("", None, list(rules.USUAL_AGENDA)),
        ("A\n\n B ", None, ["A", "B"]),
        ("A\nB", date(2024, 9, 24), ["A", "Genehmigung des Protokolls vom 24.09.2024", "B"]),
        ("A\nProtokollkontrolle", date(2024, 9, 24), ["A", "Protokollkontrolle"]),
    ],
)
def test_proposed_agenda(template: str, previous: date | None, expected: list[str]) -> None:
    assert rules.proposed_agenda(template, previous) == expected


def test_running_times_end_with_the_first_item_of_unknown_length() -> None:
    times = rules.running_times(NOON, [10, None, 5])
    assert times == [NOON, NOON.replace(minute=10), None]


def test_order_after_a_step() -> None:
    a, b, c = uuid4(), uuid4(), uuid4()
    assert rules.moved([a, b, c], b, up=True) == [b, a, c]
    assert rules.moved([a, b, c], b, up=False) == [a, c, b]
    assert rules.moved([a, b, c], a, up=True) == [a, b, c]
    assert rules.moved([a, b, c], c, up=False) == [a, b, c]


def test_uid_fits_a_line_whatever_the_domain() -> None:
    assert len(rules.new_uid("a" * 60 + ".example.org")) <= 70
    assert rules.new_uid("x.example") != rules.new_uid("x.example")

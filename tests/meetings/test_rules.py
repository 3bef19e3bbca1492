from datetime import date

import pytest

from app.meetings import rules


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


def test_approval_stands_behind_the_sub_items_of_the_first_item() -> None:
    lines = rules.proposed_agenda("A\n- a\nB", date(2024, 9, 24))
    assert lines == ["A", "- a", "Genehmigung des Protokolls vom 24.09.2024", "B"]


def test_uid_fits_a_line_whatever_the_domain() -> None:
    assert len(rules.new_uid("a" * 60 + ".example.org")) <= 70
    assert rules.new_uid("x.example") != rules.new_uid("x.example")

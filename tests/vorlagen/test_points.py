import pytest

from app.vorlagen.rules.points import point_label


@pytest.mark.parametrize(
    ("marker", "position", "label"),
    [
        ("3.", 7, "Punkt 3"),
        ("1.2", 4, "Punkt 1.2"),
        ("(a)", 2, "Punkt a"),
        ("–", 5, "Punkt 5"),
        ("", 4, "Punkt 4"),
    ],
)
def test_a_point_is_named_by_its_marker(marker: str, position: int, label: str) -> None:
    assert point_label(marker, position) == label

import pytest

from app.core.paging import LAST_PAGE, page_number, pages_of


@pytest.mark.parametrize(
    ("seite", "number"),
    [
        ("1", 1),
        ("12", 12),
        ("0", 1),
        ("-3", 1),
        ("", 1),
        ("x", 1),
        ("²", 1),
        ("9" * 9000, LAST_PAGE),
    ],
)
def test_any_address_names_a_page(seite: str, number: int) -> None:
    assert page_number(seite) == number


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (50, 1), (51, 2), (100, 2)])
def test_fifty_entries_are_a_page(count: int, pages: int) -> None:
    assert pages_of(count) == pages

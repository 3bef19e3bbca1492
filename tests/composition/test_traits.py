import pytest

from app.composition.rules.traits import has_function


@pytest.mark.parametrize(
    ("wanted", "actual", "fits"),
    [
        ("Geschäftsführung", "Geschäftsführerin", True),
        ("Geschäftsführung", "geschäftsführer", True),
        ("Geschäftsführer:innen", "Geschäftsführung", True),
        ("Leitung", "Leitung Jugendamt", True),
        ("Leitung Jugendamt", "Leiterin Jugendamt", True),
        ("Leitung Jugendamt", "Leitung", False),
        ("Geschäftsführung", "stellv. Geschäftsführung", False),
        ("Geschäftsführung", "Stellvertretende Geschäftsführerin", False),
        ("stellvertretende Leitung", "stellvertretende Leiterin", True),
        ("Geschäftsführung", "", False),
        ("...", "Geschäftsführung", False),
    ],
)  # fmt: skip
def test_functions_are_the_same_for_men_women_and_the_office(
    wanted: str, actual: str, fits: bool
) -> None:
    assert has_function(wanted, actual) == fits

from uuid import UUID

import pytest

from app.vorlagen.rules.matching import Known, same_points

ONE, TWO, THREE = (
    "Eine Gruppe aus acht Personen wird eingerichtet.",
    "Die Verwaltung berichtet im Mai über alle Orte.",
    "Ein Budget wird gebildet.",
)


def numbered(*texts: str) -> list[Known]:
    return [Known(UUID(int=at), at, text) for at, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("known", "texts", "found"),
    [
        ([], [ONE], {}),
        ([ONE, TWO], [], {}),
        ([ONE, TWO], [ONE, TWO], {0: 1, 1: 2}),
        ([ONE, TWO], [TWO, ONE], {0: 2, 1: 1}),
        ([ONE, TWO], [ONE, THREE, TWO], {0: 1, 2: 2}),
        ([ONE, TWO, THREE], [ONE, THREE], {0: 1, 1: 3}),
        ([ONE], [ONE.replace("acht", "neun")], {0: 1}),
        ([ONE, TWO], [TWO.replace("Mai", "Juni"), ONE.replace("acht", "neun")], {0: 2, 1: 1}),
        ([ONE, TWO], [ONE, "Die Verwaltung berichtet jährlich."], {0: 1, 1: 2}),
        ([ONE, TWO], [ONE, THREE], {0: 1}),
        ([ONE, ONE], [ONE, ONE], {0: 1, 1: 2}),
        ([ONE, ONE], [ONE], {0: 1}),
        ([ONE], [ONE.upper(), ONE], {0: 1}),
    ],
)
def test_points_are_found_again(known: list[str], texts: list[str], found: dict[int, int]) -> None:
    same = same_points(numbered(*known), texts)
    assert {at: found_id.int for at, found_id in same.items()} == found


def test_three_hundred_new_points_take_no_minute() -> None:
    known = numbered(*(f"Punkt {n} der alten Liste mit Worten" for n in range(300)))
    texts = [f"Zeile {n} einer neuen Liste ohne Worte" for n in range(300)]
    assert len(same_points(known, texts)) <= 300

"""Parity and regions, through the Träger for which the voting members sit."""

from datetime import date

from app.composition.rules.facts import Facts
from app.composition.rules.pictures import Coverage, Parity, coverage, parity
from app.groups.tables import Standing
from app.people.tables import Side
from tests.composition.make import house, houses, named, sitting, until

DAY = date(2026, 6, 1)
NORD, SUED = named("Nord"), named("Süd")
FACTS = Facts(
    sittings=(
        sitting("Amt", traeger=named("Amt")),
        sitting("Frei", traeger=named("Frei")),
        sitting("Auch frei", traeger=named("Frei")),
        sitting("Rat", traeger=named("Rat")),
        sitting("Ohne"),
        sitting("Gegangen", traeger=named("Süden"), span=until(date(2026, 5, 31))),
        sitting("Beratend", traeger=named("Süden"), standing=Standing.ADVISORY),
    ),
    houses=houses(
        house("Amt", side=Side.PUBLIC), house("Frei", regions=frozenset({NORD})),
        house("Rat", side=Side.POLITICS), house("Süden", regions=frozenset({SUED})),
    ),
    regions={NORD: "Nord", SUED: "Süd"},
)  # fmt: skip


def test_parity_counts_who_votes_by_the_side_of_the_traeger() -> None:
    found = parity(FACTS, DAY, open_seats=2)
    assert found == Parity(public=1, free=2, politics=1, other=1, open=2)
    assert found.has_sides
    assert not found.even
    assert not parity(Facts(), DAY, open_seats=0).has_sides


def test_a_region_is_covered_by_a_voting_member_of_the_day() -> None:
    found = coverage(FACTS, DAY)
    assert found == Coverage((("Nord", 2), ("Süd", 0)))
    assert (found.covered, found.missing) == (1, ("Süd",))
    assert coverage(FACTS, date(2026, 5, 31)).missing == ()

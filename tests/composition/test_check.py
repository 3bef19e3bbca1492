"""Per rule: filled, open or too many, and who counts. One person fills one seat."""

from datetime import date
from typing import Any

import pytest

from app.composition.rules.check import Finding, Verdict, findings
from app.composition.rules.facts import Facts, Span
from app.composition.rules.traits import board
from app.groups.tables import Quantity, Standing, Trait
from app.people.tables import Side
from tests.composition.make import (
    house,
    houses,
    in_committee,
    named,
    rule,
    sitting,
    until,
    work,
)

DAY, BEFORE = date(2026, 6, 1), date(2026, 5, 31)
NORD, SUED = named("Nord"), named("Süd")
LIST = named("Sozialraumträger")
JHA: dict[str, Any] = {"trait": Trait.COMMITTEE, "committee": named("JHA")}
MANAGER: dict[str, Any] = {"trait": Trait.FUNCTION, "function": "Geschäftsführung"}
FREE: dict[str, Any] = {"trait": Trait.SIDE, "side": Side.FREE}


def check(facts: Facts, on: date = DAY) -> list[Finding]:
    return findings(board(facts), on)


def names(facts: Facts, places: tuple[int, ...]) -> list[str]:
    return [facts.sittings[at].name for at in places]


def said(finding: Finding) -> tuple[Verdict, int, int]:
    return finding.verdict, finding.open, finding.over


@pytest.mark.parametrize(
    ("quantity", "people", "expected"),
    [
        (Quantity.EXACTLY, 1, (Verdict.OPEN, 1, 0)),
        (Quantity.EXACTLY, 2, (Verdict.FILLED, 0, 0)),
        (Quantity.EXACTLY, 4, (Verdict.TOO_MANY, 0, 2)),
        (Quantity.AT_LEAST, 1, (Verdict.OPEN, 1, 0)),
        (Quantity.AT_LEAST, 4, (Verdict.FILLED, 0, 0)),
        (Quantity.AT_MOST, 0, (Verdict.FILLED, 0, 0)),
        (Quantity.AT_MOST, 2, (Verdict.FILLED, 0, 0)),
        (Quantity.AT_MOST, 3, (Verdict.TOO_MANY, 0, 1)),
    ],
)
def test_two_members_of_the_committee(
    quantity: Quantity, people: int, expected: tuple[Verdict, int, int]
) -> None:
    who = [f"P{n}" for n in range(people)]
    facts = Facts(
        rules=(rule(quantity=quantity, number=2, **JHA),),
        sittings=tuple(sitting(name) for name in (*who, "Fremde")),
        committee_seats=tuple(in_committee(name) for name in who),
    )
    [found] = check(facts)
    assert said(found) == expected
    assert "Fremde" not in names(facts, found.seated + found.beyond)
    assert len(found.seated) + len(found.beyond) == people


def test_who_left_the_committee_counts_until_that_day_and_is_named_if_set_on_the_seat() -> None:
    facts = Facts(
        rules=(rule(number=1, **JHA),),
        sittings=(sitting("Karin", rule=named("rule")),),
        committee_seats=(in_committee("Karin", until(BEFORE)),),
    )
    assert said(check(facts, BEFORE)[0]) == (Verdict.FILLED, 0, 0)
    [found] = check(facts)
    assert said(found) == (Verdict.OPEN, 1, 0)
    assert names(facts, found.unfit) == ["Karin"]


def test_seats_are_filled_although_the_first_choice_of_the_first_person_stands_in_the_way() -> None:
    """Anke fits both rules and comes first; taking her for the first one would leave the second open."""
    facts = Facts(
        rules=(rule("free", number=1, **FREE), rule("jha", number=1, **JHA)),
        sittings=(sitting("Anke", traeger=named("Nord e. V.")), sitting("Bela", traeger=named("Nord e. V."))),
        houses=houses(house("Nord e. V.")),
        committee_seats=(in_committee("Anke"),),
    )  # fmt: skip
    free, jha = check(facts)
    assert (said(free)[0], said(jha)[0]) == (Verdict.FILLED, Verdict.FILLED)
    assert (names(facts, free.seated), names(facts, jha.seated)) == (["Bela"], ["Anke"])


def test_one_person_fills_two_seats_only_where_a_rule_may_be_shared() -> None:
    alone = Facts(
        rules=(rule("free", number=1, **FREE), rule("jha", number=1, **JHA)),
        sittings=(sitting("Anke", traeger=named("Nord e. V.")),),
        houses=houses(house("Nord e. V.")),
        committee_seats=(in_committee("Anke"),),
    )
    assert sum(found.open for found in check(alone)) == 1
    shared = Facts(
        rules=(rule("free", number=1, may_share=True, **FREE), rule("jha", number=1, **JHA)),
        sittings=alone.sittings,
        houses=alone.houses,
        committee_seats=alone.committee_seats,
    )
    assert [said(found)[0] for found in check(shared)] == [Verdict.FILLED, Verdict.FILLED]


@pytest.mark.parametrize("own", ["free", "jha"])
def test_who_is_set_on_a_seat_stays_there(own: str) -> None:
    facts = Facts(
        rules=(rule("free", number=1, **FREE), rule("jha", number=1, **JHA)),
        sittings=(sitting("Anke", traeger=named("Nord e. V."), rule=named(own)),),
        houses=houses(house("Nord e. V.")),
        committee_seats=(in_committee("Anke"),),
    )
    assert [found.rule.id for found in check(facts) if found.seated] == [named(own)]


def test_whoever_is_set_on_the_seat_goes_before_who_only_fits() -> None:
    facts = Facts(
        rules=(rule(number=1, **JHA),),
        sittings=(sitting("Älteste"), sitting("Gesetzte", rule=named("rule"))),
        committee_seats=(in_committee("Älteste"), in_committee("Gesetzte")),
    )
    [found] = check(facts)
    assert names(facts, found.seated) == ["Gesetzte"]
    assert names(facts, found.beyond) == ["Älteste"]


def test_at_most_counts_everybody_with_the_trait_wherever_they_sit() -> None:
    facts = Facts(
        rules=(
            rule("jha", number=2, **JHA),
            rule("bound", quantity=Quantity.AT_MOST, number=1, **FREE),
        ),
        sittings=tuple(sitting(name, traeger=named("Nord e. V.")) for name in ("Anke", "Bela")),
        houses=houses(house("Nord e. V.")),
        committee_seats=(in_committee("Anke"), in_committee("Bela")),
    )
    jha, bound = check(facts)
    assert said(jha) == (Verdict.FILLED, 0, 0)
    assert said(bound) == (Verdict.TOO_MANY, 0, 1)


def test_each_traeger_of_the_list_has_a_seat_and_the_open_ones_are_named() -> None:
    facts = Facts(
        rules=(rule(number=1, trait=Trait.EACH_TRAEGER, traeger_set=LIST, function="Geschäftsführung"),),
        sittings=(
            sitting("Anke"), sitting("Bela", traeger=named("B")), sitting("Cem", traeger=named("C")),
        ),
        works=(
            work("Anke", "A", "Geschäftsführerin"), work("Anke", "X", "Geschäftsführerin"),
            work("Bela", "B", "stellvertretende Geschäftsführung"),
            work("Cem", "A", "Geschäftsführer"), work("Cem", "C", "Geschäftsführer"),
        ),
        houses=houses(
            *(house(name, sets=frozenset({LIST})) for name in "ABC"), house("X"),
            house("D", sets=frozenset({LIST}), span=until(BEFORE)),
        ),
    )  # fmt: skip
    [found] = check(facts)
    assert names(facts, found.seated) == ["Anke", "Cem"], (
        "Cem sits for C, although he works for A too"
    )
    assert found.vacant == (named("B"),), "D is active no longer and sends nobody"
    assert found.wanted == 3


def test_each_region_has_a_seat_and_two_of_one_region_do_not_make_up_for_it() -> None:
    facts = Facts(
        rules=(rule(number=1, trait=Trait.REGION),),
        sittings=tuple(sitting(name, traeger=named(name)) for name in ("N1", "N2", "Both")),
        houses=houses(
            house("N1", regions=frozenset({NORD})), house("N2", regions=frozenset({NORD})),
            house("Both", regions=frozenset({NORD, SUED})),
        ),
        regions={NORD: "Nord", SUED: "Süd"},
    )  # fmt: skip
    [found] = check(facts)
    assert (found.verdict, found.open, found.over) == (Verdict.TOO_MANY, 0, 1)
    assert names(facts, found.seated) == ["N1", "Both"]


@pytest.mark.parametrize(
    ("columns", "counts"),
    [
        ({"standing": Standing.ADVISORY}, True),
        ({"span": until(BEFORE)}, False),
        ({"traeger": named("Amt")}, False),
        ({"rule": named("gone")}, True),
    ],
)
def test_who_counts_as_sent_by_a_free_traeger(columns: dict[str, object], counts: bool) -> None:
    facts = Facts(
        rules=(rule(number=1, **FREE),),
        sittings=(sitting("Anke", **columns),),
        works=(work("Anke", "Nord e. V."),),
        houses=houses(house("Nord e. V."), house("Amt", side=Side.PUBLIC)),
    )
    assert bool(check(facts)[0].seated) == counts


def test_who_only_advises_is_none_too_many() -> None:
    facts = Facts(
        rules=(rule(number=1, **JHA),),
        sittings=(sitting("Anke"), sitting("Rat", standing=Standing.ADVISORY)),
        committee_seats=(in_committee("Anke"), in_committee("Rat")),
    )
    assert said(check(facts)[0]) == (Verdict.FILLED, 0, 0)


def test_a_rule_counts_only_while_it_is_in_force() -> None:
    facts = Facts(rules=(rule(span=Span(DAY, DAY)), rule("old", span=until(BEFORE))))
    assert [found.rule.id for found in check(facts)] == [named("rule")]


def test_a_seat_at_least_takes_in_whom_an_exact_one_has_no_room_for() -> None:
    facts = Facts(
        rules=(rule("exact", number=1, **JHA), rule("open", quantity=Quantity.AT_LEAST, number=1, **FREE)),
        sittings=tuple(sitting(name, traeger=named("Nord e. V.")) for name in "ABC"),
        houses=houses(house("Nord e. V.")),
        committee_seats=tuple(in_committee(name) for name in "ABC"),
    )  # fmt: skip
    exact, at_least = check(facts)
    assert (len(exact.seated), len(at_least.seated)) == (1, 2)
    assert (exact.over, at_least.over) == (0, 0)


def test_manager_at_a_traeger_of_the_region_and_side() -> None:
    facts = Facts(
        rules=(rule(number=1, region=NORD, side=Side.FREE, **MANAGER),),
        sittings=(sitting("Süden"), sitting("Amt"), sitting("Richtig")),
        works=(work("Süden", "S", "Geschäftsführung"), work("Amt", "P", "Geschäftsführung"), work("Richtig", "N", "Geschäftsführerin")),
        houses=houses(
            house("S", regions=frozenset({SUED})), house("N", regions=frozenset({NORD})),
            house("P", regions=frozenset({NORD}), side=Side.PUBLIC),
        ),
    )  # fmt: skip
    assert names(facts, check(facts)[0].seated) == ["Richtig"]

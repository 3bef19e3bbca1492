"""A seat is open from the day after the last one on which its rule was full."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.composition.rules.check import findings
from app.composition.rules.facts import Facts, Span
from app.composition.rules.since import open_since, opens_next, united
from app.composition.rules.traits import board
from app.groups.tables import Trait
from app.people.tables import Side
from tests.composition.make import house, houses, in_committee, named, rule, sitting, until

START, LEFT, DAY = date(2024, 1, 1), date(2024, 9, 11), date(2024, 11, 19)
JHA: dict[str, Any] = {"trait": Trait.COMMITTEE, "committee": named("JHA")}
DAYS = st.integers(0, 12).map(lambda number: START + timedelta(days=number))
SPANS = st.tuples(DAYS, DAYS).map(lambda both: Span(min(both), max(both)))


def since(facts: Facts, on: date = DAY) -> date | None:
    seats = board(facts)
    return open_since(seats, findings(seats, on), on).get(facts.rules[0].id)


def test_open_since_the_day_after_somebody_left() -> None:
    facts = Facts(
        rules=(rule(number=2, **JHA),),
        sittings=(sitting("Anke", span=Span(START)), sitting("Karin", span=Span(START, LEFT))),
        committee_seats=(in_committee("Anke"), in_committee("Karin")),
        begins=date(2023, 1, 1),
    )
    assert since(facts) == date(2024, 9, 12)
    assert since(facts, LEFT) is None


def test_open_since_somebody_left_the_committee_and_not_the_group() -> None:
    facts = Facts(
        rules=(rule(number=1, **JHA),),
        sittings=(sitting("Karin", span=Span(START)),),
        committee_seats=(in_committee("Karin", until(LEFT)),),
    )
    assert since(facts) == date(2024, 9, 12)


def test_never_full_is_open_since_rule_or_group_began_whichever_came_later() -> None:
    assert since(Facts(rules=(rule(**JHA),), begins=START)) == START
    assert since(Facts(rules=(rule(span=Span(LEFT), **JHA),), begins=START)) == LEFT
    assert since(Facts(rules=(rule(**JHA),))) is None, "nobody knows since when"


def test_a_gap_in_the_past_does_not_count() -> None:
    facts = Facts(
        rules=(rule(number=1),),
        sittings=(
            sitting("A", rule=named("rule"), span=Span(START, date(2024, 2, 1))),
            sitting("B", rule=named("rule"), span=Span(date(2024, 5, 1), LEFT)),
        ),
        begins=START,
    )
    assert since(facts) == date(2024, 9, 12)
    assert since(facts, date(2024, 3, 1)) == date(2024, 2, 2)


def test_a_new_traeger_on_the_list_opens_a_seat_on_its_first_day() -> None:
    on_list = frozenset({named("list")})
    facts = Facts(
        rules=(rule(number=1, trait=Trait.EACH_TRAEGER, traeger_set=named("list")),),
        sittings=(sitting("A", traeger=named("Alt")),),
        houses=houses(house("Alt", sets=on_list), house("Neu", sets=on_list, span=Span(LEFT))),
        begins=START,
    )
    assert since(facts) == LEFT


@given(st.lists(st.tuples(SPANS, SPANS, st.booleans()), max_size=4), DAYS)
def test_the_same_as_asking_day_by_day(people: list[tuple[Span, Span, bool]], on: date) -> None:
    """Two rules compete for the same people; the slow way checks each single day."""
    facts = Facts(
        rules=(rule(number=1, **JHA), rule("free", number=1, trait=Trait.SIDE, side=Side.FREE)),
        sittings=tuple(
            sitting(str(at), span=span, traeger=named("Frei") if free else None)
            for at, (span, _, free) in enumerate(people)
        ),
        committee_seats=tuple(in_committee(str(at), span) for at, (_, span, _) in enumerate(people)),
        houses=houses(house("Frei")),
        begins=START,
    )  # fmt: skip
    seats = board(facts)
    now = [found for found in findings(seats, on) if found.open]
    assert open_since(seats, now, on) == {
        found.rule.id: day_by_day(facts, found.rule.id, on) for found in now
    }


def day_by_day(facts: Facts, rule_id: object, on: date) -> date:
    day = on
    while day > START:
        before = day - timedelta(days=1)
        if any(f.rule.id == rule_id and not f.open for f in findings(board(facts), before)):
            return day
        day = before
    return START


@given(st.lists(SPANS, max_size=6))
def test_united_spans_hold_the_same_days_once(spans: list[Span]) -> None:
    done = united(spans)
    for number in range(14):
        day = START + timedelta(days=number)
        assert sum(span.holds(day) for span in done) == any(span.holds(day) for span in spans)


def test_the_next_seat_to_open_is_known_from_who_leaves_and_who_comes() -> None:
    replaced, last = date(2024, 12, 31), date(2025, 6, 30)
    facts = Facts(
        rules=(rule(number=1),),
        sittings=(
            sitting("A", rule=named("rule"), span=Span(START, replaced)),
            sitting("B", rule=named("rule"), span=Span(date(2025, 1, 1), last)),
        ),
    )
    seats = board(facts)
    assert opens_next(seats, findings(seats, DAY), DAY) == {named("rule"): date(2025, 7, 1)}
    assert opens_next(seats, findings(seats, START), START) == {}, "more than a year ahead"
    over = board(replace(facts, ends=last))
    assert opens_next(over, findings(over, DAY), DAY) == {}, "the group ends with them"
    after = date(2025, 7, 1)
    assert opens_next(seats, findings(seats, after), after) == {}

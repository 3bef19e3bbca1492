from dataclasses import dataclass
from datetime import date

import pytest

from app.composition.rules.check import Finding
from app.composition.rules.facts import Rule
from app.composition.rules.words import badge, state, who
from app.groups.tables import Quantity, Trait
from app.people.tables import Side
from tests.composition.make import named, rule

DAY = date(2024, 9, 12)


@dataclass(frozen=True)
class Names:
    committee: str = "Jugendhilfeausschuss"
    traeger_set: str = "Sozialraumträger"
    region: str = "Nord"


@pytest.mark.parametrize(
    ("finding", "since", "said", "word"),
    [
        (Finding(rule(number=3), 3, (1, 2), (None,)), DAY, "2 von 3 Sitzen besetzt – 1 Sitz offen seit 12.09.2024", "1 Sitz offen"),
        (Finding(rule(number=3), 3, (1,), (None, None)), None, "1 von 3 Sitzen besetzt – 2 Sitze offen", "2 Sitze offen"),
        (Finding(rule(), 1, (1,)), None, "1 von 1 Sitz besetzt", "erfüllt"),
        (Finding(rule(), 1, (1,), (), (2, 3)), None, "3 von 1 Sitz besetzt – 2 zu viel", "2 zu viel"),
        (Finding(rule(quantity=Quantity.AT_LEAST), 1, (1, 2)), None, "2 besetzt, mindestens 1 gefordert", "erfüllt"),
        (Finding(rule(quantity=Quantity.AT_MOST), 2, (1,)), None, "1 von höchstens 2 Sitzen besetzt", "erfüllt"),
        (Finding(rule(trait=Trait.REGION), 2, (1,), (named("Süd"),), (2,)), None, "2 von 2 Sitzen besetzt – 1 Sitz offen – 1 zu viel", "1 Sitz offen"),
    ],
)  # fmt: skip
def test_state_of_a_rule_in_one_line(
    finding: Finding, since: date | None, said: str, word: str
) -> None:
    assert state(finding, since) == said
    assert badge(finding).word == word


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (rule(), ""),
        (rule(trait=Trait.COMMITTEE), "Mitglieder des Gremiums Jugendhilfeausschuss"),
        (rule(trait=Trait.SIDE, side=Side.FREE, region=named("N")), "Freie Träger, Region Nord"),
        (rule(trait=Trait.REGION, region=named("N")), "Nord"),
        (rule(trait=Trait.FUNCTION, function="Leitung", traeger_set=named("S")), "Leitung, Liste „Sozialraumträger“"),
        (rule(trait=Trait.EACH_TRAEGER, function="Leitung", traeger_set=named("S")), "Je Träger der Liste „Sozialraumträger“, Leitung"),
    ],
)  # fmt: skip
def test_who_may_sit_there(one: Rule, said: str) -> None:
    assert who(one, Names()) == said

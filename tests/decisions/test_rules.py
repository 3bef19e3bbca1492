from uuid import uuid4

import pytest

from app.core.errors import RuleViolation
from app.decisions.rules import (
    DecisionData,
    check_outcome,
    check_votes,
    outcomes_of,
    votes_in_words,
)
from app.decisions.tables import Outcome
from app.groups.tables import GroupKind


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (GroupKind.STEUERUNGSGRUPPE, ["empfohlen", "abgelehnt", "vertagt"]),
        (GroupKind.SPURGRUPPE, ["empfohlen", "abgelehnt", "vertagt"]),
        (GroupKind.AUSSCHUSS, ["beschlossen", "abgelehnt", "vertagt"]),
        (GroupKind.KREISTAG, ["beschlossen", "abgelehnt", "vertagt"]),
    ],
)
def test_a_group_recommends_and_a_committee_decides(kind: GroupKind, words: list[str]) -> None:
    assert list(outcomes_of(kind).values()) == words


@pytest.mark.parametrize(
    ("kind", "outcome", "sentence"),
    [
        (GroupKind.ARBEITSGRUPPE, Outcome.DECIDED, "der Ausschuss entscheidet"),
        (GroupKind.AUSSCHUSS, Outcome.RECOMMENDED, "Ein Ausschuss beschließt"),
    ],
)
def test_the_other_outcome_is_refused(kind: GroupKind, outcome: Outcome, sentence: str) -> None:
    with pytest.raises(RuleViolation, match=sentence):
        check_outcome(kind, outcome)


def votes(yes: int | None, no: int | None, abstentions: int | None) -> DecisionData:
    return DecisionData(
        id=uuid4(), text="x", outcome=Outcome.RECOMMENDED, yes=yes, no=no, abstentions=abstentions
    )


@pytest.mark.parametrize(
    ("data", "voters"), [(votes(7, 0, 1), 8), (votes(None, None, None), 0), (votes(0, 0, 0), 0)]
)
def test_as_many_votes_as_voters_are_right(data: DecisionData, voters: int) -> None:
    check_votes(data, voters)


@pytest.mark.parametrize(
    ("data", "voters", "sentence"),
    [
        (
            votes(7, 1, 1),
            8,
            "9 Stimmen sind eingetragen, aber nur 8 Stimmberechtigte sind anwesend",
        ),
        (votes(2, None, None), 1, "2 Stimmen sind eingetragen, aber nur eine Person ist stimm"),
        (votes(1, None, None), 0, "Eine Stimme ist eingetragen, aber niemand mit Stimmrecht"),
    ],
)
def test_more_votes_than_voters_are_refused(data: DecisionData, voters: int, sentence: str) -> None:
    with pytest.raises(RuleViolation, match=sentence):
        check_votes(data, voters)


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        ((7, 0, 1), "7 Ja, 0 Nein, 1 Enthaltung"),
        ((5, None, 2), "5 Ja, 0 Nein, 2 Enthaltungen"),
        ((0, 0, 0), "0 Ja, 0 Nein, 0 Enthaltungen"),
        ((None, None, None), ""),
    ],
)
def test_votes_in_words(counted: tuple[int | None, int | None, int | None], words: str) -> None:
    assert votes_in_words(*counted) == words

import pytest

from app.core.errors import RuleViolation
from app.decisions.rules import (
    check_outcome,
    doubt_about,
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


@pytest.mark.parametrize(
    ("given", "voters", "counted", "sentence"),
    [
        (8, 8, True, ""),
        (7, 8, True, ""),
        (0, 0, True, ""),
        (0, 0, False, ""),
        (9, 8, True, "9 Stimmen sind eingetragen, aber nur 8 Stimmberechtigte sind anwesend."),
        (2, 1, True, "2 Stimmen sind eingetragen, aber nur eine Person mit Stimmrecht ist anwesend."),
        (1, 0, True, "Eine Stimme ist eingetragen, aber niemand mit Stimmrecht ist anwesend."),
        (9, 8, False, "9 Stimmen sind eingetragen, aber in der Gruppe sind nur 8 Stimmberechtigte."),
        (1, 0, False, "Eine Stimme ist eingetragen, aber in der Gruppe ist niemand mit Stimmrecht."),
    ],
)  # fmt: skip
def test_more_votes_than_voters_are_doubtful(
    given: int, voters: int, counted: bool, sentence: str
) -> None:
    told = doubt_about(given, voters, counted=counted)
    advice = " Bitte prüfen Sie die Stimmen oder die Anwesenheit."
    assert told == (sentence + advice if sentence else "")


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

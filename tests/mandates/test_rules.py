from datetime import date

import pytest

from app.core.errors import RuleViolation
from app.mandates import rules
from app.mandates.tables import MandateStatus as S

TODAY = date(2024, 11, 19)

ALLOWED = [
    (S.OPEN, S.IN_PROGRESS),
    (S.IN_PROGRESS, S.PROPOSED),
    (S.PROPOSED, S.FINALISED),
    (S.PROPOSED, S.IN_PROGRESS),
    (S.FINALISED, S.REPORTED),
    (S.FINALISED, S.IN_PROGRESS),
    (S.ON_HOLD, S.OPEN),
    (S.ON_HOLD, S.IN_PROGRESS),
    (S.ON_HOLD, S.REFERRED),
    (S.ON_HOLD, S.DROPPED),
    (S.REFERRED, S.IN_PROGRESS),
    (S.REFERRED, S.FINALISED),
    (S.REFERRED, S.DROPPED),
    *((before, S.ON_HOLD) for before in (S.OPEN, S.IN_PROGRESS, S.PROPOSED)),
    *((before, S.REFERRED) for before in (S.OPEN, S.IN_PROGRESS, S.PROPOSED)),
    *((before, S.DROPPED) for before in (S.OPEN, S.IN_PROGRESS, S.PROPOSED)),
]


@pytest.mark.parametrize("before", list(S))
def test_a_mandate_moves_only_along_its_life(before: S) -> None:
    for after in S:
        if (before, after) in ALLOWED:
            rules.check_may_move(before, after)
        else:
            with pytest.raises(RuleViolation, match=before.label):
                rules.check_may_move(before, after)


@pytest.mark.parametrize(
    ("statuses", "has_group", "word"),
    [
        ([], False, "offen"),
        ([], True, "Gruppe eingerichtet"),
        ([S.DROPPED], True, "Gruppe eingerichtet"),
        ([S.DROPPED], False, "entfallen"),
        ([S.OPEN], True, "offen"),
        ([S.OPEN, S.DROPPED], False, "offen"),
        ([S.OPEN, S.ON_HOLD], False, "offen"),
        ([S.OPEN, S.FINALISED], False, "in Bearbeitung"),
        ([S.OPEN, S.PROPOSED], False, "in Bearbeitung"),
        ([S.IN_PROGRESS, S.PROPOSED], False, "in Bearbeitung"),
        ([S.PROPOSED, S.FINALISED], False, "Lösungsvorschlag"),
        ([S.REFERRED, S.FINALISED], False, "an Ausschuss verwiesen"),
        ([S.REFERRED, S.ON_HOLD], False, "an Ausschuss verwiesen"),
        ([S.ON_HOLD], True, "zurückgestellt"),
        ([S.FINALISED, S.REPORTED, S.DROPPED], False, "umgesetzt"),
    ],
)
def test_the_state_of_a_point_follows_its_mandates(
    statuses: list[S], has_group: bool, word: str
) -> None:
    assert rules.state_of_point(statuses, has_group).word == word


@pytest.mark.parametrize(
    ("mandates", "has_group", "word"),
    [
        ([], False, "noch offen"),
        ([], True, "erledigt"),
        ([(S.REPORTED, date(2024, 1, 1))], False, "erledigt"),
        ([(S.DROPPED, date(2024, 1, 1))], False, "erledigt"),
        ([(S.ON_HOLD, date(2024, 1, 1))], False, "ruht"),
        ([(S.REFERRED, None)], False, "ruht"),
        ([(S.OPEN, None)], False, "im Plan"),
        ([(S.OPEN, date(2024, 12, 4))], False, "im Plan"),
        ([(S.OPEN, date(2024, 12, 3))], False, "bald fällig"),
        ([(S.IN_PROGRESS, TODAY)], False, "bald fällig"),
        ([(S.IN_PROGRESS, date(2024, 11, 18))], False, "überfällig"),
        ([(S.OPEN, date(2025, 1, 1)), (S.PROPOSED, date(2024, 11, 1))], False, "überfällig"),
        ([(S.OPEN, None), (S.FINALISED, date(2024, 11, 1))], False, "im Plan"),
    ],
)
def test_the_light_of_a_point_follows_the_next_due_date(
    mandates: list[tuple[S, date | None]], has_group: bool, word: str
) -> None:
    assert rules.light_of_point(mandates, has_group, TODAY).word == word


def test_every_status_has_a_badge_with_its_own_word() -> None:
    assert {status: badge.word for status, badge in rules.BADGES.items()} == {
        status: status.label for status in S
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Der Bedarf wird erhoben.", []),
        (
            "Eine Gruppe wird eingerichtet. Drei Mitglieder des Ausschusses wirken mit. Sie tagt.",
            ["Drei Mitglieder des Ausschusses wirken mit."],
        ),
        (
            "Die Geschäftsführungen des Jugendwerks Nord e. V. und z. B. der Stadt kommen dazu.",
            [
                "Die Geschäftsführungen des Jugendwerks Nord e. V. und z. B. der Stadt kommen dazu."
            ],
        ),
        (
            "Ab dem 1. Januar gilt:\nje Region eine Vertretung\nund ein Budget",
            ["je Region eine Vertretung"],
        ),
        ("Sie besteht aus je drei Plätzen gem. § 78 Abs. 2 SGB VIII! Ende", [
            "Sie besteht aus je drei Plätzen gem. § 78 Abs. 2 SGB VIII!"
        ]),
    ],
)  # fmt: skip
def test_sentences_about_seats_are_quoted_whole(text: str, found: list[str]) -> None:
    assert rules.seat_sentences(text) == found


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Die Gruppe klärt Fragen. Sie berichtet.", "Die Gruppe klärt Fragen"),
        ("  Zum 1. März wird berichtet.", "Zum 1. März wird berichtet"),
        ("", ""),
        ("Wort " * 100, "Wort " * 59 + "…"),
    ],
)
def test_the_first_sentence_of_a_point_becomes_the_title(text: str, title: str) -> None:
    assert rules.mandate_title(text) == title
    assert len(title) <= rules.TITLE_LENGTH


@pytest.mark.parametrize(
    ("statuses", "sentence"),
    [
        ([S.PROPOSED], "Auftrag: Lösungsvorschlag"),
        ([S.FINALISED, S.REPORTED, S.OPEN], "2 von 3 Aufträgen finalisiert"),
    ],
)
def test_progress_is_told_without_the_words_of_the_mandates(
    statuses: list[S], sentence: str
) -> None:
    assert rules.settled_of(statuses) == sentence

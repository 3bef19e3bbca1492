"""Votes and dates as they are really written at the end of a line."""

from datetime import date

import pytest

from app.decisions.tables import Outcome
from app.minutes.days import day_in_words
from app.minutes.votes import votes_in

TEXT = "Zwei Räume werden angemietet"
TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("ending", "yes", "no", "held"),
    [
        (" 7/0/2", 7, 0, 2),
        (" 7:0:2", 7, 0, 2),
        (" – 7 : 0 : 2", 7, 0, 2),
        (" (7-0-2)", 7, 0, 2),
        (" 7|0|2", 7, 0, 2),
        (" 7/0/2.", 7, 0, 2),
        (", 7/0/2, angenommen", 7, 0, 2),
        (", 7 Ja, 0 Nein, 2 Enth.", 7, 0, 2),
        (" (7 Ja, 0 Nein, 2 Enthaltungen)", 7, 0, 2),
        (" 7J/0N/2E", 7, 0, 2),
        (", Ja: 7, Nein: 0, Enthaltungen: 2", 7, 0, 2),
        (" Dafür: 7      Dagegen: 0      Enthaltung: 2", 7, 0, 2),
        (" Abstimmung: 7 dafür, 1 dagegen", 7, 1, 0),
        (", 7 Ja-Stimmen, keine Gegenstimme, zwei Enthaltungen", 7, 0, 2),
        (", mit 7 Jastimmen bei einer Stimmenthaltung", 7, 0, 1),
        (", mit 7 zu 2 Stimmen", 7, 2, 0),
        (", mit 7 Stimmen gegen 2 Stimmen", 7, 2, 0),
        (" 7 ja 1 nein 1 enthaltung", 7, 1, 1),
        (", einstimmig", 9, 0, 0),
        (" (einstimmig beschlossen)", 9, 0, 0),
        (", einstimmig bei 2 Enthaltungen", 7, 0, 2),
        (", ohne Gegenstimmen bei einer Enthaltung", 8, 0, 1),
        (", mehrheitlich bei einer Gegenstimme und 2 Enthaltungen", 6, 1, 2),
    ],
)
def test_votes_are_understood_in_every_usual_spelling(
    ending: str, yes: int, no: int, held: int
) -> None:
    votes = votes_in(TEXT + ending, voters=9)
    assert (votes.text, votes.yes, votes.no, votes.abstentions) == (TEXT, yes, no, held)
    words = f"{held} Enthaltung" + ("" if held == 1 else "en")
    assert votes.said == f"{yes} Ja, {no} Nein, {words}"
    assert votes.outcome is None, "accepted"


@pytest.mark.parametrize(
    ("ending", "kept"),
    [
        (", einstimmig", " (einstimmig)"),
        (", mehrheitlich bei 2 Enthaltungen", " (mehrheitlich bei 2 Enthaltungen)"),
    ],
)
def test_words_that_cannot_be_counted_stay_in_the_text(ending: str, kept: str) -> None:
    votes = votes_in(TEXT + ending)
    assert (votes.text, votes.yes, votes.said) == (TEXT + kept, None, "")


@pytest.mark.parametrize(
    "line",
    [
        "Vorlage 2024/012", "Die Sitzung beginnt um 14:30", "Frist 7/0/2 gilt weiter",
        "Räume im Schuljahr 2026/27", "Es gibt 2 Enthaltungsgründe", "Einstimmig ist selten nötig",
        "Termin am 12.10.2026", "",
    ],
)  # fmt: skip
def test_numbers_that_are_no_votes_stay_in_the_text(line: str) -> None:
    votes = votes_in(line, voters=9)
    assert (votes.text, votes.words, votes.yes) == (line, "", None)


@pytest.mark.parametrize(
    ("ending", "outcome"),
    [
        (" 2/7/0", Outcome.REJECTED),
        (" 4/4/1", Outcome.REJECTED),
        (", mit 5 zu 4 Stimmen abgelehnt", Outcome.REJECTED),
        (", vertagt", Outcome.POSTPONED),
        (" 5/4/0", None),
    ],
)
def test_outcome_follows_from_words_and_votes(ending: str, outcome: Outcome | None) -> None:
    votes = votes_in(TEXT + ending, voters=9)
    assert (votes.text, votes.outcome) == (TEXT, outcome)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("morgen", date(2026, 11, 25)),
        ("bis nächsten Freitag", date(2026, 11, 27)),
        ("Freitag", date(2026, 11, 27)),
        ("bis Dienstag", date(2026, 12, 1)),
        ("kommenden Sonnabend", date(2026, 11, 28)),
        ("nächste Woche", date(2026, 12, 4)),
        ("in zwei Wochen", date(2026, 12, 8)),
        ("in 14 Tagen", date(2026, 12, 8)),
        ("in drei Monaten", date(2027, 2, 24)),
        ("Ende März", date(2027, 3, 31)),
        ("Ende Februar 2028", date(2028, 2, 29)),
        ("bis Mitte November", date(2027, 11, 15)),
        ("Anfang Dezember", date(2026, 12, 5)),
        ("Monatsende", date(2026, 11, 30)),
        ("Ende nächsten Monats", date(2026, 12, 31)),
        ("bis März", date(2027, 3, 31)),
        ("12. März", date(2027, 3, 12)),
        ("KW 50", date(2026, 12, 11)),
        ("3. Kalenderwoche", date(2027, 1, 22)),
        ("Ende des 1. Quartals", date(2027, 3, 31)),
        ("bis Jahresende", date(2026, 12, 31)),
        ("31. Juni", None),
        ("KW 54", None),
        ("bald", None),
        ("Entwurf Budget", None),
    ],
)
def test_dates_in_words_are_read_from_the_day_of_the_meeting_on(
    words: str, day: date | None
) -> None:
    assert day_in_words(words, TUESDAY) == day

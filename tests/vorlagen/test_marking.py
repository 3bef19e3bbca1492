"""Which words of a text were found, and the piece of it that is shown."""

import re

import pytest

from app.vorlagen.queries.meant import meant
from app.vorlagen.rules.marking import candidates, folded, hits_of, pieces
from app.vorlagen.rules.search import phrases_of, tsquery
from app.vorlagen.tables import Vorlage

HEADLINE = """SELECT ts_headline('pg_catalog.german', {}, to_tsquery('pg_catalog.german', german_fold({})),
  'HighlightAll=true, StartSel=<, StopSel=>') AS marked"""


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Häuser", "hauser"),
        ("Haeuser", "hauser"),
        ("Straße", "strasse"),
        ("neue", "neue"),
        ("Quelle", "quelle"),
        ("Café", "cafe"),
        ("GROẞ", "gross"),
    ],
)
def test_words_are_folded_as_the_database_does(word: str, expected: str) -> None:
    assert folded(word) == expected


def test_candidates_begin_like_a_wanted_word() -> None:
    assert candidates(["Häuser und Haus, am Hafen: häuslich"], ["haus", "zu"]) == {
        "Häuser", "Haus", "häuslich",
    }  # fmt: skip


def test_candidates_are_found_inside_of_other_signs_too() -> None:
    text = "(Äpfel)_apfel-Apfel, x_Apfel Bratapfel ÁPFELN"
    assert candidates([text], ["Apfel"]) == {"Äpfel", "apfel", "Apfel", "ÁPFELN"}
    assert candidates(["Ёлка, ёлки, Οδός"], ["ёлка", "οδός"]) == {"Ёлка", "ёлки", "Οδός"}


WORT = hits_of([[{"Wort"}]])
LONG = f"{'Anfang ' * 40}Das Wort hier. {'Mitte ' * 60}Noch ein Wort da. {'Ende ' * 40}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("ohne", [("ohne", False)]),
        ("Wort", [("Wort", True)]),
        ("das Wort, ein Vorwort", [("das ", False), ("Wort", True), (", ein Vorwort", False)]),
        ("<b>Wort</b>", [("<b>", False), ("Wort", True), ("</b>", False)]),
        ("Wort\n\n Wort", [("Wort", True), (" ", False), ("Wort", True)]),
    ],
)
def test_text_falls_into_pieces(text: str, expected: list[tuple[str, bool]]) -> None:
    assert list(pieces(text, WORT)) == expected


def test_long_text_is_shown_around_its_first_hits() -> None:
    shown = pieces(LONG, WORT)
    text = "".join(part for part, _ in shown)
    assert [part for part, hit in shown if hit] == ["Wort", "Wort"]
    assert text.startswith("… Anfang")
    assert text.endswith("Ende … ")
    assert text[5:-5].count("…") == 1, "between the two pieces"
    assert len(text) < 450


def test_text_without_a_hit_begins_at_its_beginning() -> None:
    ((text, is_hit),) = pieces(LONG, hits_of([[{"nichts"}]]))
    assert not is_hit
    assert text.startswith("Anfang Anfang")
    assert text.endswith("Anfang …")
    assert len(text) <= 182


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Die frühen Hilfen, frühen anderen Hilfen", ["frühen Hilfen"]),
        ("frühen, Hilfen", ["frühen, Hilfen"]),
        ("frühen Hilfen_frühen Hilfe", ["frühen Hilfen"]),
    ],
)
def test_phrase_is_a_hit_as_a_whole(text: str, hits: list[str]) -> None:
    found = hits_of([[{"frühen"}, {"Hilfen"}], [{"Hort"}, set()]])
    assert [part for part, is_hit in pieces(text, found) if is_hit] == hits


TEXT = (
    "Die Kitaplätze in der Kita, Kitas und Horte: Zwei Häuser der Jugend am Haus. Frühe Hilfen und "
    "frühe andere Hilfen. VO/09819/21 und 2024/123, nicht 2024/12. Konzept für Horte, 30 Plätze."
)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "typed",
    [
        "kita", '"Kita"', "Kitaplätze", "kita hort", "hort oder krippe oder haus", "Jugend -krippe",
        "frühe hilfen", "plätze", "der die das",
        "Konzept Horte", "gibtesnicht", "a",
    ],
)  # fmt: skip
async def test_marked_are_the_words_that_the_database_would_mark(typed: str) -> None:
    query = tsquery(typed)
    (row,) = await Vorlage.raw(HEADLINE, TEXT, query)
    hits = hits_of(await meant(phrases_of(query), [TEXT]))
    marked = " ".join(match[0] for match in hits.finditer(TEXT))
    assert re.findall(r"\w+", marked) == re.findall(
        r"\w+", " ".join(re.findall("<([^>]*)>", row["marked"]))
    )


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("Haeuser", ["Häuser", "Haus"]),
        ('"frühe Hilfen"', ["Frühe Hilfen"]),
        ('"Konzept für Horte"', ["Konzept für Horte"]),
        ("2024/12", ["2024/123", "2024/12"]),
        ('"2024/12"', ["2024/12"]),
        ("09819/21", ["09819/21"]),
        ("123 -kita", ["123"]),
    ],
)
async def test_more_is_marked_than_the_database_would(typed: str, marked: list[str]) -> None:
    """Umlauts written out, phrases as a whole, parts of numbers."""
    hits = hits_of(await meant(phrases_of(tsquery(typed)), [TEXT]))
    assert [match[0] for match in hits.finditer(TEXT)] == marked

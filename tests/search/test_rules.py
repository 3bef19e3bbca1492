"""What is typed, which words of a text are meant, and the piece of it that is shown."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from app.search.rules.hits import Hit, by_group, by_kind, by_year, sorted_hits
from app.search.rules.kinds import Kind
from app.search.rules.question import question_of
from app.search.rules.spelling import edits, is_near


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("kita", "('kita':*)"),
        ("  2024/012 ", "('2024' <-> '012':*)"),
        ('"frühe Hilfen"', "('frühe' <-> 'Hilfen')"),
        ("kita -hort", "('kita':*) & !('hort':*)"),
        ("kita oder -hort", "('kita':*)"),
        ("a", "('a')"),
        ("-hort", ""),
        ("", ""),
        ("?! & | <-> :*", ""),
        ("\U0001f600", ""),
        ("\u202ekita\u200b", "('kita':*)"),
        ("ki\x00ta\x07", "('kita':*)"),
        ("kita\thort\n", "('kita':*) & ('hort':*)"),
        ("Ka\u0308se", "('Käse':*)"),
    ],
)
def test_question_asks_for_what_was_typed(typed: str, query: str) -> None:
    assert question_of(typed).query == query


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("kita -hort", "'kita':*"),
        ('"frühe Hilfen" 2024/012', "'frühe' | 'Hilfen' | '2024' | '012':*"),
        ("kita oder hort", "'kita':* | 'hort':*"),
        ("kita kita", "'kita':*"),
        ("!", ""),
    ],
)
def test_only_words_that_are_wanted_are_marked(typed: str, words: str) -> None:
    assert " | ".join(word.query for word in question_of(typed).words) == words


def test_long_question_is_cut_and_says_so() -> None:
    question = question_of("wort " * 100)
    assert question.shortened
    assert len(question.typed) == 200
    assert not question_of("x" * 200).shortened


@pytest.mark.parametrize(
    ("typed", "old", "new", "expected"),
    [
        ("Budgetmodel 2024", "Budgetmodel", "Budgetmodell", "Budgetmodell 2024"),
        ("ort Sportort", "ort", "Hort", "Hort Sportort"),
        ("a.b", "a", "\\1", "\\1.b"),
    ],
)
def test_another_word_takes_the_place_of_one(typed: str, old: str, new: str, expected: str) -> None:
    assert question_of(typed).with_word(old, new) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", 0),
        ("", "hort", 4),
        ("hort", "hort", 0),
        ("hort", "hrot", 1),
        ("hort", "ort", 1),
        ("hort", "horte", 1),
        ("hort", "wort", 1),
        ("peters", "petres", 1),
        ("kitaplatz", "kitpaltze", 3),
    ],
)
def test_typing_errors_are_counted(one: str, other: str, expected: int) -> None:
    assert edits(one, other) == edits(other, one) == expected
    assert is_near(one, other) == (expected <= (2 if len(one) > 5 else 1))


def hit(kind: Kind = Kind.TASK, rank: float = 0.1, **more: object) -> Hit:
    own = uuid4()
    values = {"number": 1, "id": own, "same": own, "group": None, "day": None, **more}
    return Hit(kind=kind, rank=rank, **values)  # type: ignore[arg-type]


def test_relevance_comes_before_the_day() -> None:
    old, new = date(2024, 1, 1), date(2025, 1, 1)
    weak, strong, undated = hit(day=new), hit(day=old, rank=0.6), hit()
    weaker = hit(day=old)
    assert sorted_hits([undated, weaker, weak, strong]) == [strong, weak, weaker, undated]


def test_what_two_ways_found_stands_there_once() -> None:
    by_name, by_former_name = hit(Kind.GROUP, 0.6), hit(Kind.GROUP)
    weaker = hit(Kind.GROUP, number=2, same=by_name.same)
    later = hit(Kind.GROUP, 0.6, number=2, same=by_name.same)
    assert sorted_hits([weaker, later, by_name, by_former_name]) == [by_name, by_former_name]


def test_hits_are_counted_by_kind_group_and_year() -> None:
    group = UUID(int=1)
    hits = [
        hit(group=group, day=date(2024, 5, 1)), hit(group=group, day=date(2025, 5, 1)),
        hit(Kind.VORLAGE, day=date(2025, 1, 1)), hit(Kind.PERSON),
    ]  # fmt: skip
    assert by_kind(hits) == {Kind.VORLAGE: 1, Kind.TASK: 2, Kind.PERSON: 1}
    assert by_group(hits) == {group: 2}
    assert list(by_year(hits).items()) == [(2025, 2), (2024, 1)]

"""Input that is no paper: quick, without exception, or with a sentence for the user."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reading.parse import parse
from app.reading.result import Unreadable

ODD = {
    "nothing": "",
    "only blanks": " \n\u00a0\n\t\n",
    "one long line": "Wort " * 200_000,
    "one long word": "x" * 1_000_000,
    "blanks before a word": " " * 1_000_000 + "x",
    "pipes on one line": "|" * 100_000 + "x",
    "lines of pipes": "|\n" * 100_000,
    "angle brackets": "<" * 100_000,
    "open comments": "<p><p><p>" + "<!--" * 50_000,
    "numbers": "Vorlage " + "1/" * 100_000,
    "nested levels": "Beschlussvorschlag:\n" + "- a\nInsbesondere:\n" * 3_000,
    "one attachment after the other": "Anlagen:\n" + "\n".join(f"Plan {n}" for n in range(5_000)),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_input_gives_a_result_in_time(name: str) -> None:
    begun = time.process_time()
    assert json.loads(json.dumps(parse(ODD[name]).paper))["schema"] == "vorlage/1"
    assert time.process_time() - begun < 10


def test_a_hundred_kilobytes_take_less_than_a_second() -> None:
    body = "Der Ausschuss hat am 12.03.2031 über die Vorlage Nr. 7/2030 beraten.\n" * 1_450
    text = f"Vorlage - 1/2031\nBetreff: Zaun\nSachverhalt:\n{body}"
    begun = time.process_time()
    assert parse(text).paper["related"] == ["7/2030"]
    assert len(text) > 100_000
    assert time.process_time() - begun < 1


LONG_LISTS = {
    "points": "Beschlussvorschlag:\n" + "- Punkt der Liste\n" * 6_000,
    "products": "Sachverhalt:\n" + "\n".join(f"Produkt {n} – Name." for n in range(6_000)),
    "numbers": "Sachverhalt:\n" + "\n".join(f"Vorlage Nr. {n}/2030." for n in range(6_000)),
    "rows": "Gremium Termin TOP\n" + "Rat 12.03.2031 5\n" * 6_000,
}


@pytest.mark.parametrize("name", LONG_LISTS)
def test_twice_the_list_costs_about_twice_the_time(name: str) -> None:
    def cost(text: str) -> float:
        begun = time.process_time()
        parse(text)
        return time.process_time() - begun

    half = min(cost(LONG_LISTS[name][: len(LONG_LISTS[name]) // 2]) for _ in range(2))
    assert cost(LONG_LISTS[name]) < 6 * half + 0.5


@pytest.mark.parametrize(
    "source",
    [b"a\0b", bytes(range(256)) * 40, b"%PDF-1.7 \x00", "a\0b", "\x01\x02\x03", "x" * 5_000_001],
    ids=["nul", "all bytes", "pdf", "nul in text", "control signs", "too large"],
)
def test_what_is_no_text_is_refused_with_a_german_sentence(source: str | bytes) -> None:
    with pytest.raises(Unreadable, match=r"^Die .+ Bitte .+\.$"):
        parse(source)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_character_sets_are_read(charset: str) -> None:
    source = "Betreff: Straßenmöbel für Äcker\nSachverhalt:\nGrün.".encode(charset)
    assert parse(source).paper["title"] == "Straßenmöbel für Äcker"


WORDS = st.sampled_from(
    ["Vorlage - 1/2030", "Betreff:", "Status:öffentlich", "Beratungsfolge:", "Jugendhilfeausschuss",
     "12.03.2031", "Beschlussvorschlag", "Sachverhalt:", "Anlagen:", "1. Eins", "a) eins", "- eins",
     "| x | ja |", "☒ ja ☐ nein", "Relevanz", "Kosten (Betrag in €):", "5 €", "", "\u00a0", "---",
     "Klimawirkungsprüfung:", "ALLRIS® Office Integration 3.9.2", "§ 1 Zweck", "Absatz.", "<td>"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25))
def test_known_lines_in_any_order_give_a_result_without_loss(lines: list[str]) -> None:
    result = parse("\n".join(lines))
    assert set(result.paper) == set(parse("").paper)
    for evidence in result.evidence.values():
        assert evidence.lines


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_result_or_a_refusal(text: str) -> None:
    try:
        paper = parse(text).paper
    except Unreadable:
        return
    assert json.loads(json.dumps(paper)) == paper

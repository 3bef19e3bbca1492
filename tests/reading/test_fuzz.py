"""Papers damaged in many ways: a result or a refusal, never an exception, never for long.

`SPURWERK_FUZZ=10000` sets the number of damaged papers; without it a part of them is tried.
"""

import json
import os
import time
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reading.parse import parse
from app.reading.result import Unreadable
from tests.reading import ours, shared

COUNT = int(os.environ.get("SPURWERK_FUZZ", "1500"))
LONGEST = 5.0  # CPU seconds for one paper of a few kilobytes; usual are some thousandths
ODD = "\u00a0\t|:;-–•☒☐x\ufffd<>&()[]0123456789.§\u200b\u00ad\r\f"
ROWS = ["Beratungsfolge:", "Gremium Termin TOP Ö N Ergebnis", "Gremium:", "Termin:", "Vorlage Nr.:",
        "Ursprungaktuell", "Jugendhilfeausschuss12.03.20316", "12.03.2031", "Status:öffentlich",
        "Beschlussvorschlag", "Sachverhalt:", "Anlagen:", "1. Eins", "☒ ja ☐ nein", "CO", "2",
        '<td class="kb1">Betreff:</td>', "<!-- ### BV.rtf -->", "ALLRIS® Office Integration 3.9.2",
        "Seite 2", "-- 1 of 2 --", "Antrag: Gruppe A", "vom 3. März 2031", "Kreistag Entscheidung"]  # fmt: skip


def sources() -> list[str]:
    own = [ours.source(name) for name in ours.NAMES]
    if not shared.VORLAGEN.is_dir():
        return own
    return own + [path.read_text("utf-8") for path in sorted(shared.VORLAGEN.glob("s*/*.txt"))]


def _line(damage: Callable[[Random, list[str], int], None]) -> Callable[[Random, str], str]:
    def damaged(random: Random, text: str) -> str:
        lines = text.split("\n")
        damage(random, lines, random.randrange(len(lines)))
        return "\n".join(lines)

    return damaged


def _swap(random: Random, lines: list[str], at: int) -> None:
    other = random.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _glue(_: Random, lines: list[str], at: int) -> None:
    lines[at : at + 2] = ["".join(lines[at : at + 2])]


def _odd(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(ODD) * random.choice([1, 1, 3]) + text[at + 1 :]


def _repeat(random: Random, lines: list[str], at: int) -> None:
    lines[at:at] = lines[at : at + random.randrange(1, 6)] * random.randrange(1, 20)


DAMAGES: list[Callable[[Random, str], str]] = [
    _line(lambda _, lines, at: lines.__delitem__(at)),
    _line(lambda _, lines, at: lines.insert(at, "")),
    _line(lambda random, lines, at: lines.insert(at, random.choice(ROWS))),
    _line(lambda random, lines, at: lines.__setitem__(at, lines[at][: random.randrange(30)])),
    _line(lambda _, lines, at: lines.__setitem__(at, lines[at].upper())),
    _line(_swap),
    _line(_glue),
    _line(_repeat),
    _odd,
    lambda random, text: text[: random.randrange(len(text) + 1)],
    lambda _, text: text.replace("\n", " "),
    lambda _, text: text.replace(": ", ":"),
    lambda _, text: text.replace("ä", "\ufffd").replace("ö", "\ufffd\ufffd").replace("ü", "ue"),
    lambda _, text: text.replace("\n\n", "\n"),
]


def damaged(number: int, texts: list[str]) -> str:
    """The same text for the same number, so that a failure can be looked at again."""
    random = Random(number)
    text = random.choice(texts)
    for _ in range(random.randrange(1, 7)):
        text = random.choice(DAMAGES)(random, text)
    return text


def test_no_damage_makes_the_parser_fail_or_stop() -> None:
    texts, keys = sources(), set(parse("").paper)
    for number in range(COUNT):
        text = damaged(number, texts)
        begun = time.process_time()
        try:
            paper = parse(text).paper
        except Unreadable:
            continue
        assert time.process_time() - begun < LONGEST, number
        assert set(paper) == keys, number
        assert json.loads(json.dumps(paper)) == paper, number


@pytest.mark.parametrize("number", range(0, 60, 3))
def test_a_damaged_paper_gives_the_same_result_again(number: int) -> None:
    text = damaged(number, sources())
    assert parse(text) == parse(text)


LINES = st.lists(st.sampled_from(ROWS) | st.text(max_size=40), max_size=30)


@settings(max_examples=150, deadline=None)
@given(LINES, st.sampled_from(["\n", " ", "\r\n", "\n\n", "\t"]))
def test_any_mixture_of_known_rows_and_noise_is_read(lines: list[str], between: str) -> None:
    try:
        result = parse(between.join(lines))
    except Unreadable:
        return
    for pointer, evidence in result.evidence.items():
        assert evidence.lines, pointer

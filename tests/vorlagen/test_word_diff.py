import random
import time

import pytest

from app.vorlagen.rules.word_diff import Piece, word_diff


def shown(old: str, new: str) -> str:
    marks = {"same": "{}", "removed": "[-{}]", "added": "[+{}]"}
    return " ".join(marks[piece.kind].format(piece.text.strip()) for piece in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("", "", ""),
        ("", "Ein Satz.", "[+Ein Satz.]"),
        ("Ein Satz.", "", "[-Ein Satz.]"),
        ("Ein Satz.", "Ein  Satz.", "Ein  Satz."),
        ("Die Gruppe tagt.", "Die Gruppe tagt öffentlich.", "Die Gruppe [-tagt.] [+tagt öffentlich.]"),
        ("Drei Orte.\nBericht im Mai.", "Vier Orte.\nBericht im Mai.", "[-Drei] [+Vier] Orte.\nBericht im Mai."),
        ("A eins. B zwei. C drei.", "A eins. C drei.", "A eins. [-B zwei.] C drei."),
        ("A eins. C drei.", "A eins. B zwei. C drei.", "A eins. [+B zwei.] C drei."),
        ("Am 15.10.2024 im Amt.", "Am 16.10.2024 im Amt.", "Am [-15.10.2024] [+16.10.2024] im Amt."),
        ("Ärzte und Häuser", "Ärzte oder Häuser", "Ärzte [-und] [+oder] Häuser"),
    ],
)  # fmt: skip
def test_changed_words_are_marked(old: str, new: str, pieces: str) -> None:
    assert shown(old, new) == pieces


def test_line_breaks_of_the_new_text_stay() -> None:
    assert word_diff("Eins.\nZwei.", "Eins.\n\nZwei. Drei.") == [
        Piece("same", "Eins.\n\nZwei. "),
        Piece("added", "Drei. "),
    ]


@pytest.mark.parametrize("seed", range(5))
def test_pieces_make_up_both_texts(seed: int) -> None:
    chance = random.Random(seed)
    words = ["die", "der", "Gruppe", "berichtet.", "im", "Mai", "und", "Juni,", "drei", "Orte;"]
    old = " ".join(chance.choices(words, k=200))
    new = " ".join(chance.choices(words, k=200))
    pieces = word_diff(old, new)
    assert "".join(p.text for p in pieces if p.kind != "removed") == f"{new} "
    assert "".join(p.text for p in pieces if p.kind != "added").split() == old.split()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ja " * 5_000, "nein ja " * 2_500),
        (" ".join(f"a{n % 40}" for n in range(5_000)), " ".join(f"a{n % 37}" for n in range(5_000))),
        (" ".join(f"a{n}" for n in range(5_000)), " ".join(f"a{n}" for n in reversed(range(5_000)))),
        ("x. " * 200_000, "x. y. " * 100_000),
        ("Wort " * 200_000, "Wort, " * 200_000),
        ("." * 1_000_000, "!" * 1_000_000),
    ],
    ids=["same word", "cycles", "reversed", "sentences", "long", "marks"],
)  # fmt: skip
def test_no_text_takes_long(old: str, new: str) -> None:
    began = time.monotonic()
    assert word_diff(old, new)
    assert time.monotonic() - began < 5, "a second alone, more on a busy machine"

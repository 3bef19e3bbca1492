"""Both texts of a conflict, and what differs in them."""

import time

from hypothesis import given
from hypothesis import strategies as st

from app.minutes.differences import Piece, differences
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import first_item
from tests.minutes.make import make_held, make_minutes, make_text, path_of

TEXTS = st.lists(st.sampled_from(["eins", "zwei", "drei", " ", "\n", "\n\n"])).map("".join)


def side(pieces: tuple[Piece, ...], kind: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in ("both", kind))


@given(TEXTS, TEXTS)
def test_each_side_is_whole_again_when_put_together(theirs: str, mine: str) -> None:
    pieces = differences(theirs, mine)
    assert side(pieces, "theirs") == theirs
    assert side(pieces, "mine") == mine


def test_only_the_words_that_differ_are_marked() -> None:
    assert differences("Zwei Räume fehlen.", "Drei Räume fehlen.") == (
        Piece("theirs", "Zwei "),
        Piece("mine", "Drei "),
        Piece("both", "Räume fehlen."),
    )


def test_two_long_texts_are_compared_at_once() -> None:
    theirs = "\n".join(f"Zeile {n} " + "Wort " * 8 for n in range(900))
    began = time.monotonic()
    pieces = differences(theirs, theirs.replace("Zeile 450", "Satz 450"))
    assert time.monotonic() - began < 5
    assert [piece.kind for piece in pieces] == ["both", "theirs", "mine", "both"]


async def test_conflict_shows_what_differs(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    minutes = await make_minutes(meeting)
    item = await first_item(meeting)
    await make_text(minutes, item, "Zwei Räume <fehlen>.", version=2)
    answer = await (await visit("bernd")).post(
        path_of(meeting, f"/punkte/{item.id}"), {"text": "Drei Räume <fehlen>.", "version": "1"}
    )
    assert answer.status_code == 409
    assert "nur in der anderen Fassung: </span>Zwei </del>" in answer.text
    assert "nur in Ihrer Fassung: </span>Drei </ins>Räume &lt;fehlen&gt;." in answer.text

"""What two texts of one agenda item differ in, word by word; pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["both", "theirs", "mine"]
WORDS = re.compile(r"\S+\s*|\s+")  # blanks alone would meet each other everywhere
LINES = re.compile(r"[^\n]*\n|[^\n]+")
MOST = 1_500  # pieces of both texts; the time grows with their product


@dataclass(frozen=True)
class Piece:
    kind: Kind
    text: str


def differences(theirs: str, mine: str) -> tuple[Piece, ...]:
    """All pieces of "both" and one side, put together, are that side's text.

    Long texts are compared line by line.
    """
    pattern = WORDS if len(WORDS.findall(theirs)) + len(WORDS.findall(mine)) <= MOST else LINES
    left, right = pattern.findall(theirs), pattern.findall(mine)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("both", "".join(left[a:b])))
            continue
        pieces += [Piece("theirs", "".join(left[a:b]))] if b > a else []
        pieces += [Piece("mine", "".join(right[c:d]))] if d > c else []
    return tuple(pieces)

"""What changed between two texts, word by word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

MAX_WORDS = 5_000  # of a text; a longer one is compared by sentences only
MAX_PAIRS = 200_000  # equal words across both texts: what the matcher has to look at
SENTENCE = re.compile(r"\S(?:[^.!?:;\n]|[.!?:;](?!\s))*[.!?:;]?\s*")
WORD = re.compile(r"\S+\s*")

Kind = Literal["same", "removed", "added"]
Range = tuple[str, int, int, int, int]


@dataclass(frozen=True)
class Piece:
    """A run of whole words with the blanks and line breaks behind them.

    The texts of all pieces but the removed ones make up the new text, with a blank at its end.
    """

    kind: Kind
    text: str


def word_diff(old: str, new: str) -> list[Piece]:
    """Words differ only by their letters; another line break is no change.

    First whole sentences are matched, then the words between them: common words far apart are
    not taken for the same, and the time stays bounded (under a second for any two texts).
    """
    by_word = max(len(old.split()), len(new.split())) <= MAX_WORDS
    pieces: list[Piece] = []
    before, after = SENTENCE.findall(f"{old.strip()} "), SENTENCE.findall(f"{new.strip()} ")
    for tag, *at in _ranges(before, after):
        removed, added = before[at[0] : at[1]], after[at[2] : at[3]]
        if tag == "replace" and by_word:
            pieces += _pieces(WORD.findall("".join(removed)), WORD.findall("".join(added)))
        else:
            pieces += _run(tag, removed, added)
    return _merged(pieces)


def _ranges(old: Sequence[str], new: Sequence[str]) -> list[Range]:
    """As difflib's opcodes; texts that would take too long differ as a whole."""
    keys, new_keys = [" ".join(text.split()) for text in old], [" ".join(t.split()) for t in new]
    start = _common(keys, new_keys)
    end = _common(keys[start:][::-1], new_keys[start:][::-1])
    inner, new_inner = keys[start : len(keys) - end], new_keys[start : len(new_keys) - end]
    counts = Counter(new_inner)
    if sum(counts[key] for key in inner) > MAX_PAIRS:
        found: list[Range] = [("replace", 0, len(inner), 0, len(new_inner))]
    else:
        found = list(SequenceMatcher(None, inner, new_inner, autojunk=False).get_opcodes())
    return [
        ("equal", 0, start, 0, start),
        *((tag, a + start, b + start, c + start, d + start) for tag, a, b, c, d in found),
        ("equal", len(old) - end, len(old), len(new) - end, len(new)),
    ]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many stand at the beginning of both."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for tag, *at in _ranges(old, new):
        yield from _run(tag, old[at[0] : at[1]], new[at[2] : at[3]])


def _run(tag: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if tag == "equal":
        yield Piece("same", "".join(new))
        return
    yield Piece("removed", "".join(old))
    yield Piece("added", "".join(new))


def _merged(pieces: Sequence[Piece]) -> list[Piece]:
    filled = (piece for piece in pieces if piece.text)
    return [
        Piece(kind, "".join(piece.text for piece in run))
        for kind, run in groupby(filled, lambda piece: piece.kind)
    ]

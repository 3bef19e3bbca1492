"""A proposed plain wording put into rich text: what it leaves as it was keeps its look; pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from app.minutes.differences import differences
from app.web.richtext import (
    DEEPEST_LIST,
    Block,
    Look,
    Run,
    blocks_of,
    cleaned,
    html_of_blocks,
    leads_of,
    plain_of,
    plain_text,
)

SIGN = re.compile(r" *(?:(?P<item>- )|\d{1,3}\. )")
WORD = re.compile(r"\S+")
NUMBER = re.compile(r"\d")
LISTS = ("item", "number")
PLAIN: Look = (False, False, False, "")


@dataclass(frozen=True)
class Char:
    """`block`: its place among the blocks; None for signs, line ends and whatever is new."""

    text: str
    block: int | None = None
    look: Look = PLAIN


@dataclass
class Part:
    """A block in the making: its lines, and which old block it goes on."""

    lines: list[list[Char]]
    owner: int | None
    sign: str


def reworded(rich: str, wording: str) -> str:
    """Rich text whose plain twin has the words of `wording`; empty where only plain text has.

    New words look like what they stand in: bold between bold words, else plain.
    """
    blocks = blocks_of(rich)
    parts = _parts(_carried(blocks, wording), blocks)
    for literal in (False, True):  # numbers that were typed out of order stay as typed
        made = [_block(part, blocks, literal=literal) for part in parts]
        html = cleaned(html_of_blocks([block for block in made if block.runs]))
        if plain_of(html).split() == wording.split():
            return html
    return ""


def _carried(blocks: Sequence[Block], wording: str) -> list[Char]:
    """The wording, each character with where it comes from."""
    old = list(_chars(blocks))
    found: list[Char] = []
    gone: list[Char] = []
    at = 0
    for piece in differences(_text(old), wording):
        if piece.kind == "mine":
            found += _instead(gone, piece.text)
            continue
        same = old[at : at + len(piece.text)]
        at += len(piece.text)
        found += same if piece.kind == "both" else []
        gone = same if piece.kind == "theirs" else []
    return found


def _instead(gone: Sequence[Char], text: str) -> list[Char]:
    """A word that only lost or got a line end after it is still the same word."""
    old, new = WORD.match(_text(gone)), WORD.match(text)
    kept = [*gone[: old.end()]] if old and new and old[0] == new[0] else []
    return [*kept, *(Char(char) for char in text[len(kept) :])]


def _text(chars: Sequence[Char]) -> str:
    return "".join(char.text for char in chars)


def _chars(blocks: Sequence[Block]) -> Iterator[Char]:
    """Of the plain twin; what it adds before a block belongs to none."""
    for at, (lead, block) in enumerate(zip(leads_of(blocks), blocks, strict=True)):
        yield from (Char(text) for text in lead)
        for run in block.runs:
            yield from (Char(text, at, _look(run)) for text in plain_text(run))


def _look(run: Run) -> Look:
    return run.bold, run.italic, run.struck, run.href


def _parts(chars: Sequence[Char], blocks: Sequence[Block]) -> list[Part]:
    """An empty line, a sign of a list, or words of another block begin a new one."""
    parts: list[Part] = []
    goes_on = False
    for line in _lines(chars):
        if not line:
            goes_on = False
            continue
        owner = _owner(line)
        sign = _sign(line, blocks[owner].kind if owner is not None else "", parts)
        if not goes_on or sign or owner not in (None, parts[-1].owner):
            parts.append(Part([], owner, sign))
        parts[-1].lines.append(line)
        goes_on = True
    return parts


def _lines(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Without blanks at their end; an empty one parts paragraphs."""
    line: list[Char] = []
    for char in [*chars, Char("\n")]:
        if char.text != "\n":
            line.append(char)
            continue
        while line and not line[-1].text.strip():
            line.pop()
        yield line
        line = []


def _owner(line: Sequence[Char]) -> int | None:
    """The block that most of it comes from."""
    counted = Counter(char.block for char in line if char.text.strip() and char.block is not None)
    return counted.most_common(1)[0][0] if counted else None


def _sign(line: Sequence[Char], kind: str, parts: Sequence[Part]) -> str:
    """What makes the line an entry of a list; a number begins none that was not there."""
    found = SIGN.match(_text(line))
    if found is None or kind not in ("", *LISTS):
        return ""
    counted = bool(parts) and bool(NUMBER.search(parts[-1].sign))
    known = kind in LISTS or counted or found["item"]
    return found[0] if known else ""


def _block(part: Part, blocks: Sequence[Block], *, literal: bool) -> Block:
    """`literal`: numbers are words like others."""
    counted = bool(NUMBER.search(part.sign))
    listed = bool(part.sign) and not (counted and literal)
    first, *others = part.lines
    chars = [*first[len(part.sign) if listed else 0 :]]
    for line in others:
        chars += [Char("\n"), *line]
    runs = tuple(
        Run(_text([*same]), *look)
        for look, same in groupby(_dressed(chars), key=lambda char: char.look)
    )
    if listed:
        depth = (len(part.sign) - len(part.sign.lstrip())) // 2 + 1
        return Block("number" if counted else "item", min(depth, DEEPEST_LIST), runs)
    old = blocks[part.owner] if part.owner is not None else None
    keeps = old is not None and old.kind not in LISTS
    return Block(old.kind, old.depth, runs) if old and keeps else Block("p", 0, runs)


def _dressed(chars: Sequence[Char]) -> list[Char]:
    """What is new looks like both its neighbours, where these look the same."""
    before, after = _neighbours(chars), _neighbours(chars[::-1])[::-1]
    return [
        char if char.block is not None or left != right else replace(char, look=left or PLAIN)
        for char, left, right in zip(chars, before, after, strict=True)
    ]


def _neighbours(chars: Sequence[Char]) -> list[Look | None]:
    """Of each character the look of the last one before it that was there."""
    found: list[Look | None] = []
    last: Look | None = None
    for char in chars:
        found.append(last)
        last = char.look if char.block is not None else last
    return found

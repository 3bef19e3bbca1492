"""Which words of a text were found, and the piece of it that is shown. Pure text: the page escapes."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
WRITTEN_OUT = re.compile(r"(?<![aeiouyq])([aou])e")
LONGEST_READ = 20_000  # characters; a hit beyond is found, but not shown
AROUND, TOGETHER = 90, 40  # characters before and after a hit; a gap that is no gap
FRAGMENTS = 2
SHOWN_WITHOUT_HIT = 180
SAME_BEGINNING = 3  # letters that stemming never touches
BETWEEN, WORD_BEGINS = r"[\W_]+", r"(?<![^\W_].)"  # behind its first sign, which is quickly found
SIGNS = 0x2000  # Latin, Greek, Cyrillic and what carries accents there; others have one shape

Pieces = tuple[tuple[str, bool], ...]
Span = tuple[int, int]


def folded(word: str) -> str:
    """As german_fold() of the database, for one word."""
    plain = unicodedata.normalize("NFC", word).lower().translate(UMLAUTS)
    bare = "".join(
        sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign)
    )
    return WRITTEN_OUT.sub(r"\1", bare)


def candidates(texts: Iterable[str], wanted: Iterable[str]) -> set[str]:
    """Words of the texts that begin like a wanted one; the database says which of them it meant."""
    begins = {folded(word)[:SAME_BEGINNING] for word in wanted}
    if not begins:
        return set()
    lengths = {len(begin) for begin in begins}
    signs = "".join({sign for begin in begins for sign in _shapes().get(begin[0], "") + begin[0]})
    first = re.compile(rf"[{re.escape(signs)}]{WORD_BEGINS}[^\W_]*")
    words = {word for text in texts for word in first.findall(text[:LONGEST_READ])}
    return {word for word in words if any(folded(word)[:n] in begins for n in lengths)}


@cache
def _shapes() -> dict[str, str]:
    """By the letter that they are folded to."""
    shapes: dict[str, str] = {}
    for sign in filter(str.isalnum, map(chr, range(SIGNS))):
        if plain := folded(sign):
            shapes[plain[0]] = shapes.get(plain[0], "") + sign
    return shapes


def hits_of(meant: Iterable[Sequence[AbstractSet[str]]]) -> re.Pattern[str]:
    """Finds each phrase: for every word of it the ways in which a text may write it."""
    phrases = [
        word[0]
        + WORD_BEGINS
        + word[1:]
        + "".join(BETWEEN + f"(?:{'|'.join(sorted(w))})" for w in rest)
        for first, *rest in filter(all, meant)
        for word in sorted(first)
    ]
    return re.compile(f"(?:{'|'.join(phrases)})(?![^\\W_])" if phrases else "(?!)")


def pieces(text: str, hits: re.Pattern[str]) -> Pieces:
    """Text and whether it is a hit, in turns: around the first hits, or the beginning without any."""
    text = " ".join(text[:LONGEST_READ].split())
    spans: list[Span] = []
    windows: list[Span] = []
    for match in hits.finditer(text):
        spans.append(match.span())
        _look_around(windows, match.span(), len(text))
        if len(windows) > FRAGMENTS:
            break
    if not spans:
        return ((_cut(text, 0, SHOWN_WITHOUT_HIT), False),) if text else ()
    found: list[tuple[str, bool]] = []
    for begin, end in windows[:FRAGMENTS]:
        found += _marked(text, begin, end, spans)[1 if found else 0 :]  # one "…" between them
    return tuple(piece for piece in found if piece[0])


def _look_around(windows: list[Span], hit: Span, length: int) -> None:
    begin, end = hit
    left, right = max(0, begin - AROUND), min(length, end + AROUND)
    if windows and left <= windows[-1][1] + TOGETHER and right - windows[-1][0] < 4 * AROUND:
        windows[-1] = windows[-1][0], right
    elif not windows or begin > windows[-1][1]:
        windows.append((max(left, windows[-1][1] if windows else 0), right))


def _marked(text: str, begin: int, end: int, spans: list[Span]) -> list[tuple[str, bool]]:
    """Whole words only; "…" where the text goes on. The first piece is that or empty."""
    if begin and (space := text.find(" ", begin)) > 0:
        begin = min(space + 1, next(b for b, _ in spans if b >= begin))
    if end < len(text) and (space := text.rfind(" ", begin, end)) > 0:
        end = max(space, *(e for _, e in spans if e <= end))
    parts, at = [("… " if begin else "", False)], begin
    for left, right in [span for span in spans if begin <= span[0] and span[1] <= end]:
        parts += [(text[at:left], False), (text[left:right], True)]
        at = right
    parts.append((text[at:end] + (" … " if end < len(text) else ""), False))
    return parts


def _cut(text: str, begin: int, end: int) -> str:
    if len(text) <= end:
        return text
    return text[begin : text.rfind(" ", begin, end) if " " in text[begin:end] else end] + " …"

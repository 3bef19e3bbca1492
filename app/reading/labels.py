"""Labels of the head inside a line: looked for backwards from each colon, so long lines cost little."""

from dataclasses import dataclass

from app.reading.lexicon import DAMAGED, HEAD_LABEL_WORDS, damaged

_WORDS = frozenset(
    form
    for word in HEAD_LABEL_WORDS
    for form in (word, damaged(word), damaged(word).replace(DAMAGED, 2 * DAMAGED))
)
_LENGTHS = sorted({len(word) for word in _WORDS}, reverse=True)
_NO_START = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ/-")


@dataclass(frozen=True)
class Label:
    """From `start` to `end`, the place behind its colon."""

    start: int
    end: int
    label: str


def labels_in(text: str) -> list[Label]:
    found: list[Label] = []
    last = 0
    at = text.find(":")
    while at >= 0:
        hit = _before(text, last, at)
        if hit:
            found.append(hit)
            last = hit.end
        at = text.find(":", at + 1)
    return found


def _before(text: str, begin: int, colon: int) -> Label | None:
    """The longest label that ends at the colon; it may be glued to a word in small letters."""
    end = colon
    while end > begin and text[end - 1].isspace():
        end -= 1
    if colon - end > 1:
        return None
    for length in _LENGTHS:
        start = end - length
        if start < begin or text[start:end] not in _WORDS:
            continue
        if start == 0 or text[start - 1] not in _NO_START:
            return Label(start, colon + 1, text[start:end])
    return None

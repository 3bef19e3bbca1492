"""Which decision point of a new Fassung is which one that is known, so that its work stays with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

from app.reading.lexicon import fold

ALIKE = 0.6  # share of words in common that makes a point the changed form of another
AT_PLACE = 0.35  # the same for a point with the same number
MAX_WORDS = 200  # of a point that are compared


@dataclass(frozen=True)
class Known:
    id: UUID
    position: int
    text: str


def same_points(known: Sequence[Known], texts: Sequence[str]) -> Mapping[int, UUID]:
    """Index in `texts` → id of the known point.

    Equal texts first, then the most alike; a point that keeps its place may change more.
    """
    found: dict[int, UUID] = {}
    left = list(known)
    for at, text in enumerate(texts):
        same = next((point for point in left if fold(point.text) == fold(text)), None)
        if same:
            found[at] = same.id
            left.remove(same)
    for _, at, alike in sorted(_alike(left, texts, found), key=_closest):
        if at not in found and alike in left:
            found[at] = alike.id
            left.remove(alike)
    return found


def _alike(
    left: Sequence[Known], texts: Sequence[str], found: Mapping[int, UUID]
) -> Iterator[tuple[float, int, Known]]:
    words = {at: fold(text).split()[:MAX_WORDS] for at, text in enumerate(texts) if at not in found}
    for point in left:
        matcher = SequenceMatcher(None, "", "", autojunk=False)
        matcher.set_seq2(fold(point.text).split()[:MAX_WORDS])
        for at, other in words.items():
            matcher.set_seq1(other)
            least = AT_PLACE if at + 1 == point.position else ALIKE
            if matcher.quick_ratio() >= least and matcher.ratio() >= least:
                yield matcher.ratio(), at, point


def _closest(pair: tuple[float, int, Known]) -> tuple[float, int]:
    ratio, at, point = pair
    return -ratio, abs(at + 1 - point.position)

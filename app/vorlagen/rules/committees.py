"""Names of committees in a paper and the committees that are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from uuid import UUID

from app.groups.tables import GroupKind
from app.reading.lexicon import fold


@dataclass(frozen=True)
class Committee:
    id: UUID
    name: str
    former_names: tuple[str, ...] = ()


def exact(name: str | None, committees: Sequence[Committee]) -> Committee | None:
    """By today's or a former name; case and blanks do not count."""
    wanted = fold(name or "")
    for committee in committees:
        if wanted and wanted in map(fold, (committee.name, *committee.former_names)):
            return committee
    return None


def similar(name: str | None, committees: Sequence[Committee]) -> Committee | None:
    """A proposal for a person to confirm, never taken over unseen."""
    by_name = {fold(committee.name): committee for committee in committees}
    close = get_close_matches(fold(name or "")[:200], by_name, n=1, cutoff=0.75)
    return by_name[close[0]] if close else None


def kind_of(name: str) -> GroupKind:
    """Kreistag, Stadtrat, Gemeinderat, Bürgerschaft decide for the body; all others are committees."""
    word = fold(name)
    council = word.endswith(("rat", "tag", "bürgerschaft")) or word.startswith("rat der ")
    return GroupKind.KREISTAG if council else GroupKind.AUSSCHUSS


def doubts(names: Sequence[str], committees: Sequence[Committee]) -> dict[int, str]:
    """Position in the Beratungsfolge from 0 → what a person should look at."""
    found: dict[int, str] = {}
    for at, name in enumerate(names):
        if exact(name, committees):
            continue
        close = similar(name, committees)
        found[at] = (
            f"„{name}“ steht so nicht in Spurwerk; vorgeschlagen ist „{close.name}“."
            if close
            else f"„{name}“ gibt es in Spurwerk noch nicht."
        )
    return found

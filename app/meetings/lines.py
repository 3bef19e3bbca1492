"""Agenda items written as lines: in the group's template and when a meeting is set up.

    Titel | Bericht | 15 Min. | öffentlich
    - Unterpunkt | 10

Kind, minutes and who may read it stand behind the title in any order; a line that begins with "-"
is a sub-item of the item above. What is none of these belongs to the title.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from app.core.words import Visibility
from app.meetings.order import at_least_as_closed
from app.meetings.rules import SUB_ITEM
from app.meetings.tables import AgendaItem, ItemKind

MINUTES = re.compile(r"(\d{1,3})(?:\s*(?:min\.?|minuten))?", re.IGNORECASE)
MINUTES_OF = re.compile(r"Genehmigung .*\bvom (\d{2}\.\d{2}\.\d{4})", re.IGNORECASE)
LONGEST = 600  # minutes
KINDS = {kind.label.lower(): kind for kind in ItemKind}
READERS = {visibility.label: visibility for visibility in Visibility}
# How groups call items of a kind; the first that fits.
USUAL = (
    (ItemKind.WELCOME, re.compile(r"^(begrüßung|eröffnung)", re.IGNORECASE)),
    (ItemKind.APPROVAL, re.compile(r"^genehmigung", re.IGNORECASE)),
    (ItemKind.REPORT, re.compile(r"bericht|^sachstand|^stand der", re.IGNORECASE)),
    (ItemKind.NOTICE, re.compile(r"^mitteilung|^informationen", re.IGNORECASE)),
    (ItemKind.OTHER, re.compile(r"^verschiedenes|^sonstiges", re.IGNORECASE)),
    (ItemKind.DATES, re.compile(r"^termine?\b|nächster? termin", re.IGNORECASE)),
)


@dataclass(frozen=True)
class ItemLine:
    title: str
    kind: ItemKind | None = None
    minutes: int | None = None
    visibility: Visibility = Visibility.INTERNAL
    sub: bool = False


def parse_line(line: str) -> ItemLine:
    """line: not empty, without a line break."""
    bare = SUB_ITEM.sub("", line, count=1) if SUB_ITEM.match(line) else line
    first, *rest = [part.strip() for part in bare.split("|")]
    found = ItemLine(title=first, sub=bare != line)
    for part in rest:
        found = _with(found, part)
    return found if found.kind else replace(found, kind=kind_of(found.title))


def _with(found: ItemLine, part: str) -> ItemLine:
    minutes = MINUTES.fullmatch(part)
    if part.lower() in KINDS:
        return replace(found, kind=KINDS[part.lower()])
    if part.lower() in READERS:
        return replace(found, visibility=READERS[part.lower()])
    if minutes and 1 <= int(minutes[1]) <= LONGEST:
        return replace(found, minutes=int(minutes[1]))
    return replace(found, title=f"{found.title} | {part}" if part else found.title)


def kind_of(title: str) -> ItemKind | None:
    """By the words groups use; None: somebody has to choose."""
    return next((kind for kind, words in USUAL if words.search(title)), None)


def items_of(meeting_id: UUID, lines: Iterable[str]) -> list[AgendaItem]:
    """New rows in their order; a sub-item is never more open than the item above it."""
    items: list[AgendaItem] = []
    above: AgendaItem | None = None
    for position, line in enumerate(map(parse_line, lines), start=1):
        parent = above if line.sub else None
        visibility = line.visibility
        if parent is not None:
            visibility = at_least_as_closed(visibility, Visibility(parent.visibility))
        item = AgendaItem(
            id=uuid4(), meeting=meeting_id, position=position, title=line.title, kind=line.kind,
            minutes=line.minutes, visibility=visibility, parent=parent.id if parent else None,
        )  # fmt: skip
        above = parent or item
        items.append(item)
    return items


def approved_day(title: str) -> date | None:
    """Of "Genehmigung des Protokolls vom 12.11.2026": the day of that meeting."""
    found = MINUTES_OF.search(title)
    try:
        return datetime.strptime(found[1], "%d.%m.%Y").date() if found else None  # noqa: DTZ007 - a day
    except ValueError:
        return None

"""The timeline as shapes with places: a template only writes them down.

Units are those of the viewBox, 1184 wide. No two labels touch.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

from app.overview.rules.axis import LEFT, RIGHT, Axis, axis
from app.overview.rules.events import PLURALS, Event, Life, Sort
from app.overview.rules.labels import Label, Labels

TOP, LANE = 30.0, 64.0
RADIUS = 10.0  # of a mark
TOUCH = 2 * RADIUS + 2  # marks nearer than this become one
NAME_WIDTH, NAME_LINES = 19, 2  # characters, lines of a lane's name
COMPOUND = re.compile(
    r"(?<=\w)(?=(?:gruppe|ausschuss|gemeinschaft|kreis|konferenz|planung|beirat|netzwerk)\b)",
    re.IGNORECASE,
)
LANES = {
    Sort.VERSION: "Fassungen",
    Sort.CONSULTATION: "Beratung",
    Sort.RECOMMENDATION: "Empfehlungen",
    Sort.REPORT: "Berichte",
}


@dataclass(frozen=True)
class Mark:
    """One event, or several that stand too close: then `count` > 1 and `width` spans them."""

    sort: Sort
    x: float
    y: float
    planned: bool
    word: str  # inside the mark
    count: int = 1
    width: float = 0.0


@dataclass(frozen=True)
class Bar:
    """The life of a group."""

    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Lane:
    y: float
    names: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.y + LANE / 2


@dataclass
class Picture:
    height: float
    lanes: list[Lane]
    ticks: list[tuple[float, str]]
    today: float | None
    bars: list[Bar] = field(default_factory=list)
    links: list[tuple[float, float, float]] = field(default_factory=list)  # x, from y, to y
    marks: list[Mark] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


def draw(life: Life) -> Picture | None:
    """None without any date."""
    days = [event.on for event in life.events]
    days += [group.ends_on for group in life.groups if group.ends_on]
    if not days:
        return None
    line = axis(days, life.today)
    rows = list(_rows(life))
    lanes = [Lane(TOP + LANE * at, _name(name)) for at, (name, _, _) in enumerate(rows)]
    picture = Picture(
        height=TOP + LANE * len(lanes),
        lanes=lanes,
        ticks=list(line.ticks()),
        today=line.x(line.today) if line.today else None,
    )
    places = Labels(LEFT, RIGHT)
    if picture.today is not None:
        picture.labels.append(places.today(picture.today, TOP + 16, picture.height))
    middles = {key: lane.middle for lane, (_, key, _) in zip(lanes, rows, strict=True)}
    picture.bars = list(_bars(life, line, middles))
    picture.links = list(_links(life, line, middles))
    places.cross_none(picture.links)
    for lane, (_, _, events) in zip(lanes, rows, strict=True):
        marks = _marks(events, life, line, lane.middle)
        picture.marks += [mark for mark, _ in marks]
        places.block(marks)
        picture.labels += places.of(marks)
    return picture


def _rows(life: Life) -> Iterator[tuple[str, str, list[Event]]]:
    """Name, key and events of each lane that has any; groups stand between committee and results."""

    def of(sort: Sort) -> list[Event]:
        return [event for event in life.events if event.sort == sort]

    for sort in (Sort.VERSION, Sort.CONSULTATION):
        if found := of(sort):
            yield LANES[sort], sort, found
    for group in life.groups:
        meetings = [event for event in of(Sort.MEETING) if event.group == group.key]
        yield group.name, group.key, meetings
    for sort in (Sort.RECOMMENDATION, Sort.REPORT):
        if found := of(sort):
            yield LANES[sort], sort, found


def _name(name: str) -> tuple[str, ...]:
    """German compounds break before their last part, where it is one of the usual ones."""
    words = (COMPOUND.sub("- ", w) if len(w) > NAME_WIDTH else w for w in name.split())
    lines = wrap(
        " ".join(words), NAME_WIDTH, max_lines=NAME_LINES, placeholder=" …", break_on_hyphens=False
    )
    return tuple(lines or [name[:NAME_WIDTH]])


def _marks(
    events: Sequence[Event], life: Life, line: Axis, y: float
) -> list[tuple[Mark, tuple[str, ...]]]:
    """Each with its labels, the best one first; events too close to tell apart are one mark."""
    runs: list[list[Event]] = []
    for event in events:
        if runs and line.x(event.on) - line.x(runs[-1][-1].on) < TOUCH:
            runs[-1].append(event)
        else:
            runs.append([event])
    return [_mark(run, life, line, y) for run in runs]


def _mark(run: Sequence[Event], life: Life, line: Axis, y: float) -> tuple[Mark, tuple[str, ...]]:
    first, last = run[0], run[-1]
    planned = life.is_planned(first)
    left, right = line.x(first.on), line.x(last.on)
    if len(run) > 1:
        words = f"{len(run)} {PLURALS[first.sort]}"
        mark = Mark(
            first.sort, (left + right) / 2, y, planned, str(len(run)), len(run), right - left
        )
        return mark, (words,)
    day = f"{first.on:%d.%m.}"
    mark = Mark(first.sort, left, y, planned, first.number)
    if first.sort == Sort.MEETING:
        return mark, (f"{day} geplant", day) if planned else ()
    return mark, (f"{first.label} {day}", day)


def _bars(life: Life, line: Axis, middles: dict[str, float]) -> Iterator[Bar]:
    for group in life.groups:
        start = line.x(group.starts_on)
        end = line.x(group.ends_on) if group.ends_on else RIGHT
        yield Bar(start, middles[group.key] - 14, max(end - start, 4))


def _links(
    life: Life, line: Axis, middles: dict[str, float]
) -> Iterator[tuple[float, float, float]]:
    """From the meeting down to what it recommended."""
    if Sort.RECOMMENDATION not in middles:
        return
    for event in life.events:
        if event.sort == Sort.RECOMMENDATION and event.group in middles:
            x = line.x(event.on)
            yield x, middles[event.group] + RADIUS, middles[Sort.RECOMMENDATION] - RADIUS - 6

"""The Betreff where no label names it: by its place between head, Beratungsfolge and body."""

from collections.abc import Sequence

from app.reading.draft import Draft, Found
from app.reading.ledger import Key
from app.reading.lines import Line
from app.reading.result import Confidence

_LONGEST = 400
_MOST_GROUPS = 3
_NO_HEAD = frozenset({"body", "title", "originator"})
_ABOVE_ROUTE = "position:above the Beratungsfolge"
_BELOW_HEAD = "position:below the head"
_ABOVE_BODY = "position:above the first section"


def place_title(draft: Draft, *, body: bool) -> None:
    """Right above the Beratungsfolge, else right below the head, else above the first section."""
    if draft.first("title") or not draft.loose or not _has_head(draft):
        return
    groups = _groups(draft.loose)
    for rule, found in (
        (_ABOVE_ROUTE, _above_route(groups, draft)),
        (_BELOW_HEAD, _below_head(groups, draft)),
        (_ABOVE_BODY, groups[-1:] if body or len(groups) == 1 else []),
    ):
        lines = [line for group in found for line in group]
        text = " ".join(line.text for line in lines)
        if lines and len(text) <= _LONGEST and any(sign.isalpha() for sign in text):
            sure: Confidence = "medium" if len(groups) == len(found) else "low"
            draft.add("title", Found(_joined(lines), lines, rule, sure))
            draft.loose = [line for line in draft.loose if line not in lines]
            return


def _has_head(draft: Draft) -> bool:
    return bool(draft.fields.keys() - {"body"} or draft.steps)


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    groups = [[lines[0]]]
    for line in lines[1:]:
        adjacent = not line.gap and line.number - groups[-1][-1].number <= 1
        groups[-1].append(line) if adjacent else groups.append([line])
    return groups


def _joined(lines: Sequence[Line]) -> str:
    """A word torn at the end of a line is put together again."""
    text = lines[0].text
    for line in lines[1:]:
        torn = text.endswith("-") and text[-2:-1].islower() and line.text[:1].islower()
        und = line.text.startswith(("und ", "oder "))
        text = text[:-1] + line.text if torn and not und else f"{text} {line.text}"
    return text


def head_end(draft: Draft, before: Key) -> Key:
    """The last line above the given one that holds a field of the head; who brings the paper in
    may stand below the Betreff.
    """
    keys = [
        line.key
        for name, found in draft.fields.items()
        if name not in _NO_HEAD
        for one in found
        for line in one.lines
        if line.key < before
    ]
    return max(keys, default=(0, 0))


def _above_route(groups: list[list[Line]], draft: Draft) -> list[list[Line]]:
    """All between the last field of the head and the Beratungsfolge."""
    if not draft.route_lines:
        return []
    route = draft.route_lines[0].key
    head = head_end(draft, route)
    between = [group for group in groups if head <= group[0].key < route]
    return between[-_MOST_GROUPS:] if between and between[-1][-1].key < route else []


def _below_head(groups: list[list[Line]], draft: Draft) -> list[list[Line]]:
    ends = [line.key for line in [*draft.body_lines[:1], *draft.route_lines[:1]]]
    begin = min(ends, default=(groups[-1][-1].number + 1, 0))
    head = head_end(draft, begin)
    below = [group for group in groups if head <= group[0].key < begin]
    return below[:1] if head > (0, 0) else []

"""Since when a seat is open, and when the next one will be, as far as it is known already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from app.composition.rules.check import Finding, findings
from app.composition.rules.facts import Facts, Rule, Span
from app.composition.rules.traits import Board

ONE_DAY = timedelta(days=1)
AHEAD = timedelta(days=365)


def open_since(board: Board, found: Iterable[Finding], on: date) -> dict[UUID, date]:
    """Of each rule that is open on the day the one after it was full for the last time.

    Left out where neither rule nor group has a beginning.

    Between two changes nothing changes, so one check for each span is enough, and only where at
    least as many people fit as there are seats.
    """
    waiting = {f.rule.id: _begin(board.facts, f.rule) for f in found if f.open}
    if not waiting:
        return {}
    days = sorted((day for day in _changes(board) if day <= on), reverse=True)
    enough = _enough(board, waiting, days)
    since: dict[UUID, date] = {}
    for later, first in pairwise(days):
        since |= {rule: begin for rule, begin in waiting.items() if first < begin}
        possible = [rule for rule in waiting if rule not in since and first in enough[rule]]
        if possible:
            still_open = {f.rule.id for f in findings(board, first) if f.open}
            since |= {rule: later for rule in possible if rule not in still_open}
        waiting = {rule: begin for rule, begin in waiting.items() if rule not in since}
        if not waiting:
            break
    return since | {rule: begin for rule, begin in waiting.items() if begin > date.min}


def opens_next(board: Board, found: Iterable[Finding], on: date) -> dict[UUID, date]:
    """Rule → the first later day of the group on which more of its seats are open than on this one."""
    before = {finding.rule.id: finding.open for finding in found}
    opens: dict[UUID, date] = {}
    for day in sorted(
        day for day in _changes(board) if on < day <= min(on + AHEAD, board.facts.ends or date.max)
    ):
        for finding in findings(board, day):
            if finding.open > before.get(finding.rule.id, 0):
                opens.setdefault(finding.rule.id, day)
    return opens


def _begin(facts: Facts, rule: Rule) -> date:
    return max(rule.span.first, facts.begins or date.min)


def _changes(board: Board) -> set[date]:
    """First days of the spans in which all stays as it is."""
    spans = [(first, last) for _, _, first, last in board.claims]
    spans += [slot.span for slot in board.slots]
    spans += [rule.span for rule in board.facts.rules]
    days = {first for first, _ in spans} | {last + ONE_DAY for _, last in spans if last < date.max}
    return days | {date.min, board.facts.begins or date.min}


def _enough(board: Board, rules: Iterable[UUID], days: list[date]) -> dict[UUID, set[date]]:
    """Rule → those of the days on which for none of its seats people are lacking."""
    found = {rule: set(days) for rule in rules}
    fitting = _fitting(board)
    for at, slot in enumerate(board.slots):
        rule = board.facts.rules[slot.rule]
        if rule.id in found:
            change: dict[date, int] = defaultdict(int)
            _add(change, slot.span, -rule.number)
            for spans in fitting[at].values():
                for span in united(spans):
                    _add(change, span, 1)
            found[rule.id] &= _days_not_below_zero(change, days)
    return found


def _fitting(board: Board) -> dict[int, dict[int, list[Span]]]:
    """Slot → sitting → when."""
    found: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for sitting, slot, first, last in board.claims:
        found[slot][sitting].append(Span(first, last))
    return found


def united(spans: Iterable[Span]) -> list[Span]:
    """In order, without overlaps."""
    done: list[Span] = []
    for span in sorted(spans):
        if done and span.first <= done[-1].last:
            done[-1] = Span(done[-1].first, max(done[-1].last, span.last))
        else:
            done.append(span)
    return done


def _add(change: dict[date, int], span: Span, number: int) -> None:
    change[span.first] += number
    if span.last < date.max:
        change[span.last + ONE_DAY] -= number


def _days_not_below_zero(change: Mapping[date, int], days: list[date]) -> set[date]:
    """All days of a change are among `days`, or later than all of them."""
    found: set[date] = set()
    level = 0
    for day in reversed(days):
        level += change.get(day, 0)
        if level >= 0:
            found.add(day)
    return found

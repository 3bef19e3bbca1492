"""Is the group what its rules ask for: per rule filled, open or too many, and who counts."""

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.composition.rules.facts import Rule
from app.composition.rules.matching import assign
from app.composition.rules.traits import Board
from app.groups.tables import Quantity, Standing

Key = UUID | None


class Verdict(StrEnum):
    FILLED = "filled"
    OPEN = "open"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Finding:
    """Of one rule on one day. Numbers in `seated`, `beyond`, `unfit` are places in the facts' sittings.

    seated: who counts. beyond: who has the trait as well, but is one too many. unfit: set on a seat of the
    rule without what it asks for. wanted: seats in all; of "höchstens" the bound. vacant: for which
    Träger or regions a seat is open, as often as it is; None stands for a rule without such.
    """

    rule: Rule
    wanted: int
    seated: tuple[int, ...]
    vacant: tuple[Key, ...] = ()
    beyond: tuple[int, ...] = ()
    unfit: tuple[int, ...] = ()

    @property
    def open(self) -> int:
        return len(self.vacant)

    @property
    def over(self) -> int:
        return len(self.beyond)

    @property
    def verdict(self) -> Verdict:
        if self.vacant:
            return Verdict.OPEN
        return Verdict.TOO_MANY if self.over else Verdict.FILLED


@dataclass(slots=True)
class Day:
    """Of one day: rule → its slots in force, `present` sittings by precedence, what each may fill.

    fixed: sitting → the rule whose seat it is set on.
    """

    slots: dict[int, list[int]]
    present: list[int]
    able: dict[int, list[int]]
    fixed: dict[int, int]


@dataclass(slots=True)
class Outcome:
    """seated, beyond: by rule. filled: by slot."""

    seated: dict[int, list[int]]
    beyond: dict[int, list[int]]
    filled: list[int]


def findings(board: Board, on: date) -> list[Finding]:
    """For each rule in force on the day, in the order of the rules."""
    rules = board.facts.rules
    in_force = [at for at, rule in enumerate(rules) if rule.span.holds(on)]
    day = _day(board, on)
    outcome = Outcome(
        {at: [] for at in in_force}, {at: [] for at in in_force}, [0] * len(board.slots)
    )
    demanding = [at for at in in_force if rules[at].quantity != Quantity.AT_MOST]
    shared = [at for at in demanding if rules[at].may_share]
    for competing in ({*demanding} - {*shared}, *({at} for at in shared)):
        _fill(board, day, competing, outcome)
    return [_finding(board, day, at, outcome) for at in in_force]


def _day(board: Board, on: date) -> Day:
    sittings = board.facts.sittings
    place = {rule.id: at for at, rule in enumerate(board.facts.rules) if rule.span.holds(on)}
    slots: dict[int, list[int]] = {at: [] for at in place.values()}
    in_force = set()
    for at, seats in enumerate(board.slots):
        if seats.span[0] <= on <= seats.span[1]:
            slots[seats.rule].append(at)
            in_force.add(at)
    present = [at for at, one in enumerate(sittings) if one.span[0] <= on <= one.span[1]]
    fixed = {at: place[rule] for at in present if (rule := sittings[at].rule) in place}
    present.sort(key=lambda at: (at not in fixed, sittings[at].standing != Standing.VOTING, at))
    able: dict[int, list[int]] = defaultdict(list)
    for sitting, slot, first, last in board.claims:
        if first <= on <= last and slot in in_force and slot not in able[sitting]:
            able[sitting].append(slot)
    for fitting in able.values():
        fitting.sort()
    return Day(slots, present, able, fixed)


def _fill(board: Board, day: Day, competing: AbstractSet[int], outcome: Outcome) -> None:
    """Seats for which people compete: one for each person. Then who is left without."""
    options = [_open_to(board, day, sitting, competing) for sitting in day.present]
    places = [board.facts.rules[slot.rule].number for slot in board.slots]
    for sitting, able, slot in zip(day.present, options, assign(options, places), strict=True):
        if slot is not None:
            outcome.filled[slot] += 1
            outcome.seated[board.slots[slot].rule].append(sitting)
        elif able:
            _left_over(board, day, sitting, able, outcome)


def _open_to(board: Board, day: Day, sitting: int, competing: AbstractSet[int]) -> list[int]:
    """Who is set on a seat competes for no other, unless one of the two may be shared."""
    able, own, rules = day.able.get(sitting, []), day.fixed.get(sitting), board.facts.rules
    if own in competing:
        return [slot for slot in able if board.slots[slot].rule == own]
    taken = own is not None and not rules[own].may_share
    return [
        slot
        for slot in able
        if (rule := board.slots[slot].rule) in competing
        and not (taken and not rules[rule].may_share)
    ]


def _left_over(board: Board, day: Day, sitting: int, able: Sequence[int], outcome: Outcome) -> None:
    """A rule of "mindestens" takes them in; else they are too many for the first of "genau".

    Who only advises and is set on no seat exceeds none.
    """
    rules = [board.slots[slot].rule for slot in able]
    for at in rules:
        if board.facts.rules[at].quantity == Quantity.AT_LEAST:
            outcome.seated[at].append(sitting)
            return
    if board.facts.sittings[sitting].standing == Standing.VOTING or sitting in day.fixed:
        outcome.beyond[rules[0]].append(sitting)


def _finding(board: Board, day: Day, at: int, outcome: Outcome) -> Finding:
    rule = board.facts.rules[at]
    slots = day.slots[at]
    unfit = tuple(
        sitting
        for sitting, own in day.fixed.items()
        if own == at and not set(slots).intersection(day.able.get(sitting, ()))
    )
    if rule.quantity == Quantity.AT_MOST:
        return _bounded(board, day, at, slots, unfit)
    vacant = tuple(
        board.slots[slot].key for slot in slots for _ in range(rule.number - outcome.filled[slot])
    )
    return Finding(
        rule, rule.number * len(slots), tuple(sorted(outcome.seated[at])), vacant,
        tuple(sorted(outcome.beyond[at])), unfit,
    )  # fmt: skip


def _bounded(
    board: Board, day: Day, at: int, slots: Sequence[int], unfit: tuple[int, ...]
) -> Finding:
    """A rule of "höchstens" counts everybody who has the trait, wherever they sit; the latest are too many."""
    rule = board.facts.rules[at]
    beyond: set[int] = set()
    seated: set[int] = set()
    for slot in slots:
        there = [sitting for sitting in day.present if slot in day.able.get(sitting, ())]
        beyond.update(there[rule.number :])
        seated.update(there)
    return Finding(
        rule, rule.number * len(slots), tuple(sorted(seated - beyond)), (), tuple(sorted(beyond)),
        unfit,
    )  # fmt: skip

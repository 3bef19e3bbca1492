"""Seat rules as a person writes them down: one a line, in the words of the decision."""

import re
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.groups.tables import Quantity, Role, Standing, Trait
from app.people.tables import Side

NUMBERS = (
    "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
)  # fmt: skip
AT_START = re.compile(rf"(?:(\d{{1,2}})|(eine?n?)|({'|'.join(NUMBERS)}))\s", re.IGNORECASE)
ANYWHERE = re.compile(rf"\b({'|'.join(NUMBERS)})\b", re.IGNORECASE)
ANY_NUMBER = re.compile(rf"\b(?:\d{{1,2}}|{'|'.join(NUMBERS)}) ", re.IGNORECASE)
EACH = re.compile(r"\b(?:je|jede\w*|jeweils|pro)\b", re.IGNORECASE)
BOUNDS = {
    Quantity.AT_LEAST: re.compile(r"\b(?:mindestens|wenigstens)\b(?: (\d{1,2})\b)?", re.IGNORECASE),
    Quantity.AT_MOST: re.compile(
        r"\b(?:höchstens|bis zu|maximal)\b(?: (\d{1,2})\b)?", re.IGNORECASE
    ),
}
AND = re.compile(
    r"(?:,? (?:und|sowie)|,) (?=(?:(?:je|jeweils|mindestens|wenigstens|höchstens|bis zu|maximal) )?"
    rf"(?:\d{{1,2}}|eine?[nmr]?|{'|'.join(NUMBERS)}) (?!SGB\b|Abs)[^\W\d])",
    re.IGNORECASE,
)
SEAT_LENGTH = 300  # of Membership.seat


@dataclass(frozen=True, kw_only=True)
class WantedRule:
    """The columns of a CompositionRule that a person or a text decides."""

    quote: str
    quantity: Quantity = Quantity.EXACTLY
    number: int = 1
    trait: Trait = Trait.NAMED
    committee: UUID | None = None
    function: str = ""
    side: Side | None = None
    region: UUID | None = None
    traeger_set: UUID | None = None
    may_share: bool = False
    source: str = ""
    vorlage: UUID | None = None
    decision_point: UUID | None = None
    since: date | None = None
    until: date | None = None


def seats_of(seat_rules: str) -> list[str]:
    return [line.strip() for line in seat_rules.splitlines() if line.strip()]


def parts_of(line: str) -> list[str]:
    """One for each number that it counts people with: "drei … des Ausschusses", "zwei … der Gemeinden"."""
    first, *more = AND.split(line)
    return [first, *more] if ANY_NUMBER.search(first) or AT_START.match(first) else [line]


def rules_in_words(line: str) -> list[WantedRule]:
    """As many as it names numbers; each quotes the whole line."""
    return [replace(rule_in_words(part), quote=line) for part in parts_of(line)]


def rule_in_words(line: str) -> WantedRule:
    """Exactly three for "drei Mitglieder"; where no number is clear, at least one."""
    number = _number_in(line)
    if (quantity := bound_in(line)) != Quantity.EXACTLY:
        return WantedRule(quote=line, quantity=quantity, number=number or 1)
    if number is None or EACH.search(line):
        return WantedRule(quote=line, quantity=Quantity.AT_LEAST)
    return WantedRule(quote=line, number=number)


def bound_in(line: str) -> Quantity:
    return next((bound for bound, words in BOUNDS.items() if words.search(line)), Quantity.EXACTLY)


def _number_in(line: str) -> int | None:
    if found := AT_START.match(line.strip('„“"… ')):
        return int(found[1]) if found[1] else 1 if found[2] else _number(found[3])
    for bound in BOUNDS.values():
        if (found := bound.search(line)) and found[1]:
            return int(found[1])
    words = ANYWHERE.findall(line)
    return _number(words[0]) if len(words) == 1 else None


def _number(word: str) -> int:
    return NUMBERS.index(word.lower()) + 2


def seat_words(traeger: str, role: Role, standing: Standing) -> str:
    """What stands below a name: only what is out of the ordinary, and never nothing."""
    unusual = [role.label] if role != Role.MITGLIED else []
    unusual += [standing.label] if standing != Standing.VOTING else []
    return " · ".join(filter(None, [traeger, *unusual])) or role.label

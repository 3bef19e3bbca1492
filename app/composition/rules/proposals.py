"""Seat rules from the wording of a paper, where it is clear whom a sentence means."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from app.groups.rules.seats import EACH, WantedRule, bound_in, parts_of, rule_in_words
from app.groups.tables import Quantity, Trait
from app.people.tables import Side
from app.reading.lexicon import fold
from app.vorlagen.rules.proposals import hints_in
from app.vorlagen.tables import HintKind

FUNCTIONS = {"geschäfts": "Geschäftsführung", "leit": "Leitung"}  # how the people begin → function
SIDES = {"freie": Side.FREE, "öffentliche": Side.PUBLIC}


@dataclass(frozen=True)
class Known:
    """Names that a sentence may mention, of one body: id → all names, old ones too; id → name."""

    committees: Mapping[UUID, tuple[str, ...]]
    traeger_sets: Mapping[UUID, str]


def rules_from(line: str, known: Known) -> list[WantedRule]:
    """As many as the sentence speaks of; one that only counts where it is not clear whom it means."""
    found = [rule for part in parts_of(line) for rule in _in_part(part, known)]
    return [replace(rule, quote=line) for rule in found]


def _in_part(part: str, known: Known) -> list[WantedRule]:
    within = f"{part[:1].lower()}{part[1:]}"  # it often begins with its number
    seats = [hint.data for hint in hints_in(within) if hint.kind == HintKind.SEATS]
    return [rule_from(part, data, known) for data in seats] or [rule_in_words(part)]


def rule_from(sentence: str, data: Mapping[str, Any], known: Known) -> WantedRule:
    """data: of a WordingHint about seats, {count?, who, of, group?}."""
    plain, count = rule_in_words(sentence), data.get("count")
    if EACH.search(sentence):
        return plain
    if count:
        plain = WantedRule(quote=sentence, number=count, quantity=bound_in(sentence))
    function = _function(str(data["who"]))
    if function:
        return _with_function(plain, function, _set_called(data["of"], known), counted=bool(count))
    if committee := _committee_called(data["of"], known):
        return replace(plain, trait=Trait.COMMITTEE, committee=committee)
    if side := _side_called(data["of"]):
        return replace(plain, trait=Trait.SIDE, side=side)
    return plain


def _with_function(
    rule: WantedRule, function: str, traeger_set: UUID | None, *, counted: bool
) -> WantedRule:
    """One of each for "die Geschäftsführungen der Sozialraumträger". Without a list nothing is clear."""
    if traeger_set is None:
        return rule
    if counted:
        return replace(rule, trait=Trait.FUNCTION, function=function, traeger_set=traeger_set)
    return replace(
        rule, trait=Trait.EACH_TRAEGER, function=function, traeger_set=traeger_set, number=1,
        quantity=Quantity.EXACTLY,
    )  # fmt: skip


def _function(people: str) -> str:
    words = people.casefold()
    return next((name for start, name in FUNCTIONS.items() if words.startswith(start)), "")


def _side_called(name: str) -> Side | None:
    words = name.casefold()
    if "träger" not in words:
        return None
    return next((side for start, side in SIDES.items() if words.startswith(start)), None)


def _committee_called(name: str, known: Known) -> UUID | None:
    wanted = fold(name)
    return next(
        (one for one, names in known.committees.items() if wanted in map(fold, names)), None
    )


def _set_called(name: str, known: Known) -> UUID | None:
    """The list "Die elf Sozialraumträger" for "Sozialraumträger"; None where several fit."""
    wanted = fold(name).removesuffix("n")
    found = [one for one, said in known.traeger_sets.items() if wanted in fold(said)]
    return found[0] if len(found) == 1 else None

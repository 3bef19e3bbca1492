"""What a membership may not be beside the others of its group, said at the cells of its row."""

from collections.abc import Iterator

from app.core.errors import RuleViolation
from app.groups.rules import memberships
from app.groups.rules.memberships import WrongField
from app.groups.rules.periods import OverlappingMembership, check_no_overlap
from app.groups.tables import Role
from app.rosters.rules.deeds import Step
from app.rosters.rules.fields import Field
from app.rosters.rules.known import KnownGroup, KnownMember
from app.rosters.rules.rows import BACKWARDS, Row

CELLS = {
    "since": Field.SINCE, "until": Field.UNTIL, "rule": Field.SEAT, "deputy_of": Field.DEPUTY_OF,
}  # fmt: skip
# The forms offer to end the former chair; a list does not.
TWO_CHAIRS = "Die Leitung hat in dieser Zeit schon {name}. Eine Gruppe hat eine Leitung."


def fits(group: KnownGroup, wanted: KnownMember, row: Row, step: Step) -> bool:
    """False with the reasons at the step."""
    broken = {Field.SINCE, Field.UNTIL, Field.ROLE, Field.STANDING} & set(row.problems)
    found = {} if broken else dict(_reasons(group, wanted))
    step.problems |= found
    return not broken and not found


def _reasons(group: KnownGroup, wanted: KnownMember) -> Iterator[tuple[Field, str]]:
    period, sitter = wanted.period, wanted.sitter
    if period.until and period.until < period.since:
        yield Field.UNTIL, BACKWARDS
        return
    places = next((rule.seats for rule in group.rules.values() if rule.id == wanted.rule), None)
    on_the_seat = [one.sitter for one in group.members if wanted.rule and one.rule == wanted.rule]
    try:
        memberships.check_inside_group(period, group.ends_on)
        memberships.check_seat_is_free(sitter, on_the_seat, places)
        check_no_overlap(period, [seat.period for seat in group.seats_of(wanted.person)])
    except RuleViolation as refusal:
        yield _cell(refusal), str(refusal)
    if chairs := memberships.chairs_beside(sitter, _in_the_chair(group)):
        yield Field.ROLE, TWO_CHAIRS.format(name=chairs[0].name)


def _in_the_chair(group: KnownGroup) -> list[memberships.Sitter]:
    return [one.sitter for one in group.members if one.role == Role.LEITUNG]


def _cell(refusal: RuleViolation) -> Field:
    if isinstance(refusal, OverlappingMembership):
        return Field.SINCE
    assert isinstance(refusal, WrongField)
    return CELLS[refusal.field]


def why_no_deputy(wanted: KnownMember, group: KnownGroup) -> str:
    """Empty where they may stand in for whom they name."""
    others = [
        one.sitter
        for one in group.members
        if one is not wanted and (one.id == wanted.deputy_of or one.deputy_of == wanted.id)
    ]
    try:
        memberships.check_deputy(wanted.sitter, others)
    except WrongField as refusal:
        return str(refusal)
    return ""

"""What a membership may not be beside the others of its group; as in the forms."""

from app.groups.rules.periods import OverlappingMembership, check_no_overlap
from app.groups.tables import Standing
from app.rosters.rules.deeds import Step
from app.rosters.rules.fields import Field
from app.rosters.rules.known import KnownGroup, KnownMember
from app.rosters.rules.rows import BACKWARDS, Row

SEATED = (Standing.VOTING, Standing.ADVISORY)  # deputies and guests fill no seat
TWO_CHAIRS = "Die Leitung hat in dieser Zeit schon {name}. Eine Gruppe hat eine Leitung."
GROUP_ENDS = "Die Gruppe endet am {day:%d.%m.%Y}. Länger kann niemand Mitglied sein."
SEAT_TAKEN = "Auf diesem Sitz sitzt in dieser Zeit schon {names}."
NOT_ONESELF = "Niemand kann sich selbst vertreten."
IS_DEPUTY = "{name} ist selbst Vertretung und kann keine haben."
NOT_WITHIN = "Die Vertretung muss in der Zeit liegen, in der {name} Mitglied ist."


def fits(group: KnownGroup, wanted: KnownMember, row: Row, step: Step) -> bool:
    """False with the reasons at the step."""
    broken = {Field.SINCE, Field.UNTIL, Field.ROLE, Field.STANDING} & set(row.problems)
    found = {} if broken else _reasons(group, wanted)
    step.problems |= found
    return not broken and not found


def _reasons(group: KnownGroup, wanted: KnownMember) -> dict[Field, str]:
    period, reasons = wanted.period, {}
    if period.until and period.until < period.since:
        return {Field.UNTIL: BACKWARDS}
    if group.ends_on and max(period.since, period.until or period.since) > group.ends_on:
        where = Field.SINCE if period.since > group.ends_on else Field.UNTIL
        reasons[where] = GROUP_ENDS.format(day=group.ends_on)
    try:
        check_no_overlap(period, [seat.period for seat in group.seats_of(wanted.person)])
    except OverlappingMembership as refusal:
        reasons[Field.SINCE] = str(refusal)
    chairs = _beside(group, wanted) if wanted.is_chair else []
    if chair := next((one for one in chairs if one.is_chair), None):
        reasons[Field.ROLE] = TWO_CHAIRS.format(name=chair.name)
    return reasons | _seat(group, wanted)


def _beside(group: KnownGroup, wanted: KnownMember) -> list[KnownMember]:
    return [one for one in group.members if one.period.overlaps(wanted.period)]


def _seat(group: KnownGroup, wanted: KnownMember) -> dict[Field, str]:
    """Only where the decision names how many sit there."""
    seats = next((rule.seats for rule in group.rules.values() if rule.id == wanted.rule), None)
    if wanted.rule is None or seats is None or wanted.standing not in SEATED:
        return {}
    mine = [
        one for one in _beside(group, wanted) if one.rule == wanted.rule and one.standing in SEATED
    ]
    for day in {max(wanted.period.since, one.period.since) for one in mine}:
        there = [one for one in mine if one.period.holds(day)]
        if len(there) >= seats:
            return {Field.SEAT: SEAT_TAKEN.format(names=", ".join(one.name for one in there))}
    return {}


def why_no_deputy(wanted: KnownMember, principal: KnownMember) -> str:
    """Empty where the one may stand in for the other."""
    if principal.person == wanted.person:
        return NOT_ONESELF
    if principal.stands_in:
        return IS_DEPUTY.format(name=principal.name)
    ours, theirs = wanted.period, principal.period
    ends_within = theirs.until is None or (ours.until is not None and ours.until <= theirs.until)
    within = theirs.since <= ours.since and ends_within
    return "" if within else NOT_WITHIN.format(name=principal.name)

from datetime import date

import pytest

from app.core.errors import RuleViolation
from app.groups.rules.life import last_day_of_group
from app.groups.rules.periods import OverlappingMembership, Period, check_no_overlap
from app.groups.tables import GroupStatus

JAN, JUN, DEC = date(2025, 1, 1), date(2025, 6, 30), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("since", "until", "allowed"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), True),
        (date(2024, 1, 1), JAN, False),
        (date(2025, 2, 1), date(2025, 3, 1), False),
        (JUN, None, False),
        (date(2025, 7, 1), None, True),
        (date(2024, 1, 1), None, False),
    ],
)
def test_nobody_sits_in_a_group_twice_at_the_same_time(
    since: date, until: date | None, allowed: bool
) -> None:
    existing = [Period(JAN, JUN)]
    if allowed:
        check_no_overlap(Period(since, until), existing)
        return
    with pytest.raises(OverlappingMembership, match=r"ab 01\.01\.2025, bis 30\.06\.2025"):
        check_no_overlap(Period(since, until), existing)


def test_group_that_is_over_has_a_last_day() -> None:
    assert last_day_of_group(GroupStatus.FINISHED, JAN, None, JUN) == JUN
    assert last_day_of_group(GroupStatus.DISSOLVED, DEC, None, JUN) == DEC, "not before it began"
    assert last_day_of_group(GroupStatus.FINISHED, JAN, DEC, JUN) == DEC
    assert last_day_of_group(GroupStatus.ACTIVE, JAN, None, JUN) is None
    with pytest.raises(RuleViolation, match=r"vor dem Beginn \(30\.06\.2025\)"):
        last_day_of_group(GroupStatus.ACTIVE, JUN, JAN, JUN)

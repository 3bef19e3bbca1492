from datetime import date

import pytest

from app.core.errors import RuleViolation
from app.groups.rules.life import former_names, last_day_of_group
from app.groups.rules.periods import OverlappingMembership, Period, check_no_overlap
from app.groups.rules.seats import Parity, Sitting, parity, seat_states, seats_wanted
from app.groups.tables import GroupStatus
from app.people.tables import Side

JAN, JUN, DEC = date(2025, 1, 1), date(2025, 6, 30), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("drei Mitglieder des Jugendhilfeausschusses", 3),
        ("Drei Mitglieder des Jugendhilfeausschusses", 3),
        ("3 Mitglieder des Jugendhilfeausschusses", 3),
        ("„zwei Vertretungen der Verwaltung“", 2),
        ("ein Mitglied des Kreiselternrats", 1),
        ("eine Vertretung der Hochschule", 1),
        ("In der Gruppe wirken drei Mitglieder des Ausschusses mit.", 3),
        ("je Region zwei Geschäftsführungen", None),
        ("mindestens zwei freie Träger", None),
        ("zwei bis drei Personen aus der Praxis", 2),
        ("Personen aus zwei oder drei Regionen", None),
        ("Geschäftsführungen der Sozialraumträger", None),
        ("Beschluss vom 3. Juni: die Leitungen der Kitas", None),
        ("einige Eltern", None),
    ],
)
def test_number_of_seats_is_read_only_where_the_sentence_is_plain(
    rule: str, wanted: int | None
) -> None:
    assert seats_wanted(rule) == wanted


def test_open_seat_says_since_when() -> None:
    rule = "drei Mitglieder des Ausschusses"
    sittings = [
        Sitting(rule, "Heike", Period(JAN)),
        Sitting(rule, "Tobias", Period(JAN, DEC)),
        Sitting(rule, "Karin", Period(JAN, date(2025, 3, 1))),
        Sitting("ein anderer Sitz", "Olaf", Period(JAN)),
    ]
    [state] = seat_states(rule, sittings, JUN)
    assert (state.names, state.wanted, state.open) == (("Heike", "Tobias"), 3, 1)
    assert state.open_since == date(2025, 3, 1)
    [later] = seat_states(rule, sittings, date(2026, 1, 1))
    assert (later.names, later.open, later.open_since) == (("Heike",), 2, DEC)


def test_filled_seat_is_not_open_since_anything() -> None:
    sittings = [
        Sitting("ein Gast", "Ute", Period(JUN)),
        Sitting("ein Gast", "Jan", Period(JAN, JAN)),
    ]
    [state] = seat_states("\n ein Gast \n\n", sittings, DEC)
    assert (state.open, state.open_since) == (0, None)


def test_rule_without_a_number_is_open_only_while_nobody_sits_there() -> None:
    rule = "Geschäftsführungen der Träger"
    assert seat_states(rule, [], JUN)[0].open == 1
    assert seat_states(rule, [Sitting(rule, "Anke", Period(JAN))], JUN)[0].open == 0


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


@pytest.mark.parametrize(
    ("former", "old", "new", "result"),
    [
        ("", "A", "A", ""),
        ("", "A", "B", "A"),
        ("A", "B", "C", "B\nA"),
        ("B\nA", "C", "A", "C\nB"),
        ("A", "B", "B", "A"),
    ],
)
def test_old_names_are_kept_the_newest_first(former: str, old: str, new: str, result: str) -> None:
    assert former_names(former, old, new) == result


def test_group_that_is_over_has_a_last_day() -> None:
    assert last_day_of_group(GroupStatus.FINISHED, JAN, None, JUN) == JUN
    assert last_day_of_group(GroupStatus.DISSOLVED, DEC, None, JUN) == DEC, "not before it began"
    assert last_day_of_group(GroupStatus.FINISHED, JAN, DEC, JUN) == DEC
    assert last_day_of_group(GroupStatus.ACTIVE, JAN, None, JUN) is None
    with pytest.raises(RuleViolation, match=r"vor dem Beginn \(30\.06\.2025\)"):
        last_day_of_group(GroupStatus.ACTIVE, JUN, JAN, JUN)


def test_parity_counts_public_against_free() -> None:
    sides = [Side.PUBLIC, Side.FREE, Side.FREE, Side.POLITICS, Side.FREELANCE, None]
    assert parity(sides) == Parity(public=1, free=2, other=3)
    assert not parity(sides).even
    assert parity([Side.PUBLIC, Side.FREE]).even
    assert not parity([Side.POLITICS]).has_sides

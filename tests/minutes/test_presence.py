"""Enough to decide, and both sides: as it is in the room right now."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.groups.tables import Group, GroupKind, Quorum, Standing
from app.invitations.tables import Attendance, Invitation
from app.minutes.presence import Presence, needed, presence_of
from app.minutes.record import Record
from app.people.tables import Side
from tests.browser import HTMX, Visit
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.minutes.make import make_held, make_minutes, path_of
from tests.minutes.records import NOBODY, attendee, make_record

HALF = Group(body=NOBODY, quorum=Quorum.HALF)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 5, hour, minute, tzinfo=UTC)


def here(record: Record, when: datetime, group: Group = HALF) -> Presence:
    return presence_of(record, group, now=when)


def test_who_left_or_is_not_there_yet_does_not_count() -> None:
    """Jutta leaves at 15:00 UTC; a late one comes at 14:30."""
    people = (*make_record().attendees, attendee("Lena Lange", came_at=at(14, 30)))
    record = make_record(attendees=people)
    assert [here(record, at(14, 15)).votes, here(record, at(14, 45)).votes] == [4, 5]
    assert here(record, at(15, 1)).votes == 4
    assert here(record, at(9)).votes == 4, "before the meeting as at its begin"
    assert here(record, at(23)) == here(record, at(15, 10)), "afterwards as at its end"


def test_guests_and_advisers_are_there_without_a_vote() -> None:
    found = here(make_record(), at(14))
    assert (found.here, found.invited, found.votes, found.voters, found.guests) == (6, 8, 4, 6, 1)


def test_deputies_count_but_never_more_votes_than_there_are() -> None:
    crowd = tuple(attendee(f"Vertretung {n}", standing=Standing.DEPUTY) for n in range(9))
    assert here(make_record(attendees=crowd), at(14)).votes == 6


@pytest.mark.parametrize(
    ("voters", "rule", "number", "expected"),
    [
        (6, Quorum.HALF, None, 4), (7, Quorum.HALF, None, 4), (1, Quorum.HALF, None, 1),
        (6, Quorum.NUMBER, 3, 3), (6, Quorum.NONE, None, None),
    ],
)  # fmt: skip
def test_needed_votes_follow_the_rule_of_the_group(
    voters: int, rule: Quorum, number: int | None, expected: int | None
) -> None:
    assert needed(Group(body=NOBODY, quorum=rule, quorum_number=number), voters) == expected


def test_the_fourth_of_six_makes_the_group_able_to_decide() -> None:
    able, unable = here(make_record(), at(14)), here(make_record(), at(15, 5))
    assert (able.may_decide, able.missing) == (True, 0)
    assert (unable.may_decide, unable.missing) == (False, 1)
    assert here(make_record(), at(14), Group(body=NOBODY, quorum=Quorum.NONE)).may_decide is None


def test_parity_names_both_sides_and_judges_no_committee() -> None:
    one_each = here(make_record(), at(14))
    assert one_each.parity == "1 öffentlich, 1 frei"
    more = make_record(attendees=(*make_record().attendees, attendee("Fred Frei", side=Side.FREE)))
    assert here(more, at(14)).parity == "1 öffentlich, 2 frei, nicht paritätisch"
    committee = replace(more, group_kind=GroupKind.AUSSCHUSS)
    assert here(committee, at(14)).parity == "1 öffentlich, 2 frei"
    nobody = make_record(attendees=(attendee("Pia Politik", side=Side.POLITICS),))
    assert here(nobody, at(14)).parity == ""


async def test_strip_says_so_anew_when_somebody_leaves(cast: Cast, visit: Visit) -> None:
    await Group.update({Group.quorum: Quorum.HALF}, force=True)
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    rows = [
        await make_invitation(meeting, person, attendance=Attendance.PRESENT)
        for person in (cast.bernd, cast.carla, cast.gustav)
    ]
    paul, path = await visit("paul"), path_of(meeting, "/anwesend")
    before = (await paul.get(path, headers=HTMX)).text
    for words in (
        "3 von 3 anwesend", "davon 1 Gast", "2 von 3 Stimmen", ">beschlussfähig<", "0 öffentlich, 1 frei"
    ):  # fmt: skip
        assert words in before
    assert before.strip() in (await paul.get(path_of(meeting))).text.replace("\n  \n", "\n")
    await Invitation.update({Invitation.left_at: meeting.starts_at}).where(
        Invitation.id == rows[1].id
    )
    after = (await paul.get(path, headers=HTMX)).text
    assert "nicht beschlussfähig: eine Stimme fehlt" in after
    assert "2 von 3 anwesend" in after

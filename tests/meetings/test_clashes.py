"""What speaks against a date is said, and nobody learns from it what they may not read."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.core import clock
from app.core.actor import Actor
from app.groups.tables import Group, Membership
from app.invitations.tables import Answer, Invitation
from app.meetings.clashes import Asked, Slot, warnings_for
from app.meetings.tables import Meeting, MeetingStatus, SchoolHoliday
from tests.cast import Cast, make_member
from tests.counting import counted_statements
from tests.meetings.make import make_meeting

TEN = datetime(2027, 3, 16, 9, 0, tzinfo=UTC)  # a Tuesday
SLOT = Slot(TEN, TEN + timedelta(hours=2))
Told = Callable[..., Awaitable[list[str]]]
HERE = Asked(where="Kreishaus, Raum 204")


def anna(cast: Cast) -> Actor:
    return Actor(person_id=cast.anna.id, name="Anna", office_of=frozenset({cast.body.id}))


def bernd(cast: Cast) -> Actor:
    leads = frozenset({cast.group.id})
    return Actor(person_id=cast.bernd.id, name="Bernd", member_of=leads, leads=leads)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    monkeypatch.setattr(clock, "today", lambda: date(2027, 1, 4))

    async def ask(actor: Actor, group: Group, asked: Asked = HERE) -> list[str]:
        return (await warnings_for(actor, group, [SLOT], asked))[SLOT]

    return ask


async def other_meeting(cast: Cast, **columns: Any) -> Meeting:
    return await make_meeting(cast.other_group, starts_at=TEN + timedelta(hours=1), **columns)


async def test_same_room_at_the_same_time_is_said(cast: Cast, told: Told) -> None:
    await other_meeting(cast, place="kreishaus", room="raum 204")
    name = cast.other_group.name
    assert await told(anna(cast), cast.group) == [
        f"Kreishaus, Raum 204 ist dann schon belegt: {name}, 5. Sitzung."
    ]
    assert await told(bernd(cast), cast.group) == [
        "Kreishaus, Raum 204 ist dann schon belegt: eine andere Gruppe."
    ]


@pytest.mark.parametrize(
    "columns",
    [
        {"room": "Raum 205", "place": "Kreishaus"},
        {"status": MeetingStatus.CANCELLED},
        {"ends_at": TEN + timedelta(hours=1), "starts_at": TEN - timedelta(hours=2)},
    ],
)
async def test_another_room_a_cancelled_meeting_and_one_elsewhen_are_no_clash(
    cast: Cast, told: Told, columns: dict[str, Any]
) -> None:
    values = {"starts_at": TEN + timedelta(hours=1), **columns}
    if "ends_at" in columns:
        values["ends_at"] = TEN
    await make_meeting(cast.other_group, **values)
    assert await told(anna(cast), cast.group) == []


async def test_people_of_both_groups_are_counted_and_named_to_who_may_read_both(
    cast: Cast, told: Told
) -> None:
    await make_member(cast.other_group, cast.carla)
    await other_meeting(cast, place="Rathaus")
    (seen,) = await told(anna(cast), cast.group)
    assert "Ein Mitglied hat dann eine andere Sitzung (Carla" in seen
    assert await told(bernd(cast), cast.group) == [
        "Ein Mitglied hat dann eine andere Sitzung: eine andere Gruppe."
    ]


async def test_who_has_declined_or_is_not_invited_is_free(cast: Cast, told: Told) -> None:
    await make_member(cast.other_group, cast.carla)
    meeting = await other_meeting(cast, place="Rathaus")
    invitation = Invitation(
        meeting=meeting.id, person=cast.carla.id, answer=Answer.DECLINED,
        reply_token_hash="a", answer_token_hash="b",
    )  # fmt: skip
    await invitation.save()
    assert await told(anna(cast), cast.group) == []
    await Invitation.update({Invitation.answer: Answer.ACCEPTED}).where(
        Invitation.id == invitation.id
    )
    assert await told(anna(cast), cast.group) != []


async def test_who_has_left_the_group_does_not_count(cast: Cast, told: Told) -> None:
    await make_member(cast.other_group, cast.carla)
    await other_meeting(cast, place="Rathaus")
    await Membership.update({Membership.until: date(2027, 3, 15)}).where(
        Membership.person == cast.carla.id, Membership.group == cast.group.id
    )
    assert await told(anna(cast), cast.group) == []


async def test_own_meeting_of_the_group_is_a_clash_but_not_with_itself(
    cast: Cast, told: Told
) -> None:
    own = await make_meeting(cast.group, starts_at=TEN)
    assert await told(anna(cast), cast.group) == [
        "Die Gruppe hat zu dieser Zeit schon eine Sitzung: 5. Sitzung."
    ]
    assert await told(anna(cast), cast.group, Asked(leaving_out=[own.id])) == []


async def test_holidays_and_school_holidays_of_the_own_body_are_named(cast: Cast) -> None:
    easter = Slot(datetime(2027, 3, 29, 8, 0, tzinfo=UTC), datetime(2027, 3, 29, 9, 0, tzinfo=UTC))
    for body, name in ((cast.body, "Osterferien"), (cast.other_body, "Fremde Ferien")):
        await SchoolHoliday(
            body=body.id, name=name, since=date(2027, 3, 29), until=date(2027, 3, 29)
        ).save()
    late = Slot(easter.starts_at + timedelta(days=1), easter.ends_at + timedelta(days=1))
    said = await warnings_for(anna(cast), cast.group, [easter, late])
    assert said[easter][:2] == ["Feiertag: Ostermontag.", "Schulferien: Osterferien."]
    assert "Schulferien: Osterferien." not in said[late]


async def test_notice_of_the_group_is_part_of_a_preview(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2027, 3, 12))
    cast.group.notice_days = 10
    said = await warnings_for(anna(cast), cast.group, [SLOT])
    assert said[SLOT] == ["Die Ladungsfrist ist nicht mehr einzuhalten (spätestens 01.03.2027)."]


async def test_hundred_dates_need_no_more_statements_than_one(cast: Cast) -> None:
    slots = [Slot(TEN + timedelta(weeks=n), TEN + timedelta(weeks=n, hours=1)) for n in range(100)]
    with counted_statements() as statements:
        await warnings_for(anna(cast), cast.group, slots)
    assert len(statements) <= 4

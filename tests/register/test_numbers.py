"""Numbers of decisions: per group and year, without a gap, never given twice."""

import asyncio
from uuid import UUID, uuid4

from app.core.clock import now
from app.core.db import opens_transaction
from app.decisions.rules import DecisionData
from app.decisions.tables import Decision, Outcome, RegisterEntry
from app.meetings.tables import Meeting
from app.minutes.operations import results
from app.minutes.tables import MinutesStatus
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import first_item
from tests.minutes.make import make_decision, make_held, make_minutes, path_of
from tests.register.make import decided, decided_at, numbers, year_of

WRITERS = 12
THIS_YEAR = now().year


def data() -> DecisionData:
    return DecisionData(id=uuid4(), text="Zwei Räume.", outcome=Outcome.RECOMMENDED)


async def test_each_group_counts_its_own_in_each_year(cast: Cast) -> None:
    for group in (cast.group, cast.group, cast.other_group):
        await decided(group)
    earlier = await make_held(cast.group)
    await year_of(earlier, THIS_YEAR - 1)
    await decided_at(await first_item(earlier))
    assert await numbers(cast.group) == [(1, THIS_YEAR - 1), (1, THIS_YEAR), (2, THIS_YEAR)]
    assert await numbers(cast.other_group) == [(1, THIS_YEAR)]


async def test_the_year_is_that_of_the_meeting_in_berlin(cast: Cast) -> None:
    meeting = await make_held(cast.group)
    new_year = meeting.starts_at.replace(year=2024, month=12, day=31, hour=23, minute=30)
    await Meeting.update({Meeting.starts_at: new_year}).where(Meeting.id == meeting.id)
    await make_decision(await first_item(meeting))
    assert await numbers(cast.group) == [(1, 2025)]


async def test_many_who_write_at_once_leave_no_gap_and_share_no_number(cast: Cast) -> None:
    meetings = [await make_held(cast.group) for _ in range(WRITERS)]
    for meeting in meetings:
        await make_minutes(meeting)
    items = [await first_item(meeting) for meeting in meetings]
    anna, bernd = await cast.actor("anna"), await cast.actor("bernd")
    await asyncio.gather(
        *(
            results.record_decision(actor, UUID(str(meeting.id)), item.id, data())
            for meeting, item in zip(meetings, items, strict=True)
            for actor in (anna, bernd)
        )
    )
    expected = [(number, THIS_YEAR) for number in range(1, 2 * WRITERS + 1)]
    assert await numbers(cast.group) == expected


async def test_what_breaks_off_takes_no_number(cast: Cast) -> None:
    item = await first_item(await make_held(cast.group))

    @opens_transaction
    async def broken() -> None:
        await make_decision(item)
        raise RuntimeError

    async def kept() -> None:
        await make_decision(item)

    ends = await asyncio.gather(
        *(part() for part in (broken, kept) for _ in range(6)), return_exceptions=True
    )
    assert sum(isinstance(end, RuntimeError) for end in ends) == 6
    assert await numbers(cast.group) == [(number, THIS_YEAR) for number in range(1, 7)]


async def test_a_second_press_takes_no_second_number(cast: Cast) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    item, bernd, same = await first_item(meeting), await cast.actor("bernd"), data()
    for decision in (same, same, data()):
        await results.record_decision(bernd, UUID(str(meeting.id)), item.id, decision)
    assert await numbers(cast.group) == [(1, THIS_YEAR), (2, THIS_YEAR)]


async def test_a_removed_number_stays_and_says_so(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting, status=MinutesStatus.SENT)
    item = await first_item(meeting)
    await make_decision(item)
    last = await make_decision(item, text="Ein Irrtum.")
    paul = await visit("paul")
    answer = await paul.post(path_of(meeting, f"/beschluesse/{last.id}/entfernung"))
    assert answer.status_code == 303
    await make_decision(item, text="Danach.")
    assert await numbers(cast.group) == [(number, THIS_YEAR) for number in (1, 2, 3)]

    gone = await RegisterEntry.objects().where(RegisterEntry.decision.is_null()).first()
    assert gone is not None
    assert (gone.number, gone.removed_by_name) == (2, "Paul Petersen")
    page = (await (await visit("carla")).get(f"/gruppen/{cast.group.id}/beschluesse")).text
    assert "entfallen" in page
    assert "aus dem Protokoll entfernt (Paul Petersen)" in page
    assert "Ein Irrtum." not in page
    alone = await (await visit("carla")).get(f"/beschluesse/{gone.id}")
    assert f"Beschluss 2/{THIS_YEAR}" in alone.text
    assert await Decision.count() == 2


async def test_the_minutes_say_the_number(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting, status=MinutesStatus.SENT)
    await make_decision(await first_item(meeting))
    for reader in ("paul", "carla"):
        page = (await (await visit(reader)).get(path_of(meeting))).text
        assert f"Nr. 1/{THIS_YEAR} im Beschlussregister" in page

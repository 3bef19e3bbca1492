"""A series is changed as a whole, ended before a meeting, carried on by a sibling."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from app.core.clock import berlin
from app.core.db import transaction
from app.core.errors import RuleViolation
from app.ical.recurrence import parsed
from app.meetings.queries.agenda import agenda_of
from app.meetings.tables import Meeting, MeetingSeries, MeetingStatus
from app.series import rules
from app.series.access import series_to_change
from app.series.operations.change import change_master, end_before, start_sibling
from app.series.rules import SeriesData
from tests.cast import Cast
from tests.series.make import FIRST, actor_of, make_series, meetings_of, series_data

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def changed(
    cast: Cast, series: MeetingSeries, data: SeriesData, now: datetime = NOW
) -> list[Meeting]:
    async with transaction():
        whole = await series_to_change(actor_of(cast), series.id)
        await change_master(whole.series, whole.meetings, data, raise_sequence=True, now=now)
    return await meetings_of(series)


async def test_meetings_keep_their_wall_clock_across_summer_time(cast: Cast) -> None:
    meetings = await meetings_of(await make_series(cast))
    assert [f"{berlin(each.starts_at):%d.%m. %H:%M}" for each in meetings] == [
        "12.01. 10:00", "26.01. 10:00", "09.02. 10:00", "23.02. 10:00", "09.03. 10:00", "23.03. 10:00",
    ]  # fmt: skip
    assert all(each.recurrence_at == each.starts_at for each in meetings)
    assert len({each.uid for each in meetings}) == 6


async def test_left_out_date_is_cancelled_and_an_exdate(cast: Cast) -> None:
    second = FIRST + timedelta(days=14)
    series = await make_series(cast, left_out=[second])
    meetings = await meetings_of(series)
    assert [each.status for each in meetings].count(MeetingStatus.CANCELLED) == 1
    assert await agenda_of(meetings[1].id) == []
    event = rules.master_event(series, meetings, "Gruppe", base_url="https://s.example.org")
    assert event.exdates == (second,)
    assert event.location == "Kreishaus, Raum 204"


async def test_new_time_of_the_whole_series_moves_all_but_what_was_moved_alone(cast: Cast) -> None:
    series = await make_series(cast)
    alone = (await meetings_of(series))[2]
    alone.starts_at, alone.ends_at = alone.starts_at + 3 * HOUR, alone.ends_at + 3 * HOUR
    await alone.save()
    data = series_data(starts_at=FIRST + HOUR)
    meetings = await changed(cast, series, data)
    assert [each.recurrence_at for each in meetings] == data.starts()
    moved = [each.starts_at - rules.original_start(each) for each in meetings]
    assert moved == [0 * HOUR, 0 * HOUR, 2 * HOUR, 0 * HOUR, 0 * HOUR, 0 * HOUR]
    stored = await MeetingSeries.objects().where(MeetingSeries.id == series.id).first()
    assert stored is not None
    assert (stored.sequence, stored.version) == (1, 2)
    assert [each.id for each in meetings if rules.is_single(stored, each)] == [alone.id]


async def test_other_weekday_keeps_agenda_and_order_of_the_meetings(cast: Cast) -> None:
    series = await make_series(cast)
    before = [each.id for each in await meetings_of(series)]
    data = series_data(
        starts_at=FIRST + timedelta(days=1),
        rule="FREQ=WEEKLY;COUNT=6;INTERVAL=2;BYDAY=WE;WKST=MO",
    )
    meetings = await changed(cast, series, data)
    assert [each.id for each in meetings] == before
    assert {berlin(each.starts_at).weekday() for each in meetings} == {2}
    assert len(await agenda_of(before[5])) == 2


async def test_fewer_meetings_cancel_the_last_and_more_add_some(cast: Cast) -> None:
    series = await make_series(cast)
    rule = "FREQ=WEEKLY;COUNT=4;INTERVAL=2;BYDAY=TU;WKST=MO"
    fewer = await changed(cast, series, series_data(rule=rule))
    assert [each.status == MeetingStatus.CANCELLED for each in fewer] == [False] * 4 + [True] * 2
    row = await MeetingSeries.objects().where(MeetingSeries.id == series.id).first()
    assert row is not None
    assert rules.left_out(row, fewer) == (), "they are not in the rule any more"
    more = await changed(cast, series, series_data(rule=rule.replace("COUNT=4", "COUNT=8")))
    assert [each.starts_at for each in more] == series_data(
        rule=rule.replace("COUNT=4", "COUNT=8")
    ).starts()
    assert await agenda_of(more[7].id), "new meetings have the agenda of the group"


async def test_title_and_place_follow_where_nobody_changed_them_alone(cast: Cast) -> None:
    series = await make_series(cast)
    own = (await meetings_of(series))[1]
    own.title = "Klausur"
    await own.save()
    meetings = await changed(cast, series, series_data(title="Treffen", room="Raum 3"))
    assert [each.title for each in meetings] == ["Treffen", "Klausur", *["Treffen"] * 4]
    assert {each.room for each in meetings} == {"Raum 3"}


async def test_what_has_begun_stays_as_it_was(cast: Cast) -> None:
    series = await make_series(cast)
    later = FIRST + timedelta(days=20)
    with pytest.raises(RuleViolation, match="ab der nächsten Sitzung"):
        await changed(cast, series, series_data(starts_at=FIRST + HOUR), now=later)
    meetings = await changed(cast, series, series_data(place="Rathaus"), now=later)
    assert [each.place for each in meetings] == ["Kreishaus"] * 2 + ["Rathaus"] * 4


async def test_from_a_meeting_on_a_sibling_takes_over_with_a_uid_of_its_own(cast: Cast) -> None:
    series = await make_series(cast)
    meetings = await meetings_of(series)
    fourth = rules.original_start(meetings[3])
    rest = rules.rest_of(series, fourth)
    assert len(rest.starts()) == 3
    data = replace(rest, starts_at=rest.starts_at + HOUR, ends_at=rest.ends_at + HOUR)
    async with transaction():
        whole = await series_to_change(actor_of(cast), series.id)
        await end_before(whole.series, fourth, raise_sequence=True, now=NOW)
        sibling, _ = await start_sibling(
            whole.series, whole.meetings, fourth, data, series_id=uuid4(), now=NOW
        )
    left, moved = await meetings_of(series), await meetings_of(sibling)
    assert [each.id for each in left + moved] == [each.id for each in meetings]
    assert [berlin(each.starts_at).hour for each in moved] == [11, 11, 11]
    stored = await MeetingSeries.objects().where(MeetingSeries.id == series.id).first()
    assert stored is not None
    assert parsed(stored.rule).count is None
    assert SeriesData.of(stored).starts() == [each.starts_at for each in left]
    assert (sibling.follows, sibling.uid == series.uid, stored.sequence) == (series.id, False, 1)


async def test_nothing_goes_on_before_the_first_meeting(cast: Cast) -> None:
    series = await make_series(cast)
    with pytest.raises(ValueError, match="nothing of the series"):
        rules.ended_before(series, FIRST)

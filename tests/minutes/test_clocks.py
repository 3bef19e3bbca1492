"""The clock of the item being minuted: by buttons, the same in every browser."""

from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest

from app.core import clock
from app.groups.tables import Group
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.clocks import Clock
from app.minutes.papers.content import Edition, content_of
from app.minutes.queries import record_of
from app.minutes.record import Record
from app.minutes.tables import Minutes, MinutesStatus, Span
from tests.browser import HTMX, Browser, Visit
from tests.cast import Cast
from tests.minutes.make import make_held, make_minutes, path_of

TEN = datetime(2026, 3, 5, 9, 12, tzinfo=UTC)  # 10:12 in Berlin


def after(minutes: float) -> datetime:
    return TEN + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (Clock(), ""),
        (Clock(15), "15 Min. geplant"),
        (Clock(15, ((TEN, None),)), "läuft seit 10:12, 8 von 15 Min."),
        (Clock(8, ((TEN, None),)), "läuft seit 10:12, 8 von 8 Min."),
        (Clock(5, ((TEN, None),)), "läuft seit 10:12, 8 von 5 Min., 3 Min. über"),
        (Clock(None, ((TEN, None),)), "läuft seit 10:12, 8 Min."),
        (Clock(15, ((after(-20), after(-2)), (TEN, None))), "läuft seit 10:12, 26 von 15 Min., 11 Min. über"),
        (Clock(15, ((after(-20), after(-2)),)), "besprochen 09:52 bis 10:10 Uhr, 18 von 15 Min., 3 Min. über"),
        (
            Clock(None, ((after(-20), after(-10)), (after(-5), TEN))),
            "besprochen 09:52 bis 10:02 Uhr und 10:07 bis 10:12 Uhr, 15 Min.",
        ),
        (Clock(15, ((after(-60 * 24), None),)), "läuft seit Mi 04.03.2026, 10:12"),
    ],
)  # fmt: skip
def test_words_of_a_clock(known: Clock, words: str) -> None:
    assert known.words(after(8.9)) == words


async def minuted(cast: Cast, **columns: object) -> tuple[Meeting, Minutes, list[AgendaItem]]:
    meeting = await make_held(cast.group, **columns)
    minutes = await make_minutes(meeting)
    items = (
        await AgendaItem.objects()
        .where(AgendaItem.meeting == meeting.id)
        .order_by(AgendaItem.position)
    )
    return meeting, minutes, items


async def spans() -> list[Any]:
    return await Span.objects().order_by(Span.began_at)


async def press(browser: Browser, meeting: Meeting, item: AgendaItem, rest: str = "") -> str:
    path = path_of(meeting, f"/punkte/{item.id}/uhr{rest}")
    answer = await browser.post(path, headers=HTMX)
    assert answer.status_code == 200
    return unescape(answer.text)


async def test_clock_runs_for_one_item_and_the_next_one_stops_it(cast: Cast, visit: Visit) -> None:
    meeting, _, items = await minuted(cast)
    paul = await visit("paul")
    await paul.get(path_of(meeting))
    for _ in range(2):
        shown = await press(paul, meeting, items[0])
        assert "läuft seit" in shown
    assert "Weiter mit TOP 2" in shown
    assert len(await spans()) == 1, "a second press starts no second clock"

    both = await press(paul, meeting, items[1])
    assert both.index(f'id="uhr-{items[1].id}"') < both.index(f'id="uhr-{items[0].id}"')
    assert both.count('data-hx-swap-oob="true"') == 1
    first, second = await spans()
    assert (first.agenda_item, first.ended_at) == (items[0].id, second.began_at)
    assert second.agenda_item == items[1].id
    assert second.ended_at is None

    elsewhere = unescape((await (await visit("bernd")).get(path_of(meeting))).text)
    assert elsewhere.count("läuft seit") == 1
    assert elsewhere.count("besprochen") == 1
    for _ in range(2):
        await press(paul, meeting, items[1], "/ende")
    assert [span.ended_at is None for span in await spans()] == [False, False]


async def test_stopping_another_item_leaves_the_running_one(cast: Cast, visit: Visit) -> None:
    meeting, _, items = await minuted(cast)
    paul = await visit("paul")
    await paul.get(path_of(meeting))
    await press(paul, meeting, items[0])
    await press(paul, meeting, items[1], "/ende")
    assert [span.ended_at for span in await spans()] == [None]


async def test_without_javascript_the_button_leads_back_to_its_item(
    cast: Cast, visit: Visit
) -> None:
    meeting, _, items = await minuted(cast)
    answer = await (await visit("paul")).post(path_of(meeting, f"/punkte/{items[2].id}/uhr"))
    assert answer.status_code == 303
    assert answer.headers["location"] == path_of(meeting, f"#top-{items[2].id}")


async def test_end_of_the_meeting_stops_a_forgotten_clock(cast: Cast, visit: Visit) -> None:
    now = clock.now()
    ended = now - timedelta(minutes=30)
    meeting, minutes, items = await minuted(cast, ended_at=ended)
    await Span(
        minutes=minutes.id, agenda_item=items[0].id, began_at=now - timedelta(minutes=50)
    ).save()
    paul = await visit("paul")
    shown = unescape((await paul.get(path_of(meeting))).text)
    assert "läuft seit" not in shown
    assert ", 20 " in shown.split("besprochen")[1].split("</p>")[0]
    await press(paul, meeting, items[0])
    first, second = await spans()
    assert first.ended_at == ended
    assert second.ended_at is None, "what comes later is a new stretch"


async def test_only_a_draft_has_a_running_clock(cast: Cast, visit: Visit) -> None:
    meeting, minutes, items = await minuted(cast)
    paul = await visit("paul")
    assert "Uhr starten" in (await paul.get(path_of(meeting))).text
    await Minutes.update({Minutes.status: MinutesStatus.SENT}).where(Minutes.id == minutes.id)
    assert "Uhr starten" not in (await paul.get(path_of(meeting))).text
    for rest in ("", "/ende"):
        refused = await paul.post(path_of(meeting, f"/punkte/{items[0].id}/uhr{rest}"))
        assert refused.status_code == 409
        assert "solange das Protokoll ein Entwurf ist" in refused.text
    assert await spans() == []


async def test_item_of_another_meeting_has_no_clock_here(cast: Cast, visit: Visit) -> None:
    meeting, _, _ = await minuted(cast)
    _, _, others = await minuted(cast)
    paul = await visit("paul")
    for rest in ("", "/ende"):
        answer = await paul.post(path_of(meeting, f"/punkte/{others[0].id}/uhr{rest}"))
        assert answer.status_code == 404
    assert await spans() == []


async def test_minutes_say_the_times_where_the_group_wants_it(cast: Cast, visit: Visit) -> None:
    """Also of a stretch that the end of the meeting ended."""
    meeting, minutes, items = await minuted(cast, ended_at=after(60))
    for item, begun, ended in (
        (items[0], TEN, after(18)), (items[0], after(30), after(35)), (items[1], after(40), None),
    ):  # fmt: skip
        await Span(minutes=minutes.id, agenda_item=item.id, began_at=begun, ended_at=ended).save()
    meeting_id = UUID(str(meeting.id))
    before = await record_of(meeting_id)
    assert [item.times for item in before.items] == ["", "", ""]
    assert "spoken" not in str(before.content())
    await Group.update({Group.minutes_clock: True}).where(Group.id == cast.group.id)
    record = await record_of(meeting_id)
    assert [item.times for item in record.items] == [
        "Besprochen 10:12 bis 10:30 Uhr und 10:42 bis 10:47 Uhr", "Besprochen 10:52 bis 11:12 Uhr", "",
    ]  # fmt: skip
    assert Record.of(record.content()) == record
    notices = [item["notice"] for item in content_of(record, Edition())["items"]]
    assert notices == [item.times for item in record.items]
    await Minutes.update({Minutes.status: MinutesStatus.SENT}, force=True)
    assert (
        "Besprochen 10:52 bis 11:12 Uhr"
        in (await (await visit("carla")).get(path_of(meeting))).text
    )

"""Two decisions about one objection at once, and an approval against the last objection."""

import asyncio
from collections.abc import Coroutine
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.core.db import transaction
from app.files.tables import File
from app.meetings.tables import Meeting
from app.minutes.queries import record_of
from app.minutes.tables import Minutes, MinutesItem, MinutesStatus, Objection, ObjectionStatus
from tests.browser import Visit
from tests.cast import Cast
from tests.minutes.make import path_of
from tests.minutes.test_objections import AFTER, BEFORE, mails, object_to, sent, the_objection

Press = Coroutine[Any, Any, httpx.Response]
WAITING = """
SELECT count(*) AS number FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


async def locked_out() -> int:
    return int((await Minutes.raw(WAITING))[0]["number"])


async def hold(meeting: Meeting, held: asyncio.Event, enough: asyncio.Event) -> None:
    """The minutes belong to somebody else until then; whoever wants them meets there."""
    async with transaction():
        await Minutes.objects().where(Minutes.meeting == meeting.id).lock_rows("UPDATE").first()
        held.set()
        await enough.wait()


async def at_once(meeting: Meeting, *presses: Press) -> list[httpx.Response]:
    """Each waits for the minutes before the next is pressed; the first gets them first."""
    held, enough = asyncio.Event(), asyncio.Event()
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        group.create_task(hold(meeting, held, enough))
        await held.wait()
        tasks = []
        for number, press in enumerate(presses, 1):
            tasks.append(group.create_task(press))
            while await locked_out() < number:
                assert not tasks[-1].done(), "it never asked for the minutes"
                await asyncio.sleep(0.01)
        enough.set()
    return [task.result() for task in tasks]


DECISIONS = {
    "uebernahme": {"version": "1"},
    "ablehnung": {"answer": "Im Vertrag stehen 14 Euro."},
    "ruecknahme": {},
}
WORDS = {"uebernahme": "übernommen", "ablehnung": "abgelehnt", "ruecknahme": "zurückgezogen"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("paul uebernahme", "bernd ablehnung"),
        ("bernd ablehnung", "paul uebernahme"),
        ("bernd uebernahme", "paul uebernahme"),
        ("bernd ablehnung", "paul ablehnung"),
        ("carla ruecknahme", "paul uebernahme"),
        ("paul uebernahme", "carla ruecknahme"),
    ],
)
async def test_of_two_decisions_at_once_one_stands_and_the_other_is_told(
    cast: Cast, visit: Visit, first: str, second: str
) -> None:
    meeting, item = await sent(cast)
    await object_to(await visit("carla"), meeting, item)
    here = path_of(meeting, f"/einwaende/{(await the_objection()).id}")
    presses = []
    for who, what in (first.split(), second.split()):
        browser = await visit(who)
        await browser.get(here)
        presses.append(browser.post(f"{here}/{what}", DECISIONS[what]))
    won, lost = await at_once(meeting, *presses)
    assert (won.status_code, lost.status_code) == (303, 409)
    winner, what = first.split()
    row = await the_objection()
    assert ObjectionStatus(row.status).label == WORDS[what]
    assert row.settled_by_name.split()[0].lower() == winner
    assert f"{row.settled_by_name} hat diesen Einwand schon {WORDS[what]}" in lost.text
    assert "Ihre Entscheidung ist nicht gespeichert" in lost.text
    text = (await MinutesItem.select(MinutesItem.text).output(as_list=True))[0]
    assert text == (AFTER if what == "uebernahme" else BEFORE)
    assert len(await mails("objection_settled")) == (what != "ruecknahme")


async def test_objection_before_an_approval_at_once_holds_it_up(cast: Cast, visit: Visit) -> None:
    meeting, item = await sent(cast)
    carla, approval = await visit("carla"), await approving(visit, meeting)
    won, lost = await at_once(meeting, object_to(carla, meeting, item), approval)
    assert (won.status_code, lost.status_code) == (303, 409)
    assert "Ein Einwand ist noch offen" in lost.text
    assert await state() == (MinutesStatus.SENT, 1, 0)


async def test_objection_after_an_approval_at_once_comes_back_with_its_text(
    cast: Cast, visit: Visit
) -> None:
    meeting, item = await sent(cast)
    carla, approval = await visit("carla"), await approving(visit, meeting)
    await carla.get(path_of(meeting, f"/punkte/{item.id}/einwand"))
    won, lost = await at_once(meeting, approval, object_to(carla, meeting, item))
    assert (won.status_code, lost.status_code) == (303, 409)
    assert "Das Protokoll ist genehmigt" in lost.text
    assert AFTER in lost.text
    assert await state() == (MinutesStatus.APPROVED, 0, 1)


async def approving(visit: Visit, meeting: Meeting) -> Press:
    bernd = await visit("bernd")
    await bernd.get(path_of(meeting, "/genehmigung"))
    seen = (await record_of(UUID(str(meeting.id)))).fingerprint
    return bernd.post(path_of(meeting, "/genehmigung"), {"fingerprint": seen})


async def state() -> tuple[str, int, int]:
    """Of the minutes; how many objections; how many files."""
    minutes = await Minutes.objects().first()
    assert minutes is not None
    return minutes.status, await Objection.count(), await File.count()

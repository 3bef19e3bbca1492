"""The one statement of autosave: who waits for somebody else sees what that one left."""

import pytest

from app.core.clock import now
from app.minutes.forms import ItemText
from app.minutes.operations import writing
from app.minutes.tables import Minutes, MinutesItem, MinutesStatus, TextRevision
from tests.browser import HTMX, Visit
from tests.cast import Cast
from tests.minutes.make import make_text, minuted, path_of
from tests.minutes.test_objection_races import approving, at_once
from tests.minutes.test_objections import AFTER, BEFORE, sent


async def texts() -> list[str]:
    return list(await MinutesItem.select(MinutesItem.text).output(as_list=True))


def typed(words: str, version: int) -> dict[str, str]:
    return {"rich": f"<div>{words}</div>", "version": str(version)}


async def test_of_two_saves_at_once_one_stands_and_the_other_is_shown_it(
    cast: Cast, visit: Visit
) -> None:
    meeting, item = await minuted(cast)
    path, paul, bernd = (
        path_of(meeting, f"/punkte/{item.id}"),
        await visit("paul"),
        await visit("bernd"),
    )
    await paul.post(path, typed("Eins", 0), headers=HTMX)
    await bernd.get(path_of(meeting))
    won, lost = await at_once(
        meeting,
        paul.post(path, typed("Eins und zwei", 1), headers=HTMX),
        bernd.post(path, typed("Eins und drei", 1), headers=HTMX),
    )
    assert (won.status_code, lost.status_code) == (200, 409)
    assert "Paul" in lost.text
    assert "Eins und zwei" in lost.text
    assert await texts() == ["Eins und zwei"]
    saves = await TextRevision.select(TextRevision.version, TextRevision.text).order_by(
        TextRevision.version
    )
    assert saves == [{"version": 1, "text": "Eins"}, {"version": 2, "text": "Eins und zwei"}]


async def test_save_behind_an_approval_changes_nothing(cast: Cast, visit: Visit) -> None:
    meeting, item = await sent(cast)
    paul, approval = await visit("paul"), await approving(visit, meeting)
    await paul.get("/")
    path = path_of(meeting, f"/punkte/{item.id}")
    won, lost = await at_once(meeting, approval, paul.post(path, typed(AFTER, 1), headers=HTMX))
    assert (won.status_code, lost.status_code) == (303, 409)
    assert "Das Protokoll ist genehmigt" in lost.text
    assert await texts() == [BEFORE]


@pytest.mark.parametrize(
    ("name", "status", "version", "rich", "is_written"),
    [
        ("anna", MinutesStatus.DRAFT, 1, "", True),
        ("paul", MinutesStatus.DRAFT, 1, "", True),
        ("bernd", MinutesStatus.SENT, 1, "", True),
        ("carla", MinutesStatus.SENT, 1, "", False),  # a member reads
        ("dirk", MinutesStatus.SENT, 1, "", False),
        ("frieda", MinutesStatus.SENT, 1, "", False),  # coordinates elsewhere
        ("paul", MinutesStatus.APPROVED, 1, "", False),
        ("paul", MinutesStatus.DRAFT, 2, "", False),
        ("paul", MinutesStatus.DRAFT, 1, None, False),  # its look must be read first
    ],
)
async def test_one_statement_writes_only_for_who_may_over_what_stands_there(
    cast: Cast, name: str, status: MinutesStatus, version: int, rich: str | None, is_written: bool
) -> None:
    meeting, item = await minuted(cast)
    minutes = await Minutes.objects().first()
    assert minutes is not None
    await make_text(minutes, item, "Alt")
    await Minutes.update({Minutes.status: status}, force=True)
    data = ItemText("Neu", version, rich)
    stand = await writing.write_over(await cast.actor(name), meeting.id, item.id, data, now=now())
    assert (stand is not None) == is_written
    assert await texts() == ["Neu" if is_written else "Alt"]

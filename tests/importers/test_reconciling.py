"""The worker compares a source page by page; what breaks off goes on, nothing comes twice."""

import json
from datetime import timedelta

from app.core import clock
from app.importers.jobs.reconcile import reconcile
from app.importers.outside import ask
from app.importers.tables import OparlPaper, OparlRun, RunState
from app.vorlagen.tables import Vorlage
from tests.cast import Cast
from tests.importers.council import Council
from tests.importers.make import again, draft_of, last_run, make_source, papers_of, source_of, work


async def test_a_list_of_three_pages_is_read_to_its_end(cast: Cast, ris: Council) -> None:
    for number in range(1, 6):
        ris.paper(number)
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    run = await last_run(source_id)
    assert (run.state, run.objects_read, run.objects_total) == (RunState.DONE, 5, 5)
    assert (run.papers_new, run.papers_changed, json.loads(run.failures)) == (5, 0, [])
    rows = await papers_of(source_id)
    assert [row.reference for row in rows] == [f"2026/00{n}" for n in range(1, 6)]
    reading = json.loads((await draft_of(rows[1])).reading)
    assert reading["lead_unit"] == "Jugendamt"
    assert reading["consultations"][0] | {"result": None, "role": None} == {
        "position": 1, "committee": "Jugendhilfeausschuss", "role": None, "date": "2026-02-20",
        "public": True, "agenda_number": "Ö 2", "meeting_title": "12. Sitzung", "result": None,
    }  # fmt: skip
    assert [point["text"] for point in reading["proposal"]["points"]] == [
        "Der Jugendtreff am Markt öffnet auch am Samstag.",
        "Die Verwaltung berichtet nach einem Jahr.",
    ]
    assert await Vorlage.count() == 0, "nothing becomes a Vorlage before a person says so"


async def test_the_next_run_asks_only_for_what_is_newer(cast: Cast, ris: Council) -> None:
    for number in range(1, 5):
        ris.paper(number)
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    soon = clock.now().isoformat()
    ris.paper(2, name="Jugendtreff am Markt, neu gefasst", modified=soon)
    ris.asked.clear()
    await again(cast, source_id)
    await work()
    run = await last_run(source_id)
    since = (clock.now() - timedelta(days=1)).date().isoformat()
    assert f"modified_since={since}" in ris.asked[0]
    assert (run.objects_read, run.papers_new, run.papers_changed) == (1, 0, 1)
    assert (await papers_of(source_id))[1].title == "Jugendtreff am Markt, neu gefasst"


async def test_a_server_without_dates_is_compared_by_content(cast: Cast, ris: Council) -> None:
    for number in range(1, 4):
        ris.paper(number, modified="2000-01-01T00:00:00+01:00")
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    assert (await source_of(source_id)).watermark is None
    ris.paper(3, name="Anders", modified="2000-01-01T00:00:00+01:00")
    ris.asked.clear()
    await again(cast, source_id)
    await work()
    run = await last_run(source_id)
    assert (run.objects_read, run.papers_new, run.papers_changed) == (3, 0, 1)
    assert ris.asked[0] == "/papers"
    assert ris.asked.count("/files/1") == 1, "only the changed one is read again"


async def test_a_new_stamp_without_new_content_is_no_change(cast: Cast, ris: Council) -> None:
    ris.paper(1)
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    ris.paper(1, modified=clock.now().isoformat())
    await again(cast, source_id)
    await work()
    assert (await last_run(source_id)).papers_changed == 0


async def test_a_result_that_appears_in_the_meeting_is_found(cast: Cast, ris: Council) -> None:
    ris.paper(1)
    meeting = {"name": "12. Sitzung", "start": "2026-02-20T17:00:00+01:00"}
    ris.replaced["/meetings/1"] = json.dumps(meeting).encode()
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    ris.replaced.clear()
    await again(cast, source_id)
    await work()
    (row,) = await papers_of(source_id)
    assert (
        json.loads((await draft_of(row)).reading)["consultations"][0]["result"]["code"] == "adopted"
    )
    assert (await last_run(source_id)).papers_changed == 1


async def test_a_server_that_fails_on_page_two_is_asked_again_later(
    cast: Cast, ris: Council
) -> None:
    for number in range(1, 6):
        ris.paper(number)
    ris.broken["/papers?page=2"] = 500
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    run = await last_run(source_id)
    assert (run.state, run.objects_read) == (RunState.FAILED, 2)
    assert "Fehler" in json.loads(run.failures)[0]["sentence"]
    assert ris.asked.count("/papers?page=2") == 5
    ris.broken.clear()
    ris.asked.clear()
    await again(cast, source_id)
    await work()
    assert ris.asked[0] == "/papers?page=2", "what was read is not read again"
    assert (await last_run(source_id)).state == RunState.DONE
    assert len(await papers_of(source_id)) == 5


async def test_between_two_attempts_the_run_waits(cast: Cast, ris: Council) -> None:
    ris.broken["/papers"] = 503
    source_id = await make_source(cast, ris.url("/papers"))
    assert await reconcile() is True
    assert await reconcile() is False
    wait = (await last_run(source_id)).due_at - clock.now()
    assert timedelta(seconds=20) < wait <= timedelta(seconds=31)


async def let_the_lease_run_out() -> None:
    await OparlRun.update({OparlRun.due_at: clock.now()}).where(OparlRun.ended_at.is_null())


class Killed(BaseException):
    """What a worker cannot catch."""


async def test_a_worker_killed_again_and_again_leaves_nothing_half_and_nothing_double(
    cast: Cast, ris: Council
) -> None:
    for number in range(1, 6):
        ris.paper(number)
    source_id = await make_source(cast, ris.url("/papers"))
    asked = kills = 0

    async def dying(address: str) -> bytes:
        nonlocal asked
        asked += 1
        if asked % 7 == 0:
            raise Killed
        return await ask(address)

    while (await last_run(source_id)).ended_at is None:
        try:
            await work(dying)
        except Killed:
            kills += 1
        for row in await papers_of(source_id):
            assert row.is_pending == (row.draft is None)
        await let_the_lease_run_out()
    run = await last_run(source_id)
    assert kills >= 3
    assert (run.state, run.objects_read, run.papers_new) == (RunState.DONE, 5, 5)
    assert await OparlPaper.count() == 5


async def test_two_workers_never_hold_the_same_run(cast: Cast, ris: Council) -> None:
    ris.paper(1)
    source_id = await make_source(cast, ris.url("/papers"))
    seen: list[bool] = []

    async def looking(address: str) -> bytes:
        seen.append(await reconcile(ask))
        return await ask(address)

    await work(looking)
    assert seen
    assert not any(seen)
    assert (await last_run(source_id)).papers_new == 1


async def test_who_lost_the_run_writes_nothing(cast: Cast, ris: Council) -> None:
    ris.paper(1)
    source_id = await make_source(cast, ris.url("/papers"))

    async def overtaken(address: str) -> bytes:
        await OparlRun.update({OparlRun.attempts: OparlRun.attempts + 1}, force=True)
        return await ask(address)

    assert await reconcile(overtaken) is True
    assert await papers_of(source_id) == []
    assert (await last_run(source_id)).objects_read == 0

"""Long files in the worker: progress to be seen, all or nothing, whoever dies in the middle."""

import asyncio
import json
from contextvars import Context
from datetime import timedelta
from uuid import UUID

import pytest

from app.core import clock
from app.core.errors import RuleViolation
from app.groups.tables import Membership
from app.people.tables import OfficeRole, Person
from app.rosters import jobs
from app.rosters.access import NO_LONGER
from app.rosters.operations import imports, runs
from app.rosters.tables import RosterImport, RosterState
from tests.cast import Cast
from tests.rosters.make import PEOPLE, roster, start, take

MANY = 600


def lines(count: int) -> str:
    head = "Vorname;Nachname;E-Mail;Gruppe;seit\n"
    return head + "".join(
        f"Pia{n};Probe;pia.{n}@example.org;Steuerungsgruppe Familienzentren;01.09.2024\n"
        for n in range(count)
    )


async def probes() -> int:
    found: int = await Person.count().where(Person.family_name == "Probe")
    return found


async def test_a_long_file_is_taken_over_by_the_worker(cast: Cast) -> None:
    import_id = await start(cast, lines(MANY))
    assert await take(cast, import_id) == RosterState.RUNNING
    assert await take(cast, import_id) == RosterState.RUNNING  # pressed twice
    assert await probes() == 0
    assert await jobs.take_over_due() is True
    assert await jobs.take_over_due() is False
    done = await roster(import_id)
    assert (done.state, done.done_rows, json.loads(done.outcome)["new"]) == (
        RosterState.DONE, MANY, MANY,
    )  # fmt: skip
    assert await probes() == MANY
    assert await Membership.count().where(Membership.group == cast.group.id) == MANY + 5


async def test_the_longest_file_is_taken_over_too(cast: Cast) -> None:
    import_id = await start(cast, lines(5000))
    await take(cast, import_id)
    await jobs.take_over_due()
    assert (await roster(import_id)).state == RosterState.DONE
    assert await probes() == 5000


async def test_the_progress_is_seen_before_anything_else_is(cast: Cast) -> None:
    import_id = await start(cast, lines(MANY))
    await take(cast, import_id)
    claimed = await runs.claim(now=clock.now())
    assert claimed is not None
    seen: list[int] = []

    async def look(done: int) -> None:
        await runs.tell_progress(claimed, done)

    async def look_from_outside(done: int) -> None:
        await asyncio.create_task(look(done), context=Context())
        row = await asyncio.create_task(roster(import_id), context=Context())
        seen.append(row.done_rows)
        assert await asyncio.create_task(probes(), context=Context()) == 0

    await runs.carry_out(claimed, look_from_outside, now=clock.now())
    assert seen == sorted(seen)
    assert len(set(seen)) > 3
    assert await probes() == MANY


async def test_a_worker_that_dies_leaves_nothing_and_another_one_begins_anew(cast: Cast) -> None:
    import_id = await start(cast, lines(MANY))
    await take(cast, import_id)
    claimed = await runs.claim(now=clock.now())
    assert claimed is not None

    async def die(done: int) -> None:
        if done > MANY // 2:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        await runs.carry_out(claimed, die, now=clock.now())
    assert await probes() == 0
    assert await runs.claim(now=clock.now()) is None  # its lease still runs
    await _lease_runs_out(import_id)
    assert await jobs.take_over_due() is True
    assert await probes() == MANY


async def _lease_runs_out(import_id: UUID) -> None:
    past = clock.now() - timedelta(seconds=1)
    await RosterImport.update({RosterImport.due_at: past}).where(RosterImport.id == import_id)


async def test_who_lost_the_lease_writes_nothing(cast: Cast) -> None:
    import_id = await start(cast, lines(MANY))
    await take(cast, import_id)
    slow = await runs.claim(now=clock.now())
    await _lease_runs_out(import_id)
    assert slow is not None
    assert await runs.claim(now=clock.now()) is not None
    with pytest.raises(runs.LostLease):
        await runs.carry_out(slow, _silent, now=clock.now())
    assert await probes() == 0


async def _silent(_done: int) -> None:
    pass


async def test_after_three_failures_it_ends_with_a_sentence(cast: Cast) -> None:
    import_id = await start(cast, lines(MANY))
    await take(cast, import_id)
    for _ in range(runs.MOST_ATTEMPTS):
        assert await runs.claim(now=clock.now()) is not None
        await _lease_runs_out(import_id)
    assert await runs.claim(now=clock.now()) is None
    failed = await roster(import_id)
    assert (failed.state, failed.stop_reason) == (RosterState.FAILED, runs.GAVE_UP)
    assert await take(cast, import_id) == RosterState.RUNNING  # may be tried again


async def test_a_row_that_went_wrong_meanwhile_stops_all(cast: Cast) -> None:
    import_id = await start(cast, lines(MANY))
    await take(cast, import_id)
    other = Person(
        body=cast.other_body.id, given_name="Pia", family_name="Fremd", email="pia.7@example.org"
    )
    await other.save()
    await jobs.take_over_due()
    failed = await roster(import_id)
    assert failed.state == RosterState.FAILED
    assert "In einer Zeile ist noch ein Fehler" in failed.stop_reason
    assert await probes() == 0


async def test_whose_office_ended_meanwhile_takes_nothing_over(cast: Cast) -> None:
    import_id = await start(cast, lines(MANY))
    await take(cast, import_id)
    await OfficeRole.delete().where(OfficeRole.person == cast.anna.id)
    await jobs.take_over_due()
    assert (await roster(import_id)).stop_reason == NO_LONGER


async def test_the_rows_are_gone_a_week_after_the_end(cast: Cast) -> None:
    done, lying, fresh = [await start(cast, PEOPLE) for _ in range(3)]
    await take(cast, done)
    past = clock.now() - runs.KEPT - timedelta(minutes=1)
    await RosterImport.update({RosterImport.ended_at: past}).where(RosterImport.id == done)
    await RosterImport.update({RosterImport.created_at: past}).where(RosterImport.id == lying)
    await jobs.empty_cells()
    states = [await roster(import_id) for import_id in (done, lying, fresh)]
    assert [json.loads(row.cells) == [] for row in states] == [True, True, False]
    assert [row.state for row in states] == ["done", "failed", "checked"]
    with pytest.raises(RuleViolation):
        await take(cast, lying)


async def test_after_the_end_nothing_can_be_changed_any_more(cast: Cast) -> None:
    import_id, anna = await start(cast, PEOPLE), await cast.actor("anna")
    await take(cast, import_id)
    with pytest.raises(RuleViolation, match="schon eingelesen"):
        await imports.correct(anna, import_id, {(1, 0): "Grete"})
    with pytest.raises(RuleViolation, match="schon eingelesen"):
        await imports.discard(anna, import_id)

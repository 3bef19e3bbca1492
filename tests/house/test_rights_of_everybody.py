"""Every route × everybody of the matrix × every state the answer may depend on."""

from collections.abc import AsyncIterator, Sequence

import pytest
from litestar import Litestar

from app.groups.tables import Standing
from tests.cast import make_cast
from tests.conftest import empty_tables
from tests.house.test_rights import MATRIX
from tests.matrix import CAPABILITIES, SIGNED_IN, Who
from tests.rechte import TARGET, text
from tests.rights import Right
from tests.states import (
    STATES,
    Prepare,
    State,
    carla_begins_tomorrow,
    carla_left,
    doris_is,
)
from tests.world import World, fits, make_world, met

ENDS_SESSION = ("/abmelden", "/einstellungen/anmeldungen/ende")
ROWS = sorted(MATRIX, key=lambda row: (row.method, row.path))
READ = [row for row in ROWS if row.method == "GET"]
FAR = {Who.FORMER, Who.OPERATOR, Who.OTHER_OFFICE}  # no state brings them nearer: only GET
READING_NOTES = {"audit_entry", "calendar_feed"}  # lists given out, last use of a subscription
OF_A_COMMITTEE = {"own_committee", "committee_digest"}  # where Carla has another seat


@pytest.fixture(scope="module")
async def world(app: Litestar, database: None) -> AsyncIterator[World]:
    await empty_tables()
    yield await make_world(app, await make_cast())
    await empty_tables()


async def complaints(
    world: World, rows: Sequence[Right], who: Who, state: str = "", *, meant: Who | None = None
) -> list[str]:
    """Each row in the same world; who is refused has written nothing. `meant`: whose answers."""
    wrong, stand = [], world.stand
    for row in rows:
        expected = row.of.answer(meant or who, state)
        status, location = await met(world, row, who)
        if not fits(expected, status, location):
            wrong.append(
                f"{state or 'Grundzustand'}, {who}, {row.method} {row.path}: {status} {location}, expected {expected}"
            )
        if row.method == "GET":
            wrong += [f"{who} {row.path} writes {told}" for told in await written_by_reading(world)]
            continue
        if changed := await stand.changed():
            wrong += [f"{who} {row.path} was refused, but {changed}"] if expected != "open" else []
        if changed or (row.path in ENDS_SESSION and who in SIGNED_IN):
            await world.back()
    return wrong


async def written_by_reading(world: World) -> set[str]:
    changed = await world.stand.changed()
    if changed:
        await world.back()
    return changed - READING_NOTES


@pytest.mark.parametrize("who", Who)
async def test_every_route_as(world: World, who: Who) -> None:
    assert "\n".join(await complaints(world, ROWS, who)) == ""


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
async def test_every_route_of_an_object_in_the_state(world: World, state: State) -> None:
    rows, wrong = [row for row in ROWS if state.concerns(row.path)], []
    assert rows
    async with world.standing_as(state.prepare):
        for who in sorted(SIGNED_IN):
            asked = [row for row in rows if who not in FAR or row.method == "GET"]
            wrong += await complaints(world, asked, who, state.name)
    assert "\n".join(wrong) == ""


def test_every_exception_of_the_matrix_belongs_to_a_state_that_is_asked() -> None:
    named = {state for each in CAPABILITIES.values() for state in each.but}
    assert named <= {state.name for state in STATES}


@pytest.mark.parametrize("prepare", [carla_left, carla_begins_tomorrow])
async def test_member_outside_the_time_of_the_membership_is_a_stranger(
    world: World, prepare: Prepare
) -> None:
    asked = ROWS if prepare is carla_left else READ
    rows = [row for row in asked if row.known_as not in OF_A_COMMITTEE]
    async with world.standing_as(prepare):
        wrong = await complaints(world, rows, Who.MEMBER, meant=Who.STRANGER)
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("standing", [Standing.ADVISORY, Standing.GUEST])
async def test_advisers_and_guests_read_what_deputies_read(
    world: World, standing: Standing
) -> None:
    async with world.standing_as(doris_is(standing)):
        wrong = await complaints(world, READ, Who.DEPUTY)
    assert "\n".join(wrong) == ""


def test_the_document_for_the_countys_it_says_what_is_tested() -> None:
    assert TARGET.read_text(encoding="utf-8") == text(), "python -m tests.rechte"

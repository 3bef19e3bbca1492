"""Papers of the first release keep everything, and its processes may go on writing."""

from uuid import uuid4

import asyncpg
import pytest

from app.core.postgres import EmbeddedPostgres
from tests.upgrade import Earlier, database_of

BODY, VORLAGE, STEP, POINT = uuid4(), uuid4(), uuid4(), uuid4()


async def rows_of_the_first_release(earlier: Earlier) -> None:
    await earlier.add("body", id=BODY, name="Landkreis Musterland")
    await earlier.add(
        "vorlage", id=VORLAGE, body=BODY, reference="2024/012", title="Familienzentren",
        paper="{}", reading="{}", source_text="", source_sha256="",
    )  # fmt: skip
    await step_and_point(earlier, STEP, POINT)


async def step_and_point(earlier: Earlier, *ids: object) -> None:
    write = earlier.connection.execute
    step = "INSERT INTO consultation (id, vorlage, position, committee_name) VALUES ($1, $2, 1, 'Kreistag')"
    point = "INSERT INTO decision_point (id, vorlage, position, text) VALUES ($1, $2, 1, 'Sie berichtet.')"
    await write(step, ids[0], VORLAGE)
    await write(point, ids[1], VORLAGE)


async def test_papers_of_the_first_release_get_empty_new_columns(
    database_server: EmbeddedPostgres,
) -> None:
    async with database_of(database_server) as earlier:
        await rows_of_the_first_release(earlier)
        earlier.upgrade()
        read = earlier.connection.fetchrow
        step = await read("SELECT * FROM consultation WHERE id = $1", STEP)
        point = await read("SELECT * FROM decision_point WHERE id = $1", POINT)
        assert (step["committee_name"], step["resolution_text"]) == ("Kreistag", "")
        assert (point["text"], point["needless_reason"], point["needless_since"]) == (
            "Sie berichtet.", "", None,
        )  # fmt: skip
        assert await earlier.connection.fetchval("SELECT count(*) FROM vorlage_file") == 0
        await step_and_point(earlier, uuid4(), uuid4())  # a process that is not new yet
        assert await earlier.connection.fetchval("SELECT count(*) FROM consultation") == 2


async def test_papers_of_the_first_release_can_get_a_second_fassung(
    database_server: EmbeddedPostgres,
) -> None:
    async with database_of(database_server) as earlier:
        await rows_of_the_first_release(earlier)
        earlier.upgrade()
        read, write = earlier.connection.fetchval, earlier.connection.execute
        assert await read("SELECT absent_since FROM decision_point WHERE id = $1", POINT) is None
        assert await read("SELECT count(*) FROM fassung") == 0
        fassung = (
            "INSERT INTO fassung (id, vorlage, number, paper, reading, source_text, source_sha256)"
            " VALUES ($1, $2, $3, '{}', '{}', '', '')"
        )
        for number in (1, 2):
            await write(fassung, uuid4(), VORLAGE, number)
        with pytest.raises(asyncpg.UniqueViolationError):
            await write(fassung, uuid4(), VORLAGE, 2)
        hint = "INSERT INTO wording_hint (id, vorlage, kind, sentence, data) VALUES ($1, $2, 'seats', 'x', '{}')"
        await write(hint, uuid4(), VORLAGE)
        assert await read("SELECT state FROM wording_hint") == "offered"

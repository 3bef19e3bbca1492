"""Papers of the first release stay as they are; their processes go on writing beside the new ones."""

from uuid import uuid4

import asyncpg
import pytest

from app.core.postgres import EmbeddedPostgres
from tests.upgrade import database_of

BODY, VORLAGE = uuid4(), uuid4()
PAPER = (
    "INSERT INTO vorlage (id, body, reference, title, paper, reading, source_text, source_sha256)"
    " VALUES ($1, $2, $3, 'Familienzentren', '{}', '{}', '', '')"
)
SOURCE = (
    "INSERT INTO oparl_source (id, body, kind, name, address, start)"
    " VALUES ($1, $2, $3, 'Musterhausen', '', 'https://ris.example.org')"
)


async def test_papers_of_the_first_release_have_no_note_of_a_source(
    database_server: EmbeddedPostgres,
) -> None:
    async with database_of(database_server) as earlier:
        write, read = earlier.connection.execute, earlier.connection.fetchval
        await write("INSERT INTO body (id, name) VALUES ($1, 'Landkreis Musterland')", BODY)
        await write(PAPER, VORLAGE, BODY, "2024/012")
        earlier.upgrade()
        assert await read("SELECT source_note FROM vorlage WHERE id = $1", VORLAGE) == ""
        await write(PAPER, uuid4(), BODY, "2024/013")  # a process that is not new yet
        assert await read("SELECT count(*) FROM vorlage") == 2
        assert await read("SELECT count(*) FROM paper_draft") == 0
        source = uuid4()
        await write(SOURCE, source, BODY, "body")
        run = "INSERT INTO oparl_run (id, source) VALUES ($1, $2)"
        await write(run, uuid4(), source)
        with pytest.raises(asyncpg.UniqueViolationError):
            await write(run, uuid4(), source)
        with pytest.raises(asyncpg.CheckViolationError):
            await write(SOURCE, uuid4(), BODY, "invented")

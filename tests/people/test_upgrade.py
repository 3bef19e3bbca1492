"""Who was entered before the index of trigrams is found by it."""

from uuid import uuid4

from app.core.postgres import EmbeddedPostgres
from tests.upgrade import database_of

BEFORE = "2026-11-23T13:40:00:000000"


async def test_people_and_functions_from_before_are_found(
    database_server: EmbeddedPostgres,
) -> None:
    body, person, traeger = uuid4(), uuid4(), uuid4()
    async with database_of(database_server, BEFORE) as earlier:
        write, read = earlier.connection.execute, earlier.connection.fetch
        await write("INSERT INTO body (id, name) VALUES ($1, 'Landkreis Musterland')", body)
        await write(
            "INSERT INTO person (id, body, given_name, family_name, email)"
            " VALUES ($1, $2, 'Jörg', 'Müller', 'joerg@example.org')",
            person, body,
        )  # fmt: skip
        await write(
            "INSERT INTO traeger (id, body, name, side) VALUES ($1, $2, 'Nord', 'free')",
            traeger, body,
        )  # fmt: skip
        await write(
            "INSERT INTO affiliation (id, person, traeger, function) VALUES ($1, $2, $3, 'Vorstand')",
            uuid4(), person, traeger,
        )  # fmt: skip
        earlier.upgrade()
        await write("SET enable_seqscan = off")
        for table, part in (("person", "ulle"), ("affiliation", "orstan")):
            asked = f"SELECT 1 FROM {table} WHERE found_by LIKE '%{part}%'"
            assert len(await read(asked)) == 1
            plan = "\n".join(row[0] for row in await read(f"EXPLAIN {asked}"))
            assert f"{table}_parts" in plan

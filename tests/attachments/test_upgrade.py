"""What was there before tasks had files stays found, and tasks take files."""

from uuid import uuid4

from app.core.postgres import EmbeddedPostgres
from tests.upgrade import database_of

BEFORE = "2026-11-23T06:57:00:000000"


async def test_an_old_task_takes_a_file_that_goes_with_it(
    database_server: EmbeddedPostgres,
) -> None:
    body, group, task, event, old, new = (uuid4() for _ in range(6))
    async with database_of(database_server, BEFORE) as earlier:
        write, read = earlier.connection.execute, earlier.connection.fetchval

        async def add_file(file: object) -> None:
            await write(
                "INSERT INTO file (id, body_id, owner_id, name, media_type, size, sha256)"
                " VALUES ($1, $2, $1, 'Plan.pdf', 'application/pdf', 1, 'x')",
                file, body,
            )  # fmt: skip

        await write("INSERT INTO body (id, name) VALUES ($1, 'Landkreis Musterland')", body)
        await write(
            "INSERT INTO steering_group (id, body, name, kind) VALUES ($1, $2, 'SG', 'spurgruppe')",
            group, body,
        )  # fmt: skip
        await write("INSERT INTO task (id, \"group\", title) VALUES ($1, $2, 'Alt')", task, group)
        earlier.upgrade()
        await add_file(new)
        await write("INSERT INTO task_file (id, task, file) VALUES ($1, $2, $1)", new, task)
        assert await read('SELECT "group" FROM file_text WHERE file = $1', new) == group
        await add_file(old)
        await write(
            "INSERT INTO group_event (id, \"group\", title) VALUES ($1, $2, 'Fest')", event, group
        )
        await write("INSERT INTO event_file (id, event, file) VALUES ($1, $2, $1)", old, event)
        assert await read('SELECT "group" FROM file_text WHERE file = $1', old) == group
        await write("DELETE FROM task WHERE id = $1", task)
        assert await read("SELECT count(*) FROM file WHERE id = $1", new) == 0
        assert await read("SELECT count(*) FROM file WHERE id = $1", old) == 1

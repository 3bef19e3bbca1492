"""What was written before is found, watched and listed by the version with more to search."""

from datetime import UTC, date, datetime
from uuid import uuid4

from app.core.postgres import EmbeddedPostgres
from tests.upgrade import database_of

BEFORE = "2026-11-23T06:57:00:000000"
FINDS = (
    "SELECT id FROM {} WHERE words @@ to_tsquery('pg_catalog.german', german_fold('fahrdienst'))"
)


async def test_old_steps_proposals_reports_and_addresses_go_on(
    database_server: EmbeddedPostgres,
) -> None:
    body, group, task, mandate, step, part, proposal, report, hook = (uuid4() for _ in range(9))
    async with database_of(database_server, BEFORE) as earlier:
        write, read = earlier.connection.execute, earlier.connection.fetchval
        await write("INSERT INTO body (id, name) VALUES ($1, 'Landkreis Musterland')", body)
        await write(
            "INSERT INTO steering_group (id, body, name, kind) VALUES ($1, $2, 'JHA', 'ausschuss')",
            group, body,
        )  # fmt: skip
        await write("INSERT INTO task (id, \"group\", title) VALUES ($1, $2, 'Alt')", task, group)
        await write(
            "INSERT INTO task_substep (id, task, position, text) VALUES ($1, $2, 1, 'Fahrdienst fragen')",
            part, task,
        )  # fmt: skip
        await write(
            "INSERT INTO mandate (id, \"group\", title) VALUES ($1, $2, 'Alt')", mandate, group
        )
        await write(
            "INSERT INTO mandate_step (id, mandate, to_status, sentence, person_name)"
            " VALUES ($1, $2, 'open', 'Der Fahrdienst zahlt.', 'P')",
            step, mandate,
        )  # fmt: skip
        await write(
            'INSERT INTO mandate_proposal (id, "group", person_name, kind, title)'
            " VALUES ($1, $2, 'Carla Cordes', 'question', 'Fahrdienst klären')",
            proposal, group,
        )  # fmt: skip
        await write(
            "INSERT INTO report (id, body, committee, number, about, since, until)"
            " VALUES ($1, $2, $3, 1, '2024/012', $4, $4)",
            report, body, group, date(2026, 9, 1),
        )  # fmt: skip
        await write(
            "INSERT INTO webhook (id, body, address, topics, created_at)"
            " VALUES ($1, $2, 'https://fach.example.org/', '{task}', $3)",
            hook, body, datetime(2026, 9, 1, tzinfo=UTC),
        )  # fmt: skip
        earlier.upgrade()
        for table, row in (
            ("task_substep", part), ("mandate_step", step), ("mandate_proposal", proposal),
        ):  # fmt: skip
            assert await read(FINDS.format(table)) == row
        assert await read("SELECT discarded_at FROM report WHERE id = $1", report) is None
        assert await read("SELECT collected_until FROM webhook WHERE id = $1", hook) is None

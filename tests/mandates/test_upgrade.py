"""Proposals that an ended group had left open are closed, and others wait on."""

from datetime import date
from uuid import uuid4

from app.core.postgres import EmbeddedPostgres
from tests.upgrade import database_of

BEFORE = "2026-11-23T06:57:00:000000"


async def test_what_waits_in_an_ended_group_is_closed(database_server: EmbeddedPostgres) -> None:
    body, ended, living = uuid4(), uuid4(), uuid4()
    async with database_of(database_server, BEFORE) as earlier:
        write = earlier.connection.execute
        await write("INSERT INTO body (id, name) VALUES ($1, 'Landkreis Musterland')", body)
        for group, status, last in (
            (ended, "finished", date(2026, 9, 30)),
            (living, "active", None),
        ):
            await write(
                "INSERT INTO steering_group (id, body, name, kind, status, ends_on)"
                " VALUES ($1, $2, 'SG', 'spurgruppe', $3, $4)",
                group, body, status, last,
            )  # fmt: skip
            await write(
                'INSERT INTO mandate_proposal (id, "group", person_name, kind, title)'
                " VALUES ($1, $2, 'Carla Cordes', 'question', 'Fahrten')",
                uuid4(), group,
            )  # fmt: skip
        earlier.upgrade()
        rows = await earlier.connection.fetch(
            'SELECT "group", status, answer, decided_at FROM mandate_proposal'
        )
        found = {row["group"]: row for row in rows}
        assert found[ended]["status"] == "declined"
        assert found[ended]["answer"] == "Die Gruppe ist beendet, letzter Tag: 30.09.2026."
        assert found[ended]["decided_at"]
        assert (found[living]["status"], found[living]["answer"]) == ("open", "")

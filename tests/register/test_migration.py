"""Decisions of an earlier version get their numbers in the order of their meetings."""

from datetime import UTC, datetime
from uuid import uuid4

from app.core.postgres import EmbeddedPostgres
from tests.upgrade import database_of

BEFORE = "2026-11-22T23:40:00:000000"
BODY = "INSERT INTO body (id, name) VALUES ($1, 'Musterland')"
GROUP = "INSERT INTO steering_group (id, body, name, kind) VALUES ($1, $2, $3, $4)"
MEETING = """INSERT INTO meeting (id, "group", title, starts_at, ends_at, uid)
VALUES ($1, $2, 'Sitzung', $3, $3::timestamptz + interval '1 hour', $4)"""
ITEM = "INSERT INTO agenda_item (id, meeting, position, title) VALUES ($1, $2, 1, 'Räume')"
DECISION = "INSERT INTO decision (id, agenda_item, text) VALUES ($1, $2, $3)"
NUMBERS = """SELECT d.text, e.number, e.year FROM decision d JOIN register_entry e ON e.decision = d.id
ORDER BY d.text"""


async def test_known_decisions_are_numbered_by_the_day_of_their_meeting(
    database_server: EmbeddedPostgres,
) -> None:
    async with database_of(database_server, BEFORE) as earlier:
        body, group = uuid4(), uuid4()
        await earlier.connection.execute(BODY, body)
        await earlier.connection.execute(GROUP, group, body, "Gruppe", "steuerungsgruppe")

        async def decided(text: str, year: int, month: int) -> None:
            meeting, item = uuid4(), uuid4()
            held = datetime(year, month, 5, 14, tzinfo=UTC)
            await earlier.connection.execute(MEETING, meeting, group, held, str(meeting))
            await earlier.connection.execute(ITEM, item, meeting)
            await earlier.connection.execute(DECISION, uuid4(), item, text)

        for text, year, month in (("c", 2026, 5), ("a", 2025, 12), ("b", 2026, 2)):
            await decided(text, year, month)
        earlier.upgrade()
        await decided("d", 2026, 6)  # as a process of the version before still writes it
        rows = [tuple(row) for row in await earlier.connection.fetch(NUMBERS)]
    assert rows == [("a", 1, 2025), ("b", 1, 2026), ("c", 2, 2026), ("d", 3, 2026)]

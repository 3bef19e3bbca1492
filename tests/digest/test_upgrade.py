"""What the version before had told and served stays told and served."""

from datetime import UTC, datetime
from uuid import uuid4

from app.core.postgres import EmbeddedPostgres
from app.digest.rules.marks import marks_of
from tests.upgrade import database_of

BEFORE = "2026-11-23T03:44:00:000000"
TOLD = datetime(2026, 11, 20, 8, tzinfo=UTC)
BODY, COMMITTEE, WEEKLY, BEFORE_MEETING = (uuid4() for _ in range(4))
SUBSCRIPTION = """
INSERT INTO subscription (id, person, committee, rhythm, chosen_at, chosen_how, watermark, ended_at, token_hash)
VALUES ($1, $2, $3, $4, '2026-09-01', 'selbst gewählt', $5, $6, $7)
"""


async def test_one_watermark_becomes_that_of_every_kind(database_server: EmbeddedPostgres) -> None:
    async with database_of(database_server, BEFORE) as earlier:
        write, read = earlier.connection.execute, earlier.connection.fetch
        await write("INSERT INTO body (id, name) VALUES ($1, 'Landkreis Musterland')", BODY)
        await write(
            "INSERT INTO steering_group (id, body, name, kind) VALUES ($1, $2, 'JHA', 'ausschuss')",
            COMMITTEE, BODY,
        )  # fmt: skip
        people = [uuid4(), uuid4()]
        for person in people:
            await write(
                "INSERT INTO person (id, body, given_name, family_name, email)"
                " VALUES ($1, $2, 'Mia', 'Muster', $3)",
                person, BODY, f"{person}@example.org",
            )  # fmt: skip
        await write(SUBSCRIPTION, WEEKLY, people[0], COMMITTEE, "weekly", TOLD, None, "1")
        await write(
            SUBSCRIPTION, BEFORE_MEETING, people[1], COMMITTEE, "before_meeting", TOLD, TOLD, "2"
        )
        for key in (
            f"digest:{WEEKLY}:week:2026-48",
            f"digest:{BEFORE_MEETING}:session:2026-12-18T1500",
        ):
            await write("INSERT INTO periodic_run (key) VALUES ($1)", key)
        earlier.upgrade()
        rows = {row["id"]: row for row in await read("SELECT * FROM subscription")}
        assert set(marks_of(rows[WEEKLY]).values()) == {TOLD}
        assert {row["left_out"] for row in rows.values()} == {""}
        assert rows[WEEKLY]["served"] == "week:2026-48"
        assert rows[BEFORE_MEETING]["served"] == "session:2026-12-18"
        chosen = await read("SELECT subscription, rhythm, how FROM digest_choice ORDER BY at")
        assert sorted((row["subscription"], row["rhythm"]) for row in chosen) == sorted(
            [(WEEKLY, "weekly"), (BEFORE_MEETING, "before_meeting"), (BEFORE_MEETING, "")]
        )
        third = uuid4()
        await write(
            "INSERT INTO person (id, body, given_name, family_name, email)"
            " VALUES ($1, $2, 'Ole', 'Muster', 'ole@example.org')",
            third, BODY,
        )  # fmt: skip
        # An old process writes once more.
        await write(SUBSCRIPTION, uuid4(), third, COMMITTEE, "monthly", TOLD, None, "3")

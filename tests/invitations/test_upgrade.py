"""Invitations of the version before keep their tokens; those to a meeting of a series need none."""

from datetime import timedelta
from uuid import UUID, uuid4

from app.core.clock import now
from app.core.postgres import EmbeddedPostgres
from tests.upgrade import Earlier, database_of

BEFORE = "2026-11-23T11:16:00:000000"


async def invite(earlier: Earlier, meeting: UUID, number: int, reply_token: str | None) -> None:
    """As the version before writes it when `reply_token` is given."""
    person = uuid4()
    await earlier.connection.execute(
        "INSERT INTO person (id, body, given_name, family_name, email)"
        " SELECT $1, id, 'Nr.', $2::text, $2::text || '@example.org' FROM body",
        person, str(number),
    )  # fmt: skip
    await earlier.connection.execute(
        "INSERT INTO invitation (id, meeting, person, address, reply_token_hash, answer_token_hash)"
        " VALUES ($1, $2, $3, $4::text || '@example.org', $5, 'answer' || $4::text)",
        uuid4(), meeting, person, str(number), reply_token,
    )  # fmt: skip


async def test_old_tokens_stay_and_new_rows_may_do_without(
    database_server: EmbeddedPostgres,
) -> None:
    body, group, meeting = uuid4(), uuid4(), uuid4()
    async with database_of(database_server, BEFORE) as earlier:
        await earlier.add("body", id=body, name="Landkreis Musterland")
        await earlier.add(
            "steering_group", id=group, body=body, name="Lenkungsgruppe", kind="steuerungsgruppe"
        )
        await earlier.add(
            "meeting", id=meeting, group=group, title="1. Sitzung",
            starts_at=now(), ends_at=now() + timedelta(hours=1),
        )  # fmt: skip
        await invite(earlier, meeting, 1, "reply1")
        earlier.upgrade()
        await invite(earlier, meeting, 2, "reply2")  # a process of the version before still runs
        await invite(earlier, meeting, 3, None)
        await invite(earlier, meeting, 4, None)
        rows = await earlier.connection.fetch(
            "SELECT reply_token_hash AS token FROM invitation ORDER BY address"
        )
    assert [row["token"] for row in rows] == ["reply1", "reply2", None, None]

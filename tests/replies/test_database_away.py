"""While the database is away, mail stays where it is: nothing is lost, nothing comes twice."""

import asyncio
import signal

from app.core.postgres import EmbeddedPostgres
from app.replies.tables import InboundMail
from tests.replies.database_door import DatabaseDoor
from tests.replies.foreign_mail import DOMAIN, note
from tests.replies.lmtp_client import Client
from tests.replies.programs import lmtp_server, piped

TO = f"sitzung+{'a' * 32}@{DOMAIN}"
OTHER = f"bounce+{'b' * 52}@{DOMAIN}"


async def subjects() -> list[str]:
    rows = await InboundMail.objects().order_by(InboundMail.received_at)
    return [row.subject for row in rows]


async def test_lmtp_answers_451_to_each_recipient_until_the_database_is_back(
    database_server: EmbeddedPostgres, clean: None
) -> None:
    first, second = note(Subject="vorher"), note(Subject="nachher")
    async with DatabaseDoor(database_server) as way:
        program, port = await lmtp_server(way.dsn)
        async with Client(port) as client:
            assert (await client.deliver(first, TO))[0].startswith("250")
            await way.close()
            for _ in range(3):  # more often than there are connections that could break
                answers = await client.deliver(second, TO, OTHER)
                assert [line[:9] for line in answers] == ["451 4.3.0"] * 2
            assert await subjects() == ["vorher"]
            await way.open()
            answers = await client.deliver(second, TO, OTHER)
            assert [line[:3] for line in answers] == ["250"] * 2
        program.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(program.wait(), 30) == 0
    assert await subjects() == ["vorher", "nachher", "nachher"]


async def test_a_connection_that_breaks_with_the_mail_in_hand_loses_none(
    database_server: EmbeddedPostgres, clean: None
) -> None:
    """Cut at whatever point the mail has reached: a 250 means stored, anything else comes again."""
    async with DatabaseDoor(database_server) as way:
        program, port = await lmtp_server(way.dsn)
        async with Client(port) as client:
            for number in range(12):
                raw = note(Subject=f"Brief {number}")
                await client.begin(TO)
                await client.data(raw)
                await asyncio.sleep(number * 0.003)
                await way.close()
                told = await client.answer()
                await way.open()
                stored = f"Brief {number}" in await subjects()
                assert told[:3] in {"250", "451"}
                assert stored or told.startswith("451")
                assert (await client.deliver(raw, TO))[0].startswith("250")
        program.kill()
        await program.wait()
    assert await subjects() == [f"Brief {number}" for number in range(12)]


async def test_a_piped_mail_ends_with_75_and_is_stored_at_the_next_attempt(
    database_server: EmbeddedPostgres, clean: None
) -> None:
    raw = note(Subject="Antwort")
    async with DatabaseDoor(database_server) as way:
        await way.close()
        assert (await piped(raw, way.dsn, "--recipient", TO))[:2] == (75, "")
        assert await subjects() == []
        await way.open()
        assert (await piped(raw, way.dsn, "--recipient", TO))[0] == 0
    assert await subjects() == ["Antwort"]

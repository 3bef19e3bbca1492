"""Mail by LMTP, over real sockets: a 250 only for what is stored."""

import asyncio
import logging
from pathlib import Path

import pytest

from app.core.settings import BadSettings
from app.replies.jobs import door as door_module
from app.replies.jobs import lmtp
from app.replies.rules.mime import MOST_BYTES
from app.replies.tables import InboundMail, Outcome
from tests.replies.foreign_mail import DOMAIN, note, report
from tests.replies.lmtp_client import Client

TO = f"sitzung+{'a' * 32}@{DOMAIN}"


async def stored() -> list[InboundMail]:
    return await InboundMail.objects().order_by(InboundMail.received_at)


async def test_each_recipient_gets_an_answer_of_its_own(door: Client) -> None:
    other = f"sitzung+{'b' * 32}@{DOMAIN}"
    told = await door.begin(TO, f"claudia@{DOMAIN}", other)
    assert [line[:9] for line in told] == ["250 2.1.5", "550 5.1.1", "250 2.1.5"]

    await door.data(note())
    assert [(await door.answer())[:3] for _ in range(2)] == ["250", "250"]
    assert (await door.say("NOOP")).startswith("250"), "no answer was left over"
    mails = await stored()
    assert [(mail.came_by, mail.recipient) for mail in mails] == [("lmtp", f"sitzung@{DOMAIN}")] * 2
    assert {bytes(mail.mime).split(b"\r\n")[0].decode() for mail in mails} == {
        f"Delivered-To: {TO}", f"Delivered-To: {other}",
    }  # fmt: skip


async def test_mail_to_nobody_of_us_is_not_taken(door: Client) -> None:
    told = await door.begin(f"bounce@{DOMAIN}", "gruen@example.org", f"sitzung+a_b@{DOMAIN}")
    assert all(line.startswith("550") for line in told)
    assert (await door.say("DATA")).startswith("503")
    assert await stored() == []


async def test_dots_and_octets_arrive_as_they_were_sent(door: Client) -> None:
    raw = b"Subject: x\r\n\r\n.\r\n..zwei\r\nNUL \x00 und \xff\r\nohne Ende " + b"x" * 5000
    assert await door.deliver(raw, TO) == ["250 2.0.0 OK"]
    (mail,) = await stored()
    assert bytes(mail.mime) == f"Delivered-To: {TO}\r\n".encode() + raw + b"\r\n"


async def test_ten_megabytes_are_taken_cut_and_put_aside_and_the_next_mail_comes_in(
    door: Client,
) -> None:
    large = note() + b"\r\n" + b"x" * 76 + (b"\r\n" + b"y" * 10_000) * 1_000
    assert (await door.deliver(large, TO))[0].startswith("250")
    assert (await door.deliver(note(Subject="danach"), TO))[0].startswith("250")
    first, second = await stored()
    assert first.outcome == Outcome.QUARANTINE
    assert "2 MB" in first.reason
    assert len(first.mime) <= MOST_BYTES + 1
    assert second.subject == "danach"


@pytest.mark.parametrize(
    "poison",
    [
        b"",
        b"\x00" * 100,
        b"Message-ID: <>\r\nFrom: a@b@c.de\r\n\r\n",
        b"Content-Type: text/calendar; method=REPLY; charset=foo-8\r\n\r\nBEGIN:VCALENDAR",
        b"Subject: =?utf-8?b?AAAA?= \x00\r\n\r\n",
    ],
)
async def test_poison_does_not_stop_the_next_mail(door: Client, poison: bytes) -> None:
    assert (await door.deliver(poison, TO))[0].startswith("250")
    assert (await door.deliver(note(), TO))[0].startswith("250")
    assert await InboundMail.count() == 2


async def test_a_mail_at_which_we_fail_ourselves_waits_for_a_person(
    door: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(door_module, "receive", fails)
    assert (await door.deliver(note(), TO))[0].startswith("250")
    (mail,) = await stored()
    assert (mail.outcome, mail.recipient) == (Outcome.QUARANTINE, f"sitzung@{DOMAIN}")
    assert mail.reason.startswith("Spurwerk konnte diese E-Mail nicht verarbeiten")


async def test_the_same_mail_again_has_no_second_row(door: Client) -> None:
    raw = note()
    await door.deliver(raw, TO)
    assert await door.deliver(raw, TO) == ["250 2.0.0 OK"]
    assert await InboundMail.count() == 1


async def test_a_connection_lost_before_the_end_stores_nothing(door: Client) -> None:
    async with Client(door.port) as broken:
        await broken.begin(TO)
        await broken.say("DATA")
        broken.writer.write(note())
        await broken.writer.drain()
    assert (await door.deliver(note(), TO))[0].startswith("250")
    assert await InboundMail.count() == 1


async def test_the_log_holds_no_address_and_no_token(
    door: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await door.begin(f"fremd+{'c' * 32}@{DOMAIN}")
    await door.say("RSET")
    await door.deliver(note(), TO)
    await door.deliver(b"\x00\xff", TO)
    await door.deliver(report(), f"bounce+{'d' * 52}@{DOMAIN}")
    told = "\n".join(record.getMessage() for record in caplog.records if record.name != "asyncio")
    for secret in ("a" * 32, "c" * 32, "d" * 52, "@amt.example.org", f"@{DOMAIN}"):
        assert secret not in told


async def test_a_socket_in_the_file_system(clean: None, tmp_path: Path) -> None:
    stop, listening = asyncio.Event(), asyncio.get_running_loop().create_future()
    path = str(tmp_path / "lmtp")
    server = asyncio.create_task(lmtp.serve(f"unix:{path}", stop, listening.set_result))
    assert await listening == f"unix:{path}"
    async with Client(path=path) as client:
        assert (await client.deliver(note(), TO))[0].startswith("250")
    stop.set()
    await asyncio.wait_for(server, 20)
    assert Path(path).stat().st_mode & 0o777 == 0o666


@pytest.mark.parametrize(
    ("listen", "words"),
    [
        ("0.0.0.0:8024", "SPURWERK_LMTP_ANYWHERE=ja"),
        ("[::]:8024", "SPURWERK_LMTP_ANYWHERE=ja"),
        ("mail.example.org:8024", "SPURWERK_LMTP_ANYWHERE=ja"),
        ("127.0.0.1", "RECHNER:PORT"),
        (":8024", "RECHNER:PORT"),
        ("127.0.0.1:99999", "RECHNER:PORT"),
        ("127.0.0.1:lmtp", "RECHNER:PORT"),
    ],
)
async def test_it_listens_on_this_machine_only(listen: str, words: str) -> None:
    with pytest.raises(BadSettings, match=words):
        await lmtp.serve(listen, asyncio.Event(), lambda _: None)

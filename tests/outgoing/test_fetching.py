"""With a real server on loopback, which only the test's own policy allows."""

import asyncio
import gzip
import ssl
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.outgoing import client
from app.outgoing.client import Limits, fetch, trust
from app.outgoing.errors import NotFetched, NotReachable, TooMuch
from tests.outgoing.servers import LOOPBACK, NAME, Server, answer, certificate, redirect, serving

QUICK = Limits(seconds=1)
SMALL = Limits(size=1_000_000, seconds=5)


async def ask(server: Server, path: str = "/", limits: Limits = QUICK) -> client.Fetched:
    return await fetch(server.url(path), policy=server.policy, resolve=LOOPBACK, limits=limits)


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ssl.SSLContext]:
    pem, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    trust.cache_clear()
    yield context
    trust.cache_clear()


async def test_what_is_there_comes_back_with_its_type_and_address() -> None:
    page = answer(b"Vorlage - 1/2026", "Content-Type: Text/Plain; charset=utf-8")
    async with serving(lambda _: [page]) as server:
        found = await ask(server, "/vorlage?nr=1#seite")
    assert found.content == b"Vorlage - 1/2026"
    assert found.content_type == "text/plain; charset=utf-8"
    assert found.address == server.url("/vorlage?nr=1")
    head = server.requests[0].lower()
    assert f"host: {NAME}:{server.port}\r\n" in head
    assert "cookie" not in head


async def test_the_certificate_is_checked_against_the_name(tls: ssl.SSLContext) -> None:
    async with serving(lambda _: [answer(b"ja")], tls) as server:
        assert (await ask(server)).content == b"ja"
    assert server.names == [NAME]


async def test_the_certificate_of_another_name_is_refused(
    tls: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem, other = certificate(tmp_path, "anders.example.org")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    trust.cache_clear()
    async with serving(lambda _: [answer(b"nein")], other) as server:
        with pytest.raises(NotReachable, match="Zertifikat ist ungültig"):
            await ask(server)
    assert server.requests == []


async def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    async with serving(lambda _: [answer(b"ja")]) as server:
        assert (await ask(server)).content == b"ja"


async def test_redirects_are_followed_a_few_times() -> None:
    async with serving(
        lambda path: redirect("weiter") if path == "/" else [answer(b"da")]
    ) as server:
        found = await ask(server)
    assert (found.content, found.address) == (b"da", server.url("/weiter"))


async def test_redirects_in_a_circle_end() -> None:
    async with serving(lambda _: redirect("/")) as server:
        with pytest.raises(NotReachable, match="leitet zu oft weiter"):
            await ask(server)
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("404 Not Found", "hat ris.example.org nichts"),
        ("403 Forbidden", "nicht heraus"),
        ("500 Oh", "mit einem Fehler geantwortet"),
        ("204 No Content", "mit einem Fehler geantwortet"),
    ],
)
async def test_an_error_of_the_other_side_is_said(status: str, sentence: str) -> None:
    async with serving(lambda _: [answer(b"", "Content-Length: 0", status=status)]) as server:
        with pytest.raises(NotReachable, match=sentence) as problem:
            await ask(server)
    assert problem.value.status == int(status[:3])


def endless() -> Iterator[bytes]:
    yield answer(b"")
    while True:
        yield b"x" * 65536


async def test_an_endless_answer_is_broken_off() -> None:
    sent = 0

    def counted(_path: str) -> list[bytes]:
        def pieces() -> Iterator[bytes]:
            nonlocal sent
            for piece in endless():
                sent += len(piece)
                yield piece

        return pieces()  # type: ignore[return-value]

    async with serving(counted) as server:
        with pytest.raises(TooMuch, match="größer als 1 MB"):
            await ask(server, limits=SMALL)
    assert sent < 20_000_000


def bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    block = bytes(1_000_000)
    return b"".join(packer.compress(block) for _ in range(size // 1_000_000)) + packer.flush()


async def test_a_small_answer_that_unpacks_to_gigabytes_is_broken_off() -> None:
    packed = bomb(300_000_000)
    assert len(packed) < SMALL.size
    async with serving(lambda _: [answer(packed, "Content-Encoding: gzip")]) as server:
        with pytest.raises(TooMuch):
            await ask(server, limits=SMALL)


async def test_a_packed_answer_is_unpacked() -> None:
    packed = gzip.compress(b"Vorlage" * 1000)
    async with serving(lambda _: [answer(packed, "Content-Encoding: gzip")]) as server:
        assert (await ask(server)).content == b"Vorlage" * 1000


@pytest.mark.parametrize(
    "pieces",
    [
        [answer(gzip.compress(b"Vorlage" * 1000)[:-20], "Content-Encoding: gzip")],
        [answer(b"kein gzip", "Content-Encoding: gzip")],
        [answer(b"Vorlage", "Content-Encoding: br")],
        [answer(b"Vorlage", "Content-Length: 900")],
    ],
)
async def test_a_damaged_answer_is_said(pieces: list[bytes]) -> None:
    async with serving(lambda _: pieces) as server:
        with pytest.raises(NotReachable, match="beschädigt"):
            await ask(server)


@pytest.mark.parametrize("pieces", [[b"kein http\r\n\r\n"], []])
async def test_a_server_of_another_kind_is_said(pieces: list[bytes]) -> None:
    async with serving(lambda _: pieces) as server:
        with pytest.raises(NotReachable, match="nicht zu erreichen"):
            await ask(server)


async def test_nobody_listening_is_said() -> None:
    async with serving(lambda _: []) as server:
        pass
    with pytest.raises(NotReachable, match="nicht zu erreichen"):
        await ask(server)


async def test_a_name_that_does_not_exist_is_said() -> None:
    async def nobody(host: str, port: int) -> list[str]:
        raise OSError

    with pytest.raises(NotReachable, match=r"Den Server weg\.example\.org gibt es nicht"):
        await fetch("https://weg.example.org/", resolve=nobody)


async def test_a_slow_answer_ends_after_the_time() -> None:
    over = asyncio.Event()

    async def wait(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(b"", "Content-Length: 100"))
        await over.wait()
        writer.close()

    slow = await asyncio.start_server(wait, "127.0.0.1", 0)
    known = Server(port=slow.sockets[0].getsockname()[1])
    with pytest.raises(NotFetched, match="nicht rechtzeitig"):
        await ask(known, limits=Limits(seconds=0.3))
    over.set()
    slow.close()

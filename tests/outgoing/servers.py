"""A server on loopback that answers with exactly the bytes it is given, over http or https."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.outgoing.client import Resolve
from app.outgoing.policy import Policy

NAME = "ris.example.org"
Answer = Callable[[str], list[bytes]]  # path → what goes over the wire, piece by piece


@dataclass
class Server:
    port: int = 0
    scheme: str = "http"
    requests: list[str] = field(default_factory=list)  # head of each
    names: list[str | None] = field(default_factory=list)  # SNI of each connection

    def url(self, path: str = "/", host: str = NAME) -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def policy(self) -> Policy:
        return Policy(intranet=frozenset([f"{self.scheme}://{NAME}:{self.port}"]))


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def redirect(target: str) -> list[bytes]:
    return [answer(b"", f"Location: {target}", "Content-Length: 0", status="302 Found")]


@asynccontextmanager
async def serving(say: Answer, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    known = Server(scheme="https" if tls else "http")

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            known.requests.append(head)
            for piece in say(head.split(" ")[1]):
                writer.write(piece)
                await writer.drain()
        writer.close()

    if tls:
        tls.sni_callback = lambda _socket, name, _context: known.names.append(name)
    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=tls)
    known.port = server.sockets[0].getsockname()[1]
    try:
        yield known
    finally:
        server.close()


def resolver(*ips: str) -> Resolve:
    async def resolve(host: str, port: int) -> list[str]:
        return list(ips)

    return resolve


LOOPBACK = resolver("127.0.0.1")


def certificate(folder: Path, name: str = NAME) -> tuple[Path, ssl.SSLContext]:
    """Self-signed: the file to trust and the server's side."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / "server.pem", folder / "server.key"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    return pem, context

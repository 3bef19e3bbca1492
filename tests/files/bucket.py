"""A small S3 server on loopback: what it holds, and who asked. Path-style addresses only."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlsplit

LISTED = """<ListBucketResult><IsTruncated>false</IsTruncated>{}</ListBucketResult>"""
ONE = """<Contents><Key>{}</Key><LastModified>{}</LastModified><ETag>"e"</ETag><Size>{}</Size></Contents>"""
DELETED = "<DeleteResult>{}</DeleteResult>"
DELETED_ONE = "<Deleted><Key>{}</Key></Deleted>"
BEGUN = "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>"
ENDED = """<CompleteMultipartUploadResult><ETag>"e"</ETag></CompleteMultipartUploadResult>"""


@dataclass
class FakeBucket:
    """`objects`: key → bytes; `changed`: key → when."""

    port: int = 0
    objects: dict[str, bytes] = field(default_factory=dict)
    changed: dict[str, datetime] = field(default_factory=dict)
    parts: dict[int, bytes] = field(default_factory=dict)
    signatures: list[str] = field(default_factory=list)
    refuses: bool = False

    @property
    def url(self) -> str:
        return f"s3+http://kennung:geheim%2Fwort@127.0.0.1:{self.port}/eimer/ordner?region=eu"

    def answer(self, method: str, target: str, body: bytes) -> tuple[str, bytes]:
        """Status and body."""
        parts = urlsplit(target)
        key, asked = unquote(parts.path).removeprefix("/eimer").lstrip("/"), parse_qs(
            parts.query, keep_blank_values=True
        )  # fmt: skip
        if self.refuses:
            return "403 Forbidden", b"<Error><Code>AccessDenied</Code></Error>"
        if method == "GET" and "list-type" in asked:
            return "200 OK", self._list(asked.get("prefix", [""])[0]).encode()
        if method in {"GET", "HEAD"}:
            found = self.objects.get(key)
            return ("404 Not Found", b"") if found is None else ("200 OK", found)
        return "200 OK", self._take(method, key, asked, body).encode()

    def _without(self, key: str) -> str:
        self.objects.pop(key, None)
        return key

    def _list(self, prefix: str) -> str:
        return LISTED.format("".join(
            ONE.format(key, self.changed[key].isoformat().replace("+00:00", "Z"), len(content))
            for key, content in sorted(self.objects.items()) if key.startswith(prefix)
        ))  # fmt: skip

    def _take(self, method: str, key: str, asked: dict[str, list[str]], body: bytes) -> str:
        """Whole, or part by part; or a list of what goes."""
        if "delete" in asked:
            gone = re.findall(r"<Key>(.*?)</Key>", body.decode())
            return DELETED.format("".join(DELETED_ONE.format(self._without(key)) for key in gone))
        if "uploads" in asked:
            return BEGUN
        if "partNumber" in asked:
            self.parts[int(asked["partNumber"][0])] = body
            return ""
        whole = b"".join(self.parts[n] for n in sorted(self.parts)) if method == "POST" else body
        self.parts.clear()
        self.objects[key], self.changed[key] = whole, datetime.now(UTC)
        return ENDED if method == "POST" else ""


@asynccontextmanager
async def fake_bucket() -> AsyncIterator[FakeBucket]:
    known = FakeBucket()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        method, target, _ = head.split("\r\n", 1)[0].split(" ")
        fields = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
        body = await reader.readexactly(int(fields.get("content-length", "0")))
        known.signatures.append(fields.get("authorization", ""))
        status, content = known.answer(method, target, body)
        lines = [
            f"HTTP/1.1 {status}", "Connection: close", 'ETag: "e"',
            f"Content-Length: {len(content)}", "Last-Modified: Mon, 02 Nov 2026 10:00:00 GMT",
        ]  # fmt: skip
        sent = b"" if method == "HEAD" else content
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + sent)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    known.port = server.sockets[0].getsockname()[1]
    async with server:
        yield known

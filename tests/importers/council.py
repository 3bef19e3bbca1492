"""A council information system on this machine that answers as OParl servers do."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

SCHEMA = "https://schema.oparl.org/1.1/"
FILE_TEXT = """Beschlussvorschlag:
1. Der Jugendtreff am Markt öffnet auch am Samstag.
2. Die Verwaltung berichtet nach einem Jahr.

Sachverhalt:
Der Treff ist am Wochenende geschlossen.
"""


class Council:
    """`papers` may be changed between two runs; `broken` maps a path to a status."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.base = f"http://127.0.0.1:{server.server_address[1]}"
        self.papers: list[dict[str, Any]] = []
        self.page_size = 2
        self.broken: dict[str, int] = {}
        self.replaced: dict[str, bytes] = {}  # path with query → body
        self.asked: list[str] = []

    def url(self, path: str) -> str:
        return self.base + path

    def paper(self, number: int, **fields: Any) -> dict[str, Any]:
        """Kept in the list; the fields stand beside or instead of the usual ones."""
        paper = {
            "id": self.url(f"/papers/{number}"),
            "type": f"{SCHEMA}Paper",
            "name": f"Jugendtreff am Markt, Teil {number}",
            "reference": f"2026/{number:03}",
            "date": "2026-02-03",
            "paperType": "Beschlussvorlage",
            "modified": "2026-02-03T09:00:00+01:00",
            "underDirectionOf": [self.url("/organizations/amt")],
            "mainFile": self.url("/files/1"),
            "consultation": [
                {
                    "id": self.url(f"/consultations/{number}"),
                    "type": f"{SCHEMA}Consultation",
                    "meeting": self.url("/meetings/1"),
                    "organization": [self.url("/organizations/jha")],
                    "role": "Vorberatung",
                }
            ],
            **fields,
        }
        self.papers = [held for held in self.papers if held["id"] != paper["id"]] + [paper]
        return paper

    def delete(self, number: int, when: str = "2026-03-05T10:00:00+01:00") -> None:
        bare = {"id": self.url(f"/papers/{number}"), "type": f"{SCHEMA}Paper", "deleted": True}
        self.papers = [p for p in self.papers if p["id"] != bare["id"]]
        self.papers.append({**bare, "name": "", "reference": "", "modified": when})

    def answer(self, path: str) -> tuple[int, bytes]:
        self.asked.append(path)
        parts = urlsplit(path)
        if parts.path in self.broken or path in self.broken:
            return self.broken.get(path) or self.broken[parts.path], b"{}"
        if path in self.replaced:
            return 200, self.replaced[path]
        found = self._found(parts.path, parse_qs(parts.query))
        if isinstance(found, str):
            return 200, found.encode()
        return (200, json.dumps(found).encode()) if found else (404, b"{}")

    def _found(self, path: str, query: dict[str, list[str]]) -> Any:
        if path == "/papers":
            return self._page(query)
        if path.startswith("/papers/"):
            return next((p for p in self.papers if p["id"] == self.url(path)), None)
        return self._fixed().get(path)

    def _page(self, query: dict[str, list[str]]) -> dict[str, Any]:
        number = int(query.get("page", ["1"])[0])
        since = query.get("modified_since", [""])[0]
        found = [
            p
            for p in self.papers
            if not (p.get("deleted") and not since) and self._is_newer(p, since)
        ]
        links = {}
        if number * self.page_size < len(found):
            more = {"page": str(number + 1)} | ({"modified_since": since} if since else {})
            links["next"] = self.url(f"/papers?{urlencode(more)}")
        begin = (number - 1) * self.page_size
        return {
            "data": found[begin : begin + self.page_size],
            "pagination": {"totalElements": len(found)},
            "links": links,
        }

    @staticmethod
    def _is_newer(paper: dict[str, Any], since: str) -> bool:
        return str(paper["modified"])[:10] >= since[:10]

    def _fixed(self) -> dict[str, Any]:
        url = self.url
        return {
            "/system": {"type": f"{SCHEMA}System", "body": url("/bodies")},
            "/bodies": {"data": [self._body()], "links": {}},
            "/bodies/1": self._body(),
            "/organizations/jha": {"type": f"{SCHEMA}Organization", "name": "Jugendhilfeausschuss"},
            "/organizations/amt": {"type": f"{SCHEMA}Organization", "name": "Jugendamt"},
            "/meetings/1": {
                "type": f"{SCHEMA}Meeting",
                "name": "12. Sitzung",
                "start": "2026-02-20T17:00:00+01:00",
                "agendaItem": [
                    {"number": f"Ö {number}", "public": True, "result": "einstimmig beschlossen",
                     "consultation": url(f"/consultations/{number}")}
                    for number in range(1, 10)
                ],
            },
            "/files/1": {
                "type": f"{SCHEMA}File", "name": "Vorlage", "downloadUrl": url("/download/1.txt"),
            },
            "/download/1.txt": FILE_TEXT,
        }  # fmt: skip

    def _body(self) -> dict[str, Any]:
        return {
            "id": self.url("/bodies/1"), "type": f"{SCHEMA}Body", "name": "Stadt Musterhausen",
            "paper": self.url("/papers"),
        }  # fmt: skip


@contextmanager
def council() -> Iterator[Council]:
    """Serves until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = there.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there = Council(server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

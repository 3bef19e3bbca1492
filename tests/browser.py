"""A visitor over HTTP: keeps cookies, sends the CSRF token that the last page showed."""

import re
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx
from litestar import Litestar

from app.accounts.tables import Session
from app.core.clock import now
from app.core.tokens import hash_of, new_token

BASE = "https://spurwerk.example.org"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}  # headers for a part of a page
TOKEN = re.compile(r'name="_csrf_token" value="([0-9a-f]+)"')


class Browser:
    """`await browser.get(path)`, `await browser.post(path, {"field": "value"})`; no redirects followed."""

    def __init__(self, app: Litestar) -> None:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)  # type: ignore[arg-type]
        self.client = httpx.AsyncClient(transport=transport, base_url=BASE)
        self.token = ""
        self.is_anonymous = True

    async def log_in(self, person_id: UUID) -> "Browser":
        """A session row and its cookie, without the mail; the login itself has tests of its own."""
        from app.accounts import rules

        token = new_token()
        await Session(
            person=person_id, token_hash=hash_of(token), expires_at=now() + rules.OTHER_DEVICE
        ).save()
        self.client.cookies.set("__Host-sid", token)
        self.is_anonymous = False
        self.token = ""
        self.is_anonymous = True
        return self

    async def get(self, path: str, **kwargs: Any) -> httpx.Response:
        answer = await self.client.get(path, **kwargs)
        if found := TOKEN.search(answer.text):
            self.token = found[1]
        return answer

    async def post(
        self, path: str, data: dict[str, Any] | None = None, **kwargs: Any
    ) -> httpx.Response:
        if not self.token:
            await self.get("/einstellungen")
        return await self.client.post(
            path, data={"_csrf_token": self.token, **(data or {})}, **kwargs
        )


Visit = Callable[[str], Awaitable[Browser]]  # the fixture visit: await visit("anna")

"""How many statements a page sends to PostgreSQL, seen at the driver."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import httpx
from asyncpg import Connection
from asyncpg.connection import LoggedQuery

from app.core.db import engine, reset_connection
from app.main import create_app
from bench.pages import Page

NOT_MODIFIED = 304


@dataclass(frozen=True)
class Cost:
    statements: tuple[str, ...]
    size: int  # bytes of the content


async def costs_of(pages: Sequence[Page]) -> dict[str, Cost]:
    """Of each page's second request: the first one may note the use of a session or feed."""
    seen: list[str] = []

    async def listen(connection: Connection) -> None:
        connection.add_query_logger(lambda query: _note(seen, query))

    await engine().start_connection_pool(
        min_size=1, max_size=4, init=listen, reset=reset_connection
    )
    try:
        transport = httpx.ASGITransport(app=create_app(with_worker=False, with_pool=False))  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return {page.name: await _cost(client, page, seen) for page in pages}
    finally:
        await engine().close_connection_pool()


def _note(seen: list[str], query: LoggedQuery) -> None:
    seen.append(query.query)


async def _cost(client: httpx.AsyncClient, page: Page, seen: list[str]) -> Cost:
    headers = {"Cookie": page.cookie, "Accept-Encoding": "identity"}
    for _ in range(2):
        await asyncio.sleep(0)  # the logger runs in the next turn of the loop
        seen.clear()
        answer = await client.get(page.path, headers=headers)
        if not answer.is_success and answer.status_code != NOT_MODIFIED:
            answer.raise_for_status()
        if page.unchanged:
            headers["If-None-Match"] = answer.headers["etag"]
    await asyncio.sleep(0)
    return Cost(tuple(seen), len(answer.content))

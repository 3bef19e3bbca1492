"""What the framework, the driver and the server cost alone: so many queries, so many bytes."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import uvicorn
from litestar import Litestar, Request, Response, get, post
from litestar.params import FromPath

from app.core import db
from app.core.settings import settings
from app.people.tables import Person

CONTENT = b"x" * 1_000_000
INSERT = "INSERT INTO bench_text (id, text, rich) VALUES ({}, {}, {})"


@get("/{queries:int}/{size:int}")
async def answer(queries: FromPath[int], size: FromPath[int]) -> Response[bytes]:
    key = UUID(os.environ["BENCH_PERSON"])
    for _ in range(queries):
        await Person.select().where(Person.id == key).first()
    return Response(CONTENT[:size], media_type="text/html")


@post("/{size:int}", status_code=200)
async def keep(request: Request[Any, Any, Any], size: FromPath[int]) -> Response[bytes]:
    """One INSERT, with its COMMIT."""
    form = await request.form()
    await Person.raw(INSERT, uuid4(), str(form["text"]), str(form["rich"]))
    return Response(CONTENT[:size], media_type="text/html")


@asynccontextmanager
async def pool(_app: Litestar) -> AsyncIterator[None]:
    await db.start_pool(settings().pool_size)
    try:
        yield
    finally:
        await db.close_pool()


def create_app() -> Litestar:
    return Litestar([answer, keep], lifespan=[pool], openapi_config=None, logging_config=None)


if __name__ == "__main__":
    uvicorn.run(  # as in app/server.py
        "bench.bare:create_app",
        factory=True,
        host=settings().host,
        port=settings().port,
        workers=settings().workers,
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_config=None,
        server_header=False,
    )

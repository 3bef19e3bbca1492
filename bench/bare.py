"""What the framework, the driver and the server cost alone: so many queries, so many bytes."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import uvicorn
from litestar import Litestar, Response, get
from litestar.params import FromPath

from app.core import db
from app.core.settings import settings
from app.people.tables import Person

CONTENT = b"x" * 1_000_000


@get("/{queries:int}/{size:int}")
async def answer(queries: FromPath[int], size: FromPath[int]) -> Response[bytes]:
    key = UUID(os.environ["BENCH_PERSON"])
    for _ in range(queries):
        await Person.select().where(Person.id == key).first()
    return Response(CONTENT[:size], media_type="text/html")


@asynccontextmanager
async def pool(_app: Litestar) -> AsyncIterator[None]:
    await db.start_pool(settings().pool_size)
    try:
        yield
    finally:
        await db.close_pool()


def create_app() -> Litestar:
    return Litestar([answer], lifespan=[pool], openapi_config=None, logging_config=None)


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

"""For the operator's watch: does the process live, does the database answer."""

from litestar import MediaType, Response, get

from app.core.db import engine


@get("/gesund", name="web:live", public=True, media_type=MediaType.TEXT)
async def live() -> str:
    return "ok"


@get("/bereit", name="web:ready", public=True, media_type=MediaType.TEXT)
async def ready() -> Response[str]:
    await engine()._run_in_pool("SELECT 1")  # noqa: SLF001 - the one statement without a table
    return Response("ok", media_type=MediaType.TEXT)


ROUTES = [live, ready]

"""Migrations run forward only; bare `piccolo` would need a running server."""

import asyncio
import contextlib
import io
from pathlib import Path

from app.core.db import engine

MIGRATIONS = Path(__file__).parents[1] / "migrations"


def forwards() -> None:
    """Does nothing, quickly, when every migration file is already applied."""
    if asyncio.run(_pending()):
        from piccolo.apps.migrations.commands.forwards import run_forwards

        words = io.StringIO()
        with contextlib.redirect_stdout(words):
            result = asyncio.run(run_forwards("app"))
        if not result.success:
            raise RuntimeError(f"Die Migration ist gescheitert:\n{words.getvalue()}")


async def _pending() -> bool:
    files = len(list(MIGRATIONS.glob("app_*.py")))
    connection = await engine().get_new_connection()
    try:
        exists = await connection.fetchval("SELECT to_regclass('migration')")
        done = await connection.fetchval("SELECT count(*) FROM migration") if exists else 0
    finally:
        await connection.close()
    return bool(done < files)


def new(name: str, *, auto: bool) -> None:
    from piccolo.apps.migrations.commands.new import new as new_migration

    asyncio.run(new_migration("app", auto=auto, desc=name))

"""A database as an earlier version left it, to see what a migration makes of its rows."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from app.core.postgres import EmbeddedPostgres

ROOT = Path(__file__).parents[1]
FIRST_RELEASE = "2026-11-22T07:00:00:000000"
TO = """
import asyncio, sys
from piccolo.apps.migrations.commands.forwards import run_forwards
sys.exit(not asyncio.run(run_forwards("app", migration_id=sys.argv[1])).success)
"""


class Earlier:
    """Rows are written and read through `connection`; `upgrade()` is what a new version does first."""

    def __init__(self, dsn: str, connection: asyncpg.Connection) -> None:
        self.dsn, self.connection = dsn, connection

    async def add(self, table: str, **columns: object) -> None:
        """A row; what is not named has the default of that version."""
        names = ", ".join(f'"{name}"' for name in columns)
        values = ", ".join(f"${n}" for n in range(1, len(columns) + 1))
        statement = f"INSERT INTO {table} ({names}) VALUES ({values})"
        await self.connection.execute(statement, *columns.values())

    def migrate(self, migration_id: str = "all") -> None:
        env = {**os.environ, "SPURWERK_DATABASE_URL": self.dsn, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", TO, migration_id]
        done = subprocess.run(
            command, check=False, cwd=ROOT, env=env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def upgrade(self) -> None:
        self.migrate()


@asynccontextmanager
async def database_of(
    server: EmbeddedPostgres, migration_id: str = FIRST_RELEASE
) -> AsyncIterator[Earlier]:
    """A database of its own on the tests' server, migrated up to this id; dropped afterwards."""
    owner = await asyncpg.connect(server.dsn)
    name = f"earlier_{os.getpid()}"
    await owner.execute(f"CREATE DATABASE {name}")
    dsn = server.dsn.replace("/app?", f"/{name}?")
    try:
        connection = await asyncpg.connect(dsn)
        earlier = Earlier(dsn, connection)
        earlier.migrate(migration_id)
        yield earlier
        await connection.close()
    finally:
        await owner.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await owner.close()

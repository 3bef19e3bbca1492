"""The whole database as it stands, to compare with and to go back to: rights are asked for more
often than a world can be built. Copies lie in a schema of their own; triggers and foreign keys rest
while rows go back."""

from asyncpg import Connection

from app.core.db import engine
from app.piccolo_app import APP_CONFIG

OF_USE = ("login_session",)  # last_used_at; a visit may note it
# Triggers write them; rows name transaction or instant.
DERIVED = {"calendar_change", "former_state"}
COLUMNS = """
SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS columns
FROM information_schema.columns WHERE table_schema = 'public' AND is_generated = 'NEVER'
GROUP BY table_name
"""


class Snapshot:
    """`await Snapshot.taken("name")`, and `await first.and_since("other")` for what changed then."""

    def __init__(self, columns: dict[str, str]) -> None:
        self.columns = columns
        self.copies: dict[str, str] = {}  # table → where its copy lies
        self.prints: dict[str, str] = {}
        self.mark = ""

    @classmethod
    async def taken(cls, name: str) -> "Snapshot":
        names = {table._meta.tablename for table in APP_CONFIG.table_classes} - DERIVED
        taken = cls(
            {
                row["table_name"]: row["columns"]
                for row in await engine()._run_in_pool(COLUMNS)
                if row["table_name"] in names
            }
        )
        return await taken._copy(name, set(taken.columns))

    async def and_since(self, name: str) -> "Snapshot":
        later = Snapshot(self.columns)
        later.copies = dict(self.copies)
        return await later._copy(name, await self.changed())

    async def _copy(self, name: str, tables: set[str]) -> "Snapshot":
        schema = f"kept_{name}"
        copies = [f'CREATE TABLE {schema}."{t}" AS TABLE public."{t}"' for t in tables]
        await _run(f"DROP SCHEMA IF EXISTS {schema} CASCADE", f"CREATE SCHEMA {schema}", *copies)
        self.copies |= {table: f'{schema}."{table}"' for table in tables}
        self.prints, self.mark = await self._prints(), await _mark()
        return self

    async def changed(self) -> set[str]:
        """Tables that hold something else than then. Costs one small look while nobody wrote."""
        mark = await _mark()
        if mark == self.mark:
            return set()
        prints = await self._prints()
        changed = {table for table, known in self.prints.items() if prints[table] != known}
        if not changed:
            self.mark = mark
        return changed

    async def back(self) -> None:
        """Everything as it was."""
        moves = [
            f'DELETE FROM "{t}"; INSERT INTO "{t}" ({self.columns[t]}) '
            f"SELECT {self.columns[t]} FROM {self.copies[t]}"
            for t in {*await self.changed(), *OF_USE}
        ]
        await _run("SET LOCAL session_replication_role = replica", *moves)
        self.mark = await _mark()

    async def _prints(self) -> dict[str, str]:
        """Table → one value for all its rows."""
        each = [
            f"SELECT '{t}' AS t, coalesce(md5(string_agg(md5(r::text), '' ORDER BY md5(r::text))), '')"
            f' AS p FROM "{t}" r'
            for t in self.columns
            if t not in OF_USE
        ]
        return {row["t"]: row["p"] for row in await engine()._run_in_pool(" UNION ALL ".join(each))}


async def _mark() -> str:
    """Moves on with every transaction that wrote or locked a row."""
    rows = await engine()._run_in_pool(
        "SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS mark"
    )
    return str(rows[0]["mark"])


async def _run(*statements: str) -> None:
    pool = engine().pool
    assert pool is not None
    connection: Connection
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("; ".join(statements))

"""Rows in memory, then into the database by COPY."""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
from piccolo.table import Table


class Rows:
    """Ids come from the seed: equal seeds give equal addresses in every database."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - no secret
        self.tables: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def add(self, table: type[Table], **columns: Any) -> UUID:
        """All rows of a table name the same columns; the others take the database's defaults."""
        row_id = UUID(int=self.random.getrandbits(128), version=4)
        self.tables[table._meta.tablename].append({"id": row_id, **columns})  # noqa: SLF001 - Piccolo's own name for it
        return row_id

    async def copy(self, connection: asyncpg.Connection) -> None:
        """In the order in which the tables were first named, which foreign keys need."""
        for table, rows in self.tables.items():
            records = [tuple(row.values()) for row in rows]
            await connection.copy_records_to_table(table, records=records, columns=list(rows[0]))


@asynccontextmanager
async def without_word_indexes(connection: asyncpg.Connection, *tables: str) -> AsyncIterator[None]:
    """Built afterwards as they were, which takes a third of the time."""
    indexes = [f"{table}_words" for table in tables]
    built_by = [
        await connection.fetchval("SELECT pg_get_indexdef($1::regclass)", i) for i in indexes
    ]
    for index in indexes:
        await connection.execute(f"DROP INDEX {index}")
    yield
    for statement in built_by:
        await connection.execute(statement, timeout=600)

"""Rows in memory, then into the database by COPY."""

from collections import defaultdict
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

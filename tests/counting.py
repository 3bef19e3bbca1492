"""How many statements a page needs: lists must not ask once per row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from piccolo.engine.postgres import PostgresEngine


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """The statements that reach the database meanwhile, session look-up included."""
    seen: list[str] = []
    original = PostgresEngine.run_querystring

    async def noting(engine: PostgresEngine, querystring: Any, *args: Any, **kwargs: Any) -> Any:
        seen.append(str(querystring))
        return await original(engine, querystring, *args, **kwargs)

    with patch.object(PostgresEngine, "run_querystring", noting):
        yield seen

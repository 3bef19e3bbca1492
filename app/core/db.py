"""Transactions: the only file that opens them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from asyncpg import Connection
from piccolo.engine import engine_finder
from piccolo.engine.postgres import PostgresEngine
from piccolo.querystring import QueryString

P = ParamSpec("P")
R = TypeVar("R")


@lru_cache(maxsize=1)
def engine() -> PostgresEngine:
    """Piccolo looks for its configuration anew each time it is asked."""
    found = engine_finder()
    assert isinstance(found, PostgresEngine)
    return found


@asynccontextmanager
async def transaction() -> AsyncIterator[Connection]:
    db = engine()
    opened = db.transaction(allow_nested=False)
    try:
        async with opened:
            yield opened.connection
    finally:
        if db.transaction_exists():  # COMMIT failed; Piccolo 1.38 tidies up only after success
            db.current_transaction.reset(opened.context)
            await (db.pool.release(opened.connection) if db.pool else opened.connection.close())


@asynccontextmanager
async def planned_for_values() -> AsyncIterator[None]:
    """For reading where the best way depends on who asks: each statement is planned for its values.

    Elsewhere one plan serves all (piccolo_conf.py).
    """
    async with transaction() as connection:
        await connection.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        yield


def opens_transaction(operation: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    """The whole operation is one outermost transaction."""

    @wraps(operation)
    async def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        async with transaction():
            return await operation(*args, **kwargs)

    inside.transaction = "opens"  # type: ignore[attr-defined]
    return inside


def opens_one_statement(operation: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    """The operation sends one statement, a transaction by itself: BEGIN and COMMIT would be two more
    ways to the database. Raises inside a transaction, which would only hide who commits.
    """

    @wraps(operation)
    async def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        if engine().transaction_exists():
            raise RuntimeError(f"{operation.__name__} must not run inside a transaction")
        return await operation(*args, **kwargs)

    inside.transaction = "opens"  # type: ignore[attr-defined]
    return inside


def inside_transaction(step: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    """A step that belongs into somebody else's transaction; raises without one."""

    @wraps(step)
    async def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        if not engine().transaction_exists():
            raise RuntimeError(f"{step.__name__} must run inside a transaction")
        return await step(*args, **kwargs)

    inside.transaction = "joins"  # type: ignore[attr-defined]
    return inside


class Ready(QueryString):
    """A statement whose values are nothing but values. Piccolo looks for parts of statements among them,
    and takes the statement apart, every time it is sent.
    """

    def __init__(self, template: str, *values: Any) -> None:
        super().__init__(template)
        self.args = values

    def compile_string(self, engine_type: str = "postgres") -> tuple[str, list[Any]]:  # noqa: ARG002
        return _numbered(self.template), list(self.args)


@lru_cache(maxsize=100)
def _numbered(statement: str) -> str:
    """As PostgreSQL has it: $1, $2."""
    first, *others = statement.split("{}")
    return first + "".join(f"${at}{piece}" for at, piece in enumerate(others, 1))


async def ask_at_once(statement: str, *values: Any) -> list[dict[str, Any]]:
    """For the few statements that are sent all the time; `statement` is a constant."""
    return list(map(dict, await engine().run_querystring(Ready(statement, *values))))


async def reset_connection(connection: Connection) -> None:
    """Asyncpg's own reset costs more than a query. Hence only SET LOCAL and xact locks here."""
    if connection.is_in_transaction():
        await connection.reset()


async def start_pool(size: int) -> None:
    """Prepared statements stay: planning a page takes longer than answering it."""
    await engine().start_connection_pool(
        min_size=min(2, size),
        max_size=size,
        reset=reset_connection,
        timeout=5,
        command_timeout=30,
        max_cached_statement_lifetime=0,
    )


async def close_pool() -> None:
    await engine().close_connection_pool()

"""Transactions: outermost only, nothing left behind when COMMIT itself fails."""

import asyncpg
import pytest
from piccolo.engine.exceptions import TransactionError

from app.core import db
from app.core.db import inside_transaction, opens_one_statement, opens_transaction
from app.people.tables import Body
from tests.cast import make_body


@opens_transaction
async def rename(body: Body, name: str) -> None:
    body.name = name
    await body.save([Body.name])
    if name == "kaputt":
        raise ValueError(name)


@inside_transaction
async def note() -> int:
    return int(await Body.count())


@opens_transaction
async def rename_and_note(body: Body) -> int:
    await rename.__wrapped__(body, "neu")  # type: ignore[attr-defined]
    return await note()


async def test_failure_leaves_the_row_as_it_was(clean: None) -> None:
    body = await make_body("alt")
    with pytest.raises(ValueError, match="kaputt"):
        await rename(body, "kaputt")
    assert [row["name"] for row in await Body.select(Body.name)] == ["alt"]


async def test_step_alone_is_refused_and_inside_another_is_not(clean: None) -> None:
    with pytest.raises(RuntimeError, match="inside a transaction"):
        await note()
    assert await rename_and_note(await make_body("alt")) == 1


async def test_one_statement_inside_an_operation_is_refused(clean: None) -> None:
    @opens_one_statement
    async def once() -> int:
        return int(await Body.count())

    @opens_transaction
    async def outer() -> int:
        return await once()

    assert await once() == 0
    with pytest.raises(RuntimeError, match="not run inside a transaction"):
        await outer()


async def test_operation_inside_an_operation_is_refused(clean: None) -> None:
    body = await make_body("alt")

    @opens_transaction
    async def outer() -> None:
        await rename(body, "neu")

    with pytest.raises(TransactionError):
        await outer()


async def test_failed_commit_frees_the_connection(clean: None) -> None:
    """Piccolo 1.38 alone keeps its context variable; then every later operation would fail."""
    await Body.raw("CREATE TABLE once (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)")

    @opens_transaction
    async def break_at_commit() -> None:
        await Body.raw("INSERT INTO once VALUES (1), (1)")

    try:
        for _ in range(20):  # more often than the pool has connections
            with pytest.raises(asyncpg.UniqueViolationError):
                await break_at_commit()
            assert not db.engine().transaction_exists()
    finally:
        await Body.raw("DROP TABLE once")


async def test_audit_log_cannot_be_changed(clean: None) -> None:
    from app.audit import operations as audit
    from app.audit.tables import AuditEntry
    from app.core.actor import system

    @opens_transaction
    async def record() -> None:
        await audit.record(system(), "test.happened")

    await record()
    with pytest.raises(asyncpg.RaiseError, match="append-only"):
        await AuditEntry.update({AuditEntry.action: "x"}, force=True)
    with pytest.raises(asyncpg.RaiseError, match="append-only"):
        await AuditEntry.delete(force=True)


async def test_a_statement_is_planned_once_on_a_connection(clean: None) -> None:
    """By itself PostgreSQL plans it anew for its first five times, which takes longer than it."""
    await make_body("alt")
    async with db.transaction():
        for name in ("alt", "neu", "alt"):
            await Body.select(Body.id).where(Body.name == name)
        plans = await Body.raw(
            "SELECT custom_plans, generic_plans FROM pg_prepared_statements WHERE statement LIKE {}",
            'SELECT%"body"."name" = $1%',
        )
    assert [tuple(row.values()) for row in plans] == [(0, 3)]


async def test_where_values_decide_a_statement_is_planned_for_them(clean: None) -> None:
    async def kept() -> str:
        return str((await Body.raw("SHOW plan_cache_mode"))[0]["plan_cache_mode"])

    async with db.planned_for_values():
        assert await kept() == "force_custom_plan"
    async with db.transaction():
        assert await kept() == "force_generic_plan"

"""All rows of a file or none, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation
from app.groups.tables import Group
from app.people.tables import Body
from app.rosters.operations.writing import Tell, Writer, write
from app.rosters.queries.imports import planned
from app.rosters.queries.known import Scope, groups_named
from app.rosters.rules.deeds import Outcome
from app.rosters.rules.plan import Plan
from app.rosters.rules.rows import Row

NOT_CLEAN = "In {count} noch ein Fehler. Übernommen wird erst, wenn alle Zeilen in Ordnung sind."
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended({}, 4))"


@dataclass(frozen=True)
class Taken:
    """What came of it, for the page and the command line."""

    new: int
    extended: int
    same: int


async def _nobody(_done: int) -> None:
    """For who does not want to hear how far it is."""


@inside_transaction
async def take_over_rows(
    actor: Actor, scope: Scope, rows: Sequence[Row], *, now: datetime, tell: Tell = _nobody
) -> Taken:
    """Raises RuleViolation while a row has an error. The caller has checked the right."""
    await _hold(scope, rows)
    plan = await planned(rows, scope)
    check_clean(plan)
    await write(Writer(actor, scope.body, plan, tell, now))
    return taken(plan)


@inside_transaction
async def _hold(scope: Scope, rows: Sequence[Row]) -> None:
    """One file at a time per body; nobody changes the members of its groups meanwhile."""
    await Body.raw(ONE_AT_A_TIME, f"rosters {scope.body}")
    if ids := list(await groups_named(scope, rows)):
        await (
            Group.select(Group.id).where(Group.id.is_in(ids)).order_by(Group.id).lock_rows("UPDATE")
        )


@opens_transaction
async def read_in(
    actor: Actor, scope: Scope, rows: Sequence[Row], *, now: datetime, tell: Tell = _nobody
) -> Taken:
    """For the command line, which may do everything."""
    return await take_over_rows(actor, scope, rows, now=now, tell=tell)


def check_clean(plan: Plan) -> None:
    if count := len(plan.wrong):
        told = "einer Zeile ist" if count == 1 else f"{count} Zeilen ist"
        raise RuleViolation(NOT_CLEAN.format(count=told))


def taken(plan: Plan) -> Taken:
    counts = plan.counts
    return Taken(counts[Outcome.NEW], counts[Outcome.EXTENDED], counts[Outcome.SAME])

"""A person's lists cost nothing for the tasks of others: by index, never through the whole table."""

import json
from typing import Any

import pytest

from app.boards.access import Scope
from app.boards.queries import cards, counts, rows
from app.boards.rules import Wanted
from app.core import clock
from app.tasks.tables import Task
from tests.cast import Cast, make_person
from tests.tasks.make import make_task

OTHERS = """
INSERT INTO task (id, "group", title, person, status, due_on, created_at)
SELECT gen_random_uuid(), {}, 'Aufgabe ' || n, ({}::uuid[])[1 + n % 200], 'open', current_date, now()
FROM generate_series(1, 20000) n
"""


def scans(plan: dict[str, Any]) -> list[str]:
    """Tables that are read whole."""
    own = [plan["Relation Name"]] if plan["Node Type"] == "Seq Scan" else []
    return own + [name for part in plan.get("Plans", ()) for name in scans(part)]


def kinds(plan: dict[str, Any]) -> set[str]:
    return {plan["Node Type"]}.union(*(kinds(part) for part in plan.get("Plans", ())))


async def plan_of(statement: str, *values: Any) -> dict[str, Any]:
    found = await Task.raw(f"EXPLAIN (FORMAT JSON) {statement}", *values)
    plan = found[0]["QUERY PLAN"]
    return dict((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])


@pytest.mark.parametrize("office", [False, True])
async def test_own_tasks_are_found_by_index(cast: Cast, *, office: bool) -> None:
    people = [await make_person(cast.body, "Person", f"Nr. {n}") for n in range(200)]
    await Task.raw(OTHERS, cast.group.id, [person.id for person in people])
    await make_task(cast.group, person=cast.carla.id)
    await Task.raw("ANALYZE task")
    scope, today = Scope(await cast.actor("anna" if office else "carla")), clock.today()
    own, asked = scope.source(today), rows.asked(Wanted(), today)
    plans = {
        "list": await plan_of(rows.OWN_LIST, *own, *asked, *scope.condition, 50, 0),
        "counts": await plan_of(counts.COUNTS, today, *own, *scope.condition),
        "board": await plan_of(
            cards.OWN_BOARD, *scope.own_values(today), *own, *asked, *scope.condition, 30
        ),
    }
    assert {name: "task" in scans(plan) for name, plan in plans.items()} == dict.fromkeys(
        plans, False
    )
    assert all("Tid Scan" in kinds(plan) for plan in plans.values()), "no index once more for each"
    whole = await plan_of("SELECT count(*) FROM task t WHERE lower(t.title) = 'x'")
    assert "task" in scans(whole), "the check itself sees a scan"

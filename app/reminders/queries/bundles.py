"""Who has to be reminded of what on this day, and told what was collected."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.outbox.tables import PeriodicRun
from app.people.tables import Body
from app.reminders.queries import sittings, tasks, told
from app.reminders.rules import days
from app.reminders.rules.bundle import Bundle

LANDS = "SELECT DISTINCT land FROM body ORDER BY land"


async def bundles(now: datetime) -> list[Bundle]:
    """Six statements; what was said before is still in them. Empty where this day is quiet."""
    day = clock.berlin(now).date()
    lands = [row["land"] for row in await Body.raw(LANDS)]
    awake = [land for land in lands if not days.is_quiet(day, land)]
    if not awake:
        return []
    found: dict[UUID, Bundle] = {}
    for row, part, item in (
        *await sittings.invited(now, [days.reach_of(day, land) for land in awake]),
        *await sittings.minutes(now, awake),
        *await tasks.own(now, awake),
        *await tasks.late(now, awake),
        *await told.waiting(now, awake),
    ):
        getattr(_bundle(found, row), part).append(item)
    return list(found.values())


def _bundle(found: dict[UUID, Bundle], row: dict[str, Any]) -> Bundle:
    return found.setdefault(
        row["person_id"],
        Bundle(
            person_id=row["person_id"], name=row["name"], address=row["address"],
            body_id=row["body_id"],
        ),
    )  # fmt: skip


async def said(keys: Collection[str]) -> set[str]:
    return set(
        await PeriodicRun.select(PeriodicRun.key)
        .where(PeriodicRun.key.is_in(list(keys)))
        .output(as_list=True)
    ) if keys else set()  # fmt: skip

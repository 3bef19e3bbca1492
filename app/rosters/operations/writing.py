"""A plan into the tables: in the order in which rows need each other, many at a time.

The forms write one person at a time, each in a transaction of its own; here all rows are one.
What may be written the plan has decided by the same rules.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from asyncpg import UniqueViolationError
from piccolo.table import Table

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction
from app.core.errors import RuleViolation
from app.groups.tables import Membership
from app.people.tables import Affiliation, Person, Region, Traeger, TraegerRegion
from app.rosters.rules import deeds
from app.rosters.rules.plan import Plan

D = TypeVar("D")
Tell = Callable[[int], Awaitable[None]]  # hears how many rows are written, roughly

Run = Callable[..., Awaitable[object]]  # a statement, given one list of values per column

AT_A_TIME = 250
MEANWHILE = (
    "Seit der Vorschau hat jemand eine der Personen eingetragen. Es ist nichts übernommen; bitte "
    "sehen Sie die Vorschau noch einmal an."
)
PARENTS = """
UPDATE traeger SET parent = v.parent, version = version + 1
FROM unnest({}::uuid[], {}::uuid[]) AS v(id, parent) WHERE traeger.id = v.id
"""
FILL = """
UPDATE person SET title = CASE WHEN person.title = '' THEN v.title ELSE person.title END,
  phone = CASE WHEN person.phone = '' THEN v.phone ELSE person.phone END, version = version + 1
FROM unnest({}::uuid[], {}::text[], {}::text[]) AS v(id, title, phone) WHERE person.id = v.id
"""
FUNCTIONS = """
UPDATE affiliation SET function = v.function
FROM unnest({}::uuid[], {}::text[]) AS v(id, function) WHERE affiliation.id = v.id
"""
DEPUTIES = """
UPDATE membership SET deputy_of = v.other
FROM unnest({}::uuid[], {}::uuid[]) AS v(id, other) WHERE membership.id = v.id
"""


class Writer:
    """One plan for one body."""

    def __init__(self, actor: Actor, body: UUID, plan: Plan, tell: Tell, now: datetime) -> None:
        self.actor, self.body, self.now, self.tell = actor, body, now, tell
        self.deeds = [deed for step in plan.steps for deed in step.deeds]
        self.rows, self.done = len(plan.steps), 0

    def of(self, kind: type[D]) -> list[D]:
        return [deed for deed in self.deeds if isinstance(deed, kind)]

    async def insert(
        self, table: type[Table], found: Sequence[D], columns: Callable[[D], dict[str, Any]]
    ) -> None:
        for some in _chunks(found):
            await table.insert(*(table(**columns(deed)) for deed in some))
            await self.count(len(some))

    async def update(self, run: Run, found: Sequence[D], *columns: Callable[[D], object]) -> None:
        for some in _chunks(found):
            values = [[column(deed) for deed in some] for column in columns]
            await run(*values)
            await self.count(len(some))

    async def count(self, number: int) -> None:
        self.done += number
        await self.tell(self.rows * self.done // len(self.deeds))

    async def note(self, action: str, subjects: Iterable[tuple[UUID, Mapping[str, Any]]]) -> None:
        await audit.record_many(self.actor, action, subjects, body_id=self.body)


def _chunks(found: Sequence[D]) -> list[list[D]]:
    rest = iter(found)
    chunks = []
    while some := list(islice(rest, AT_A_TIME)):
        chunks.append(some)
    return chunks


@inside_transaction
async def write(writer: Writer) -> None:
    """Raises RuleViolation when somebody took one of the addresses meanwhile."""
    try:
        await _houses(writer)
        await _people(writer)
        await _seats(writer)
    except UniqueViolationError:
        raise RuleViolation(MEANWHILE) from None


@inside_transaction
async def _houses(writer: Writer) -> None:
    regions, houses = writer.of(deeds.AddRegion), writer.of(deeds.AddTraeger)
    parents, places = writer.of(deeds.SetParent), writer.of(deeds.SetRegion)
    own: dict[str, Any] = {"body": writer.body}
    await writer.insert(Region, regions, lambda one: {**own, "id": one.id, "name": one.name})
    made = {**own, "created_at": writer.now}
    await writer.insert(
        Traeger, houses, lambda one: {**made, "id": one.id, "name": one.name, "side": one.side}
    )
    await writer.update(
        partial(Traeger.raw, PARENTS), parents, lambda one: one.traeger, lambda one: one.parent
    )
    await writer.insert(
        TraegerRegion, places, lambda one: {"traeger": one.traeger, "region": one.region}
    )
    await writer.note("region.created", [(one.id, {}) for one in regions])
    await writer.note("traeger.created", [(one.id, {"side": one.side}) for one in houses])
    changed = {one.traeger for one in parents} | {one.traeger for one in places}
    changed -= {one.id for one in houses}
    await writer.note("traeger.changed", [(traeger, {}) for traeger in sorted(changed)])


@inside_transaction
async def _people(writer: Writer) -> None:
    people, fills = writer.of(deeds.AddPerson), writer.of(deeds.FillPerson)
    works, functions = writer.of(deeds.AddAffiliation), writer.of(deeds.FillFunction)
    await writer.insert(Person, people, lambda one: _person(writer, one))
    await writer.update(
        partial(Person.raw, FILL),
        fills,
        lambda one: one.id,
        lambda one: one.title,
        lambda one: one.phone,
    )
    await writer.insert(
        Affiliation, works,
        lambda one: {
            "id": one.id, "person": one.person, "traeger": one.traeger, "function": one.function,
        },
    )  # fmt: skip
    await writer.update(
        partial(Affiliation.raw, FUNCTIONS), functions, lambda one: one.id, lambda one: one.function
    )
    await writer.note("person.created", [(one.id, {}) for one in people])
    await writer.note("person.changed", [(one.id, {"email_changed": False}) for one in fills])
    begun = [(one.person, {"traeger": one.traeger}) for one in works]
    await writer.note("affiliation.begun", begun)
    await writer.note("affiliation.changed", [(one.person, {}) for one in functions])


def _person(writer: Writer, one: deeds.AddPerson) -> dict[str, Any]:
    return {
        "id": one.id, "body": writer.body, "given_name": one.given, "family_name": one.family,
        "title": one.title, "email": one.email, "phone": one.phone, "created_at": writer.now,
    }  # fmt: skip


@inside_transaction
async def _seats(writer: Writer) -> None:
    seats, deputies = writer.of(deeds.AddMembership), writer.of(deeds.SetDeputy)
    await writer.insert(Membership, seats, vars)
    await writer.update(
        partial(Membership.raw, DEPUTIES),
        deputies,
        lambda one: one.membership,
        lambda one: one.deputy_of,
    )
    begun = [(one.id, {"group": one.group, "role": one.role}) for one in seats]
    await writer.note("membership.begun", begun)

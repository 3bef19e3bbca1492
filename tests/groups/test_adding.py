"""A group comes into being inside somebody's transaction, once per id."""

from datetime import date
from uuid import uuid4

import pytest

from app.audit.tables import AuditEntry
from app.core import clock
from app.core.errors import Forbidden, NotFound, RuleViolation
from app.groups.forms.setting_up import GroupData
from app.groups.operations.groups import add_group, create_group
from app.groups.queries.lists import parent_choices
from app.groups.tables import Group, GroupKind, GroupStatus
from tests.cast import Cast, make_group


def group_data(cast: Cast, **columns: object) -> GroupData:
    given = {
        "id": uuid4(),
        "body_id": cast.body.id,
        "name": "Spurgruppe Süd",
        "kind": GroupKind.SPURGRUPPE,
        **columns,
    }
    return GroupData(**given)  # type: ignore[arg-type]


async def test_second_submit_gives_the_same_group(cast: Cast) -> None:
    anna, data = await cast.actor("anna"), group_data(cast, parent_id=cast.group.id)
    first = await create_group(anna, data, now=clock.now())
    second = await create_group(anna, data, now=clock.now())
    assert first.id == second.id == data.id
    assert await Group.count().where(Group.name == "Spurgruppe Süd") == 1
    assert await AuditEntry.count().where(AuditEntry.action == "group.created") == 1


async def test_group_that_starts_later_is_planned(cast: Cast) -> None:
    anna = await cast.actor("anna")
    for starts_on, status in (
        (date(2090, 1, 1), GroupStatus.PLANNED),
        (date(2020, 1, 1), GroupStatus.ACTIVE),
        (None, GroupStatus.ACTIVE),
    ):
        data = group_data(cast, starts_on=starts_on)
        assert (await create_group(anna, data, now=clock.now())).status == status


async def test_only_the_office_of_the_body_adds_groups(cast: Cast) -> None:
    for name, refusal in (("bernd", Forbidden), ("dirk", Forbidden), ("frieda", NotFound)):
        with pytest.raises(refusal):
            await create_group(await cast.actor(name), group_data(cast), now=clock.now())
    assert await Group.count().where(Group.name == "Spurgruppe Süd") == 0


async def test_parent_of_another_body_is_refused(cast: Cast) -> None:
    abroad = await make_group(cast.other_body, "Lenkungsgruppe Beispielau")
    data = group_data(cast, parent_id=abroad.id)
    with pytest.raises(RuleViolation, match="übergeordnete Gruppe"):
        await create_group(await cast.actor("anna"), data, now=clock.now())


async def test_id_of_another_bodys_group_gives_nothing_away(cast: Cast) -> None:
    abroad = await make_group(cast.other_body, "Lenkungsgruppe Beispielau")
    with pytest.raises(NotFound):
        await create_group(
            await cast.actor("anna"), group_data(cast, id=abroad.id), now=clock.now()
        )


async def test_adding_needs_a_transaction_of_the_caller(cast: Cast) -> None:
    with pytest.raises(RuntimeError):
        await add_group(await cast.actor("anna"), group_data(cast), now=clock.now())


async def test_parents_are_the_living_groups_of_the_body_by_german_name(cast: Cast) -> None:
    await make_group(cast.body, "Äußerer Kreis")
    await make_group(cast.body, "Alte Runde", status=GroupStatus.FINISHED)
    await make_group(cast.other_body, "Lenkungsgruppe Beispielau")
    offered = await parent_choices(await cast.actor("anna"), cast.body.id)
    assert list(offered.values()) == [
        "Äußerer Kreis",
        "Jugendhilfeausschuss",
        "Steuerungsgruppe Familienzentren",
        "Unterarbeitsgruppe Finanzen",
    ]

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import opens_transaction
from app.core.errors import RuleViolation, existing
from app.groups.access import group_to_settle
from app.groups.queries.past import former_names
from app.groups.rules import names
from app.groups.tables import FormerName, Group
from app.succession.forms.renaming import Renaming
from app.succession.queries.papers import check_readable

ONLY_THE_LAST = "Zurücknehmen lässt sich nur die letzte Umbenennung."


@opens_transaction
async def rename_group(actor: Actor, group_id: UUID, data: Renaming, *, now: datetime) -> None:
    """Only the office; the same data.id a second time changes nothing.

    Raises RuleViolation for a day on which the name cannot begin, or a Vorlage from elsewhere.
    """
    group = await group_to_settle(actor, group_id)
    former = await former_names(group_id)
    if data.id in {name.id for name in former}:
        return
    if group.name == data.name:
        raise RuleViolation(names.SAME)
    await check_readable(actor, data.vorlage_id, group.body)
    if not data.typo:
        until = names.last_day_of_name(
            data.on_day, berlin(now).date(), starts_on=group.starts_on, former=former
        )
        await FormerName(
            id=data.id, group=group_id, name=group.name, until=until, vorlage=data.vorlage_id
        ).save()
    await _name(group, data.name)
    await audit.record(actor, "group.renamed", group_id, body_id=group.body, typo=data.typo)


@opens_transaction
async def undo_renaming(actor: Actor, group_id: UUID, former_id: UUID) -> None:
    """As if it had never happened. Raises NotFound for a name of another group."""
    group = await group_to_settle(actor, group_id)
    former = await former_names(group_id)
    chosen = existing(next((name for name in former if name.id == former_id), None))
    if chosen != names.latest(former):
        raise RuleViolation(ONLY_THE_LAST)
    await FormerName.delete().where(FormerName.id == former_id)
    await _name(group, chosen.name)
    await audit.record(actor, "group.renaming_undone", group_id, body_id=group.body)


async def _name(group: Group, name: str) -> None:
    group.name = name
    group.version += 1
    await group.save([Group.name, Group.version])

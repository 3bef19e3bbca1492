from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation
from app.groups.access import group_to_settle
from app.groups.rules.life import ENDED, last_day_of_group
from app.groups.tables import COMMITTEES, Group
from app.invitations.operations.change import call_off
from app.mandates.operations.proposals import close_open
from app.succession.forms.ending import Ending
from app.succession.operations.handing import settle
from app.succession.queries.leftovers import Leftovers, leftovers_of
from app.web.filters import datum

OVER = "Diese Gruppe ist schon beendet."
CHANGED = "Inzwischen hat sich geändert, was offen ist. Bitte sehen Sie noch einmal nach."
LATER = (
    "Der letzte Tag ist heute oder liegt zurück. Beenden Sie die Gruppe bitte, wenn es so weit ist."
)
NO_TARGET = "An diese Gruppe kann nichts übergehen. Bitte wählen Sie eine andere."


@opens_transaction
async def end_group(actor: Actor, group_id: UUID, data: Ending, *, now: datetime) -> int:
    """Nothing stays open behind it. Returns how many people are told that a meeting is off.

    Raises RuleViolation when the group is over, or when more is open than the preview showed.
    """
    group = await group_to_settle(actor, group_id)
    if group.status in ENDED:
        raise RuleViolation(OVER)
    if data.last_day > berlin(now).date():
        raise RuleViolation(LATER)
    left = await leftovers_as_seen(group, data.seen, now)
    target = await target_of(group, data.target_id) if data.target_id else None
    await settle(actor, group, target, left, data.fate, now=now)
    why = f"Die Gruppe ist seit dem {datum(data.last_day)} {data.status.label}."
    await close_open(actor, group, why, now=now)
    told = await call_all_off(actor, left, f"{group.name} ist {data.status.label}.", now=now)
    group.ends_on = last_day_of_group(
        data.status, group.starts_on, data.last_day, berlin(now).date()
    )
    group.status = data.status
    group.version += 1
    await group.save([Group.ends_on, Group.status, Group.version])
    await audit.record(
        actor, "group.ended", group_id, body_id=group.body, status=data.status,
        target=data.target_id,
    )  # fmt: skip
    return told


@inside_transaction
async def leftovers_as_seen(group: Group, seen: str, now: datetime) -> Leftovers:
    left = await leftovers_of(group.id, now)
    if left.seen != seen:
        raise RuleViolation(CHANGED)
    return left


@inside_transaction
async def target_of(group: Group, target_id: UUID) -> Group:
    """A living group of the same body that can take tasks and mandates; a committee cannot."""
    target = await Group.objects().where(Group.id == target_id).first()
    if (
        target is None
        or target.id == group.id
        or target.body != group.body
        or target.status in ENDED
        or target.kind in COMMITTEES
    ):
        raise RuleViolation(NO_TARGET)
    return target


@inside_transaction
async def call_all_off(actor: Actor, left: Leftovers, reason: str, *, now: datetime) -> int:
    return sum([await call_off(actor, meeting.id, reason, now=now) for meeting in left.meetings])

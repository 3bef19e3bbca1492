"""Steps of the minutes, which know who may write and whether they are still open.

The number in the register is added by the database (docs/adr/0029).
"""

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction
from app.core.errors import RELOAD, RuleViolation, StaleVersion, existing
from app.decisions import rules
from app.decisions.rules import DecisionData
from app.decisions.tables import Decision, Outcome, RegisterEntry
from app.groups.tables import Group, GroupKind
from app.meetings.tables import AgendaItem

CHANGED = "Dieser Beschluss wurde inzwischen geändert. Beide Fassungen stehen nebeneinander."


@inside_transaction
async def record_decision(actor: Actor, group: Group, item: AgendaItem, data: DecisionData) -> None:
    """The same data.id again changes nothing. Raises RuleViolation for a foreign outcome or id."""
    rules.check_outcome(GroupKind(group.kind), data.outcome)
    decision = Decision(
        id=data.id,
        agenda_item=item.id,
        text=data.text,
        outcome=data.outcome,
        yes=data.yes,
        no=data.no,
        abstentions=data.abstentions,
        visibility=item.visibility,
    )
    new = await Decision.insert(decision).on_conflict(action="DO NOTHING").returning(Decision.id)
    if not new:
        known = await Decision.exists().where(
            Decision.id == data.id, Decision.agenda_item == item.id
        )
        if not known:
            raise RuleViolation(RELOAD)
        return
    await audit.record(
        actor, "decision.recorded", data.id, body_id=group.body, outcome=data.outcome.value
    )


@inside_transaction
async def change_decision(actor: Actor, group: Group, data: DecisionData, version: int) -> None:
    """Raises StaleVersion with the text that stands there now."""
    rules.check_outcome(GroupKind(group.kind), data.outcome)
    changed = (
        await Decision.update(
            {
                Decision.text: data.text,
                Decision.outcome: data.outcome,
                Decision.yes: data.yes,
                Decision.no: data.no,
                Decision.abstentions: data.abstentions,
                Decision.version: Decision.version + 1,
            }
        )
        .where(Decision.id == data.id, Decision.version == version)
        .returning(Decision.id)
    )
    if not changed:
        await _refuse_stale(data)
        return
    await audit.record(
        actor, "decision.changed", data.id, body_id=group.body, outcome=data.outcome.value
    )


async def _refuse_stale(data: DecisionData) -> None:
    """A second click on the same words is no conflict."""
    now = existing(await Decision.objects().where(Decision.id == data.id).first())
    mine = (data.text, data.outcome, data.yes, data.no, data.abstentions)
    if mine == (now.text, now.outcome, now.yes, now.no, now.abstentions):
        return
    votes = rules.votes_in_words(now.yes, now.no, now.abstentions)
    theirs = [now.text, f"Ergebnis: {Outcome(now.outcome).label}", votes]
    raise StaleVersion(CHANGED, "\n\n".join(part for part in theirs if part))


@inside_transaction
async def remove_decision(actor: Actor, group: Group, decision_id: UUID, *, now: datetime) -> None:
    """One that is gone already stays gone; its number says who removed it, and is not given again."""
    await RegisterEntry.update(
        {RegisterEntry.removed_at: now, RegisterEntry.removed_by_name: actor.name}
    ).where(RegisterEntry.decision == decision_id)
    gone = await Decision.delete().where(Decision.id == decision_id).returning(Decision.id)
    if gone:
        await audit.record(actor, "decision.removed", decision_id, body_id=group.body)

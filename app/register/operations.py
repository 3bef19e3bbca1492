from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import opens_transaction
from app.core.errors import RELOAD, RuleViolation, StaleVersion
from app.decisions.rules import check_can_be_implemented
from app.decisions.tables import (
    Decision,
    Implementation,
    ImplementationStep,
    Outcome,
    RegisterEntry,
)
from app.register import access
from app.register.forms import StateData

GONE = "Dieser Beschluss ist entfallen; umzusetzen gibt es nichts."
CHANGED = "Der Stand wurde inzwischen geändert."
LATER = "Der Tag liegt in der Zukunft. Bitte nennen Sie den Tag, seit dem der Stand gilt."


@opens_transaction
async def note_implementation(
    actor: Actor, entry_id: UUID, data: StateData, *, now: datetime
) -> None:
    """The next line of its story; the same data.id a second time changes nothing.

    Raises StaleVersion with what stands there now, RuleViolation for a day to come.
    """
    loaded = await access.entry_to_change(actor, entry_id)
    entry = loaded.entry
    known = await ImplementationStep.objects().where(ImplementationStep.id == data.id).first()
    if known is not None and known.entry == entry_id:
        return
    if known is not None:
        raise RuleViolation(RELOAD)
    if entry.version != data.version:
        raise StaleVersion(CHANGED, Implementation(entry.implementation).label)
    decision = await _decision_to_implement(entry)
    if data.on_day > berlin(now).date():
        raise RuleViolation(LATER)

    before, entry.implementation = entry.implementation, data.to_state
    entry.version += 1
    await entry.save([RegisterEntry.implementation, RegisterEntry.version])
    await ImplementationStep(
        id=data.id,
        entry=entry_id,
        to_state=data.to_state,
        on_day=data.on_day,
        sentence=data.sentence,
        person=actor.person_id,
        person_name=actor.name,
        at=now,
    ).save()
    await audit.record(
        actor, "decision.implementation_noted", decision.id, body_id=loaded.group.body,
        before=before, after=data.to_state.value,
    )  # fmt: skip


async def _decision_to_implement(entry: RegisterEntry) -> Decision:
    decision = await Decision.objects().where(Decision.id == entry.decision).first()
    if decision is None:
        raise RuleViolation(GONE)
    check_can_be_implemented(Outcome(decision.outcome))
    return decision

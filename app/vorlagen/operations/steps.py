"""The Beratungsfolge of a stored Vorlage: new steps, and what came out of them."""

from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RELOAD, RuleViolation, StaleVersion, existing
from app.reading.lexicon import ROLES
from app.vorlagen import access
from app.vorlagen.forms.step import StepData
from app.vorlagen.operations.changes import STALE
from app.vorlagen.queries.steps import committees_of
from app.vorlagen.rules.committees import exact
from app.vorlagen.rules.paper import coded
from app.vorlagen.tables import Consultation, Vorlage


@opens_transaction
async def change_step(
    actor: Actor, vorlage_id: UUID, consultation_id: UUID, data: StepData
) -> None:
    """Of a committee; what a group recommends is a Decision of its own. Raises StaleVersion."""
    vorlage = await access.vorlage_to_change(actor, vorlage_id)
    step = existing(
        await Consultation.objects()
        .where(Consultation.id == consultation_id, Consultation.vorlage == vorlage_id)
        .first()
    )
    if vorlage.version != data.version:
        raise StaleVersion(STALE)
    await _fill(step, vorlage, data)
    await step.save()
    await raise_version(vorlage)
    await audit.record(
        actor, "vorlage.step_changed", vorlage_id, body_id=vorlage.body,
        consultation=consultation_id, code=data.code,
    )  # fmt: skip


@opens_transaction
async def add_step(actor: Actor, vorlage_id: UUID, step_id: UUID, data: StepData) -> None:
    """At the end. The same step_id a second time changes nothing."""
    vorlage = await access.vorlage_to_change(actor, vorlage_id)
    known = await Consultation.objects().where(Consultation.id == step_id).first()
    if known is not None and known.vorlage == vorlage_id:
        return
    if known is not None:
        raise RuleViolation(RELOAD)
    steps = await Consultation.count().where(Consultation.vorlage == vorlage_id)
    step = Consultation(id=step_id, vorlage=vorlage_id, position=steps + 1)
    await _fill(step, vorlage, data)
    await step.save()
    await raise_version(vorlage)
    await audit.record(
        actor, "vorlage.step_added", vorlage_id, body_id=vorlage.body, consultation=step_id
    )


async def _fill(step: Consultation, vorlage: Vorlage, data: StepData) -> None:
    """A new name is looked up among the body's committees."""
    if step.committee_name != data.committee_name:
        found = exact(data.committee_name, await committees_of(vorlage.body))
        step.committee = found.id if found else None
        step.committee_name = data.committee_name
    if step.role_raw != data.role:
        role = coded(data.role, None, ROLES)
        step.role_raw, step.role_code = data.role, role["code"] if role else ""
    step.held_on = data.held_on
    step.agenda_number, step.meeting_title = data.agenda_number, data.meeting_title
    step.result_raw, step.result_code = data.result, data.code
    step.resolution_text = data.resolution_text


@inside_transaction
async def raise_version(vorlage: Vorlage) -> None:
    vorlage.version += 1
    await vorlage.save([Vorlage.version])

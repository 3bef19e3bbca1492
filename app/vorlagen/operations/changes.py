"""What happens to a stored Vorlage: its standing, and the results of its consultations."""

from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import NotFound, StaleVersion
from app.core.words import Visibility
from app.vorlagen import access
from app.vorlagen.forms.change import Result, Standing
from app.vorlagen.queries import steps
from app.vorlagen.tables import Consultation, ConsultationResult, Vorlage, VorlageStatus

STALE = (
    "Inzwischen hat jemand anderes diese Vorlage geändert. Ihre Angaben stehen noch im Formular."
)


@opens_transaction
async def set_standing(actor: Actor, vorlage_id: UUID, standing: Standing) -> None:
    """Raises StaleVersion, and NotFound for a committee of another body."""
    vorlage = await access.vorlage_to_change(actor, vorlage_id)
    if vorlage.version != standing.version:
        raise StaleVersion(STALE, await _standing_now(vorlage))
    if standing.committee and standing.committee != vorlage.committee:
        known = {committee.id for committee in await steps.committees_of(vorlage.body)}
        if standing.committee not in known:
            raise NotFound
    vorlage.status = standing.status
    vorlage.visibility = standing.visibility
    vorlage.committee = standing.committee
    vorlage.version += 1
    await vorlage.save([Vorlage.status, Vorlage.visibility, Vorlage.committee, Vorlage.version])
    await audit.record(
        actor, "vorlage.standing_set", vorlage_id, body_id=vorlage.body,
        status=standing.status.value, visibility=standing.visibility.value,
    )  # fmt: skip


async def _standing_now(vorlage: Vorlage) -> str:
    names = {committee.id: committee.name for committee in await steps.committees_of(vorlage.body)}
    status, visibility = VorlageStatus(vorlage.status), Visibility(vorlage.visibility)
    return f"{status.label}, {visibility.label}, {names.get(vorlage.committee, 'ohne Gremium')}"


@opens_transaction
async def note_result(
    actor: Actor, vorlage_id: UUID, consultation_id: UUID, result: Result
) -> None:
    """Of a committee; what a group recommends is a Decision of its own. Raises StaleVersion."""
    vorlage = await access.vorlage_to_change(actor, vorlage_id)
    step = (
        await Consultation.objects()
        .where(Consultation.id == consultation_id, Consultation.vorlage == vorlage_id)
        .first()
    )
    if step is None:
        raise NotFound
    if vorlage.version != result.version:
        raise StaleVersion(STALE, _result_now(step))
    step.held_on, step.result_raw, step.result_code = result.held_on, result.raw, result.code
    await step.save([Consultation.held_on, Consultation.result_raw, Consultation.result_code])
    vorlage.version += 1
    await vorlage.save([Vorlage.version])
    await audit.record(
        actor, "vorlage.result_noted", vorlage_id, body_id=vorlage.body,
        consultation=consultation_id, code=result.code,
    )  # fmt: skip


def _result_now(step: Consultation) -> str:
    day = f"{step.held_on:%d.%m.%Y}" if step.held_on else "ohne Datum"
    word = ConsultationResult(step.result_code).label if step.result_code else "kein Ergebnis"
    return f"{day}, {step.result_raw or word}"

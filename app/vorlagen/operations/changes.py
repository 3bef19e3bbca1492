"""The office corrects the head of a stored Vorlage and says where it stands."""

import json
from typing import cast
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import NotFound, RuleViolation, StaleVersion
from app.people.tables import Body
from app.reading.paper import Paper
from app.vorlagen import access
from app.vorlagen.forms.change import Standing
from app.vorlagen.queries.head import vorlage_with_number
from app.vorlagen.queries.steps import committees_of
from app.vorlagen.rules.head import HeadChange, changed_paper
from app.vorlagen.tables import Vorlage

STALE = (
    "Inzwischen hat jemand anderes diese Vorlage geändert. Ihre Angaben stehen noch im Formular."
)


class NumberTaken(RuleViolation):
    """Another Vorlage of the body has this number."""


@opens_transaction
async def change_head(
    actor: Actor, vorlage_id: UUID, standing: Standing, change: HeadChange
) -> None:
    """Raises StaleVersion, NumberTaken, and NotFound for a committee of another body."""
    vorlage = await access.vorlage_to_change(actor, vorlage_id)
    if vorlage.version != standing.version:
        raise StaleVersion(STALE)
    await _check_committee(vorlage, standing)
    await _check_number(vorlage, change.reference)
    paper = changed_paper(cast("Paper", json.loads(vorlage.paper)), change)
    vorlage.status = standing.status
    vorlage.visibility = standing.visibility
    vorlage.committee = standing.committee
    vorlage.reference = paper["reference"]
    vorlage.title = change.title
    vorlage.paper_type = change.paper_type
    vorlage.dated_on = change.dated_on
    vorlage.lead_unit = change.lead_unit
    vorlage.paper = json.dumps(paper, ensure_ascii=False)
    vorlage.version += 1
    await vorlage.save()
    await audit.record(
        actor, "vorlage.head_changed", vorlage_id, body_id=vorlage.body,
        status=standing.status.value, visibility=standing.visibility.value,
    )  # fmt: skip


async def _check_committee(vorlage: Vorlage, standing: Standing) -> None:
    if standing.committee and standing.committee != vorlage.committee:
        known = {committee.id for committee in await committees_of(vorlage.body)}
        if standing.committee not in known:
            raise NotFound


async def _check_number(vorlage: Vorlage, reference: str) -> None:
    """Under a lock on the body, as the import takes it."""
    if not reference or reference == vorlage.reference:
        return
    await Body.objects().where(Body.id == vorlage.body).lock_rows("UPDATE").first()
    if await vorlage_with_number(vorlage.body, reference):
        raise NumberTaken(f"Die Nummer {reference} hat schon eine andere Vorlage.")

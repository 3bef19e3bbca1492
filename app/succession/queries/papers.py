"""Vorlagen that can be named as the reason for what happens to a group."""

from uuid import UUID

from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.meetings.queries.agenda import vorlage_choices
from app.vorlagen.access import may_read
from app.vorlagen.tables import Vorlage

ELSEWHERE = "Diese Vorlage gibt es hier nicht. Bitte wählen Sie neu."
choices = vorlage_choices


async def check_readable(actor: Actor, vorlage_id: UUID | None, body_id: UUID) -> None:
    """Raises RuleViolation for a paper of another body, or one that the actor may not read."""
    if vorlage_id is None:
        return
    vorlage = await Vorlage.objects().where(Vorlage.id == vorlage_id).first()
    if vorlage is None or vorlage.body != body_id or not may_read(actor, vorlage):
        raise RuleViolation(ELSEWHERE)

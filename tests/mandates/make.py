from datetime import datetime
from typing import Any
from uuid import UUID

from app.groups.tables import Group
from app.mandates.tables import (
    Mandate,
    MandateKind,
    MandateProposal,
    MandateStatus,
    MandateStep,
)
from app.vorlagen.tables import DecisionPoint, GroupOrigin
from tests.cast import Cast


async def make_mandate(
    group: Group,
    *,
    point: DecisionPoint | None = None,
    first_at: datetime | None = None,
    **columns: Any,
) -> Mandate:
    """With its first step, which leads straight to the given status; now, if nothing is said."""
    columns = {
        "title": "Welche Räume braucht ein Familienzentrum?",
        "kind": MandateKind.QUESTION,
        "status": MandateStatus.OPEN,
        **columns,
    }
    mandate = Mandate(group=group.id, decision_point=point.id if point else None, **columns)
    await mandate.save()
    at = {"at": first_at} if first_at else {}
    await make_step(mandate, to_status=mandate.status, sentence="Auftrag angelegt.", **at)
    return mandate


async def make_step(mandate: Mandate, **columns: Any) -> MandateStep:
    columns = {
        "from_status": "",
        "to_status": MandateStatus.IN_PROGRESS,
        "sentence": "Die Gruppe hat begonnen.",
        "person_name": "Anna Albers",
        **columns,
    }
    step = MandateStep(mandate=mandate.id, **columns)
    await step.save()
    return step


async def make_mandate_proposal(cast: Cast, **columns: Any) -> MandateProposal:
    """By Carla, to the cast's group."""
    values = {
        "group": cast.group.id, "person": cast.carla.id, "person_name": "Carla Cordes",
        "title": "Wer zahlt die Fahrten?", "reason": "Es fehlt eine Regel.", **columns,
    }  # fmt: skip
    proposal = MandateProposal(**values)
    await proposal.save()
    return proposal


async def make_origin(group: Group, point: DecisionPoint) -> None:
    await GroupOrigin(group=group.id, decision_point=point.id).save()


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """An open mandate of the cast's group, from the decision point that vorlagen put there."""
    point = None
    if "decision_point_id" in world:
        found = DecisionPoint.objects().where(DecisionPoint.id == UUID(world["decision_point_id"]))
        point = await found.first()
    world["mandate_proposal_id"] = str((await make_mandate_proposal(cast)).id)
    world["mandate_id"] = str((await make_mandate(cast.group, point=point)).id)

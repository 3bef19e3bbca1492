"""Names in a confirmed paper become committees: known ones, or new ones that a person asked for."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from app.core.actor import Actor
from app.core.db import inside_transaction
from app.core.errors import NotFound, RuleViolation
from app.groups.forms.setting_up import GroupData
from app.groups.operations.groups import add_group
from app.reading.lexicon import fold
from app.reading.paper import Paper
from app.vorlagen.forms.rows import GROUP_NAME
from app.vorlagen.queries import steps
from app.vorlagen.rules.committees import exact, kind_of
from app.vorlagen.rules.confirmed import NEW, Confirmation

Ids = Mapping[str, UUID | None]  # folded name of a committee → its id


@inside_transaction
async def committee_ids(actor: Actor, given: Confirmation, paper: Paper, now: datetime) -> Ids:
    """Creates those that a person asked for, each once; NotFound for one of another body."""
    known = await steps.committees_of(given.body_id)
    allowed = {str(committee.id): committee.id for committee in known}
    wanted = [(step.committee_name, step.committee) for step in given.steps]
    if given.reports_to == NEW:
        wanted.append((_proposed_name(paper), NEW))
    ids: dict[str, UUID | None] = {}
    for name, choice in wanted:
        if choice == NEW and not ids.get(fold(name)):
            same = exact(name, known)
            ids[fold(name)] = same.id if same else await _create(actor, given.body_id, name, now)
        elif choice and choice != NEW:
            if choice not in allowed:
                raise NotFound
            ids[fold(name)] = allowed[choice]
    return ids


def _proposed_name(paper: Paper) -> str:
    proposal = paper["proposal"]
    name = proposal["committee"] if proposal else None
    if not name or len(name) > GROUP_NAME:
        raise RuleViolation("Bitte wählen Sie das Gremium für die Berichte aus der Liste.")
    return name


async def _create(actor: Actor, body_id: UUID, name: str, now: datetime) -> UUID:
    group = await add_group(
        actor, GroupData(id=uuid4(), body_id=body_id, name=name, kind=kind_of(name)), now=now
    )
    return UUID(str(group.id))


def reports_to(given: Confirmation, paper: Paper, committees: Ids) -> UUID | None:
    if given.reports_to == NEW:
        return committees[fold(_proposed_name(paper))]
    return UUID(given.reports_to) if given.reports_to else None

"""A confirmed paper becomes a Vorlage with its Beratungsfolge and decision points."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound, RuleViolation
from app.core.words import Visibility
from app.groups.forms import GroupData
from app.groups.operations import add_group
from app.people.access import check_office
from app.people.tables import Body
from app.reading.lexicon import fold
from app.reading.paper import Paper
from app.vorlagen.forms.confirm import GROUP_NAME
from app.vorlagen.queries import steps
from app.vorlagen.queries.head import vorlage_with_number
from app.vorlagen.rules.committees import exact, kind_of
from app.vorlagen.rules.confirmed import NEW, Confirmation
from app.vorlagen.rules.paper import confirmed_paper
from app.vorlagen.rules.source import Source
from app.vorlagen.tables import Consultation, DecisionPoint, Vorlage

Ids = Mapping[str, UUID | None]  # folded name of a committee → its id


class AlreadyThere(RuleViolation):
    """The body has a Vorlage with this number."""

    def __init__(self, reference: str, vorlage_id: UUID) -> None:
        super().__init__(f"Die Vorlage {reference} gibt es schon.")
        self.vorlage_id = vorlage_id


def console(body_id: UUID) -> Actor:
    """Who owns the machine may import for any body on it."""
    own = frozenset([body_id])
    return Actor(person_id=UUID(int=0), name="Kommandozeile", office_of=own, bodies=own)


@opens_transaction
async def import_vorlage(
    actor: Actor, given: Confirmation, source: Source, *, now: datetime
) -> UUID:
    """Raises AlreadyThere. The same id a second time changes nothing."""
    check_office(actor, given.body_id)
    await Body.objects().where(Body.id == given.body_id).lock_rows("UPDATE").first()
    if await _is_stored(given):
        return given.vorlage_id
    if given.head.reference:
        other = await vorlage_with_number(given.body_id, given.head.reference)
        if other:
            raise AlreadyThere(given.head.reference, other)
    paper = confirmed_paper(source.result.paper, given, source.lines)
    committees = await _committees(actor, given, paper, now)
    vorlage = _vorlage(actor, given, paper, source, now)
    vorlage.committee = _reports_to(given, paper, committees)
    await vorlage.save()
    await _save_steps(given, paper, committees)
    await _save_points(given, paper)
    await audit.record(
        actor, "vorlage.imported", given.vorlage_id, body_id=given.body_id,
        sha256=vorlage.source_sha256,
    )  # fmt: skip
    return given.vorlage_id


async def _is_stored(given: Confirmation) -> bool:
    vorlage = await Vorlage.objects().where(Vorlage.id == given.vorlage_id).first()
    if vorlage is not None and vorlage.body != given.body_id:
        raise NotFound
    return vorlage is not None


def _vorlage(
    actor: Actor, given: Confirmation, paper: Paper, source: Source, now: datetime
) -> Vorlage:
    """Unless the paper is public for certain, only the office and the committee see it."""
    kind, evidence = paper["paper_type"], source.result.evidence
    return Vorlage(
        id=given.vorlage_id,
        body=given.body_id,
        reference=paper["reference"],
        title=paper["title"],
        paper_type=kind["raw"] if kind else "",
        visibility=Visibility.PUBLIC if paper["public"] else Visibility.CONFIDENTIAL,
        dated_on=given.head.dated_on,
        lead_unit=paper["lead_unit"] or "",
        paper=json.dumps(paper, ensure_ascii=False),
        reading=json.dumps(source.result.paper, ensure_ascii=False),
        evidence=json.dumps({key: asdict(value) for key, value in evidence.items()}),
        source_text=source.text,
        source_sha256=hashlib.sha256(source.text.encode()).hexdigest(),
        created_by=actor.person_id if actor.person_id.int else None,
        created_at=now,
    )


@inside_transaction
async def _committees(actor: Actor, given: Confirmation, paper: Paper, now: datetime) -> Ids:
    """Name in the paper → committee; creates those that a person asked for, each once."""
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


def _reports_to(given: Confirmation, paper: Paper, committees: Ids) -> UUID | None:
    if given.reports_to == NEW:
        return committees[fold(_proposed_name(paper))]
    return UUID(given.reports_to) if given.reports_to else None


async def _save_steps(given: Confirmation, paper: Paper, committees: Ids) -> None:
    rows = [
        Consultation(
            vorlage=given.vorlage_id,
            position=printed["position"],
            committee_name=step.committee_name,
            committee=committees.get(fold(step.committee_name)) if step.committee else None,
            role_raw=printed["role"]["raw"] if printed["role"] else "",
            role_code=printed["role"]["code"] if printed["role"] else "",
            held_on=date.fromisoformat(printed["date"]) if printed["date"] else None,
            agenda_number=(printed["agenda_number"] or "")[:40],
            meeting_title=(printed["meeting_title"] or "")[:300],
            result_raw=printed["result"]["raw"] if printed["result"] else "",
            result_code=printed["result"]["code"] if printed["result"] else "",
        )
        for step, printed in zip(given.steps, paper["consultations"], strict=True)
    ]
    if rows:
        await Consultation.insert(*rows)


async def _save_points(given: Confirmation, paper: Paper) -> None:
    points: Sequence[DecisionPoint] = [
        DecisionPoint(
            vorlage=given.vorlage_id,
            position=at,
            marker=(point["marker"] or "")[:20],
            depth=point["depth"],
            text=point["text"],
        )
        for at, point in enumerate(paper["proposal"]["points"] if paper["proposal"] else [], 1)
    ]
    if points:
        await DecisionPoint.insert(*points)

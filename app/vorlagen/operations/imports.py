"""A confirmed paper becomes a Vorlage with its Beratungsfolge, decision points and hints."""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import NotFound, RuleViolation
from app.core.words import Visibility
from app.people.access import check_office
from app.people.tables import Body
from app.reading.paper import Paper
from app.vorlagen.operations.committees import committee_ids, reports_to
from app.vorlagen.operations.drafts import note_taken
from app.vorlagen.operations.hints import offer_hints
from app.vorlagen.queries.head import vorlage_with_number
from app.vorlagen.rules.confirmed import Confirmation
from app.vorlagen.rules.paper import confirmed_paper
from app.vorlagen.rules.rows import point_columns, step_columns
from app.vorlagen.rules.source import Source
from app.vorlagen.tables import Consultation, DecisionPoint, Vorlage


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
    paper = confirmed_paper(source.result.paper, given)
    committees = await committee_ids(actor, given, paper, now)
    vorlage = Vorlage(
        id=given.vorlage_id,
        body=given.body_id,
        visibility=Visibility.PUBLIC if paper["public"] else Visibility.CONFIDENTIAL,
        committee=reports_to(given, paper, committees),
        created_by=person_of(actor),
        created_at=now,
        **head_columns(given, paper),
        **read_columns(paper, source),
    )
    await vorlage.save()
    await _save_rows(given, step_columns(given.steps, paper, committees), point_columns(paper))
    await offer_hints(given.vorlage_id, paper)
    await note_taken(source, given.vorlage_id, vorlage.source_sha256)
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


def person_of(actor: Actor) -> UUID | None:
    """None for the command line."""
    return actor.person_id if actor.person_id.int else None


def head_columns(given: Confirmation, paper: Paper) -> dict[str, Any]:
    kind = paper["paper_type"]
    return {
        "reference": paper["reference"],
        "title": paper["title"],
        "paper_type": kind["raw"] if kind else "",
        "dated_on": given.head.dated_on,
        "lead_unit": paper["lead_unit"] or "",
    }


def read_columns(paper: Paper, source: Source) -> dict[str, Any]:
    """What came in and how it was read, beside what a person made of it."""
    evidence = source.result.evidence
    return {
        "paper": json.dumps(paper, ensure_ascii=False),
        "reading": json.dumps(source.result.paper, ensure_ascii=False),
        "evidence": json.dumps({key: asdict(value) for key, value in evidence.items()}),
        "source_text": source.text,
        "source_sha256": hashlib.sha256(source.text.encode()).hexdigest(),
    }


async def _save_rows(
    given: Confirmation, steps: list[dict[str, Any]], points: list[dict[str, Any]]
) -> None:
    if steps:
        await Consultation.insert(*(Consultation(vorlage=given.vorlage_id, **row) for row in steps))
    if points:
        await DecisionPoint.insert(
            *(DecisionPoint(vorlage=given.vorlage_id, **row) for row in points)
        )

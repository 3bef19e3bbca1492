"""A second state of a paper: the Vorlage takes its values, the old state is kept beside it."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound, RuleViolation, StaleVersion
from app.core.words import Visibility
from app.people.access import check_office
from app.reading.lexicon import fold
from app.reading.paper import Paper
from app.vorlagen import access
from app.vorlagen.operations.committees import committee_ids, reports_to
from app.vorlagen.operations.drafts import note_taken
from app.vorlagen.operations.hints import offer_hints
from app.vorlagen.operations.imports import head_columns, person_of, read_columns
from app.vorlagen.queries.fassungen import last_number
from app.vorlagen.queries.head import vorlage_with_number
from app.vorlagen.rules.confirmed import Confirmation
from app.vorlagen.rules.matching import Known, same_points
from app.vorlagen.rules.paper import confirmed_paper
from app.vorlagen.rules.rows import point_columns, step_columns
from app.vorlagen.rules.source import Source
from app.vorlagen.tables import Consultation, DecisionPoint, Fassung, Vorlage

NO_NUMBER = "Eine Fassung gehört zu einer Vorlage mit Nummer. Bitte tragen Sie die Nummer ein."
GONE = "Die Vorlage mit dieser Nummer gibt es nicht mehr. Bitte übernehmen Sie den Text als neue Vorlage."
NO_LONGER = "In Fassung {} nicht mehr enthalten."
STALE = (
    "Inzwischen hat jemand anderes die vorhandene Vorlage geändert. Bitte sehen Sie die"
    " Unterschiede noch einmal an; Ihre Angaben stehen noch im Formular."
)


@dataclass(frozen=True)
class Arrival:
    """`base`: version of the Vorlage that was compared; `note`: what is new, may be empty."""

    base: int
    note: str
    now: datetime  # UTC


@opens_transaction
async def add_fassung(actor: Actor, given: Confirmation, source: Source, arrival: Arrival) -> UUID:
    """The same id a second time changes nothing.

    Raises StaleVersion, and RuleViolation where there is nothing to add it to.
    """
    check_office(actor, given.body_id)
    if not given.head.reference:
        raise RuleViolation(NO_NUMBER)
    vorlage_id = await vorlage_with_number(given.body_id, given.head.reference)
    if vorlage_id is None:
        raise RuleViolation(GONE)
    vorlage: Any = await access.vorlage_to_change(actor, vorlage_id)
    if await _is_stored(given, vorlage_id):
        return vorlage_id
    if vorlage.version != arrival.base:
        raise StaleVersion(STALE)
    paper = confirmed_paper(source.result.paper, given)
    number = await last_number(vorlage_id) + 1
    await _keep_old(vorlage, number - 1)
    committees = await committee_ids(actor, given, paper, arrival.now)
    _take_over(vorlage, given, paper, source, reports_to(given, paper, committees))
    await vorlage.save()
    await _insert(Fassung(id=given.vorlage_id, number=number, note=arrival.note, received_at=arrival.now,
                          created_by=person_of(actor), **_state(vorlage)))  # fmt: skip
    await _renew_steps(vorlage_id, step_columns(given.steps, paper, committees))
    await _renew_points(vorlage_id, paper, number, berlin(arrival.now).date())
    await offer_hints(vorlage_id, paper)
    await note_taken(source, vorlage_id, vorlage.source_sha256)
    await audit.record(
        actor, "vorlage.fassung_added", vorlage_id, body_id=given.body_id,
        number=number, sha256=vorlage.source_sha256,
    )  # fmt: skip
    return vorlage_id


async def _is_stored(given: Confirmation, vorlage_id: UUID) -> bool:
    row = await Fassung.objects().where(Fassung.id == given.vorlage_id).first()
    if row is not None and row.vorlage != vorlage_id:
        raise NotFound
    return row is not None


async def _insert(fassung: Fassung) -> None:
    """The row lock on the Vorlage makes the number unique; the constraint says so once more."""
    await Fassung.insert(fassung)


def _state(vorlage: Vorlage) -> dict[str, Any]:
    return {
        "vorlage": vorlage.id,
        "dated_on": vorlage.dated_on,
        "paper": vorlage.paper,
        "reading": vorlage.reading,
        "evidence": vorlage.evidence,
        "source_text": vorlage.source_text,
        "source_sha256": vorlage.source_sha256,
    }


@inside_transaction
async def _keep_old(vorlage: Any, number: int) -> None:
    """As it stands now, with what was put right since it came in."""
    known = (
        await Fassung.objects()
        .where(Fassung.vorlage == vorlage.id, Fassung.number == number)
        .first()
    )
    if known is not None:
        known.paper = vorlage.paper
        await known.save([Fassung.paper])
        return
    await _insert(Fassung(id=uuid4(), number=number, received_at=vorlage.created_at,
                          created_by=vorlage.created_by, **_state(vorlage)))  # fmt: skip


def _take_over(
    vorlage: Any, given: Confirmation, paper: Paper, source: Source, committee: UUID | None
) -> None:
    """Who may read it changes only with what the papers themselves say."""
    was_public = json.loads(vorlage.paper).get("public")
    for column, value in {**head_columns(given, paper), **read_columns(paper, source)}.items():
        setattr(vorlage, column, value)
    if bool(was_public) != bool(paper["public"]):
        vorlage.visibility = Visibility.PUBLIC if paper["public"] else Visibility.CONFIDENTIAL
    vorlage.committee = committee or vorlage.committee
    vorlage.version += 1


@inside_transaction
async def _renew_steps(vorlage_id: UUID, columns: list[dict[str, Any]]) -> None:
    """Steps of the same committee keep their row and a result that was noted by hand."""
    left: list[Any] = list(
        await Consultation.objects()
        .where(Consultation.vorlage == vorlage_id)
        .order_by(Consultation.position)
    )
    for row in columns:
        same = _same_step(left, row)
        if same is None:
            await Consultation.insert(Consultation(vorlage=vorlage_id, **row))
            continue
        left.remove(same)
        for column, value in row.items():
            if value not in ("", None) or not column.startswith(("result", "held_on", "committee")):
                setattr(same, column, value)
        await same.save()
    for step in left:
        if step.result_code or step.result_raw:
            step.position += len(columns)
            await step.save([Consultation.position])
        else:
            await step.remove()


def _same_step(left: list[Any], row: dict[str, Any]) -> Any:
    """Same committee and day, else the same committee without a day yet."""
    named = [s for s in left if fold(s.committee_name) == fold(row["committee_name"])]
    dated = [s for s in named if s.held_on == row["held_on"]]
    open_ones = [s for s in named if s.held_on is None or row["held_on"] is None]
    return next(iter((*dated, *open_ones)), None)


@inside_transaction
async def _renew_points(vorlage_id: UUID, paper: Paper, number: int, day: date) -> None:
    """Points keep their id; one that is gone stays, marked, behind the others."""
    rows: list[Any] = list(
        await DecisionPoint.objects()
        .where(DecisionPoint.vorlage == vorlage_id)
        .order_by(DecisionPoint.position)
    )
    columns = point_columns(paper)
    known = [Known(row.id, row.position, row.text) for row in rows]
    same = same_points(known, [row["text"] for row in columns])
    by_id = {row.id: row for row in rows}
    for at, values in enumerate(columns):
        if at not in same:
            await DecisionPoint.insert(DecisionPoint(vorlage=vorlage_id, **values))
            continue
        point = by_id.pop(same[at])
        for column, value in {**values, **_present(point)}.items():
            setattr(point, column, value)
        await point.save()
    for position, point in enumerate(by_id.values(), len(columns) + 1):
        for column, value in {"position": position, **_absent(point, number, day)}.items():
            setattr(point, column, value)
        await point.save()


def _absent(point: Any, number: int, day: date) -> dict[str, Any]:
    """A point without work waits for nobody any more; a reason given by a person stays."""
    if point.absent_since:
        return {}
    said = bool(point.needless_reason)
    return {
        "absent_since": number,
        "needless_reason": point.needless_reason if said else NO_LONGER.format(number),
        "needless_since": point.needless_since if said else day,
    }


def _present(point: Any) -> dict[str, Any]:
    if point.needless_reason != NO_LONGER.format(point.absent_since):
        return {"absent_since": None}
    return {"absent_since": None, "needless_reason": "", "needless_since": None}

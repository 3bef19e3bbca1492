"""The reading with the corrections of a person: still schema vorlage/1."""

from collections.abc import Mapping

from app.reading.lexicon import RESULTS, ROLES, fold, paper_type
from app.reading.lines import span
from app.reading.paper import Clerk, Coded, Consultation, Discarded, Paper
from app.vorlagen.rules.confirmed import Confirmation, Head, Step
from app.vorlagen.rules.form_words import (
    confirmed_attachments,
    confirmed_climate,
    confirmed_financial,
    confirmed_products,
    confirmed_relevance,
)
from app.vorlagen.rules.points import confirmed_proposal
from app.vorlagen.rules.sections import confirmed_facts, confirmed_others


def confirmed_paper(reading: Paper, given: Confirmation) -> Paper:
    head, form = given.head, given.form
    return {
        **reading,
        "reference": head.reference or None,
        "title": head.title,
        "paper_type": _paper_type(head, reading),
        "public": head.public,
        "date": head.dated_on.isoformat() if head.dated_on else None,
        "lead_unit": head.lead_unit or None,
        "responsible": head.responsible or None,
        "clerk": _clerk(head.clerk, reading["clerk"]),
        "originator": head.originator or None,
        "file_reference": head.file_reference or None,
        "related": list(head.related),
        "budget_products": confirmed_products(reading, given.products),
        "consultations": [
            _consultation(at, step, reading) for at, step in enumerate(given.steps, 1)
        ],
        "proposal": confirmed_proposal(reading, given.before, given.points, given.after),
        "facts": confirmed_facts(reading, given.facts),
        "financial": confirmed_financial(reading["financial"], form),
        "relevance": confirmed_relevance(form),
        "climate": confirmed_climate(reading["climate"], form),
        "participation_of_head": head.participation_of_head,
        "qualified_majority": head.qualified_majority,
        "attachments": confirmed_attachments(reading, given.attachments),
        "other_sections": confirmed_others(reading, given.others),
        "discarded": _without(reading, set(given.restored)),
    }


def _paper_type(head: Head, reading: Paper) -> Coded | None:
    known = reading["paper_type"]
    if known and known["raw"] == head.paper_type:
        return known
    return paper_type(head.paper_type) if head.paper_type else None


def _clerk(raw: str, known: Clerk | None) -> Clerk | None:
    if not raw or (known and known["raw"] == raw):
        return known if raw else None
    family, _, given = (part.strip() for part in raw.partition(","))
    return {"raw": raw, "family": family if given else None, "given": given or None}


def coded(raw: str, known: Coded | None, words: Mapping[str, str]) -> Coded | None:
    """Unchanged words keep their code; new ones are looked up, else "other"."""
    if not raw or (known and known["raw"] == raw):
        return known if raw else None
    return {"raw": raw, "code": words.get(fold(raw), "other")}


def _consultation(position: int, step: Step, reading: Paper) -> Consultation:
    known = reading["consultations"]
    old = next((known[at] for _, at in step.origins if at < len(known)), None)
    return {
        "position": position,
        "committee": step.committee_name,
        "role": coded(step.role, old["role"] if old else None, ROLES),
        "date": step.held_on.isoformat() if step.held_on else None,
        "public": step.public,
        "agenda_number": step.agenda_number or None,
        "meeting_title": step.meeting_title or None,
        "result": coded(step.result, old["result"] if old else None, RESULTS),
    }


def numbers_of(lines: str) -> list[int]:
    """From "5-7,9" to [5, 6, 7, 9]."""
    numbers: list[int] = []
    for run in filter(None, lines.split(",")):
        first, _, last = run.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


def _without(reading: Paper, restored: set[int]) -> list[Discarded]:
    if not restored:
        return reading["discarded"]
    left = (
        (set(numbers_of(entry["lines"])) - restored, entry["reason"])
        for entry in reading["discarded"]
    )
    return [{"lines": span(numbers), "reason": why} for numbers, why in left if numbers]

"""The reading with the corrections of a person: still schema vorlage/1."""

from collections.abc import Mapping

from app.reading.lexicon import RESULTS, ROLES, fold, paper_type
from app.reading.lines import span
from app.reading.paper import Clerk, Coded, Consultation, Discarded, OtherSection, Paper
from app.vorlagen.rules.confirmed import Confirmation, Head, Step
from app.vorlagen.rules.points import confirmed_proposal

KEPT_HEADING = "Aus verworfenen Zeilen übernommen"


def confirmed_paper(reading: Paper, given: Confirmation, lines: Mapping[int, str]) -> Paper:
    """`lines`: number → text of the input, for the lines that were taken over after all."""
    head = given.head
    paper: Paper = {
        **reading,
        "reference": head.reference or None,
        "title": head.title,
        "public": head.public,
        "date": head.dated_on.isoformat() if head.dated_on else None,
        "lead_unit": head.lead_unit or None,
        "responsible": head.responsible or None,
        "clerk": _clerk(head.clerk, reading["clerk"]),
        "originator": head.originator or None,
        "file_reference": head.file_reference or None,
        "consultations": [
            _consultation(at, step, reading) for at, step in enumerate(given.steps, 1)
        ],
        "proposal": confirmed_proposal(reading, given.points),
    }
    paper["paper_type"] = _paper_type(head, reading)
    if given.kept:
        paper["other_sections"] = [*reading["other_sections"], _kept(given, lines)]
        paper["discarded"] = _without(reading, set(given.kept))
    return paper


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
    old = reading["consultations"][step.origin] if step.origin is not None else None
    return {
        "position": position,
        "committee": step.committee_name,
        "role": coded(step.role, old["role"] if old else None, ROLES),
        "date": step.held_on.isoformat() if step.held_on else None,
        "public": old["public"] if old else None,
        "agenda_number": old["agenda_number"] if old else None,
        "meeting_title": old["meeting_title"] if old else None,
        "result": coded(step.result, old["result"] if old else None, RESULTS),
    }


def _kept(given: Confirmation, lines: Mapping[int, str]) -> OtherSection:
    texts = (" ".join(lines[number].split()) for number in sorted(given.kept) if number in lines)
    return {
        "heading": KEPT_HEADING,
        "blocks": [{"type": "paragraph", "text": text} for text in texts if text],
    }


def numbers_of(lines: str) -> list[int]:
    """From "5-7,9" to [5, 6, 7, 9]."""
    numbers: list[int] = []
    for run in filter(None, lines.split(",")):
        first, _, last = run.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


def _without(reading: Paper, kept: set[int]) -> list[Discarded]:
    left = (
        (set(numbers_of(entry["lines"])) - kept, entry["reason"]) for entry in reading["discarded"]
    )
    return [{"lines": span(numbers), "reason": why} for numbers, why in left if numbers]

"""The two Vorlagen of the demo: their text with the dates of this year, read by the real reader."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from app.groups.tables import Group
from app.people.tables import Body
from app.reading.paper import Paper
from app.reading.parse import parse
from app.vorlagen.operations.hints import offer_hints
from app.vorlagen.tables import Consultation, DecisionPoint, Vorlage, VorlageStatus

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Reading:
    text: str
    paper: dict[str, Any]
    evidence: dict[str, Any]


def read_paper(name: str, **dates: date) -> Reading:
    """`dates` fill the places in the text; the year of the number is that of `dated`."""
    words = {key: f"{day:%d.%m.%Y}" for key, day in dates.items()}
    template = (FOLDER / name).read_text(encoding="utf-8")
    text = template.format(year=dates["dated"].year, **words)
    result = parse(text, file=name)
    evidence = {key: vars(found) for key, found in result.evidence.items()}
    return Reading(text, dict(result.paper), evidence)


async def add_vorlage(
    reading: Reading, body: Body, committees: list[Group], *, recorded_at: datetime
) -> tuple[Vorlage, list[DecisionPoint]]:
    """The first of the committees gets the reports."""
    paper = reading.paper
    vorlage = Vorlage(
        body=body.id,
        committee=committees[0].id,
        reference=paper["reference"],
        title=paper["title"],
        paper_type=paper["paper_type"]["raw"],
        dated_on=date.fromisoformat(paper["date"]),
        lead_unit=paper["lead_unit"],
        status=VorlageStatus.DELIBERATED,
        paper=json.dumps(paper, ensure_ascii=False),
        reading=json.dumps(paper, ensure_ascii=False),
        evidence=json.dumps(reading.evidence, ensure_ascii=False),
        source_text=reading.text,
        source_sha256=sha256(reading.text.encode()).hexdigest(),
        created_at=recorded_at,
    )
    await vorlage.save()
    known = {committee.name: committee.id for committee in committees}
    await Consultation.insert(
        *(_consultation(vorlage, step, known) for step in paper["consultations"])
    )
    points = [
        DecisionPoint(
            vorlage=vorlage.id, position=number, marker=point["marker"] or "",
            depth=point["depth"], text=point["text"],
        )
        for number, point in enumerate(paper["proposal"]["points"], 1)
    ]  # fmt: skip
    await DecisionPoint.insert(*points)
    await offer_hints(vorlage.id, cast("Paper", paper))
    return vorlage, points


def _consultation(vorlage: Vorlage, step: dict[str, Any], known: dict[str, Any]) -> Consultation:
    role, result = step["role"] or {}, step["result"] or {}
    return Consultation(
        vorlage=vorlage.id,
        position=step["position"],
        committee_name=step["committee"],
        committee=known.get(step["committee"]),
        role_raw=role.get("raw", ""),
        role_code=role.get("code", ""),
        held_on=date.fromisoformat(step["date"]) if step["date"] else None,
        meeting_title=step["meeting_title"] or "",
        result_raw=result.get("raw", ""),
        result_code=result.get("code", ""),
    )

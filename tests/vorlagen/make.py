"""Vorlagen with decision points and a Beratungsfolge; all words and names are invented."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from app.people.tables import Body
from app.vorlagen.tables import Consultation, DecisionPoint, Vorlage, WordingHint
from tests.cast import Cast

TITLE = "Aufbau von Familienzentren in drei Regionen"
POINTS = (
    "Eine Steuerungsgruppe aus öffentlichen und freien Trägern wird eingerichtet.",
    "Die Gruppe klärt offene Fragen und legt Lösungen vor.",
    "Die Verwaltung berichtet dem Jugendhilfeausschuss fortlaufend.",
)
STEPS: tuple[dict[str, Any], ...] = (
    {
        "committee_name": "Jugendhilfeausschuss",
        "role_raw": "Vorberatung",
        "role_code": "preparation",
        "held_on": date(2024, 2, 21),
        "result_raw": "geändert empfohlen",
        "result_code": "adopted_amended",
    },
    {
        "committee_name": "Kreistag",
        "role_raw": "Entscheidung",
        "role_code": "decision",
        "held_on": date(2024, 3, 14),
    },
)


def make_paper(**changes: Any) -> dict[str, Any]:
    """Schema vorlage/1, every key present."""
    paper: dict[str, Any] = {
        "schema": "vorlage/1",
        "source": {"file": "Eingabe", "body": None, "system": None, "layout": None},
        "reference": "2024/012",
        "title": TITLE,
        "paper_type": {"raw": "Beschlussvorlage", "code": "decision"},
        "public": True,
        "date": "2024-01-15",
        "lead_unit": "Jugendhilfeplanung",
        "responsible": None,
        "clerk": None,
        "originator": None,
        "file_reference": None,
        "related": [],
        "budget_products": [],
        "consultations": [],
        "proposal": {
            "heading": "Beschlussvorschlag",
            "committee": None,
            "blocks": [
                {
                    "type": "list",
                    "items": [
                        {"marker": f"{at}.", "text": text, "paragraphs": [], "items": []}
                        for at, text in enumerate(POINTS, 1)
                    ],
                }
            ],
            "points": [
                {"marker": f"{at}.", "depth": 1, "text": text} for at, text in enumerate(POINTS, 1)
            ],
        },
        "facts": [],
        "financial": None,
        "relevance": [],
        "climate": None,
        "participation_of_head": None,
        "qualified_majority": None,
        "attachments": [],
        "other_sections": [],
        "discarded": [],
        "notes": [],
    }
    return {**paper, **changes}


async def make_vorlage(
    body: Body,
    *,
    points: Sequence[str] = POINTS,
    steps: Sequence[dict[str, Any]] = STEPS,
    paper: dict[str, Any] | None = None,
    **columns: Any,
) -> Vorlage:
    """With its decision points and consultations, in order from 1; public unless told otherwise."""
    paper = paper or make_paper()
    vorlage = Vorlage(
        body=body.id,
        **{
            "reference": "2024/012",
            "title": TITLE,
            "paper_type": "Beschlussvorlage",
            "dated_on": date(2024, 1, 15),
            "lead_unit": "Jugendhilfeplanung",
            "paper": json.dumps(paper),
            "reading": json.dumps(paper),
            "source_text": TITLE,
            "source_sha256": hashlib.sha256(TITLE.encode()).hexdigest(),
            **columns,
        },
    )
    await vorlage.save()
    for at, text in enumerate(points, 1):
        await make_decision_point(vorlage, text, position=at, marker=f"{at}.")
    for at, step in enumerate(steps, 1):
        await Consultation(vorlage=vorlage.id, position=at, **step).save()
    return vorlage


async def make_decision_point(vorlage: Vorlage, text: str, **columns: Any) -> DecisionPoint:
    point = DecisionPoint(vorlage=vorlage.id, text=text, **{"position": 99, "depth": 1, **columns})
    await point.save()
    return point


async def points_of(vorlage: Vorlage) -> list[DecisionPoint]:
    return (
        await DecisionPoint.objects()
        .where(DecisionPoint.vorlage == vorlage.id)
        .order_by(DecisionPoint.position)
    )


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """A paper that is not public: the cast's group gets the reports, so only its members read it.

    And a public one, so that the committee's session is known to everybody of the body.
    """
    vorlage = await make_vorlage(cast.body, committee=cast.group.id, visibility="confidential")
    consultation = await Consultation.objects().where(Consultation.vorlage == vorlage.id).first()
    assert consultation is not None
    step = {**STEPS[0], "committee": cast.committee.id}
    await make_vorlage(cast.body, reference="2024/013", steps=(step,))
    world["gremium_id"], world["held_on"] = str(cast.committee.id), "2024-02-21"
    world["vorlage_id"] = str(vorlage.id)
    world["decision_point_id"] = str((await points_of(vorlage))[0].id)
    world["consultation_id"] = str(UUID(str(consultation.id)))
    hint = WordingHint(
        vorlage=vorlage.id, kind="report", sentence=POINTS[2], data='{"rhythm": "fortlaufend"}'
    )
    await hint.save()
    world["hint_id"] = str(UUID(str(hint.id)))

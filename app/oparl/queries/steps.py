"""Consultations of public papers, by themselves, by paper or by session."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app.oparl.access import is_public_paper
from app.oparl.rules.papers import Step
from app.vorlagen.tables import Consultation

STEPS = """
SELECT c.id, c.vorlage AS vorlage_id, v.body AS body_id, v.title AS paper_title, c.position,
    c.committee_name, g.id AS committee_id, oparl_session(g.id, c.held_on) AS session_id,
    c.role_raw, c.role_code, c.held_on, c.agenda_number, c.meeting_title, c.result_raw,
    c.result_code, c.resolution_text, v.visibility, v.committee AS reports_to,
    (SELECT (printed->>'public')::boolean FROM jsonb_array_elements(v.paper->'consultations') printed
     WHERE printed->'position' = to_jsonb(c.position) LIMIT 1) AS public
FROM consultation c
JOIN vorlage v ON v.id = c.vorlage
LEFT JOIN steering_group g ON g.id = c.committee AND g.kind IN ('kreistag', 'ausschuss')
"""
BY_ID = "WHERE c.id = ANY({})"
BY_PAPER = "WHERE c.vorlage = ANY({}) ORDER BY c.position, c.id"
BY_SESSION = """
WHERE oparl_session(c.committee, c.held_on) = ANY({}) AND c.committee IS NOT NULL
    AND c.held_on IS NOT NULL AND g.id IS NOT NULL
ORDER BY c.id
"""


def _public(rows: Sequence[dict[str, Any]]) -> list[Step]:
    found = []
    for row in rows:
        visibility, reports_to = row.pop("visibility"), row.pop("reports_to")
        if is_public_paper(row["body_id"], visibility, reports_to):
            found.append(Step(**row))
    return found


async def steps_by_id(ids: Sequence[UUID]) -> list[Step]:
    return _public(await Consultation.raw(STEPS + BY_ID, list(ids)))


async def steps_of_papers(ids: Sequence[UUID]) -> dict[UUID, tuple[Step, ...]]:
    """Paper → its Beratungsfolge."""
    found: dict[UUID, tuple[Step, ...]] = {}
    for step in _public(await Consultation.raw(STEPS + BY_PAPER, list(ids))):
        found[step.vorlage_id] = (*found.get(step.vorlage_id, ()), step)
    return found


async def steps_of_sessions(ids: Sequence[UUID]) -> dict[UUID, tuple[Step, ...]]:
    """Session → what public papers say was dealt with there."""
    found: dict[UUID, tuple[Step, ...]] = {}
    for step in _public(await Consultation.raw(STEPS + BY_SESSION, list(ids))):
        assert step.session_id is not None
        found[step.session_id] = (*found.get(step.session_id, ()), step)
    return found

"""A paper's Beratungsfolge and decision points as the columns of their tables."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from app.reading.lexicon import fold
from app.reading.paper import Coded, Paper
from app.vorlagen.rules.confirmed import Step


def _coded(value: Coded | None) -> Coded:
    return value or {"raw": "", "code": ""}


def step_columns(
    steps: Sequence[Step], paper: Paper, committees: Mapping[str, UUID | None]
) -> list[dict[str, Any]]:
    """`committees`: folded name → id; only a step that was linked by a person gets one."""
    return [
        {
            "position": printed["position"],
            "committee_name": step.committee_name,
            "committee": committees.get(fold(step.committee_name)) if step.committee else None,
            "role_raw": _coded(printed["role"])["raw"],
            "role_code": _coded(printed["role"])["code"],
            "held_on": date.fromisoformat(printed["date"]) if printed["date"] else None,
            "agenda_number": (printed["agenda_number"] or "")[:40],
            "meeting_title": (printed["meeting_title"] or "")[:300],
            "result_raw": _coded(printed["result"])["raw"],
            "result_code": _coded(printed["result"])["code"],
        }
        for step, printed in zip(steps, paper["consultations"], strict=True)
    ]


def point_columns(paper: Paper) -> list[dict[str, Any]]:
    return [
        {
            "position": at,
            "marker": (point["marker"] or "")[:20],
            "depth": point["depth"],
            "text": point["text"],
        }
        for at, point in enumerate(paper["proposal"]["points"] if paper["proposal"] else [], 1)
    ]

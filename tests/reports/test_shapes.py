"""Every table that can be drawn has its widths on paper."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from app.reports.papers.content import SHAPES
from app.reports.rules.drawing import facts_of

NOW = datetime(2026, 11, 19, 9, tzinfo=UTC)
DAY = date(2026, 12, 18)
PAPER = {
    "financial": {
        "impact": True, "in_budget": False, "cost": None, "follow_up_cost": None, "text": None,
        "options": [{"group": None, "label": "einmalig", "checked": True}],
        "details": [{"label": "Produkt", "value": "36.3"}],
    },
    "climate": {"question": None, "options": [], "reason": "Kürzere Wege.", "code": None},
}  # fmt: skip
ROWS: dict[str, Sequence[dict[str, Any]]] = {
    "papers": [
        {"reference": number, "title": "Zentren", "paper": json.dumps(PAPER)}
        for number in ("2026/1", "2026/2")
    ],
    "groups": [],
    "mandates": [{
        "title": "Wo?", "kind": "question", "due_on": DAY, "group_name": "Runde", "reference": None,
        "marker": "", "position": 3, "status": "open", "fresh": True, "moves": "[]",
    }],
    "decisions": [{
        "starts_at": NOW, "group_name": "Runde", "text": "Ja.", "outcome": "recommended", "yes": None,
        "no": None, "abstentions": None, "number": "",
    }],
    "tasks": [
        {"group_name": "Runde", "title": "Flyer", "status": "open", "due_on": date(2026, 1, 1), "told": True}
    ],
    "meetings": [
        {"starts_at": NOW, "title": "5. Sitzung", "group_name": "Runde", "over": over}
        for over in (True, False)
    ],
}  # fmt: skip


def test_every_table_that_can_be_drawn_has_its_widths_on_paper() -> None:
    facts = facts_of(ROWS, until=date(2026, 11, 19), session=("JHA", DAY), now=NOW)
    grids = [grid for part in facts.parts.values() for grid in part.grids]
    assert {grid.columns[0] for grid in grids} == set(SHAPES)
    for grid in grids:
        assert len(SHAPES[grid.columns[0]]) == len(grid.columns), grid
        assert {len(row) for row in grid.rows} == {len(grid.columns)}, grid
    assert dict(facts.figures)["davon überfällig"] == "1"


def test_two_papers_keep_their_money_apart() -> None:
    facts = facts_of(ROWS, until=date(2026, 11, 19), session=("JHA", None), now=NOW)
    captions = [grid.caption for grid in facts.parts["finance"].grids]
    assert captions == ["Angaben zu den Finanzen (2026/1)", "Angaben zu den Finanzen (2026/2)"]
    assert facts.parts["finance"].grids[0].rows == (
        ("Finanzielle Auswirkungen", "ja"), ("Mittel im Haushalt", "nein"),
        ("Angekreuzt", "einmalig"), ("Produkt", "36.3"),
    )  # fmt: skip

"""Finance and climate as the Vorlagen themselves say it; pure."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from app.reading.paper import Financial, Paper
from app.reports.rules.facts import Grid, Part, part_of

Row = dict[str, Any]
NOTHING = "nichts erfasst"
COLUMNS = ("Angabe", "laut Vorlage")
YES_NO = {True: "ja", False: "nein"}


def finance(papers: Sequence[Row]) -> Part:
    return _part("Angaben zu den Finanzen", papers, _money)


def climate(papers: Sequence[Row]) -> Part:
    return _part("Angaben zum Klima", papers, _climate)


def _part(caption: str, papers: Sequence[Row], read: Any) -> Part:
    """A table for each Vorlage that says something about it."""
    grids = [
        Grid(_of(caption, row, papers), COLUMNS, tuple(read(json.loads(row["paper"]))))
        for row in papers
    ]
    part = part_of("", grids)
    said = len(part.grids)
    return (
        Part("aus einer Vorlage" if said == 1 else f"aus {said} Vorlagen", part.grids)
        if said
        else Part(NOTHING)
    )


def _of(caption: str, row: Row, papers: Sequence[Row]) -> str:
    name = row["reference"] or row["title"]
    return f"{caption} ({name})" if len(papers) > 1 else caption


def _money(paper: Paper) -> Iterator[tuple[str, str]]:
    money = paper.get("financial")
    if not money:
        return
    yield from _answers(money)
    for option in money["options"]:
        if option["checked"]:
            yield option["group"] or "Angekreuzt", option["label"]
    for detail in money["details"]:
        yield detail["label"], detail["value"]
    if money["text"]:
        yield "Erläuterung", money["text"]


def _answers(money: Financial) -> Iterator[tuple[str, str]]:
    for label, answer in (
        ("Finanzielle Auswirkungen", money["impact"]), ("Mittel im Haushalt", money["in_budget"]),
    ):  # fmt: skip
        if answer is not None:
            yield label, YES_NO[answer]
    for label, amount in (("Kosten", money["cost"]), ("Folgekosten", money["follow_up_cost"])):
        if amount:
            yield label, amount["raw"]


def _climate(paper: Paper) -> Iterator[tuple[str, str]]:
    found = paper.get("climate")
    if not found:
        return
    for option in found["options"]:
        if option["checked"]:
            yield found["question"] or "Auswirkung", option["label"]
    if found["reason"]:
        yield "Begründung", found["reason"]

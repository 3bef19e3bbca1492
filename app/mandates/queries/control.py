"""Beschlusskontrolle: every decision point the reader may see, under its Vorlage."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.paging import PER_PAGE, pages_of
from app.mandates import rules
from app.mandates.queries.points import Point, light_parts, points_where
from app.vorlagen import access as vorlagen
from app.vorlagen.tables import DecisionPoint, Vorlage

NOT_DONE, ALL = "nicht-erledigt", "alle"
LIGHTS = {
    "ueberfaellig": rules.OVERDUE, "bald-faellig": rules.DUE_SOON, "im-plan": rules.ON_TRACK,
    "ruht": rules.RESTING, "noch-offen": rules.UNTOUCHED, "erledigt": rules.DONE,
}  # fmt: skip
STATES = {
    NOT_DONE: "alle außer erledigt", ALL: "alle",
    **{code: light.word for code, light in LIGHTS.items()},
}  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """A Vorlage with those of its points that the page shows."""

    id: UUID
    label: str
    points: list[Point]


@dataclass(frozen=True)
class Control:
    papers: list[Paper]
    committees: dict[str, str]  # id → name, for the filter
    total: int
    vorlagen: int
    done: int
    overdue: int
    shown: int  # after the filter, over all pages
    pages: int
    parts: list[tuple[str, int, str]]

    @property
    def sentence(self) -> str:
        """For the bar: 14 Beschlusspunkte aus 4 Vorlagen: 5 erledigt, 1 überfällig"""
        points = "1 Beschlusspunkt" if self.total == 1 else f"{self.total} Beschlusspunkte"
        papers = "einer Vorlage" if self.vorlagen == 1 else f"{self.vorlagen} Vorlagen"
        return f"{points} aus {papers}: {self.done} erledigt, {self.overdue} überfällig"


async def control(actor: Actor, committee: str, state: str, page: int) -> Control:
    """Five statements. Sorted by number, the newest first; `committee` is an id or empty."""
    papers = await _papers(actor)
    ids = [key for key, row in papers.items() if committee in ("", str(row["committee"]))]
    points = await _points(actor, ids)
    kept = [point for point in points if _fits(point, state)]
    lights = [point.light for point in points]
    return Control(
        papers=_grouped(kept[PER_PAGE * (page - 1) : PER_PAGE * page], papers),
        committees=_committees(papers.values()),
        total=len(points),
        vorlagen=len({point.vorlage_id for point in points}),
        done=lights.count(rules.DONE),
        overdue=lights.count(rules.OVERDUE),
        shown=len(kept),
        pages=pages_of(len(kept)),
        parts=light_parts(points),
    )


async def _papers(actor: Actor) -> dict[UUID, dict[str, Any]]:
    rows = (
        await Vorlage.select(
            Vorlage.id, Vorlage.reference, Vorlage.title, Vorlage.committee,
            Vorlage.committee.name.as_alias("committee_name"),
        ).where(vorlagen.readable_by(actor))
        .order_by(Vorlage.dated_on, Vorlage.reference, Vorlage.id, ascending=False)
    )  # fmt: skip
    return {row["id"]: row for row in rows}


async def _points(actor: Actor, vorlage_ids: Sequence[UUID]) -> list[Point]:
    if not vorlage_ids:
        return []
    order = {key: at for at, key in enumerate(vorlage_ids)}
    points = await points_where(
        actor, DecisionPoint.vorlage.is_in(list(vorlage_ids)), order="decision_point.position"
    )
    return sorted(points, key=lambda point: order[point.vorlage_id])


def _fits(point: Point, state: str) -> bool:
    if state == ALL:
        return True
    return not point.done if state not in LIGHTS else point.light == LIGHTS[state]


def _committees(papers: Any) -> dict[str, str]:
    named = {str(r["committee"]): r["committee_name"] for r in papers if r["committee"]}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


def _grouped(points: list[Point], papers: dict[UUID, dict[str, Any]]) -> list[Paper]:
    return [
        Paper(key, _label(papers[key]), list(found))
        for key, found in groupby(points, key=lambda point: point.vorlage_id)
    ]


def _label(row: dict[str, Any]) -> str:
    return f"{row['reference']} {row['title']}" if row["reference"] else row["title"]

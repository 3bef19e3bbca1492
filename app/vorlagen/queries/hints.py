"""What the wording of a Vorlage offers, and what became of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.vorlagen.rules.points import point_label
from app.vorlagen.rules.proposals import wording
from app.vorlagen.tables import DecisionPoint, HintKind, HintState, WordingHint


@dataclass(frozen=True)
class HintRow:
    """`point`: like "Punkt 3"; "Sachlage" for a sentence outside the proposal."""

    id: UUID
    point_id: UUID | None
    point: str
    kind: HintKind
    sentence: str
    data: Mapping[str, Any]
    state: HintState

    @property
    def words(self) -> str:
        return wording(self.kind, self.data)

    @property
    def is_open(self) -> bool:
        return self.state == HintState.OFFERED


async def hints_of(vorlage_id: UUID) -> list[HintRow]:
    """In the order of the points, those of the facts last; the caller has checked the right."""
    point: Any = WordingHint.decision_point
    rows = (
        await WordingHint.select(
            WordingHint.id, WordingHint.decision_point, WordingHint.kind, WordingHint.sentence,
            WordingHint.data, WordingHint.state,
            point.marker.as_alias("marker"), point.position.as_alias("position"),
        )
        .where(WordingHint.vorlage == vorlage_id)
    )  # fmt: skip
    rows.sort(key=lambda row: (row["position"] or 10**6, row["kind"], row["sentence"], row["data"]))
    return [_row(row) for row in rows]


async def seat_hints_of(point_id: UUID) -> list[HintRow]:
    """Seats that this point, or the facts of its Vorlage, seem to give; declined ones left out."""
    point = await DecisionPoint.objects().where(DecisionPoint.id == point_id).first()
    if point is None:
        return []
    return [
        hint
        for hint in await hints_of(point.vorlage)
        if hint.kind == HintKind.SEATS
        and hint.state != HintState.DECLINED
        and hint.point_id in {point_id, None}
    ]


def _row(row: dict[str, Any]) -> HintRow:
    return HintRow(
        id=row["id"],
        point_id=row["decision_point"],
        point=point_label(row["marker"] or "", row["position"]) if row["position"] else "Sachlage",
        kind=HintKind(row["kind"]),
        sentence=row["sentence"],
        data=json.loads(row["data"]),
        state=HintState(row["state"]),
    )

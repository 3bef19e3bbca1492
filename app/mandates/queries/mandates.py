"""The page of one mandate, and mandates to choose from."""

from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.words import Badge
from app.groups import access as groups
from app.groups.tables import Group
from app.mandates import access, rules
from app.mandates.queries.steps import Linked, Step, linked_to, steps_of
from app.mandates.queries.warnings import DISCUSSED, IS_UNDER_WAY, MOVED_LATELY
from app.mandates.tables import Mandate, MandateKind, MandateStatus
from app.vorlagen.rules.points import point_label

# A mandate that arose in the group goes back to the point that set the group up.
# Values: since when a step is late, the mandate.
WAY = f"""
SELECT NOT ({IS_UNDER_WAY}) OR {DISCUSSED} AS discussed,
  {IS_UNDER_WAY} AND NOT {MOVED_LATELY} AS silent, coalesce(mp.person_name, '') AS proposed_by,
  dp.id AS point_id, dp.marker, dp.position, dp.text, v.id AS vorlage_id, v.reference, v.title,
  v.body, v.committee, v.visibility
FROM mandate m LEFT JOIN mandate_proposal mp ON mp.mandate = m.id
LEFT JOIN group_origin o ON o."group" = m."group"
LEFT JOIN decision_point dp ON dp.id = coalesce(m.decision_point, o.decision_point)
LEFT JOIN vorlage v ON v.id = dp.vorlage
WHERE m.id = {{}}
"""

Way = list[tuple[str, str | None]]


@dataclass(frozen=True)
class MandatePage:
    id: UUID
    kind: MandateKind
    title: str
    status: MandateStatus
    due_on: date | None
    due_origin: str  # "dem Wortlaut von Punkt 2 der Vorlage 2024/012"; "" for a date of their own
    version: int
    light: Badge
    warnings: tuple[Badge, ...]
    proposed_by: str  # "" where nobody had to propose it
    group_id: UUID
    group_name: str
    way: Way  # label, address where the reader may open it
    point_text: str  # empty where there is none or the Vorlage is not for this reader
    steps: list[Step]
    tasks: list[Linked]
    items: list[Linked]
    may_move: bool
    may_give: bool  # a task from it: it is still to be settled

    @property
    def state(self) -> Badge:
        return rules.BADGES[self.status]

    @property
    def moves(self) -> tuple[MandateStatus, ...]:
        return rules.MOVES[self.status] if self.may_move else ()


async def mandate_page(actor: Actor, mandate: Mandate, group: Group) -> MandatePage:
    """Three statements after the access function's one."""
    row = (await Mandate.raw(WAY, clock.now() - rules.SILENT_AFTER, mandate.id))[0]
    way, text = _way(actor, row)
    status = MandateStatus(mandate.status)
    tasks, items = await linked_to(mandate.id)
    return MandatePage(
        id=mandate.id,
        kind=MandateKind(mandate.kind),
        title=mandate.title,
        status=status,
        due_on=mandate.due_on,
        due_origin=mandate.due_origin,
        version=mandate.version,
        light=rules.light_of(status, mandate.due_on, clock.today()),
        warnings=rules.warnings_of(discussed=row["discussed"], silent=row["silent"]),
        proposed_by=row["proposed_by"],
        group_id=group.id,
        group_name=group.name,
        way=[(group.name, f"/gruppen/{group.id}"), *way],
        point_text=text,
        steps=await steps_of(actor, mandate.id),
        tasks=tasks,
        items=items,
        may_move=access.may_move(actor, group),
        may_give=status in rules.UNDER_WAY and groups.may_write_minutes(actor, group),
    )


def _way(actor: Actor, row: dict[str, Any]) -> tuple[Way, str]:
    if row["point_id"] is None:
        return [], ""
    if not access.may_open_vorlage(actor, row["body"], row["committee"], row["visibility"]):
        return [("einer nichtöffentlichen Vorlage", None)], ""
    label = point_label(row["marker"], row["position"])
    point = f"/vorlagen/{row['vorlage_id']}#punkt-{row['point_id']}"
    vorlage = f"Vorlage {rules.origin_label(row['reference'], row['title'])}"
    return [(label, point), (vorlage, f"/vorlagen/{row['vorlage_id']}")], row["text"]


async def mandate_choices(group_id: UUID, chosen: UUID | None = None) -> dict[str, str]:
    """Id → "Frage: Titel" of what the group still has to settle, and of what is chosen already."""
    under_way = Mandate.status.is_in([s.value for s in rules.UNDER_WAY])
    rows = (
        await Mandate.select(Mandate.id, Mandate.kind, Mandate.title)
        .where(Mandate.group == group_id)
        .where(under_way | (Mandate.id == chosen) if chosen else under_way)
        .order_by(Mandate.created_at, Mandate.id)
    )
    return {
        str(
            row["id"]
        ): f"{MandateKind(row['kind']).in_full}: {shorten(row['title'], 80, placeholder=' …')}"
        for row in rows
    }

"""Where groups come from, and what a decision point may be given to."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from piccolo.query import OrderByRaw

from app.core.actor import Actor
from app.groups.tables import COMMITTEES, Group, GroupStatus
from app.mandates import access, rules
from app.mandates.tables import Mandate
from app.vorlagen.rules.points import point_label
from app.vorlagen.tables import DecisionPoint, GroupOrigin, Vorlage

OFFERED = """
SELECT dp.id, dp.marker, dp.position, dp.text, v.reference, v.title, v.body, v.committee,
  v.visibility
FROM decision_point dp JOIN vorlage v ON v.id = dp.vorlage
WHERE v.id IN (
  SELECT p.vorlage FROM group_origin o JOIN decision_point p ON p.id = o.decision_point
    JOIN steering_group g ON g.id = {} AND o."group" IN (g.id, g.parent)
  UNION SELECT p.vorlage FROM mandate m JOIN decision_point p ON p.id = m.decision_point
    WHERE m."group" = {})
ORDER BY v.reference, v.id, dp.position
"""
LIVING = (GroupStatus.PLANNED.value, GroupStatus.ACTIVE.value)


@dataclass(frozen=True)
class Origin:
    """The point that set up a group; text and address are empty where the reader may not open it."""

    label: str
    text: str
    href: str | None


async def origin_of(actor: Actor, group_id: UUID) -> Origin | None:
    point: Any = GroupOrigin.decision_point
    row = (
        await GroupOrigin.select(
            point.marker.as_alias("marker"), point.position.as_alias("position"),
            point.text.as_alias("text"), point.vorlage.id.as_alias("vorlage_id"),
            point.vorlage.reference.as_alias("reference"), point.vorlage.title.as_alias("title"),
            point.vorlage.body.as_alias("body"), point.vorlage.committee.as_alias("committee"),
            point.vorlage.visibility.as_alias("visibility"),
        ).where(GroupOrigin.group == group_id).first()
    )  # fmt: skip
    if row is None:
        return None
    if not _readable(actor, row):
        return Origin("Eingerichtet durch eine nichtöffentliche Vorlage", "", None)
    vorlage = " ".join(part for part in (row["reference"], row["title"]) if part)
    label = f"{point_label(row['marker'], row['position'])} der Vorlage {vorlage}"
    return Origin(label, row["text"], f"/vorlagen/{row['vorlage_id']}")


def _readable(actor: Actor, row: dict[str, Any]) -> bool:
    return access.may_open_vorlage(actor, row["body"], row["committee"], row["visibility"])


async def point_choices(actor: Actor, group_id: UUID) -> dict[str, str]:
    """Points of the Vorlagen behind the group, its parent and its mandates, as far as readable."""
    rows = await Mandate.raw(OFFERED, group_id, group_id)
    return {str(row["id"]): _choice(row) for row in rows if _readable(actor, row)}


def _choice(row: dict[str, Any]) -> str:
    paper = rules.origin_label(row["reference"], row["title"])
    point = point_label(row["marker"], row["position"])
    return f"{paper}, {point}: {rules.mandate_title(row['text'])[:120]}"


async def working_groups(body_id: UUID) -> dict[str, str]:
    """Groups of the body that can take a mandate; a committee decides and takes none."""
    rows = (
        await Group.select(Group.id, Group.name)
        .where(
            Group.body == body_id,
            Group.status.is_in(list(LIVING)),
            Group.kind.not_in([kind.value for kind in COMMITTEES]),
        )
        .order_by(OrderByRaw("din5007(name), name"))
    )
    return {str(row["id"]): row["name"] for row in rows}


@dataclass(frozen=True)
class PointHead:
    """What a page about one decision point begins with."""

    point_id: UUID
    point_label: str
    text: str
    vorlage_id: UUID
    label: str  # 2024/012


def point_head(point: DecisionPoint, vorlage: Vorlage) -> PointHead:
    return PointHead(
        point_id=point.id,
        point_label=point_label(point.marker, point.position),
        text=point.text,
        vorlage_id=vorlage.id,
        label=rules.origin_label(vorlage.reference, vorlage.title),
    )


@dataclass(frozen=True)
class OfferedPoint:
    """A point on the page "Gruppe einrichten"; `taken`: it has a mandate or a group already."""

    id: UUID
    label: str
    text: str
    taken: bool


async def offered_points(vorlage: Vorlage) -> list[OfferedPoint]:
    rows = (
        await DecisionPoint.select(
            DecisionPoint.id, DecisionPoint.marker, DecisionPoint.position, DecisionPoint.text
        )
        .where(DecisionPoint.vorlage == vorlage.id)
        .order_by(DecisionPoint.position)
    )
    ids = [row["id"] for row in rows]
    taken = await Mandate.raw(
        "SELECT decision_point AS id FROM mandate WHERE decision_point = ANY({})"
        " UNION SELECT decision_point FROM group_origin WHERE decision_point = ANY({})",
        ids,
        ids,
    )
    known = {row["id"] for row in taken}
    return [
        OfferedPoint(
            row["id"],
            point_label(row["marker"], row["position"]),
            row["text"],
            row["id"] in known,
        )
        for row in rows
    ]


async def has_work(point_id: UUID) -> bool:
    """Whether a decision point has ever had a mandate or set up a group."""
    return await Mandate.exists().where(
        Mandate.decision_point == point_id
    ) or await GroupOrigin.exists().where(GroupOrigin.decision_point == point_id)

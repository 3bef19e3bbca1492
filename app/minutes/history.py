"""What earlier minutes say about the matter of an agenda item; only minutes the reader may open."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from app.core.actor import Actor
from app.groups.queries.names import berlin_day, name_on
from app.minutes import access
from app.minutes.parts import InformationPart
from app.minutes.record import DecisionPart
from app.minutes.tables import MinutesItem

MANY = 6
# The item this one goes on with and those before; of one mandate; of one Vorlage; and of the
# meeting before an item of the same title, as those have that come again and again.
EARLIER = f"""
WITH RECURSIVE here AS (
  SELECT ai.id, ai.title, ai.vorlage, mt."group" AS grp, mt.starts_at
  FROM agenda_item ai JOIN meeting mt ON mt.id = ai.meeting WHERE ai.id = {{}}
), chain(item) AS (
  SELECT l.earlier FROM here JOIN agenda_link l ON l.agenda_item = here.id
  WHERE l.earlier IS NOT NULL
  UNION SELECT l.earlier FROM chain JOIN agenda_link l ON l.agenda_item = chain.item
  WHERE l.earlier IS NOT NULL
), matter(item, why) AS (
  SELECT item, 1 FROM chain
  UNION ALL SELECT theirs.agenda_item, 2 FROM here
    JOIN agenda_link mine ON mine.agenda_item = here.id
    JOIN agenda_link theirs ON theirs.mandate = mine.mandate
  UNION ALL SELECT ai.id, 3 FROM here JOIN agenda_item ai ON ai.vorlage = here.vorlage
  UNION ALL SELECT ai.id, 4 FROM here CROSS JOIN LATERAL (
    SELECT mt.id FROM meeting mt JOIN minutes mi ON mi.meeting = mt.id
    WHERE mt."group" = here.grp AND mt.starts_at < here.starts_at
    ORDER BY mt.starts_at DESC LIMIT 1
  ) last JOIN agenda_item ai ON ai.meeting = last.id AND lower(ai.title) = lower(here.title)
), found AS (
  SELECT item, min(why) AS why FROM matter JOIN here ON here.id <> matter.item GROUP BY item
)
SELECT ai.id, ai.title, mt.id AS meeting_id, mt.title AS meeting, found.why,
  {berlin_day("mt.starts_at")} AS held_on, g.id = here.grp AS same_group,
  {name_on("g", berlin_day("mt.starts_at"))} AS group_name, mi.status = 'draft' AS draft,
  (SELECT n.label FROM agenda_numbers(mt.id) n WHERE n.item = ai.id) AS label,
  coalesce(mii.text, '') AS text, coalesce(mii.rich, '') AS rich,
  (SELECT coalesce(json_agg(json_build_object('id', inf.id, 'text', inf.text)
     ORDER BY inf.created_at, inf.id), '[]')
   FROM minutes_information inf WHERE inf.agenda_item = ai.id AND inf.became = '') AS information,
  (SELECT coalesce(json_agg(json_build_object(
     'id', d.id, 'text', d.text, 'outcome', d.outcome, 'yes', d.yes, 'no', d.no,
     'abstentions', d.abstentions, 'version', d.version,
     'number', coalesce(e.number || '/' || e.year, '')) ORDER BY d.created_at, d.id), '[]')
   FROM decision d LEFT JOIN register_entry e ON e.decision = d.id
   WHERE d.agenda_item = ai.id) AS decisions
FROM found CROSS JOIN here JOIN agenda_item ai ON ai.id = found.item
JOIN meeting mt ON mt.id = ai.meeting AND mt.starts_at < here.starts_at
JOIN steering_group g ON g.id = mt."group" JOIN minutes mi ON mi.meeting = mt.id
LEFT JOIN minutes_item mii ON mii.minutes = mi.id AND mii.agenda_item = ai.id
WHERE {access.READABLE}
ORDER BY mt.starts_at DESC, found.why, ai.id LIMIT {MANY}
"""
WHY = {
    1: "übernommen von dort",
    2: "derselbe Auftrag",
    3: "dieselbe Vorlage",
    4: "derselbe Titel in der letzten Sitzung",
}


@dataclass(frozen=True, kw_only=True)
class EarlierItem:
    """One item of earlier minutes, with what was written and decided."""

    id: UUID
    meeting_id: UUID
    meeting: str
    held_on: date
    group_name: str  # of that day; empty for the reader's own group
    label: str
    title: str
    why: str
    text: str
    rich: str
    draft: bool
    information: tuple[InformationPart, ...]
    decisions: tuple[DecisionPart, ...]

    @classmethod
    def of(cls, row: dict[str, Any]) -> Self:
        known = dict(row)
        typed = {
            "group_name": "" if known.pop("same_group") else known["group_name"],
            "label": known["label"] or "",
            "why": WHY[known["why"]],
            "information": tuple(
                InformationPart.of(each) for each in json.loads(known["information"])
            ),
            "decisions": tuple(DecisionPart.of(d) for d in json.loads(known["decisions"])),
        }
        return cls(**{**known, **typed})


async def earlier_items(actor: Actor, item_id: UUID) -> list[EarlierItem]:
    """Newest first; the caller knows that the item itself may be read. One statement."""
    rows = await MinutesItem.raw(EARLIER, item_id, *access.readers(actor))
    return [EarlierItem.of(row) for row in rows]

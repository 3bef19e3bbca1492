"""Tasks as screens, mails and other features see them: frozen values, no rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.groups.tables import Group
from app.tasks import rules
from app.tasks.tables import Task

WAY = """
SELECT t.id AS task_id, g.id AS group_id, g.name AS group_name, g.body AS body_id,
  ai.id AS item_id, ai.position AS item_position, ai.title AS item_title,
  mt.id AS meeting_id, mt.title AS meeting_title, mt.starts_at AS meeting_at,
  m.id AS mandate_id, m.kind AS mandate_kind, m.title AS mandate_title,
  dp.id AS point_id, dp.marker AS point_marker, dp.position AS point_position,
  v.id AS vorlage_id, v.reference, v.title AS vorlage_title, v.visibility AS vorlage_visibility,
  v.body AS vorlage_body, v.committee,
  EXISTS (SELECT 1 FROM invitation i WHERE i.meeting = mt.id AND i.person = {}
    AND i.revoked_at IS NULL) AS invited
FROM task t JOIN steering_group g ON g.id = t."group"
LEFT JOIN agenda_item ai ON ai.id = t.agenda_item
LEFT JOIN meeting mt ON mt.id = ai.meeting
LEFT JOIN mandate m ON m.id = t.mandate
LEFT JOIN group_origin o ON o."group" = g.id
LEFT JOIN decision_point dp ON dp.id = coalesce(m.decision_point, o.decision_point)
LEFT JOIN vorlage v ON v.id = dp.vorlage
WHERE t.id = {}
"""

ASSIGNEES = """
SELECT DISTINCT ON (din5007(p.family_name), din5007(p.given_name), p.id)
  p.id AS person_id, p.given_name, p.family_name, coalesce(tr.name, '') AS traeger,
  m.traeger AS traeger_id
FROM person p
LEFT JOIN membership m ON m.person = p.id AND m."group" = {}
  AND m.since <= {} AND (m.until IS NULL OR m.until >= {})
LEFT JOIN traeger tr ON tr.id = m.traeger
WHERE NOT p.blocked AND (m.id IS NOT NULL OR EXISTS (SELECT 1 FROM office_role o
  WHERE o.person = p.id AND o.body = {} AND o.office = 'coordination'))
ORDER BY din5007(p.family_name), din5007(p.given_name), p.id
"""


@dataclass(frozen=True)
class Assignee:
    """Who may be given a task of a group: its members of the day and its Koordination."""

    person_id: UUID
    given_name: str
    family_name: str
    traeger: str = ""
    traeger_id: UUID | None = None

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


async def assignees(group: Group, day: date) -> list[Assignee]:
    """Sorted by family name."""
    rows = await Task.raw(ASSIGNEES, group.id, day, day, group.body)
    return [Assignee(**row) for row in rows]


def match_person(name: str, members: Sequence[Assignee]) -> Assignee | None:
    """The one person a typed name can mean; none when nobody or several fit."""
    for fits in (rules.is_called, rules.has_given_name):
        found = [m for m in members if fits(name, m.given_name, m.family_name)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


async def way_of(task_id: UUID, reader_id: UUID) -> dict[str, Any]:
    """Everything above a task in one statement, with whether the reader is invited to its meeting."""
    return dict((await Task.raw(WAY, reader_id, task_id))[0])

"""What happened in a period, out of the data that may go to a committee.

One filter: of meetings only public items, of their minutes only those that were sent; of tasks
texts only where they are public, and numbers only of what is not confidential. What a confidential
item caused is moved without its sentence. A report that everybody of the body reads takes nothing
from a Vorlage that is not public.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.words import Visibility
from app.groups.queries.names import berlin_day, name_on
from app.reports.tables import Report

Row = dict[str, Any]
DAY = timedelta(days=1)

# Groups chosen, those that work on the Vorlagen, and their groups and successors.
SCOPE = """
WITH RECURSIVE given AS MATERIALIZED (
  SELECT {}::uuid AS body, {}::uuid[] AS papers, {}::uuid[] AS groups,
    {}::timestamptz AS since, {}::timestamptz AS until, {}::boolean AS open,
    {}::timestamptz AS now, {}::timestamptz AS horizon
), paper AS (
  SELECT v.id, v.reference, v.title, v.paper FROM given JOIN vorlage v ON v.id = ANY(given.papers)
    AND v.body = given.body AND (NOT given.open OR v.visibility = 'public')
), tree(id) AS (
  SELECT id FROM (
    SELECT g.id FROM given JOIN steering_group g ON g.id = ANY(given.groups) AND g.body = given.body
    UNION SELECT o."group" FROM paper JOIN decision_point d ON d.vorlage = paper.id
      JOIN group_origin o ON o.decision_point = d.id
    UNION SELECT m."group" FROM paper JOIN decision_point d ON d.vorlage = paper.id
      JOIN mandate m ON m.decision_point = d.id) root
  UNION SELECT g.id FROM tree JOIN steering_group g ON (g.parent = tree.id
      OR g.id IN (SELECT s.successor FROM succession s WHERE s."group" = tree.id))
    AND g.kind NOT IN ('kreistag', 'ausschuss')
), mine AS (
  SELECT g.id, g.name, g.id = ANY(given.groups) AS chosen
  FROM tree JOIN steering_group g ON g.id = tree.id CROSS JOIN given
)
"""
GROUPS = "SELECT mine.id, mine.name FROM mine ORDER BY din5007(mine.name)"
PAPERS = "SELECT id, reference, title, paper::text AS paper FROM paper ORDER BY reference, id"
MANDATES = """
SELECT m.id, m.title, m.kind, m.due_on, mine.name AS group_name, v.reference, d.marker, d.position,
  coalesce(ends.to_status, m.status) AS status, m.created_at >= given.since AS fresh, moves.rows::text AS moves
FROM given CROSS JOIN mine JOIN mandate m ON m."group" = mine.id
LEFT JOIN decision_point d ON d.id = m.decision_point LEFT JOIN vorlage v ON v.id = d.vorlage
LEFT JOIN LATERAL (SELECT s.to_status FROM mandate_step s WHERE s.mandate = m.id
  AND s.at < given.until ORDER BY s.at DESC, s.id LIMIT 1) ends ON true
CROSS JOIN LATERAL (SELECT coalesce(json_agg(json_build_object('at', s.at, 'was', s.from_status,
    'became', s.to_status, 'sentence',
    CASE WHEN item.visibility = 'confidential' THEN '' ELSE s.sentence END) ORDER BY s.at, s.id), '[]') AS rows
  FROM mandate_step s LEFT JOIN agenda_item item ON item.id = s.agenda_item
  WHERE s.mandate = m.id AND s.at >= given.since AND s.at < given.until
    AND s.from_status NOT IN ('', s.to_status)) moves
WHERE m.created_at < given.until AND (d.id IS NULL OR v.id IN (SELECT id FROM paper)
  OR (mine.chosen AND (v.visibility = 'public' OR NOT given.open)))
ORDER BY v.reference NULLS LAST, d.position NULLS LAST, m.created_at, m.id
"""
DECISIONS = f"""
SELECT mt.starts_at, {name_on("g", berlin_day("mt.starts_at"))} AS group_name, d.text, d.outcome,
  d.yes, d.no, d.abstentions, coalesce(e.number || '/' || e.year, '') AS number
FROM given CROSS JOIN mine JOIN steering_group g ON g.id = mine.id
JOIN meeting mt ON mt."group" = mine.id AND mt.starts_at >= given.since AND mt.starts_at < given.until
JOIN minutes mi ON mi.meeting = mt.id AND mi.status <> 'draft'
JOIN agenda_item item ON item.meeting = mt.id AND item.visibility = 'public'
  AND (item.vorlage IS NULL OR mine.chosen OR item.vorlage IN (SELECT id FROM paper))
JOIN decision d ON d.agenda_item = item.id LEFT JOIN register_entry e ON e.decision = d.id
ORDER BY mt.starts_at, item.position, d.created_at, d.id
"""
# `told`: with its words; else it only counts.
TASKS = """
SELECT mine.name AS group_name, t.title, t.status, t.due_on,
  t.visibility = 'public' AND coalesce(item.visibility, 'public') = 'public' AS told
FROM given CROSS JOIN mine JOIN task t ON t."group" = mine.id AND t.created_at < given.until
LEFT JOIN agenda_item item ON item.id = t.agenda_item
WHERE t.visibility <> 'confidential' AND coalesce(item.visibility, 'public') <> 'confidential'
  AND (t.status IN ('open', 'in_progress')
    OR (t.status = 'done' AND t.done_at >= given.since AND t.done_at < given.until))
ORDER BY din5007(mine.name), t.due_on NULLS LAST, t.created_at, t.id
"""
MEETINGS = f"""
SELECT mt.starts_at, mt.title, {name_on("g", berlin_day("mt.starts_at"))} AS group_name,
  mt.ends_at <= given.now AS over
FROM given CROSS JOIN mine JOIN steering_group g ON g.id = mine.id
JOIN meeting mt ON mt."group" = mine.id AND mt.status <> 'cancelled'
WHERE (mt.ends_at <= given.now AND mt.starts_at >= given.since AND mt.starts_at < given.until)
  OR (mt.ends_at > given.now AND mt.starts_at < given.horizon)
ORDER BY mt.starts_at, mt.id
"""
COMING = timedelta(days=180)
KINDS = {
    "papers": PAPERS, "groups": GROUPS, "mandates": MANDATES, "decisions": DECISIONS,
    "tasks": TASKS, "meetings": MEETINGS,
}  # fmt: skip
ALL = f"{SCOPE} SELECT " + ", ".join(
    f"(SELECT coalesce(json_agg(r), '[]') FROM ({statement}) r) AS {name}"
    for name, statement in KINDS.items()
)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Days of Berlin, both inclusive."""

    body_id: UUID
    papers: tuple[UUID, ...]
    groups: tuple[UUID, ...]
    since: date
    until: date
    visibility: Visibility

    @classmethod
    def by(cls, report: Report, papers: list[UUID], groups: list[UUID]) -> "Wanted":
        return cls(
            body_id=report.body, papers=tuple(papers), groups=tuple(groups), since=report.since,
            until=report.until, visibility=Visibility(report.visibility),
        )  # fmt: skip

    @property
    def values(self) -> tuple[Any, ...]:
        """Of SCOPE."""
        since = clock.from_wall_clock(self.since, time(0))
        until = clock.from_wall_clock(self.until + DAY, time(0))
        is_open = self.visibility == Visibility.PUBLIC
        return self.body_id, list(self.papers), list(self.groups), since, until, is_open


@dataclass(frozen=True)
class Sources:
    papers: list[Row]
    groups: list[Row]
    mandates: list[Row]
    decisions: list[Row]
    tasks: list[Row]
    meetings: list[Row]


async def sources_of(wanted: Wanted, now: datetime) -> Sources:
    """One statement: a draft asks each time it is opened whether the data have moved on."""
    (row,) = await Report.raw(ALL, *wanted.values, now, now + COMING)
    return Sources(**{name: [_typed(each) for each in json.loads(row[name])] for name in KINDS})


def _typed(row: Row) -> Row:
    """JSON knows neither days nor moments."""
    typed: dict[str, Callable[[str], Any]] = {
        "due_on": date.fromisoformat,
        "starts_at": datetime.fromisoformat,
        "id": UUID,
    }
    return {
        name: typed[name](value) if value and name in typed else value
        for name, value in row.items()
    }

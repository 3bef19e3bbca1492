"""Reports that committees wait for, as a part of the statement about what needs the office."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from app.core.clock import from_wall_clock
from app.groups.rules.notice import latest_hand_in

SOON = timedelta(days=14)  # before the day it is due
# As app/reports asks for its mails: the next session of a committee whose Vorlagen somebody works on.
# With LIMIT each committee is looked up by itself; EXISTS would hash all mandates.
# `who` ends with the day of the session, `what` is the Land, `number` the working days before.
DUE_REPORTS = """
UNION ALL
SELECT 'report', g.id, g.name || '|' || next.day, b.land, next.day::timestamptz, coalesce(late.days, 14)
FROM given JOIN steering_group g ON g.body = ANY(given.offices) AND g.kind IN ('kreistag', 'ausschuss')
JOIN body b ON b.id = g.body LEFT JOIN report_deadline late ON late.committee = g.id
CROSS JOIN LATERAL (SELECT min(day) AS day FROM (
  SELECT (m.starts_at AT TIME ZONE 'Europe/Berlin')::date AS day FROM meeting m
  WHERE m."group" = g.id AND m.status IN ('planned', 'invited')
    AND m.starts_at >= (given.today + 1)::timestamp AT TIME ZONE 'Europe/Berlin'
  UNION ALL SELECT s.held_on FROM committee_session s WHERE s.committee = g.id AND s.held_on > given.today
) days) next
WHERE next.day <= given.today + 120 AND (
    SELECT true FROM vorlage v JOIN decision_point p ON p.vorlage = v.id JOIN mandate d ON d.decision_point = p.id
    WHERE v.committee = g.id AND d.status NOT IN ('reported', 'dropped') LIMIT 1)
  AND NOT EXISTS (SELECT FROM report r WHERE r.committee = g.id AND r.status = 'released'
    AND r.session_on = next.day)
"""


def without_later(rows: list[dict[str, Any]], today: date) -> Iterator[dict[str, Any]]:
    """Of a report then `what` is the day of the session and `at` the day it is due, 0:00 in Berlin."""
    for row in rows:
        if row["kind"] != "report":
            yield row
            continue
        session_on = date.fromisoformat(row["who"].rpartition("|")[2])
        due = latest_hand_in(session_on, row["number"], row["what"])
        if due - SOON <= today:
            yield {
                **row, "who": row["who"].rpartition("|")[0], "what": f"{session_on:%d.%m.%Y}",
                "at": from_wall_clock(due, time(0)),
            }  # fmt: skip

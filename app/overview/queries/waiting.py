"""What needs the Koordination or who leads today, over all their groups."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.core.actor import Actor
from app.mandates.queries.warnings import DISCUSSED, IS_UNDER_WAY, MOVED_LATELY
from app.mandates.rules import SILENT_AFTER
from app.overview.queries.due_reports import DUE_REPORTS, without_later
from app.people.tables import Body

ANSWERS_SOON = timedelta(days=14)
MINUTES_LATE = timedelta(days=7)

# OFFSET 0 looks meetings and mandates up group by group; joined, those of all groups would be hashed.
# A council's whole archive may have been read in: of the forty newest papers of each body those with
# nothing begun, at most five. With LIMIT each is looked up by itself; EXISTS would hash all points.
WAITING = f"""
WITH given AS MATERIALIZED (
  SELECT {{}}::uuid[] AS offices, {{}}::uuid[] AS leads, {{}}::date AS today, {{}}::timestamptz AS now,
    {{}}::timestamptz AS soon, {{}}::timestamptz AS late, {{}}::timestamptz AS silent_since
), mine AS MATERIALIZED (
  SELECT g.id, g.name, g.status FROM steering_group g, given
  WHERE g.body = ANY(given.offices) OR g.id = ANY(given.leads)
), coming AS MATERIALIZED (
  SELECT m.id, m.title, m.starts_at, m.status, g.name FROM mine g JOIN meeting m ON m."group" = g.id
  WHERE m.starts_at BETWEEN (SELECT now FROM given) AND (SELECT soon FROM given) AND m.status IN ('planned', 'invited'))
SELECT 'mail' AS kind, (array_agg(id ORDER BY created_at DESC))[1] AS id, recipient_name AS who,
  (array_agg(subject ORDER BY created_at DESC))[1] AS what, max(created_at) AS at, count(*) AS number
FROM outgoing_mail, given WHERE state = 'failed' AND body_id = ANY(given.offices)
GROUP BY recipient_address, recipient_name
UNION ALL
SELECT 'minutes', m.id, g.name, m.title, m.ends_at, 1
FROM mine g CROSS JOIN LATERAL (SELECT * FROM meeting WHERE "group" = g.id OFFSET 0) m
WHERE m.ends_at < (SELECT late FROM given) AND m.status IN ('invited', 'running', 'held')
  AND (SELECT status <> 'draft' FROM minutes WHERE meeting = m.id LIMIT 1) IS NOT TRUE
UNION ALL
SELECT 'answers', m.id, m.name, m.title, m.starts_at, missing.number
FROM coming m CROSS JOIN LATERAL (SELECT count(*) AS number FROM invitation i
  WHERE i.meeting = m.id AND i.revoked_at IS NULL
    AND (i.answer = 'open' OR i.answered_sequence < coalesce(i.sent_sequence, 0))) missing
WHERE m.status = 'invited' AND missing.number > 0
UNION ALL
SELECT 'uninvited', m.id, m.name, m.title, m.starts_at, 1 FROM coming m WHERE m.status = 'planned'
UNION ALL
SELECT 'mandate', d.id, g.name, d.title, d.due_on::timestamptz, 1
FROM mine g CROSS JOIN LATERAL (SELECT * FROM mandate WHERE "group" = g.id OFFSET 0) d CROSS JOIN given
WHERE d.due_on < given.today AND d.status IN ('open', 'in_progress', 'proposed')
UNION ALL
SELECT 'silent', NULL, '', '', min(m.created_at), count(*) FROM mine g JOIN mandate m ON m."group" = g.id
WHERE {IS_UNDER_WAY} AND (NOT {MOVED_LATELY.format("(SELECT silent_since FROM given)")} OR NOT {DISCUSSED}) HAVING count(*) > 0
UNION ALL
SELECT 'proposed', g.id, g.name, mp.title, mp.created_at, 1
FROM mine g JOIN mandate_proposal mp ON mp."group" = g.id
WHERE mp.status = 'open' AND g.status IN ('planned', 'active')
UNION ALL
SELECT 'event', g.id, g.name, e.title, coalesce(e.ends_on, e.starts_on)::timestamptz, 1
FROM mine g JOIN group_event e ON e."group" = g.id CROSS JOIN given
WHERE g.status IN ('planned', 'active') AND coalesce(e.ends_on, e.starts_on) < given.today
UNION ALL
SELECT 'vorlage', v.id, coalesce(v.reference, ''), v.title, v.created_at, 1
FROM given CROSS JOIN unnest(given.offices) AS office(body) CROSS JOIN LATERAL (
  SELECT * FROM (
    SELECT * FROM vorlage WHERE body = office.body AND status IN ('recorded', 'deliberated')
    ORDER BY coalesce(dated_on, '-infinity'::date) DESC, id DESC LIMIT 40) newest
  WHERE (SELECT true FROM decision_point point
      WHERE point.vorlage = newest.id AND point.needless_reason = '' LIMIT 1)
    AND (SELECT true FROM decision_point point
      LEFT JOIN mandate d ON d.decision_point = point.id
      LEFT JOIN group_origin o ON o.decision_point = point.id
      WHERE point.vorlage = newest.id AND (d.id IS NOT NULL OR o.id IS NOT NULL) LIMIT 1) IS NULL
  LIMIT 5) v
UNION ALL
SELECT 'inbox', NULL, '', '', min(i.received_at), count(*) FROM given CROSS JOIN inbound_mail i
LEFT JOIN meeting m ON m.id = i.meeting LEFT JOIN series_invitation si ON si.id = i.series_invitation
LEFT JOIN series s ON s.id = si.series
WHERE i.settled_at IS NULL AND (i.body = ANY(given.offices)
    OR coalesce(m."group", s."group") = ANY(given.leads))
  AND i.outcome IN ('held', 'request', 'delegation', 'proposal', 'letter', 'quarantine')
HAVING count(*) > 0{DUE_REPORTS}ORDER BY 1, 5 LIMIT 60
"""


@dataclass(frozen=True)
class Todo:
    kind: str  # mail, minutes, answers, uninvited, mandate, silent, proposed, event, vorlage, inbox, report
    id: UUID | None  # None: all of the inbox, all silent mandates
    who: str
    what: str
    at: datetime
    number: int


async def waiting_for(actor: Actor, now: datetime, today: date) -> tuple[Todo, ...]:
    if not (actor.office_of or actor.leads):
        return ()
    rows = await Body.raw(
        WAITING, list(actor.office_of), list(actor.leads), today, now, now + ANSWERS_SOON,
        now - MINUTES_LATE, now - SILENT_AFTER,
    )  # fmt: skip
    return tuple(Todo(**row) for row in without_later(rows, today))

"""What a new report may be about, and to which session it goes."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.core.actor import Actor
from app.groups.tables import COMMITTEES, Group
from app.outbox.tables import PeriodicRun
from app.reports.rules.deadlines import USUAL, Duty, run_key
from app.reports.tables import Report, ReportDeadline

COMMITTEES_OF = """
SELECT g.id, g.name, g.body FROM steering_group g
WHERE g.body = ANY({}::uuid[]) AND g.kind = ANY({}::text[]) ORDER BY din5007(g.name), g.id
"""
# Only papers on which somebody works; a council's whole archive may have been read in.
PAPERS = """
SELECT v.id, v.reference, v.title, v.visibility FROM vorlage v
WHERE v.committee = {} AND EXISTS (SELECT FROM decision_point d
  LEFT JOIN mandate m ON m.decision_point = d.id LEFT JOIN group_origin o ON o.decision_point = d.id
  WHERE d.vorlage = v.id AND (m.id IS NOT NULL OR o.id IS NOT NULL))
ORDER BY v.dated_on DESC NULLS LAST, v.reference LIMIT 100
"""
GROUPS = """
SELECT g.id, g.name FROM steering_group g
WHERE g.body = {} AND NOT g.kind = ANY({}::text[]) AND g.status IN ('active', 'finished')
ORDER BY din5007(g.name), g.id LIMIT 200
"""
# A committee's session is a meeting here, or only a day of a Beratungsfolge.
SESSION_DAYS = """
SELECT (m.starts_at AT TIME ZONE 'Europe/Berlin')::date AS day FROM meeting m
WHERE m."group" = {} AND m.status IN ('planned', 'invited') AND m.starts_at > {}
UNION SELECT s.held_on FROM committee_session s WHERE s.committee = {} AND s.held_on >= {}
ORDER BY 1 LIMIT 12
"""
LAST = """
SELECT max(r.until) AS until FROM report r WHERE r.committee = {} AND r.status = 'released'
  AND ({}::uuid IS NULL OR EXISTS (
    SELECT FROM report_subject s WHERE s.report = r.id AND s.vorlage = {}::uuid))
"""
HIGHEST = """
SELECT coalesce(max(number), 0) AS number FROM report
WHERE committee = {} AND vorlage IS NOT DISTINCT FROM {}::uuid AND discarded_at IS NULL
"""
# Sessions ahead of committees whose Vorlagen somebody still works on, and that have no report yet.
DUTIES = """
SELECT g.id AS committee_id, g.name AS committee, g.body AS body_id, b.land, next.day AS session_on,
  coalesce(d.days, {}) AS days
FROM steering_group g JOIN body b ON b.id = g.body LEFT JOIN report_deadline d ON d.committee = g.id
CROSS JOIN LATERAL (SELECT min(day) AS day FROM (
  SELECT (m.starts_at AT TIME ZONE 'Europe/Berlin')::date AS day FROM meeting m
  WHERE m."group" = g.id AND m.status IN ('planned', 'invited') AND m.starts_at > {}
  UNION ALL SELECT s.held_on FROM committee_session s WHERE s.committee = g.id AND s.held_on > {}) days) next
WHERE g.kind IN ('kreistag', 'ausschuss') AND next.day <= {}
  AND EXISTS (SELECT FROM vorlage v JOIN decision_point p ON p.vorlage = v.id
    JOIN mandate m ON m.decision_point = p.id
    WHERE v.committee = g.id AND m.status NOT IN ('reported', 'dropped'))
  AND NOT EXISTS (SELECT FROM report r WHERE r.committee = g.id AND r.status = 'released'
    AND r.session_on = next.day)
"""


@dataclass(frozen=True)
class PaperChoice:
    id: UUID
    reference: str
    title: str
    visibility: str

    @property
    def label(self) -> str:
        return f"{self.reference} {self.title}".strip()


@dataclass(frozen=True)
class CommitteeChoice:
    id: UUID
    name: str
    body: UUID


async def committees_of(actor: Actor) -> list[CommitteeChoice]:
    """Of the bodies that the reader coordinates."""
    kinds = [kind.value for kind in COMMITTEES]
    rows = await Group.raw(COMMITTEES_OF, list(actor.office_of), kinds)
    return [CommitteeChoice(**row) for row in rows]


async def papers_of(committee_id: UUID) -> list[PaperChoice]:
    rows = await Report.raw(PAPERS, committee_id)
    return [
        PaperChoice(row["id"], row["reference"] or "", row["title"], row["visibility"])
        for row in rows
    ]


async def groups_of(body_id: UUID) -> dict[str, str]:
    """Id → name, without the committees."""
    rows = await Group.raw(GROUPS, body_id, [kind.value for kind in COMMITTEES])
    return {str(row["id"]): row["name"] for row in rows}


async def session_days(committee_id: UUID, now: datetime, today: date) -> list[date]:
    rows = await Report.raw(SESSION_DAYS, committee_id, now, committee_id, today)
    return [row["day"] for row in rows]


async def last_until(committee_id: UUID, vorlage_id: UUID | None) -> date | None:
    """Of the last released report; `vorlage_id` None: about whatever."""
    rows = await Report.raw(LAST, committee_id, vorlage_id, vorlage_id)
    found: date | None = rows[0]["until"]
    return found


async def highest_number(committee_id: UUID, vorlage_id: UUID | None) -> int:
    rows = await Report.raw(HIGHEST, committee_id, vorlage_id)
    return int(rows[0]["number"])


async def deadline_of(committee_id: UUID) -> tuple[int, int]:
    """Working days before the session, and the version of what the office said; 0: nothing yet."""
    row = (
        await ReportDeadline.select(ReportDeadline.days, ReportDeadline.version)
        .where(ReportDeadline.committee == committee_id)
        .first()
    )
    return (row["days"], row["version"]) if row else (USUAL, 0)


async def is_done(day: date) -> bool:
    """Whether everybody was told on that day."""
    return await PeriodicRun.exists().where(PeriodicRun.key == run_key(day))


async def duties(now: datetime, today: date, until: date) -> list[Duty]:
    """Sessions after today up to `until`, of all bodies."""
    rows = await Report.raw(DUTIES, USUAL, now, today, until)
    return [Duty(**row) for row in rows]

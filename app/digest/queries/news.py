"""What is new in a committee, read once for everybody who is told it. Of what is not public no word."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from app.decisions.rules import votes_in_words
from app.digest.rules.news import (
    CommitteeNews,
    Edition,
    Hidden,
    NextMeeting,
    Paper,
    Recommendation,
    ReportEvent,
    Step,
)
from app.digest.rules.occasions import MORNING
from app.digest.tables import Kind
from app.groups.queries.names import berlin_day, name_on
from app.groups.tables import COMMITTEES, Group
from app.mandates.tables import MandateStatus
from app.vorlagen.rules.points import point_label

# A mandate without a point belongs to every Vorlage from which its group comes.
STEPS = """
SELECT DISTINCT s.id, s.at, s.from_status, s.to_status, point.marker, point.position, v.id AS vorlage_id,
  v.visibility = 'public' AS public, CASE WHEN v.visibility = 'public' THEN m.title ELSE '' END AS title,
  CASE WHEN v.visibility = 'public' AND coalesce(item.visibility, '') <> 'confidential'
    THEN s.sentence ELSE '' END AS sentence
FROM mandate_step s
JOIN mandate m ON m.id = s.mandate
LEFT JOIN agenda_item item ON item.id = s.agenda_item
LEFT JOIN group_origin origin ON origin."group" = m."group" AND m.decision_point IS NULL
LEFT JOIN decision_point point ON point.id = m.decision_point
LEFT JOIN decision_point cause ON cause.id = origin.decision_point
JOIN vorlage v ON v.id = coalesce(point.vorlage, cause.vorlage)
WHERE v.committee = {} AND s.at > {} AND s.at <= {} AND s.from_status <> ''
ORDER BY point.position NULLS LAST, s.at, s.id
"""
# As visible as its agenda item, also when the item was changed afterwards.
RECOMMENDATIONS = f"""
SELECT DISTINCT d.id, minutes.sent_at AS at, cause.vorlage AS vorlage_id, v.visibility = 'public' AS public,
  CASE WHEN v.visibility = 'public' THEN d.text ELSE '' END AS text,
  d.yes, d.no, d.abstentions, coalesce(e.number || '/' || e.year, '') AS number,
  meeting.starts_at, {name_on("g", berlin_day("meeting.starts_at"))} AS group_name
FROM decision d
LEFT JOIN register_entry e ON e.decision = d.id
JOIN agenda_item item ON item.id = d.agenda_item
JOIN meeting ON meeting.id = item.meeting
JOIN minutes ON minutes.meeting = meeting.id
JOIN steering_group g ON g.id = meeting."group"
JOIN group_origin origin ON origin."group" = g.id
JOIN decision_point cause ON cause.id = origin.decision_point
JOIN vorlage v ON v.id = cause.vorlage
WHERE v.committee = {{}} AND minutes.sent_at > {{}} AND minutes.sent_at <= {{}}
  AND item.visibility = 'public' AND d.outcome = 'recommended'
ORDER BY at, d.id
"""
PAPERS = """
SELECT id, created_at, visibility = 'public' AS public, coalesce(reference, '') AS reference,
  CASE WHEN visibility = 'public' THEN title ELSE '' END AS title
FROM vorlage WHERE committee = {}
  AND (created_at > {} AND created_at <= {} OR id = ANY({}::uuid[]))
ORDER BY created_at, id
"""
# As in app/reports/access.py: public, and about nothing that has become confidential since. What may
# not be read without the login has no words here. Values: twice committee, since, until.
REPORTS = """
SELECT told.at, told.public, told.report_id, told.number, told.edition, told.since, told.until,
  CASE WHEN told.public THEN told.about ELSE '' END AS about,
  CASE WHEN told.public THEN told.added_to ELSE '' END AS added_to
FROM (
  SELECT r.released_at AS at, r.id AS report_id, r.number, r.edition, r.about, r.since, r.until,
    '' AS added_to, r.visibility = 'public' AND NOT EXISTS (SELECT FROM report_subject s
      JOIN vorlage v ON v.id = s.vorlage WHERE s.report = r.id AND v.visibility <> 'public') AS public
  FROM report r WHERE r.committee = {} AND r.released_at > {} AND r.released_at <= {}
  UNION ALL
  SELECT a.added_at, r.id, r.number, r.edition, r.about, r.since, r.until,
    coalesce(paper.reference, paper.title), r.visibility = 'public' AND NOT EXISTS (
      SELECT FROM report_subject s JOIN vorlage v ON v.id = s.vorlage
      WHERE s.report = r.id AND v.visibility <> 'public')
  FROM report r JOIN report_subject a ON a.report = r.id JOIN vorlage paper ON paper.id = a.vorlage
  WHERE r.committee = {} AND a.added_at > {} AND a.added_at <= {}
) told ORDER BY told.at, told.report_id, told.added_to
"""
# The last part: a session of which only the day is known, from a Beratungsfolge that all may read.
NEXT_MEETINGS = f"""
SELECT DISTINCT meeting.starts_at, meeting.title, meeting.created_at, g.name AS group_name,
  g.id = {{}} AS is_session, false AS only_day
FROM meeting JOIN steering_group g ON g.id = meeting."group"
LEFT JOIN group_origin origin ON origin."group" = g.id
LEFT JOIN decision_point cause ON cause.id = origin.decision_point
LEFT JOIN vorlage v ON v.id = cause.vorlage AND v.visibility = 'public'
WHERE (g.id = {{}} OR v.committee = {{}}) AND meeting.starts_at > {{}}
  AND meeting.status IN ('planned', 'invited')
UNION ALL (
  SELECT s.begins, s.title, s.created_at, g.name, true, true
  FROM (SELECT *, (held_on + coalesce(begins_at, '{MORNING}')) AT TIME ZONE 'Europe/Berlin' AS begins
    FROM committee_session) s JOIN steering_group g ON g.id = s.committee
  WHERE g.id = {{}} AND s.begins > {{}} AND (s.version > 1 OR EXISTS (
    SELECT FROM consultation c JOIN vorlage v ON v.id = c.vorlage AND v.visibility = 'public'
    WHERE c.committee = s.committee AND c.held_on = s.held_on))
  ORDER BY s.begins LIMIT 1)
ORDER BY starts_at, group_name LIMIT 6
"""
BODY = """
SELECT b.id, b.name, b.office_name, b.contact_name, b.contact_mail FROM body b WHERE b.id = {}
"""


async def edition_of(
    committee: Group, since: datetime, until: datetime, *, now: datetime
) -> Edition:
    """Six statements, however many people read it."""
    (body,) = await Group.raw(BODY, committee.body)
    return Edition(
        news=await news_of(committee, since, until, now=now),
        since=since,
        until=until,
        body_id=body["id"],
        sender={key: body[key] for key in body if key != "id"},
    )


async def news_of(
    committee: Group, since: datetime, until: datetime, *, now: datetime
) -> CommitteeNews:
    steps = await Group.raw(STEPS, committee.id, since, until)
    found = await Group.raw(RECOMMENDATIONS, committee.id, since, until)
    touched = list({row["vorlage_id"] for row in (*steps, *found)})
    papers = await Group.raw(PAPERS, committee.id, since, until, touched)
    reports = await Group.raw(REPORTS, *[committee.id, since, until] * 2)
    coming = await Group.raw(NEXT_MEETINGS, *[committee.id] * 3, now, committee.id, now)
    sessions = [row for row in coming if row["is_session"]]
    return CommitteeNews(
        committee_id=committee.id,
        committee_name=committee.name,
        papers=[_paper(row) for row in papers if row["public"]],
        steps=[_step(row) for row in steps if row["public"]],
        recommendations=[_recommendation(row) for row in found if row["public"]],
        next_meetings=[_meeting(row) for row in coming if not row["only_day"]],
        session=_meeting(sessions[0]) if sessions else None,
        hidden=[
            *(Hidden(Kind.PAPERS, row["created_at"]) for row in papers if not row["public"]),
            *(Hidden(Kind.MANDATES, row["at"]) for row in steps if not row["public"]),
            *(Hidden(Kind.DECISIONS, row["at"]) for row in found if not row["public"]),
            *(Hidden(Kind.REPORTS, row["at"]) for row in reports if not row["public"]),
        ],
        reports=[_report(row) for row in reports if row["public"]],
    )


def _paper(row: dict[str, Any]) -> Paper:
    return Paper(row["id"], row["reference"], row["title"], row["created_at"])


def _step(row: dict[str, Any]) -> Step:
    return Step(
        at=row["at"],
        vorlage_id=row["vorlage_id"],
        label=point_label(row["marker"], row["position"]) if row["position"] else "Auftrag",
        text=row["title"],
        was=MandateStatus(row["from_status"]).label,
        became=MandateStatus(row["to_status"]).label,
        sentence=row["sentence"],
    )


def _recommendation(row: dict[str, Any]) -> Recommendation:
    return Recommendation(
        at=row["at"],
        vorlage_id=row["vorlage_id"],
        group_name=row["group_name"],
        held_at=row["starts_at"],
        text=row["text"],
        votes=votes_in_words(row["yes"], row["no"], row["abstentions"]),
        number=row["number"],
    )


def _report(row: dict[str, Any]) -> ReportEvent:
    later = f", Fassung {row['edition']}" if row["edition"] > 1 else ""
    return ReportEvent(
        at=row["at"],
        report_id=row["report_id"],
        title=f"{row['number']}. Sachstandsbericht{later}",
        about=row["about"],
        since=row["since"],
        until=row["until"],
        added_to=row["added_to"],
    )


def _meeting(row: dict[str, Any]) -> NextMeeting:
    return NextMeeting(row["starts_at"], row["group_name"], row["title"], row["created_at"])


async def committees(committee_ids: Sequence[UUID] | None = None) -> list[Group]:
    """These, or every committee of the installation; for the worker and the command line."""
    found = Group.objects().where(Group.kind.is_in([kind.value for kind in COMMITTEES]))
    if committee_ids is not None:
        found = found.where(Group.id.is_in(list(committee_ids)))
    return list(await found.order_by(Group.id))

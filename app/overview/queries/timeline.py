"""The life of one Vorlage, gathered from the features that know its parts."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from app.core import clock
from app.core.actor import Actor
from app.decisions.tables import Implementation, Outcome
from app.groups.queries.names import berlin_day, name_on
from app.groups.tables import COMMITTEES
from app.mandates.access import may_open_group
from app.mandates.rules import origin_label
from app.overview.rules.events import Event, GroupLife, Life, Sort, in_order
from app.vorlagen.queries.steps import ConsultationRow, consultations_of
from app.vorlagen.tables import Vorlage

GROUPS = """
SELECT g.id, g.name, g.body, g.starts_on, g.ends_on, g.created_at FROM steering_group g
WHERE g.id IN (
  SELECT o."group" FROM group_origin o JOIN decision_point p ON p.id = o.decision_point
    WHERE p.vorlage = {}
  UNION SELECT m."group" FROM mandate m JOIN decision_point p ON p.id = m.decision_point
    WHERE p.vorlage = {})
"""
NAME = name_on("g", berlin_day("m.starts_at"))
LABEL = "coalesce(e.number || '/' || e.year, '')"
TOLD = """minutes.status <> 'draft' AND (item.visibility = 'public' OR m."group" = ANY({}))"""
# Recommendations as the digest tells them: minutes are out, and the item is public or one's own.
WORK = f"""
SELECT 'meeting' AS kind, m.id, m."group", m.title AS text, m.starts_at, '' AS outcome,
  {NAME} AS group_name, '' AS number
FROM meeting m JOIN steering_group g ON g.id = m."group" WHERE m."group" = ANY({{}}) AND m.status <> 'cancelled'
UNION ALL
SELECT 'decision', m.id, m."group", d.text, m.starts_at, d.outcome,
  {NAME}, {LABEL}
FROM decision d LEFT JOIN register_entry e ON e.decision = d.id
JOIN agenda_item item ON item.id = d.agenda_item
JOIN meeting m ON m.id = item.meeting JOIN steering_group g ON g.id = m."group" JOIN minutes ON minutes.meeting = m.id
WHERE m."group" = ANY({{}}) AND {TOLD}
UNION ALL
SELECT 'implementation', e.id, m."group", step.sentence,
  (step.on_day + time '12:00') AT TIME ZONE 'Europe/Berlin', step.to_state,
  {NAME}, {LABEL}
FROM implementation_step step JOIN register_entry e ON e.id = step.entry
JOIN decision d ON d.id = e.decision JOIN agenda_item item ON item.id = d.agenda_item
JOIN meeting m ON m.id = item.meeting JOIN steering_group g ON g.id = m."group" JOIN minutes ON minutes.meeting = m.id
WHERE m."group" = ANY({{}}) AND {TOLD}
UNION ALL
SELECT DISTINCT 'session', m.id, m."group", g.name, m.starts_at, '',
  {NAME}, ''
FROM agenda_item item JOIN meeting m ON m.id = item.meeting JOIN steering_group g ON g.id = m."group"
WHERE item.vorlage = {{}} AND g.kind = ANY({{}}) AND m.status <> 'cancelled'
"""
# Released reports as app/reports/access.py lets this reader in. Values: committee, digests, twice
# Vorlage, offices, committees, bodies.
REPORTS = """
SELECT 'digest' AS kind, (d.created_at AT TIME ZONE 'Europe/Berlin')::date AS day, count(*) AS count,
  NULL::uuid AS id, 0 AS edition
FROM digest d JOIN subscription s ON s.id = d.subscription
WHERE s.committee = {} AND d.content -> 'papers' @> {}::text::jsonb GROUP BY 2
UNION ALL
SELECT 'reported', (s.at AT TIME ZONE 'Europe/Berlin')::date, count(*), NULL, 0
FROM mandate_step s JOIN mandate m ON m.id = s.mandate
JOIN decision_point p ON p.id = m.decision_point
WHERE p.vorlage = {} AND s.to_status = 'reported' GROUP BY 2
UNION ALL
SELECT 'released', (r.released_at AT TIME ZONE 'Europe/Berlin')::date, r.number, r.id, r.edition
FROM report r WHERE r.status = 'released'
  AND EXISTS (SELECT FROM report_subject s WHERE s.report = r.id AND s.vorlage = {})
  AND (r.body = ANY({}::uuid[]) OR r.committee = ANY({}::uuid[]) OR (r.body = ANY({}::uuid[])
    AND r.visibility = 'public' AND NOT EXISTS (SELECT FROM report_subject s
      JOIN vorlage v ON v.id = s.vorlage WHERE s.report = r.id AND v.visibility <> 'public')))
"""
TEXT = 140  # characters of a recommendation in the list

Row = dict[str, Any]


async def life_of(actor: Actor, vorlage: Vorlage) -> Life:
    """Four statements; the caller's access function found the Vorlage."""
    groups = await Vorlage.raw(GROUPS, vorlage.id, vorlage.id)
    ids = [group["id"] for group in groups]
    mine = [g["id"] for g in groups if may_open_group(actor, g["id"], g["body"])]
    committees = [kind.value for kind in COMMITTEES]
    work = await Vorlage.raw(WORK, ids, ids, mine, ids, mine, vorlage.id, committees)
    told = json.dumps([{"paper": {"vorlage_id": str(vorlage.id)}}])
    reads = list(actor.office_of), list(actor.member_of), list(actor.bodies)
    reports = await Vorlage.raw(REPORTS, vorlage.committee, told, vorlage.id, vorlage.id, *reads)
    steps = await consultations_of(vorlage.id)
    events = [
        *_versions(vorlage),
        *_consultations(vorlage, steps),
        *_sessions(actor, vorlage, work, steps),
        *(_founding(group, group["id"] in mine) for group in groups),
        *(_work(row, row["group"] in mine) for row in work if row["kind"] != "session"),
        *(_report(row) for row in reports),
    ]
    label = origin_label(vorlage.reference, vorlage.title)
    return in_order(label, events, [_group(group) for group in groups], clock.today())


def _sessions(
    actor: Actor, vorlage: Vorlage, work: Iterable[Row], steps: Iterable[ConsultationRow]
) -> Iterator[Event]:
    """Of committees that have the paper on their agenda, unless the Beratungsfolge says so already."""
    known = {(step.committee_id, step.held_on) for step in steps}
    for row in work:
        day = clock.berlin(row["starts_at"]).date()
        if row["kind"] == "session" and (row["group"], day) not in known:
            opens = may_open_group(actor, row["group"], vorlage.body)
            href = f"/sitzungen/{row['id']}" if opens else None
            text = f"{row['text']} mit dieser Vorlage auf der Tagesordnung"
            yield Event(day, Sort.CONSULTATION, text, row["text"], href)


def _versions(vorlage: Vorlage) -> Iterator[Event]:
    href = f"/vorlagen/{vorlage.id}"
    if vorlage.dated_on:
        yield Event(vorlage.dated_on, Sort.VERSION, "Vorlage erstellt", "Vorlage", href)
    for section in json.loads(vorlage.paper).get("facts", []):
        if day := _date(section["date"]):
            text = f"Ergänzung: {section['heading']}" if section["heading"] else "Ergänzung"
            yield Event(day, Sort.VERSION, text, "Ergänzung", f"{href}/sachlage")


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _consultations(vorlage: Vorlage, steps: Iterable[ConsultationRow]) -> Iterator[Event]:
    for step in steps:
        if step.held_on:
            text = f"{step.committee_name}: {step.result}" if step.result else step.committee_name
            href = f"/vorlagen/{vorlage.id}#beratung-{step.id}"
            yield Event(step.held_on, Sort.CONSULTATION, text, step.committee_name, href)


def _day_of(group: Row) -> date:
    day: date = group["starts_on"] or clock.berlin(group["created_at"]).date()
    return day


def _group(group: Row) -> GroupLife:
    return GroupLife(str(group["id"]), group["name"], _day_of(group), group["ends_on"])


def _founding(group: Row, is_open: bool) -> Event:
    href = f"/gruppen/{group['id']}" if is_open else None
    text = f"{group['name']} eingerichtet"
    return Event(_day_of(group), Sort.FOUNDING, text, group["name"], href, str(group["id"]))


def _work(row: Row, is_open: bool) -> Event:
    match row["kind"]:
        case "meeting":
            return _meeting(row, is_open)
        case "decision":
            return _decision(row, is_open)
        case _:
            return _implementation(row, is_open)


def _meeting(row: Row, is_open: bool) -> Event:
    """Who may not open the group learns the day of a meeting, not its title."""
    title = row["text"] if is_open else "Sitzung"
    found = re.match(r"(\d{1,3})\.", row["text"])
    href = f"/sitzungen/{row['id']}" if is_open else None
    said = f"{row['group_name']}: {title}"
    return Event(
        _day(row), Sort.MEETING, said, title, href, str(row["group"]), found[1] if found else ""
    )


def _decision(row: Row, is_open: bool) -> Event:
    outcome = Outcome(row["outcome"]).label
    number = f"Beschluss {row['number']} " if row["number"] else ""
    href = f"/sitzungen/{row['id']}/protokoll" if is_open else None
    said = f"{row['group_name']}, {number}{outcome}: {_short(row['text'])}"
    return Event(_day(row), Sort.RECOMMENDATION, said, outcome, href, str(row["group"]))


def _implementation(row: Row, is_open: bool) -> Event:
    """Who may not open the group learns the state, not what was noted beside it."""
    state = Implementation(row["outcome"]).label
    said = f"{row['group_name']}, Beschluss {row['number']}, Umsetzung: {state}"
    if is_open and row["text"]:
        said = f"{said}. {_short(row['text'])}"
    href = f"/beschluesse/{row['id']}" if is_open else None
    return Event(_day(row), Sort.REPORT, said, state, href)


def _day(row: Row) -> date:
    return clock.berlin(row["starts_at"]).date()


def _short(text: str) -> str:
    return text if len(text) <= TEXT else f"{text[:TEXT].rstrip()} …"


def _report(row: Row) -> Event:
    one = row["count"] == 1
    if row["kind"] == "released":
        later = f", Fassung {row['edition']}" if row["edition"] > 1 else ""
        text = f"{row['count']}. Sachstandsbericht{later} freigegeben"
        return Event(row["day"], Sort.REPORT, text, "Bericht", f"/berichte/{row['id']}")
    if row["kind"] == "digest":
        people = "eine Person" if one else f"{row['count']} Personen"
        text = f"Zusammenfassung an {people} im Ausschuss"
        return Event(row["day"], Sort.REPORT, text, "Zusammenfassung")
    mandates = "Ein Auftrag ist" if one else f"{row['count']} Aufträge sind"
    return Event(row["day"], Sort.REPORT, f"{mandates} dem Ausschuss berichtet", "Bericht")

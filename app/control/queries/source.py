"""Statements about decision points, each for now and for a past instant.

Now: from the tables themselves. Then: from what the database noted (tables.FormerState), states from
the steps of mandates and tasks. Both give the same columns; parameters stand in the order of `given`.
"""

from app.groups.queries.names import name_on

# Takes the instant. Kinds are constants of this file.
FORMER = """SELECT DISTINCT ON (subject) subject AS id, owner, origin, day, moment, state
  FROM former_state WHERE kind = '{kind}' AND since <= {{}} ORDER BY subject, since DESC"""


def former(kind: str) -> str:
    return FORMER.format(kind=kind)


# Takes the day, the instant twice, and the ids of the papers the reader may read. `former`: the paper as
# it stood then where a newer Fassung has come since, with the first of its points.
OF_PAPERS = """
SELECT dp.id, dp.marker, dp.position, dp.depth, dp.text, dp.needless_reason, dp.needless_since,
  v.id AS vorlage_id, v.reference, v.title AS vorlage_title, v.dated_on, v.created_at,
  v.committee, c.name AS committee_name, r.result_code, r.result_raw,
  CASE WHEN row_number() OVER (PARTITION BY v.id ORDER BY dp.position, dp.id) = 1 THEN was.paper END AS former
FROM vorlage v JOIN decision_point dp ON dp.vorlage = v.id
LEFT JOIN steering_group c ON c.id = v.committee
LEFT JOIN LATERAL (SELECT result_code, result_raw FROM consultation
  WHERE vorlage = v.id AND result_code <> '' AND (held_on IS NULL OR held_on <= {})
  ORDER BY position DESC LIMIT 1) r ON true
LEFT JOIN LATERAL (SELECT f.paper FROM fassung f WHERE f.vorlage = v.id AND f.received_at <= {}
    AND EXISTS (SELECT FROM fassung n WHERE n.vorlage = v.id AND n.number > f.number
      AND n.received_at > {})
  ORDER BY f.number DESC LIMIT 1) was ON true
WHERE v.id IN ({})
"""
POINTS = f"{OF_PAPERS} ORDER BY v.dated_on DESC, v.reference DESC, v.id DESC, dp.position"
POINT = f"{OF_PAPERS} AND dp.id = {{}}"

MANDATES_NOW = """SELECT id, "group" AS owner, decision_point AS origin, due_on AS day,
  status AS state FROM mandate"""
# Instant (then only), day, instant, points.
WORK = f"""
WITH known AS ({{source}})
SELECT k.origin AS point_id, k.id AS mandate_id, m.kind, m.title, k.day AS due_on,
  {{state}} AS status, g.id AS group_id, {name_on("g", "{{}}::date")} AS group_name,
  g.body AS body_id, s.sentence, s.at
FROM known k JOIN mandate m ON m.id = k.id JOIN steering_group g ON g.id = k.owner
LEFT JOIN LATERAL (SELECT sentence, at, to_status FROM mandate_step
  WHERE mandate = k.id AND at <= {{{{}}}} ORDER BY at DESC, id LIMIT 1) s ON true
WHERE k.origin = ANY({{{{}}}})
ORDER BY m.created_at, m.id
"""
WORK_NOW = WORK.format(source=MANDATES_NOW, state="k.state")
WORK_THEN = WORK.format(source=former("mandate"), state="coalesce(s.to_status, k.state)")

# Day, points. What set up a group, and the points themselves as far as they say something.
FOUND_NOW = f"""
SELECT 'origin' AS kind, o.decision_point AS point_id, NULL::date AS day, g.id AS group_id,
  {name_on("g", "{}::date")} AS group_name, g.body AS body_id, g.starts_on, g.created_at
FROM group_origin o JOIN steering_group g ON g.id = o."group"
WHERE o.decision_point = ANY({{}})
"""
# Instant, day, points, points.
FOUND_THEN = f"""
WITH known AS (SELECT DISTINCT ON (subject) kind, subject, owner, origin, day, state
  FROM former_state WHERE kind IN ('point', 'origin') AND since <= {{}}
  ORDER BY subject, since DESC)
SELECT k.kind, CASE k.kind WHEN 'point' THEN k.subject ELSE k.origin END AS point_id, k.day,
  g.id AS group_id, {name_on("g", "{}::date")} AS group_name, g.body AS body_id,
  g.starts_on, g.created_at
FROM known k LEFT JOIN steering_group g ON k.kind = 'origin' AND g.id = k.owner
WHERE (k.kind = 'point' AND k.subject = ANY({{}}))
  OR (k.kind = 'origin' AND k.state IS NULL AND k.origin = ANY({{}}) AND g.id IS NOT NULL)
"""

MEETINGS_NOW = """SELECT id, "group" AS owner, starts_at AS moment, status AS state FROM meeting"""
# Instant (then only), groups, instant.
MEETINGS = """
WITH known AS ({source})
SELECT DISTINCT ON (k.owner) k.owner AS group_id, m.id AS meeting_id, m.title, k.moment AS starts_at
FROM known k JOIN meeting m ON m.id = k.id
WHERE k.owner = ANY({{}}) AND k.moment + (m.ends_at - m.starts_at) >= {{}}
  AND k.state IN ('planned', 'invited', 'running')
ORDER BY k.owner, k.moment
"""
NEXT_MEETINGS_NOW = MEETINGS.format(source=MEETINGS_NOW)
NEXT_MEETINGS_THEN = MEETINGS.format(source=former("meeting"))

TASKS_NOW = "SELECT id, mandate AS owner, due_on AS day, status AS state FROM task"
STEP_THEN = """LEFT JOIN LATERAL (SELECT to_status FROM task_step
  WHERE task = t.id AND to_status <> '' AND at <= {} ORDER BY at DESC, id LIMIT 1) s ON true"""
# Now: day, points. Then: instant twice, day, instant, points.
TASKS = """
WITH mandates AS ({mandates}), tasks AS ({tasks}),
told AS (SELECT k.origin AS point_id, g.id AS group_id, g.body AS body_id, t.day, {state} AS state,
    {{}}::date AS today
  FROM mandates k JOIN tasks t ON t.owner = k.id JOIN task tt ON tt.id = t.id
  JOIN steering_group g ON g.id = tt."group" {step} WHERE k.origin = ANY({{}}))
SELECT point_id, group_id, body_id, count(*) FILTER (WHERE state IN ('open', 'in_progress')) AS open,
  count(*) FILTER (WHERE state = 'done') AS done,
  count(*) FILTER (WHERE state IN ('open', 'in_progress') AND day < today) AS overdue
FROM told GROUP BY point_id, group_id, body_id
"""
COUNTS_NOW = TASKS.format(mandates=MANDATES_NOW, tasks=TASKS_NOW, state="t.state", step="")
COUNTS_THEN = TASKS.format(
    mandates=former("mandate"), tasks=former("task"), step=STEP_THEN,
    state="coalesce(s.to_status, t.state)",
)  # fmt: skip

"""What the statements of this room share. Aliases: g group, p person, who the one reminded."""

from app.people.queries.names import NAME

WHO = f"p.id AS person_id, {NAME} AS name, p.email AS address, g.body AS body_id"
# Those of the first turn that has anybody; where nobody leads, the office. Values: day, day.
FIRST = """(SELECT c.person FROM (
    SELECT t.person, rank() OVER (ORDER BY t.turn) AS place FROM (
      SELECT m.person, CASE m.role WHEN 'protokoll' THEN 1 ELSE 2 END AS turn FROM membership m
      WHERE m."group" = g.id AND m.role IN (TURNS)
        AND m.since <= {} AND (m.until IS NULL OR m.until >= {})
      UNION ALL SELECT o.person, 3 FROM office_role o
      WHERE o.body = g.body AND o.office = 'coordination') t
    JOIN person k ON k.id = t.person AND NOT k.blocked) c
  WHERE c.place = 1)"""
LEADING = FIRST.replace("TURNS", "'leitung', 'koordination'")
MINUTE_TAKING = FIRST.replace("TURNS", "'protokoll', 'leitung', 'koordination'")

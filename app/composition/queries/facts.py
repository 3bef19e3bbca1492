"""All that the check needs of some groups, in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.composition.queries import rows as read
from app.composition.queries.rows import Row, RuleText
from app.composition.rules.facts import Facts
from app.groups.tables import CompositionRule

OF_GROUP = """
WITH asked AS (
  SELECT id, body, name, starts_on, ends_on, {}::date AS from_day FROM steering_group WHERE id = {})
"""
OF_OFFICE = """
WITH asked AS (
  SELECT id, body, name, starts_on, ends_on, '-infinity'::date AS from_day FROM steering_group
  WHERE (body = ANY({}) OR id = ANY({})) AND status IN ('planned', 'active')
    AND id IN (SELECT "group" FROM composition_rule))
"""
FACTS = """
, rule AS (SELECT r.* FROM composition_rule r JOIN asked ON asked.id = r."group")
, sitting AS (
  SELECT m.* FROM membership m JOIN asked ON asked.id = m."group"
  WHERE m.standing IN ('voting', 'advisory') AND (m.until IS NULL OR m.until >= asked.from_day))
, works AS (SELECT a.* FROM affiliation a WHERE a.person IN (SELECT person FROM sitting))
, house AS (
  SELECT traeger FROM sitting UNION SELECT traeger FROM works
  UNION SELECT i.traeger FROM traeger_in_set i WHERE i.traeger_set IN (SELECT traeger_set FROM rule))
SELECT 'group' AS kind, id, body AS owner, NULL::uuid AS person, NULL::uuid AS traeger,
  NULL::uuid AS rule, name AS words, starts_on AS first, ends_on AS last, NULL::uuid[] AS regions,
  NULL::uuid[] AS sets, NULL::text AS data
FROM asked
UNION ALL
SELECT 'region', r.id, r.body, NULL, NULL, NULL, r.name, NULL, NULL, NULL, NULL, NULL
FROM region r WHERE r.body IN (SELECT body FROM asked)
UNION ALL
SELECT 'rule', r.id, r."group", NULL, NULL, NULL, r.quote, r.since, r.until, NULL, NULL,
  (SELECT to_json(said) FROM (
    SELECT r.position, r.quantity, r.number, r.trait, r.committee, r.function, r.side, r.region,
      r.traeger_set, r.may_share, r.source, r.version, r.vorlage, c.name AS committee_name,
      s.name AS set_name, n.name AS region_name, v.reference, v.title, v.body,
      v.committee AS paper_committee, v.visibility, p.marker, p.position AS point_position) said)::text
FROM rule r LEFT JOIN steering_group c ON c.id = r.committee
LEFT JOIN traeger_set s ON s.id = r.traeger_set LEFT JOIN region n ON n.id = r.region
LEFT JOIN vorlage v ON v.id = r.vorlage LEFT JOIN decision_point p ON p.id = r.decision_point
UNION ALL
SELECT 'sitting', m.id, m."group", m.person, m.traeger, m.rule,
  concat_ws(' ', nullif(p.title, ''), p.given_name, p.family_name), m.since, m.until, NULL, NULL, m.standing
FROM sitting m JOIN person p ON p.id = m.person
UNION ALL
SELECT 'work', id, NULL, person, traeger, NULL, function, since, until, NULL, NULL, NULL FROM works
UNION ALL
SELECT 'committee', m.id, m."group", m.person, NULL, NULL, NULL, m.since, m.until, NULL, NULL, NULL
FROM membership m WHERE m."group" IN (SELECT committee FROM rule)
  AND m.person IN (SELECT person FROM sitting) AND m.standing IN ('voting', 'advisory')
UNION ALL
SELECT 'house', t.id, NULL, NULL, NULL, NULL, t.name, t.starts_on, t.ends_on,
  ARRAY(SELECT w.region FROM traeger_works_in w WHERE w.traeger = t.id),
  ARRAY(SELECT i.traeger_set FROM traeger_in_set i WHERE i.traeger = t.id), t.side
FROM traeger t WHERE t.id IN (SELECT traeger FROM house)
"""
CHILDREN = """
UNION ALL
SELECT 'child', c.id, c.parent, NULL, NULL, NULL, c.name, NULL, NULL, NULL, NULL, din5007(c.name)
FROM steering_group c JOIN asked ON asked.id = c.parent
"""


@dataclass(frozen=True)
class GroupFacts:
    id: UUID
    name: str
    facts: Facts
    texts: Mapping[UUID, RuleText]
    children: tuple[tuple[UUID, str], ...] = ()


async def facts_of(group_id: UUID, since: date = date.min) -> GroupFacts:
    """Who left before `since` is left out; the group's children come along, by name."""
    rows = await CompositionRule.raw(OF_GROUP + FACTS + CHILDREN, since, group_id)
    [found] = _groups(rows)
    below = sorted((row["data"], row["words"], row["id"]) for row in rows if row["kind"] == "child")
    return replace(found, children=tuple((id_, name) for _, name, id_ in below))


async def facts_of_all(bodies: Iterable[UUID], groups: Iterable[UUID]) -> list[GroupFacts]:
    """Living groups with rules: of these bodies, and these."""
    rows = await CompositionRule.raw(OF_OFFICE + FACTS, list(bodies), list(groups))
    return sorted(_groups(rows), key=lambda group: group.name)


def _groups(rows: Iterable[Row]) -> list[GroupFacts]:
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_kind[row["kind"]].append(row)
    houses = {row["id"]: read.house(row) for row in sorted(by_kind["house"], key=_by_name)}
    regions = _by(sorted(by_kind["region"], key=_by_name), "owner")
    works, seats = _by(by_kind["work"], "person"), _by(by_kind["committee"], "person")
    rules, sittings = _by(by_kind["rule"], "owner"), _by(by_kind["sitting"], "owner")
    found = []
    for group in by_kind["group"]:
        mine = sorted(map(read.rule, rules[group["id"]]), key=lambda pair: pair[1].position)
        seated = sorted(sittings[group["id"]], key=lambda row: (row["first"], *_by_name(row)))
        people = dict.fromkeys(row["person"] for row in seated)
        facts = Facts(
            rules=tuple(rule for rule, _ in mine),
            sittings=tuple(map(read.sitting, seated)),
            works=tuple(read.work(row) for one in people for row in works[one]),
            committee_seats=tuple(read.committee_seat(row) for one in people for row in seats[one]),
            houses=houses,
            regions={row["id"]: row["words"] for row in regions[group["owner"]]},
            begins=group["first"],
            ends=group["last"],
        )
        texts = {text.id: text for _, text in mine}
        found.append(GroupFacts(group["id"], group["words"], facts, texts))
    return found


def _by_name(row: Row) -> tuple[str, UUID]:
    return row["words"].casefold(), row["id"]


def _by(rows: Iterable[Row], column: str) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found

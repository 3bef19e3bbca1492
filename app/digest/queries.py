from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.clock import berlin
from app.core.words import Visibility
from app.decisions.rules import votes_in_words
from app.digest import rules
from app.digest.rules import CommitteeNews, NextMeeting, Paper, Recommendation, Step
from app.digest.tables import Digest, Rhythm, Subscription
from app.groups.queries.names import berlin_day, name_on
from app.groups.tables import COMMITTEES, Group, Membership
from app.mandates.tables import MandateStatus
from app.outbox.tables import PeriodicRun
from app.vorlagen.rules.points import point_label

STEPS = """
SELECT s.at, s.sentence, s.from_status, s.to_status, m.title,
       point.marker, point.position, point.text, v.id AS vorlage_id
FROM mandate_step s
JOIN mandate m ON m.id = s.mandate
LEFT JOIN group_origin origin ON origin."group" = m."group"
LEFT JOIN decision_point point ON point.id = m.decision_point
LEFT JOIN decision_point cause ON cause.id = origin.decision_point
JOIN vorlage v ON v.id = coalesce(point.vorlage, cause.vorlage)
WHERE v.committee = {} AND s.at > {} AND s.at <= {} AND s.from_status <> ''
ORDER BY point.position NULLS LAST, s.at
"""
# As visible as its agenda item, also when the item was changed afterwards.
RECOMMENDATIONS = f"""
SELECT minutes.sent_at AS at, d.text, d.yes, d.no, d.abstentions, d.outcome,
       coalesce(e.number || '/' || e.year, '') AS number,
       meeting.starts_at, cause.vorlage AS vorlage_id,
       {name_on("g", berlin_day("meeting.starts_at"))} AS group_name
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
ORDER BY minutes.sent_at
"""
NEXT_MEETINGS = """
SELECT meeting.starts_at, meeting.title, g.name AS group_name, g.id = {} AS is_session
FROM meeting JOIN steering_group g ON g.id = meeting."group"
LEFT JOIN group_origin origin ON origin."group" = g.id
LEFT JOIN decision_point cause ON cause.id = origin.decision_point
LEFT JOIN vorlage v ON v.id = cause.vorlage
WHERE (g.id = {} OR v.committee = {}) AND meeting.starts_at > {}
  AND meeting.status IN ('planned', 'invited')
ORDER BY meeting.starts_at LIMIT 5
"""


async def news_of(committee: Group, since: datetime, until: datetime) -> CommitteeNews:
    """Four statements, however many people read it."""
    papers = await _papers(committee.id)
    steps = await Group.raw(STEPS, committee.id, since, until)
    found = await Group.raw(RECOMMENDATIONS, committee.id, since, until)
    coming = await Group.raw(NEXT_MEETINGS, *[committee.id] * 3, until)
    sessions = [row for row in coming if row["is_session"]]
    return CommitteeNews(
        committee_id=committee.id,
        committee_name=committee.name,
        papers=papers,
        steps=[_step(row) for row in steps],
        recommendations=[_recommendation(row) for row in found],
        next_meetings=[_meeting(row) for row in coming],
        session=_meeting(sessions[0]) if sessions else None,
    )


async def _papers(committee_id: UUID) -> list[Paper]:
    rows = await Group.raw(
        "SELECT id, reference, title, visibility, created_at FROM vorlage"
        " WHERE committee = {} ORDER BY created_at",
        committee_id,
    )
    return [
        Paper(
            vorlage_id=row["id"],
            reference=row["reference"] or "",
            title=row["title"],
            public=row["visibility"] == Visibility.PUBLIC,
            recorded_at=row["created_at"],
        )
        for row in rows
    ]


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


def _meeting(row: dict[str, Any]) -> NextMeeting:
    return NextMeeting(row["starts_at"], row["group_name"], row["title"])


DUE = """
SELECT s.id, s.rhythm, s.committee,
  (SELECT min(m.starts_at) FROM meeting m WHERE m."group" = s.committee AND m.starts_at > {}
    AND m.status IN ('planned', 'invited')) AS session_at
FROM subscription s WHERE s.ended_at IS NULL
"""


async def due(now: datetime) -> dict[UUID, dict[UUID, str]]:
    """Committee → subscription → the occasion that has come and was not served yet."""
    keys: dict[str, tuple[UUID, UUID]] = {}
    for row in await Subscription.raw(DUE, now):
        if key := rules.window_key(row["rhythm"], now, row["session_at"]):
            keys[rules.occasion(row["id"], key)] = (row["committee"], row["id"])
    served = await PeriodicRun.raw(
        "SELECT key FROM periodic_run WHERE key = ANY({}::text[])", list(keys)
    )
    found: dict[UUID, dict[UUID, str]] = {}
    for key in keys.keys() - {row["key"] for row in served}:
        committee, subscription = keys[key]
        found.setdefault(committee, {})[subscription] = key
    return found


@dataclass(frozen=True)
class Recipient:
    subscription_id: UUID
    committee_id: UUID
    person_id: UUID
    name: str
    email: str
    rhythm: Rhythm
    watermark: datetime


@dataclass(frozen=True)
class Member:
    """A member of the committee; recipient is None where no digest was chosen."""

    person_id: UUID
    name: str
    recipient: Recipient | None


MEMBERS = """
SELECT p.id AS person_id, p.given_name || ' ' || p.family_name AS name, p.email,
       s.id AS subscription_id, s.committee AS committee_id, s.rhythm, s.watermark
FROM membership m
JOIN person p ON p.id = m.person AND NOT p.blocked
LEFT JOIN subscription s ON s.person = p.id AND s.committee = m."group" AND s.ended_at IS NULL
WHERE m."group" = {} AND m.since <= {} AND (m.until IS NULL OR m.until >= {})
GROUP BY p.id, s.id
ORDER BY din5007(p.family_name), din5007(p.given_name), p.id
"""


async def members_of(committee_id: UUID, today: Any) -> list[Member]:
    """Current members only: who has left gets no digest, whatever was chosen (trust.md A6)."""
    rows = await Membership.raw(MEMBERS, committee_id, today, today)
    return [Member(row["person_id"], row["name"], _recipient(row)) for row in rows]


def _recipient(row: dict[str, Any]) -> Recipient | None:
    if row["subscription_id"] is None:
        return None
    return Recipient(
        subscription_id=row["subscription_id"],
        committee_id=row["committee_id"],
        person_id=row["person_id"],
        name=row["name"],
        email=row["email"],
        rhythm=Rhythm(row["rhythm"]),
        watermark=row["watermark"],
    )


def recipients(members: Sequence[Member]) -> list[Recipient]:
    return [member.recipient for member in members if member.recipient]


@dataclass(frozen=True)
class Choice:
    """One committee of mine and what I chose."""

    committee_id: UUID
    committee_name: str
    rhythm: Rhythm | None
    chosen_at: datetime | None


async def choices_of(actor: Actor) -> list[Choice]:
    if not actor.member_of:
        return []
    rows = await Group.raw(
        "SELECT g.id, g.name, s.rhythm, s.chosen_at FROM steering_group g"
        " LEFT JOIN subscription s ON s.committee = g.id AND s.person = {} AND s.ended_at IS NULL"
        " WHERE g.id = ANY({}::uuid[]) AND g.kind = ANY({}::text[]) ORDER BY din5007(g.name)",
        actor.person_id,
        list(actor.member_of),
        [kind.value for kind in COMMITTEES],
    )
    return [
        Choice(
            row["id"], row["name"], Rhythm(row["rhythm"]) if row["rhythm"] else None,
            row["chosen_at"],
        )
        for row in rows
    ]  # fmt: skip


async def committees_of(actor: Actor) -> list[tuple[UUID, str]]:
    """The committees whose digest the office sends."""
    if not actor.office_of:
        return []
    rows = (
        await Group.select(Group.id, Group.name)
        .where(
            Group.body.is_in(list(actor.office_of)),
            Group.kind.is_in([kind.value for kind in COMMITTEES]),
        )
        .order_by(Group.name)
    )
    return [(row["id"], row["name"]) for row in rows]


@dataclass(frozen=True)
class SentDigest:
    id: UUID
    committee_name: str
    since: datetime
    until: datetime
    created_at: datetime


async def sent_to(actor: Actor, limit: int = 50) -> list[SentDigest]:
    rows = (
        await Digest.select(
            Digest.id,
            Digest.subscription.committee.name.as_alias("committee_name"),  # type: ignore[union-attr]
            Digest.since,
            Digest.until,
            Digest.created_at,
        )
        .where(Digest.subscription.person == actor.person_id)
        .order_by(Digest.created_at, ascending=False)
        .limit(limit)
    )
    return [SentDigest(**row) for row in rows]


async def committees(committee_id: UUID | None = None) -> list[Group]:
    """One, or every committee of the installation; for the worker and the command line."""
    found = Group.objects().where(Group.kind.is_in([kind.value for kind in COMMITTEES]))
    return list(await (found.where(Group.id == committee_id) if committee_id else found))


async def news_and_recipients(
    committee: Group, now: datetime
) -> tuple[CommitteeNews, list[Recipient]]:
    """The news since the oldest watermark, and who gets a part of them."""
    until = now - rules.SETTLED
    people = recipients(await members_of(committee.id, berlin(now).date()))
    since = min((person.watermark for person in people), default=until)
    return await news_of(committee, since, until), people

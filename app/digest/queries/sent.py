"""What was sent and chosen, for the reader and for the office."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core.actor import Actor
from app.digest.rules.marks import kinds_in
from app.digest.rules.news import Without
from app.digest.rules.occasions import words_for
from app.digest.tables import CommitteeRhythm, Digest, Rhythm
from app.groups.tables import COMMITTEES, Group

CHOICES = """
SELECT g.id, g.name, s.rhythm, s.weekday, s.chosen_at, coalesce(s.left_out, '') AS left_out, d.rhythm AS usual, d.weekday AS usual_day
FROM steering_group g
LEFT JOIN subscription s ON s.committee = g.id AND s.person = {} AND s.ended_at IS NULL
LEFT JOIN digest_default d ON d.committee = g.id
WHERE g.id = ANY({}::uuid[]) AND g.kind = ANY({}::text[]) ORDER BY din5007(g.name)
"""
ARCHIVE = """
SELECT d.id, d.since, d.until, d.created_at, p.given_name || ' ' || p.family_name AS name
FROM digest d JOIN subscription s ON s.id = d.subscription JOIN person p ON p.id = s.person
WHERE s.committee = {} ORDER BY d.created_at DESC, din5007(p.family_name), d.id LIMIT {}
"""
MOST_SHOWN = 200


@dataclass(frozen=True)
class Choice:
    """One committee of mine and what I chose; `usual` is what holds without an own rhythm."""

    committee_id: UUID
    committee_name: str
    rhythm: Rhythm | None
    weekday: int
    chosen_at: datetime | None
    usual: str
    without: Without


async def choices_of(actor: Actor) -> list[Choice]:
    if not actor.member_of:
        return []
    kinds = [kind.value for kind in COMMITTEES]
    rows = await Group.raw(CHOICES, actor.person_id, list(actor.member_of), kinds)
    return [
        Choice(
            committee_id=row["id"],
            committee_name=row["name"],
            rhythm=Rhythm(row["rhythm"]) if row["rhythm"] else None,
            weekday=row["weekday"] or 0,
            chosen_at=row["chosen_at"],
            usual=words_for(Rhythm(row["usual"] or Rhythm.BEFORE_MEETING), row["usual_day"] or 0),
            without=kinds_in(row["left_out"]),
        )
        for row in rows
    ]


async def usual_of(committee_id: UUID) -> CommitteeRhythm:
    """As the office has set it, or what holds until then."""
    found = await CommitteeRhythm.objects().where(CommitteeRhythm.committee == committee_id).first()
    return found or CommitteeRhythm(committee=committee_id)


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


def rhythm_word(code: str, weekday: int) -> str:
    """Of a Choice: empty where it was ended."""
    return words_for(Rhythm(code), weekday) if code else "beendet"


@dataclass(frozen=True)
class Letter:
    """That one was sent, when and to whom; what it says is for its reader."""

    id: UUID
    name: str
    since: datetime
    until: datetime
    created_at: datetime


async def archive_of(committee_id: UUID) -> list[Letter]:
    """The last ones."""
    return [Letter(**row) for row in await Digest.raw(ARCHIVE, committee_id, MOST_SHOWN)]

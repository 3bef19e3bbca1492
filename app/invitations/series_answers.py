"""All coming meetings of a series, answered on one page: by the link of its mail, or signed in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import Gone, NotFound, existing
from app.core.tokens import hash_of
from app.groups import access as groups
from app.groups.tables import Group
from app.invitations import rules
from app.invitations.tables import Answer, Invitation, SeriesInvitation
from app.meetings.tables import MeetingSeries, MeetingStatus
from app.people.queries.bodies import stored_body
from app.people.tables import Person

MAY_ANSWER = """
SELECT NOT p.blocked AND (EXISTS (
    SELECT FROM membership m WHERE m."group" = s."group" AND m.person = p.id
      AND (m.until IS NULL OR m.until >= {}))
  OR NOT EXISTS (SELECT FROM membership m WHERE m."group" = s."group" AND m.person = p.id)) AS may
FROM series_invitation i JOIN series s ON s.id = i.series JOIN person p ON p.id = i.person
WHERE i.id = {}
"""
ROWS = """
SELECT i.id AS invitation_id, mt.id AS meeting_id, mt.title, mt.starts_at, mt.ends_at, mt.place,
  mt.video_url, mt.status, i.answer, i.answered_sequence, i.sent_sequence, i.deputy_name
FROM invitation i JOIN meeting mt ON mt.id = i.meeting
WHERE i.series_invitation = {} AND i.revoked_at IS NULL AND mt.ends_at > {}
ORDER BY mt.starts_at, i.id
"""


@dataclass(frozen=True)
class SeriesRow:
    """One meeting of the series; times are UTC. `stale`: answered before it was moved."""

    invitation_id: UUID
    meeting_id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    video_url: str
    cancelled: bool
    answer: Answer
    stale: bool
    deputy_name: str

    @property
    def link(self) -> str:
        """The page of this one meeting's answer, with remark and deputy."""
        return f"/a/{rules.answer_token(self.invitation_id)}"


@dataclass(frozen=True)
class SeriesPage:
    """What stands behind the link in a mail of a series; `rows` without meetings that are over."""

    invitation_id: UUID
    series_id: UUID
    title: str
    group_id: UUID
    group_name: str
    body_name: str
    person_name: str
    answer: Answer
    answered_at: datetime | None
    comment: str
    rows: list[SeriesRow]
    contact_name: str
    contact_mail: str

    @property
    def coming(self) -> list[SeriesRow]:
        return [row for row in self.rows if not row.cancelled]

    @property
    def differs(self) -> bool:
        """One of the meetings has an answer of its own, or needs a new one."""
        return any(row.stale or row.answer != self.answer for row in self.coming)


async def is_of_series(token: str) -> bool:
    return await SeriesInvitation.exists().where(
        SeriesInvitation.answer_token_hash == hash_of(token)
    )


async def by_token(token: str, *, now: datetime) -> SeriesInvitation:
    """Raises NotFound for a token nobody holds and Gone for one whose time is over."""
    found = existing(
        await SeriesInvitation.objects()
        .where(SeriesInvitation.answer_token_hash == hash_of(token))
        .first()
    )
    await check_can_answer(found, now)
    return found


async def check_can_answer(invitation: SeriesInvitation, now: datetime) -> None:
    """Raises Gone with a sentence for whoever opens an old link."""
    if invitation.revoked_at is not None:
        raise Gone("Diese Einladung wurde zurückgenommen. Eine Antwort ist nicht mehr nötig.")
    rows = await Invitation.raw(MAY_ANSWER, clock.berlin(now).date(), invitation.id)
    if not rows[0]["may"]:
        raise Gone("Ihre Mitarbeit in der Gruppe ist zu Ende. Eine Antwort ist nicht mehr nötig.")
    last = await rows_of(invitation.id, now - rules.LINK_OUTLIVES_MEETING)
    if not last:
        raise Gone("Alle Sitzungen dieser Reihe sind vorbei. Antworten lässt sich nicht mehr.")
    if all(row.cancelled for row in last):
        raise Gone("Die Sitzungen sind abgesagt. Eine Antwort ist nicht mehr nötig.")


async def own(actor: Actor, series_id: UUID) -> SeriesInvitation:
    """The actor's own invitation to a series of a group they belong to; NotFound for others."""
    series = await MeetingSeries.objects().where(MeetingSeries.id == series_id).first()
    group = await Group.objects().get(Group.id == series.group) if series else None
    if group is None or not (groups.may_read(actor, group) or group.id in actor.attends):
        raise NotFound
    return existing(
        await SeriesInvitation.objects()
        .where(
            SeriesInvitation.series == series_id,
            SeriesInvitation.person == actor.person_id,
            SeriesInvitation.revoked_at.is_null(),
        )
        .first()
    )


async def rows_of(invitation_id: UUID, since: datetime) -> list[SeriesRow]:
    """Meetings of the series that end after `since`, to which this person is invited."""
    return [_row(row) for row in await Invitation.raw(ROWS, invitation_id, since)]


def _row(row: dict[str, Any]) -> SeriesRow:
    stale = rules.is_stale(row.pop("answered_sequence"), row.pop("sent_sequence"))
    cancelled = row.pop("status") == MeetingStatus.CANCELLED
    return SeriesRow(**{**row, "answer": Answer(row["answer"])}, stale=stale, cancelled=cancelled)


async def page_of(invitation: SeriesInvitation, *, now: datetime) -> SeriesPage:
    """For callers that found the invitation by token or by right."""
    series = await MeetingSeries.objects().get(MeetingSeries.id == invitation.series)
    person = await Person.objects().get(Person.id == invitation.person)
    assert series is not None
    assert person is not None
    group = await Group.objects().get(Group.id == series.group)
    assert group is not None
    body = await stored_body(group.body)
    return SeriesPage(
        invitation_id=invitation.id,
        series_id=series.id,
        title=series.title,
        group_id=group.id,
        group_name=group.name,
        body_name=body.name,
        person_name=f"{person.given_name} {person.family_name}",
        answer=Answer(invitation.answer),
        answered_at=invitation.answered_at,
        comment=invitation.comment,
        rows=await rows_of(invitation.id, now),
        contact_name=body.contact_name,
        contact_mail=body.contact_mail,
    )


async def body_of(invitation: SeriesInvitation) -> UUID:
    rows = await MeetingSeries.select(MeetingSeries.group.body.as_alias("body")).where(
        MeetingSeries.id == invitation.series
    )
    return UUID(str(rows[0]["body"]))

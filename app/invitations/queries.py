from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound
from app.groups import access as groups
from app.groups.tables import Group, Role, Standing
from app.invitations import rules
from app.invitations.access import BELONGS, Attending, invitation_by_token
from app.invitations.tables import Answer, Invitation
from app.meetings.interests import hints_of
from app.meetings.queries import AgendaRow, MeetingHead, agenda_of, meeting_head
from app.meetings.rules import COMING, is_near
from app.meetings.tables import Meeting, MeetingStatus
from app.outbox.tables import MailState
from app.people.tables import Body

NAME = "concat_ws(' ', nullif(p.title, ''), p.given_name, p.family_name)"
BY_NAME = "din5007(p.family_name), din5007(p.given_name)"
TRAEGER = """coalesce((SELECT t.name FROM membership m JOIN traeger t ON t.id = m.traeger
    WHERE m."group" = mt."group" AND m.person = i.person ORDER BY m.since DESC LIMIT 1), '')"""

# Who is registered to stand in for this seat on the day of the meeting.
DEPUTIES = f"""ARRAY(SELECT {NAME} FROM membership seat
  JOIN membership m ON m.deputy_of = seat.id JOIN person p ON p.id = m.person
  WHERE seat."group" = mt."group" AND seat.person = i.person AND NOT p.blocked
    AND m.since <= (mt.starts_at AT TIME ZONE mt.zone)::date
    AND (m.until IS NULL OR m.until >= (mt.starts_at AT TIME ZONE mt.zone)::date)
  ORDER BY m.since, {BY_NAME}, p.id)"""

ANSWERS = f"""
SELECT i.id AS invitation_id, i.person AS person_id, i.answer, i.answered_at, i.comment,
  i.deputy_name, i.required, i.answered_sequence, i.sent_sequence,
  {NAME} AS name, {TRAEGER} AS traeger, {BELONGS} AS belongs,
  CASE WHEN i.person = {{}} THEN {DEPUTIES} ELSE ARRAY[]::text[] END AS deputies,
  (SELECT o.state FROM outgoing_mail o WHERE o.thread_key = mt.uid || ':' || i.id
    ORDER BY o.created_at DESC LIMIT 1) AS mail_state
FROM invitation i JOIN person p ON p.id = i.person JOIN meeting mt ON mt.id = i.meeting
WHERE i.meeting = {{}} AND i.revoked_at IS NULL
ORDER BY {BY_NAME}, i.id
"""

CANDIDATES = f"""
SELECT DISTINCT ON ({BY_NAME}, p.id) p.id AS person_id, {NAME} AS name, p.email AS address,
  coalesce(t.name, '') AS traeger, m.role, m.standing, m.since,
  m.invite_by_default AS preselected,
  EXISTS (SELECT FROM invitation i WHERE i.meeting = {{}} AND i.person = p.id
    AND i.revoked_at IS NULL) AS invited
FROM membership m JOIN person p ON p.id = m.person LEFT JOIN traeger t ON t.id = m.traeger
WHERE m."group" = {{}} AND m.since <= {{}} AND (m.until IS NULL OR m.until >= {{}})
  AND NOT p.blocked
ORDER BY {BY_NAME}, p.id, m.invite_by_default DESC, m.since
"""

RECIPIENTS = f"""
SELECT i.id AS invitation_id, i.person AS person_id, i.address, i.required, i.answer,
  i.answered_sequence, i.sent_sequence, i.sent_stamp, i.first_message_id, i.created_at,
  p.email AS current_address, {NAME} AS name, {TRAEGER} AS traeger, {BELONGS} AS belongs,
  m.standing, m.role, m.since
FROM invitation i JOIN person p ON p.id = i.person JOIN meeting mt ON mt.id = i.meeting
LEFT JOIN LATERAL (SELECT m.standing, m.role, m.since FROM membership m
  WHERE m."group" = mt."group" AND m.person = i.person
  ORDER BY m.until DESC NULLS FIRST, m.since LIMIT 1) m ON true
WHERE i.meeting = {{}} AND i.revoked_at IS NULL
ORDER BY {BY_NAME}, i.id
"""


@dataclass(frozen=True)
class AnswerRow:
    """One invited person; `stale`: the answer was given to an earlier date or place."""

    invitation_id: UUID
    person_id: UUID
    name: str
    traeger: str
    belongs: bool  # False: has left the group since, or is blocked
    required: bool
    answer: Answer
    answered_at: datetime | None
    stale: bool
    comment: str
    deputy_name: str
    deputies: tuple[str, ...]  # registered for the seat; only of who reads
    mail_state: MailState | None

    def for_members(self) -> "AnswerRow":
        """A remark is for who leads, and so is the fate of a mail."""
        return replace(self, comment="", mail_state=None)

    @property
    def counts_as_accepted(self) -> bool:
        return self.answer == Answer.ACCEPTED and not self.stale


async def answers_of(meeting_id: UUID, reader: UUID | None = None) -> list[AnswerRow]:
    """Everybody who is invited, by name, with the fate of the last mail to them."""
    today = clock.today()
    rows = await Invitation.raw(ANSWERS, today, today, reader, meeting_id)
    return [_answer_row(row) for row in rows]


def _answer_row(row: dict[str, Any]) -> AnswerRow:
    values = {name: row[name] for name in AnswerRow.__dataclass_fields__ if name in row}
    return AnswerRow(
        **{
            **values,
            "answer": Answer(row["answer"]),
            "deputies": tuple(row["deputies"]),
            "stale": rules.is_stale(row["answered_sequence"], row["sent_sequence"]),
            "mail_state": MailState(row["mail_state"]) if row["mail_state"] else None,
        }
    )


@dataclass(frozen=True)
class Candidate:
    """Somebody who belongs to the group on the day of the meeting."""

    person_id: UUID
    name: str
    address: str
    traeger: str
    role: Role
    standing: Standing
    since: date
    preselected: bool
    invited: bool

    @property
    def note(self) -> str:
        """What stands below the name."""
        role = self.role.label if self.role != Role.MITGLIED else ""
        standing = self.standing.label if self.standing != Standing.VOTING else ""
        return " · ".join(filter(None, [self.traeger, role, standing])) or self.role.label

    @property
    def optional(self) -> bool:
        return self.standing in {Standing.GUEST, Standing.DEPUTY}


async def candidates(meeting: Meeting, group: Group) -> list[Candidate]:
    """Members, guests and deputies of that day by name, the invited among them marked."""
    day = clock.berlin(meeting.starts_at).date()
    rows = await Invitation.raw(CANDIDATES, meeting.id, group.id, day, day)
    return [
        Candidate(**{**row, "role": Role(row["role"]), "standing": Standing(row["standing"])})
        for row in rows
    ]


@dataclass(frozen=True)
class Recipient:
    """One active invitation with all that a mail to this person needs."""

    invitation_id: UUID
    person_id: UUID
    name: str
    address: str  # where the last mail went
    current_address: str
    traeger: str
    belongs: bool  # False: has left the group since, or is blocked
    required: bool
    answer: Answer
    answered_sequence: int | None
    sent_sequence: int | None
    sent_stamp: datetime | None
    first_message_id: str
    created_at: datetime
    standing: Standing | None
    role: Role | None
    since: date | None

    @property
    def member(self) -> bool:
        """May know that there are confidential items; the same line as the Actor's member_of."""
        return self.role not in {None, Role.MITGLIED} or self.standing == Standing.VOTING


async def recipients_of(meeting_id: UUID) -> list[Recipient]:
    """Active invitations, also those whose first mail is still to be written."""
    today = clock.today()
    return [
        Recipient(
            **{
                **row,
                "answer": Answer(row["answer"]),
                "standing": Standing(row["standing"]) if row["standing"] else None,
                "role": Role(row["role"]) if row["role"] else None,
            }
        )
        for row in await Invitation.raw(RECIPIENTS, today, today, meeting_id)
    ]


async def count_to_tell(meeting_id: UUID) -> int:
    """To how many a change would go."""
    return sum(to.belongs for to in await recipients_of(meeting_id))


@dataclass(frozen=True)
class MeetingPage:
    """What the page of a meeting shows to this reader, and what they may do there."""

    meeting: MeetingHead
    agenda: list[AgendaRow]
    hints: Mapping[UUID, list[str]]  # whose money an item is about; empty for members
    answers: list[AnswerRow]  # empty for who is no member
    own: AnswerRow | None
    member: bool
    may_lead: bool
    may_prepare: bool
    may_begin: bool
    may_end: bool
    may_invite: bool
    may_change: bool
    may_cancel: bool
    may_answer: bool

    @property
    def accepted(self) -> int:
        return sum(row.counts_as_accepted for row in self.answers)


async def meeting_page(actor: Actor, attending: Attending) -> MeetingPage:
    meeting, group = attending.meeting, attending.group
    answers = await answers_of(meeting.id, actor.person_id)
    own = next((row for row in answers if row.person_id == actor.person_id), None)
    lead = groups.may_lead(actor, group)
    prepare = groups.may_write_minutes(actor, group)
    open_ = meeting.status in {*COMING, MeetingStatus.RUNNING}
    return MeetingPage(
        meeting=await meeting_head(meeting.id),
        agenda=await agenda_of(meeting.id, confidential=attending.member),
        hints=await hints_of(actor, meeting.id, group),
        answers=[row if lead else row.for_members() for row in answers if attending.member],
        own=own,
        member=attending.member,
        may_lead=lead,
        may_prepare=prepare,
        may_begin=prepare and meeting.status in COMING and is_near(meeting.starts_at, clock.now()),
        may_end=prepare and meeting.status == MeetingStatus.RUNNING,
        may_invite=lead and open_ and meeting.ends_at > clock.now(),
        may_change=lead and open_,
        may_cancel=lead and meeting.status in COMING,
        may_answer=own is not None and meeting.status in COMING and meeting.ends_at > clock.now(),
    )


async def answer_of(meeting_id: UUID, invitation_id: UUID, reader: UUID | None = None) -> AnswerRow:
    for row in await answers_of(meeting_id, reader):
        if row.invitation_id == invitation_id:
            return row
    raise NotFound


@dataclass(frozen=True)
class LinkPage:
    """What stands behind the link of one mail. `open`: the answer may still change."""

    meeting: MeetingHead
    own: AnswerRow
    open: bool
    contact_name: str
    contact_mail: str


async def link_page(token: str, *, now: datetime) -> LinkPage:
    """Raises NotFound and Gone as access.invitation_by_token does."""
    invitation, meeting = await invitation_by_token(token, now=now)
    head = await meeting_head(meeting.id)
    body = await Body.objects().where(Body.id == head.body_id).first()
    assert body is not None
    return LinkPage(
        meeting=head,
        own=await answer_of(head.id, invitation.id, invitation.person),
        open=rules.is_open(meeting, now),
        contact_name=body.contact_name,
        contact_mail=body.contact_mail,
    )

"""Meetings of the demo with their agenda, and what is left of those that were held."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from app.core.clock import now
from app.core.settings import settings
from app.core.tokens import hash_of
from app.core.words import Visibility
from app.decisions.tables import (
    Decision,
    Implementation,
    ImplementationStep,
    RegisterEntry,
)
from app.groups.tables import Group
from app.invitations import rules as invitations
from app.invitations.tables import Answer, Attendance, Invitation
from app.meetings.lines import items_of
from app.meetings.rules import new_uid
from app.meetings.tables import AgendaItem, Meeting, MeetingStatus
from app.minutes import queries as minutes_queries
from app.minutes.tables import (
    Minutes,
    MinutesItem,
    MinutesRevision,
    MinutesStatus,
    Objection,
    Span,
)
from app.people.tables import Person
from app.textblocks.tables import TextBlock

MINUTES = 30  # of each agenda item


@dataclass(frozen=True)
class Sitting:
    meeting: Meeting
    items: list[AgendaItem]

    @property
    def during(self) -> datetime:
        return self.meeting.starts_at + timedelta(hours=1)


async def add_meeting(
    group: Group, title: str, start: datetime, items: tuple[str, ...], **columns: Any
) -> Sitting:
    """items: lines as in a template. Half an hour for each, unless `ends_at` says another end; the
    time is shared out where no line says how long. Past meetings are held.
    """
    past = start < now()
    meeting = Meeting(
        group=group.id,
        title=title,
        starts_at=start,
        uid=new_uid(settings().mail_domain),
        **{
            "ends_at": start + timedelta(minutes=MINUTES * len(items)),
            "status": MeetingStatus.HELD if past else MeetingStatus.PLANNED,
            "place": "Kreishaus, Großer Sitzungssaal",
            **columns,
        },
    )
    if past:
        meeting.began_at = start + timedelta(minutes=3)
        meeting.ended_at = meeting.ends_at + timedelta(minutes=12)
    await meeting.save()
    length = (meeting.ends_at - start) // timedelta(minutes=len(items))
    agenda = items_of(meeting.id, items)
    if not any(item.minutes for item in agenda):
        for item in agenda:
            item.minutes = length
    await AgendaItem.insert(*agenda)
    return Sitting(meeting, agenda)


async def add_attendance(
    sitting: Sitting, people: list[Person], away: dict[str, Attendance]
) -> None:
    """Everybody had been invited; `away` by family name, the others came."""
    meeting = sitting.meeting
    rows = []
    for person in people:
        attendance = away.get(person.family_name, Attendance.PRESENT)
        answer = Answer.DECLINED if attendance == Attendance.EXCUSED else Answer.ACCEPTED
        invitation_id = uuid4()
        rows.append(
            Invitation(
                id=invitation_id, meeting=meeting.id, person=person.id, address=person.email,
                reply_token_hash=hash_of(invitations.reply_token(invitation_id)),
                answer_token_hash=hash_of(invitations.answer_token(invitation_id)),
                answer=answer, attendance=attendance, sent_sequence=0, answered_sequence=0,
                answered_at=meeting.starts_at - timedelta(days=7),
                created_at=meeting.starts_at - timedelta(days=14),
            )
        )  # fmt: skip
    await Invitation.insert(*rows)


async def add_minutes(sitting: Sitting, texts: tuple[str, ...], taker: str) -> Minutes:
    """A draft, written during the meeting."""
    meeting = sitting.meeting
    minutes = Minutes(meeting=meeting.id, taken_by=taker, created_at=meeting.starts_at)
    await minutes.save()
    await MinutesItem.insert(
        *(
            MinutesItem(
                minutes=minutes.id, agenda_item=item.id, text=text,
                changed_by_name=taker, changed_at=meeting.ends_at,
            )
            for item, text in zip(sitting.items, texts, strict=True)
            if text
        )
    )  # fmt: skip
    return minutes


async def add_text_blocks(group: Group, blocks: tuple[tuple[str, str], ...]) -> None:
    for title, text in blocks:
        await TextBlock(group=group.id, title=title, text=text).save()


async def note_talk(minutes: Minutes, sitting: Sitting, lengths: tuple[int, ...]) -> None:
    """How long the first items took, in minutes, one after the other."""
    at = sitting.meeting.began_at or sitting.meeting.starts_at
    for item, length in zip(sitting.items, lengths, strict=False):
        until = at + timedelta(minutes=length)
        await Span(minutes=minutes.id, agenda_item=item.id, began_at=at, ended_at=until).save()
        at = until


async def send_minutes(minutes: Minutes, sent_at: datetime, objections_until: date) -> None:
    """As it went out; the mails of that day are gone."""
    minutes.status, minutes.sent_at = MinutesStatus.SENT, sent_at
    minutes.objections_until = objections_until
    await minutes.save()
    record = await minutes_queries.record_of(minutes.meeting)
    await MinutesRevision(
        minutes=minutes.id, status=MinutesStatus.SENT, content=json.dumps(record.content()),
        created_by_name=minutes.taken_by, created_at=sent_at,
    ).save()  # fmt: skip


async def add_objection(
    minutes: Minutes, item: AgendaItem, person: Person, texts: tuple[str, str, str], at: datetime
) -> None:
    """texts: as it stands, as it should be, why. Nobody has decided about it."""
    before, wording, reason = texts
    await Objection(
        minutes=minutes.id, agenda_item=item.id, person=person.id,
        person_name=f"{person.given_name} {person.family_name}", before=before, wording=wording,
        reason=reason, created_at=at,
    ).save()  # fmt: skip


async def add_decision(
    sitting: Sitting, number: int, text: str, votes: tuple[int, int]
) -> Decision:
    """A public recommendation on that item; votes: yes, abstentions."""
    item = sitting.items[number - 1]
    item.visibility = Visibility.PUBLIC
    await item.save([AgendaItem.visibility])
    yes, abstentions = votes
    decision = Decision(
        agenda_item=item.id, text=text, yes=yes, no=0, abstentions=abstentions,
        visibility=Visibility.PUBLIC, created_at=sitting.during,
    )  # fmt: skip
    await decision.save()
    return decision


async def note_state(
    decision: Decision, state: Implementation, sentence: str, by: Person, at: datetime
) -> None:
    """What became of it, in the register."""
    changed = (
        await RegisterEntry.update(
            {RegisterEntry.implementation: state, RegisterEntry.version: RegisterEntry.version + 1}
        )
        .where(RegisterEntry.decision == decision.id)
        .returning(RegisterEntry.id)
    )
    await ImplementationStep(
        entry=changed[0]["id"], to_state=state, on_day=at.date(), sentence=sentence,
        person=by.id, person_name=f"{by.given_name} {by.family_name}", at=at,
    ).save()  # fmt: skip

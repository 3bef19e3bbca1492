"""What a handover would do in one group; read for the preview and again under the lock."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core.clock import berlin
from app.groups.tables import LEADING, Group, Membership, Role, Standing
from app.handover.queries.people import is_office
from app.handover.rules import (
    After,
    Choice,
    GroupPlan,
    Human,
    MeetingMove,
    Part,
    Seat,
    Thing,
    role_to_pass,
)
from app.invitations.queries.recipients import Recipient, recipients_of
from app.meetings.rules import COMING
from app.meetings.tables import Meeting, MeetingStatus
from app.minutes.tables import Minutes, MinutesStatus
from app.people.queries.bodies import stored_body
from app.people.tables import Body
from app.rosters.tables import RosterImport, RosterState
from app.tasks.queries import OPEN, RESPONSIBLE
from app.tasks.tables import Task

TASKS = f"""
SELECT t.id, t.title, t.due_on FROM task t WHERE t."group" = {{}} AND {RESPONSIBLE} AND {OPEN}
ORDER BY t.due_on, t.created_at, t.id
"""
UNFINISHED = (RosterState.MAPPING, RosterState.CHECKED)


async def plan_of(group: Group, choice: Choice, *, now: datetime) -> GroupPlan:
    body = await stored_body(group.body)
    giver = await _seat(group.id, choice.giver.id, choice.starts_on)
    taker = await _seat(group.id, choice.taker.id, choice.starts_on)
    leading = giver if giver and giver.role in LEADING else None
    role = None
    if Part.ROLE in choice.parts:
        office = await is_office(choice.giver.id, group.body)
        role = role_to_pass(leading, taker, is_office=office)
    leaves = bool(role and leading and choice.after == After.LEAVES)
    joins = role is not None or taker is not None
    coming = await _coming(group.id, choice.starts_on, now)
    things = [await _tasks(group.id, choice), await _minutes(group.id, choice),
              await _rosters(group.id, choice)]  # fmt: skip
    left = 0
    if not await _belongs_today(group, choice, now, joins=role is not None):
        left, things = sum(map(len, things)), [(), (), ()]
    return GroupPlan(
        group_id=group.id,
        group_name=group.name,
        contact=body.contact_name,
        role=role,
        giver_seat=leading if role else None,
        taker_seat=taker,
        until=None if taker else await _before_the_next(group.id, choice),
        tasks=things[0],
        meetings=await _moves(coming, body, choice, leaves=leaves, joins=joins),
        minutes=things[1],
        rosters=things[2],
        left_behind=left,
        still_invited=await _left_invited(coming, choice, leaves=leaves),
    )


async def _belongs_today(group: Group, choice: Choice, now: datetime, *, joins: bool) -> bool:
    """Else the taker could not even open what goes over at once."""
    today = berlin(now).date()
    return (
        (joins and choice.starts_on == today)
        or await is_office(choice.taker.id, group.body)
        or await _seat(group.id, choice.taker.id, today) is not None
    )


async def _seat(group_id: UUID, person_id: UUID, day: date) -> Seat | None:
    row = (
        await Membership.objects()
        .where(
            Membership.group == group_id,
            Membership.person == person_id,
            Membership.since <= day,
            Membership.until.is_null() | (Membership.until >= day),
        )
        .first()
    )
    return Seat(row.id, Role(row.role), Standing(row.standing)) if row else None


async def _before_the_next(group_id: UUID, choice: Choice) -> date | None:
    """Nobody sits in a group twice at the same time."""
    row = (
        await Membership.objects()
        .where(
            Membership.group == group_id,
            Membership.person == choice.taker.id,
            Membership.since > choice.starts_on,
        )
        .order_by(Membership.since)
        .first()
    )
    return date.fromordinal(row.since.toordinal() - 1) if row else None


async def _tasks(group_id: UUID, choice: Choice) -> tuple[Thing, ...]:
    if Part.TASKS not in choice.parts:
        return ()
    rows = await Task.raw(TASKS, group_id, choice.giver.id, choice.giver.id)
    return tuple(
        Thing(row["id"], row["title"], f"bis {row['due_on']:%d.%m.%Y}" if row["due_on"] else "")
        for row in rows
    )


async def _coming(group_id: UUID, day: date, now: datetime) -> list[Meeting]:
    rows = (
        await Meeting.objects()
        .where(
            Meeting.group == group_id,
            Meeting.ends_at > now,
            Meeting.status.is_in(list(COMING)),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [row for row in rows if berlin(row.starts_at).date() >= day]


async def _moves(
    coming: list[Meeting], body: Body, choice: Choice, *, leaves: bool, joins: bool
) -> tuple[MeetingMove, ...]:
    if Part.MEETINGS not in choice.parts:
        return ()
    return tuple(
        [await _move(meeting, body, choice, leaves=leaves, joins=joins) for meeting in coming]
    )


async def _move(
    meeting: Meeting, body: Body, choice: Choice, *, leaves: bool, joins: bool
) -> MeetingMove:
    """Only a meeting with invitations sends any; an unplanned contact is named in none."""
    invited = await recipients_of(meeting.id)
    people = {to.person_id for to in invited}
    withdraws = leaves and choice.giver.id in people
    told = [
        _human(to)
        for to in invited
        if to.belongs
        and to.sent_sequence is not None
        and not (withdraws and to.person_id == choice.giver.id)
    ]
    return MeetingMove(
        id=meeting.id,
        title=meeting.title,
        starts_at=meeting.starts_at,
        invites=joins and meeting.status == MeetingStatus.INVITED and choice.taker.id not in people,
        withdraws=withdraws,
        tells=() if body.contact_name else tuple(told),
    )


def _human(to: Recipient) -> Human:
    return Human(id=to.person_id, name=to.name, spoken=to.name, email=to.current_address)


async def _left_invited(coming: list[Meeting], choice: Choice, *, leaves: bool) -> int:
    if not leaves or Part.MEETINGS in choice.parts:
        return 0
    invited = [await recipients_of(meeting.id) for meeting in coming]
    return sum(choice.giver.id in {to.person_id for to in people} for people in invited)


async def _minutes(group_id: UUID, choice: Choice) -> tuple[Thing, ...]:
    """Drafts that the giver writes: minutes name their writer in words."""
    if Part.DRAFTS not in choice.parts:
        return ()
    rows: list[dict[str, Any]] = (
        await Minutes.select(Minutes.id, Minutes.meeting.title.as_alias("title"),
                             Minutes.meeting.starts_at.as_alias("starts_at"))
        .where(
            Minutes.meeting.group == group_id,
            Minutes.status == MinutesStatus.DRAFT,
            Minutes.taken_by.is_in([choice.giver.spoken, choice.giver.name]),
        )
        .order_by(Minutes.created_at)
    )  # fmt: skip
    return tuple(
        Thing(row["id"], row["title"], f"{berlin(row['starts_at']):%d.%m.%Y}") for row in rows
    )


async def _rosters(group_id: UUID, choice: Choice) -> tuple[Thing, ...]:
    if Part.DRAFTS not in choice.parts:
        return ()
    rows = (
        await RosterImport.select(RosterImport.id, RosterImport.file_name)
        .where(
            RosterImport.group == group_id,
            RosterImport.created_by == choice.giver.id,
            RosterImport.state.is_in(list(UNFINISHED)),
        )
        .order_by(RosterImport.created_at)
    )
    return tuple(Thing(row["id"], row["file_name"]) for row in rows)

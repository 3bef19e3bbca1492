"""Drafts are for those who write them; from the day they are sent, members read them; guests never."""

from uuid import UUID

from app.core.actor import Actor
from app.core.errors import Forbidden, NotFound, existing
from app.decisions.tables import Decision
from app.groups import access as groups
from app.groups.tables import Group
from app.meetings import access as meetings
from app.meetings.tables import AgendaItem, Meeting
from app.minutes import rules
from app.minutes.tables import Addendum, Information, Minutes, MinutesStatus, Objection

# As meetings.WITH_GROUP.
COLUMNS = f"""{meetings.columns_of(Meeting, "m")}, {meetings.columns_of(Group, "g")},
  {meetings.columns_of(Minutes, "mi")}"""
WITH_MINUTES = f"""
SELECT {COLUMNS}
FROM meeting m JOIN steering_group g ON g.id = m."group" LEFT JOIN minutes mi ON mi.meeting = m.id
WHERE m.id = {{}}
"""
WITH_LOCKED_MINUTES = f"""
SELECT {COLUMNS}
FROM meeting m JOIN steering_group g ON g.id = m."group" JOIN minutes mi ON mi.meeting = m.id
WHERE m.id = {{}} FOR UPDATE OF mi
"""

# For statements that know mt (meeting) and g (its group): `may_read` of its minutes, with the three
# values of `readers`.
READABLE = """(g.body = ANY({}::uuid[]) OR g.id = ANY({}::uuid[]) OR (g.id = ANY({}::uuid[])
  AND EXISTS (SELECT FROM minutes WHERE minutes.meeting = mt.id AND minutes.status <> 'draft')))"""

# As `minutes_to_change`, for statements that know g (the group) and mi (its minutes), with the two values
# of `writers`.
WRITABLE = """(g.body = ANY({}::uuid[]) OR g.id = ANY({}::uuid[])) AND mi.status <> 'approved'"""


def writers(actor: Actor) -> tuple[list[UUID], list[UUID]]:
    return list(actor.office_of), list(actor.leads | actor.writes)


def readers(actor: Actor) -> tuple[list[UUID], list[UUID], list[UUID]]:
    return *writers(actor), list(actor.member_of)


def may_read(actor: Actor, group: Group, minutes: Minutes | None) -> bool:
    """Without minutes only those who could begin them."""
    sent = minutes is not None and minutes.status != MinutesStatus.DRAFT
    return sent or groups.may_write_minutes(actor, group)


async def minutes_to_expect(
    actor: Actor, meeting_id: UUID
) -> tuple[Meeting, Group, Minutes | None]:
    """For the page that every member may open; its content only after `may_read`."""
    rows = await Meeting.raw(WITH_MINUTES, meeting_id)
    if not rows:
        raise NotFound
    meeting, group = meetings.both_of(rows[0])
    if not groups.may_read(actor, group):
        raise NotFound
    found = meetings.values_of(rows[0], "mi.")
    return meeting, group, Minutes(_exists_in_db=True, **found) if found["id"] else None


async def minutes_to_read(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group, Minutes | None]:
    meeting, group, minutes = await minutes_to_expect(actor, meeting_id)
    if not may_read(actor, group, minutes):
        raise NotFound
    return meeting, group, minutes


def _check_may_write(actor: Actor, group: Group) -> None:
    if not groups.may_read(actor, group):
        raise NotFound
    if not groups.may_write_minutes(actor, group):
        raise Forbidden


async def meeting_to_minute(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group]:
    meeting, group = await meetings.meeting_to_read(actor, meeting_id)
    _check_may_write(actor, group)
    return meeting, group


async def minutes_to_write(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group, Minutes]:
    """For pages that only writers open; locks nothing."""
    meeting, group, minutes = await minutes_to_expect(actor, meeting_id)
    if not groups.may_write_minutes(actor, group):
        raise Forbidden
    if minutes is None:
        raise NotFound
    return meeting, group, minutes


async def minutes_of(meeting_id: UUID) -> Minutes:
    """For callers who have asked one of the functions here before."""
    return existing(await Minutes.objects().where(Minutes.meeting == meeting_id).first())


async def minutes_to_lead(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group, Minutes]:
    """For the page of the approval; whoever only keeps the minutes gets 403."""
    meeting, group, minutes = await minutes_to_write(actor, meeting_id)
    if not groups.may_lead(actor, group):
        raise Forbidden
    return meeting, group, minutes


async def minutes_to_change(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group, Minutes]:
    """Locked and still open; inside a transaction. Raises RuleViolation once they are approved."""
    rows = await Meeting.raw(WITH_LOCKED_MINUTES, meeting_id)
    if not rows:
        await meeting_to_minute(actor, meeting_id)
        raise NotFound
    meeting, group = meetings.both_of(rows[0])
    _check_may_write(actor, group)
    minutes = Minutes(_exists_in_db=True, **meetings.values_of(rows[0], "mi."))
    rules.check_open(minutes)
    return meeting, group, minutes


async def minutes_to_object(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group, Minutes]:
    """Locked, for everybody who reads them; inside a transaction."""
    meeting, group, _ = await minutes_to_read(actor, meeting_id)
    return meeting, group, await _locked(meeting_id)


async def minutes_by_rule(meeting_id: UUID) -> tuple[Meeting, Group, Minutes]:
    """Meeting and minutes locked for the worker, who does what the group's rules say."""
    meeting = await Meeting.objects().where(Meeting.id == meeting_id).lock_rows("UPDATE").first()
    group = await Group.objects().where(Group.id == meeting.group).first() if meeting else None
    if meeting is None or group is None:
        raise NotFound
    return meeting, group, await _locked(meeting_id)


async def minutes_to_approve(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group, Minutes]:
    """Meeting and minutes locked, so that neither agenda nor text moves; inside a transaction."""
    meeting, group = await meetings.meeting_to_change(actor, meeting_id)
    return meeting, group, await _locked(meeting_id)


async def _locked(meeting_id: UUID) -> Minutes:
    return existing(
        await Minutes.objects().where(Minutes.meeting == meeting_id).lock_rows("UPDATE").first()
    )


async def item_of(meeting: Meeting, item_id: UUID) -> AgendaItem:
    """404 for an item of another meeting."""
    return existing(
        await AgendaItem.objects()
        .where(AgendaItem.id == item_id, AgendaItem.meeting == meeting.id)
        .first()
    )


async def item_of_decision(meeting_id: UUID, decision_id: UUID) -> UUID:
    """The agenda item it was taken on; 404 for a decision of another meeting."""
    found = existing(
        await Decision.select(Decision.agenda_item)
        .where(Decision.id == decision_id, Decision.agenda_item.meeting == meeting_id)
        .first()
    )
    return UUID(str(found["agenda_item"]))


async def information_of(meeting_id: UUID, information_id: UUID) -> Information:
    """Whatever became of it; 404 for one of another meeting."""
    return existing(
        await Information.objects()
        .where(Information.id == information_id, Information.agenda_item.meeting == meeting_id)
        .first()
    )


async def objection_of(minutes: Minutes | None, objection_id: UUID) -> Objection:
    """404 for an objection to other minutes."""
    return existing(
        await Objection.objects()
        .where(Objection.id == objection_id, Objection.minutes == minutes.id)
        .first()
        if minutes
        else None
    )


def may_withdraw(actor: Actor, objection: Objection) -> bool:
    """Only who raised it; an objection without a person is nobody's."""
    return actor.person_id is not None and bool(objection.person == actor.person_id)


async def addendum_of(minutes: Minutes | None, addendum_id: UUID) -> Addendum:
    """404 for an addendum of other minutes, and while these are not approved."""
    if minutes is None or minutes.status != MinutesStatus.APPROVED:
        raise NotFound
    return existing(
        await Addendum.objects()
        .where(Addendum.id == addendum_id, Addendum.minutes == minutes.id)
        .first()
    )

from datetime import timedelta
from typing import Any
from uuid import UUID

from app.core.clock import now, today
from app.decisions.tables import Decision, Outcome
from app.groups.tables import Group
from app.meetings.tables import AgendaItem, Meeting, MeetingStatus
from app.minutes.niederschrift import niederschrift
from app.minutes.operations import approval
from app.minutes.queries import record_of
from app.minutes.tables import (
    Addendum,
    Information,
    Minutes,
    MinutesItem,
    MinutesStatus,
    Objection,
    ObjectionStatus,
    TextRevision,
)
from app.people.tables import Person
from tests.cast import Cast
from tests.meetings.make import first_item, make_meeting


async def make_held(group: Group, **columns: Any) -> Meeting:
    """A meeting of yesterday, three agenda items."""
    values = {"starts_at": now() - timedelta(days=1), "status": MeetingStatus.HELD, **columns}
    return await make_meeting(group, **values)


async def make_minutes(meeting: Meeting, **columns: Any) -> Minutes:
    """A draft; status=SENT gives it its objection period too."""
    values: dict[str, Any] = {"taken_by": "Paul Petersen", **columns}
    if values.get("status") == MinutesStatus.SENT:
        values = {"sent_at": now(), "objections_until": today() + timedelta(days=14), **values}
    minutes = Minutes(meeting=meeting.id, **values)
    await minutes.save()
    return minutes


async def make_text(minutes: Minutes, item: AgendaItem, text: str, **columns: Any) -> MinutesItem:
    row = MinutesItem(
        minutes=minutes.id,
        agenda_item=item.id,
        text=text,
        **{"changed_by_name": "Paul Petersen", "changed_at": now(), **columns},
    )
    await row.save()
    return row


async def make_save(meeting: Meeting, **columns: Any) -> TextRevision:
    """Of the first text of approved minutes; `columns`: of the minutes."""
    minutes = await make_minutes(meeting, status=MinutesStatus.APPROVED, **columns)
    item = await make_text(minutes, await first_item(meeting), "x")
    save = TextRevision(item=item.id, version=1, text="x", rich="", written_by_name="Paul")
    await save.save()
    return save


async def make_decision(item: AgendaItem, **columns: Any) -> Decision:
    values = {"text": "Die Gruppe empfiehlt zwei Räume.", "outcome": Outcome.RECOMMENDED, **columns}
    decision = Decision(agenda_item=item.id, **values)
    await decision.save()
    return decision


async def make_information(
    item: AgendaItem, text: str = "Der Bericht liegt vor.", **columns: Any
) -> Information:
    row = Information(
        agenda_item=item.id, text=text, **{"created_by_name": "Paul Petersen", **columns}
    )
    await row.save()
    return row


async def make_objection(
    minutes: Minutes, item: AgendaItem, person: Person, **columns: Any
) -> Objection:
    values = {"before": "", "wording": "Die Gruppe hat zwei Räume gesehen.", **columns}
    name = f"{person.given_name} {person.family_name}"
    row = Objection(
        minutes=minutes.id, agenda_item=item.id, person=person.id, person_name=name, **values
    )
    await row.save()
    return row


async def make_addendum(minutes: Minutes, person: Person, text: str = "Nachgetragen.") -> Addendum:
    name = f"{person.given_name} {person.family_name}"
    row = Addendum(minutes=minutes.id, text=text, person=person.id, person_name=name)
    await row.save()
    return row


async def approve(cast: Cast, meeting: Meeting) -> None:
    """By Bernd, as the page does it."""
    bernd, meeting_id = await cast.actor("bernd"), UUID(str(meeting.id))
    record = approval.signed(await record_of(meeting_id), bernd, now=now())
    pdf = await niederschrift(record)
    await approval.approve_minutes(bernd, meeting_id, record, pdf, now=now())


def path_of(meeting: Meeting, rest: str = "") -> str:
    return f"/sitzungen/{meeting.id}/protokoll{rest}"


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """The meeting's minutes, approved, so that there is a PDF; one of all that belongs to them."""
    meeting = await Meeting.objects().where(Meeting.id == UUID(world["meeting_id"])).first()
    assert meeting is not None
    item = await first_item(meeting)
    world["decision_id"] = str((await make_decision(item)).id)
    world["information_id"] = str((await make_information(item)).id)
    minutes = await make_minutes(meeting, status=MinutesStatus.SENT)
    declined = ObjectionStatus.DECLINED
    world["objection_id"] = str(
        (await make_objection(minutes, item, cast.carla, status=declined)).id
    )
    await approve(cast, meeting)
    world["addendum_id"] = str((await make_addendum(minutes, cast.bernd)).id)


async def minuted(cast: Cast) -> tuple[Meeting, AgendaItem]:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    return meeting, await first_item(meeting)

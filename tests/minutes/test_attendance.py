"""Attendance is proposed from the answers; nothing of it counts before somebody has confirmed it."""

import re
from datetime import datetime

from app.core import clock
from app.core.clock import now
from app.invitations.tables import Answer, Attendance, Invitation
from app.minutes.queries import record_of
from app.outbox.tables import OutgoingMail
from app.people.tables import Person
from tests.browser import Visit
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.invitations.sent import stored
from tests.meetings.make import make_meeting
from tests.minutes.make import make_held, make_minutes, path_of


def chosen(page: str, invitation: Invitation) -> str:
    """The value of the radio button that is ticked for this person."""
    found = re.search(rf'name="anwesenheit-{invitation.id}" value="(\w+)" checked', page)
    return found[1] if found else ""


def as_shown(page: str) -> dict[str, str]:
    """Every field of the form as the page fills it."""
    hidden = re.findall(r'name="(vorher-[^"]+)" value="([^"]*)"', page)
    ticked = re.findall(r'name="(anwesenheit-[^"]+)" value="(\w+)" checked', page)
    times = re.findall(r'name="((?:kam|ging)-[^"]+)"[^>]*? value="([^"]*)"', page)
    return dict(hidden) | dict(ticked) | dict(times)


async def test_answers_become_proposals_that_count_only_when_they_are_saved(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    told = {"answered_sequence": 0}
    bernd = await make_invitation(meeting, cast.bernd, answer=Answer.ACCEPTED, **told)
    carla = await make_invitation(
        meeting, cast.carla, answer=Answer.DECLINED, deputy_name="Doris Dietz", **told
    )
    paul = await make_invitation(meeting, cast.paul)
    gustav = await make_invitation(
        meeting, cast.gustav, answer=Answer.ACCEPTED, answered_sequence=0, sent_sequence=1
    )
    writer = await visit("paul")
    page = (await writer.get(path_of(meeting, "/anwesenheit"))).text
    assert [chosen(page, each) for each in (bernd, carla, paul, gustav)] == [
        "present", "excused", "", "",
    ]  # fmt: skip
    assert "vertreten durch Doris Dietz" in page
    assert "geantwortet: zugesagt" in page
    assert (await record_of(meeting.id)).attendance_known is False
    assert "Anwesenheit noch nicht erfasst" in (await writer.get(path_of(meeting))).text
    await writer.post(path_of(meeting, "/anwesenheit"), as_shown(page))
    noted = [Attendance((await stored(each)).attendance) for each in (bernd, carla, paul, gustav)]
    assert noted == [
        Attendance.PRESENT, Attendance.EXCUSED, Attendance.UNKNOWN, Attendance.UNKNOWN,
    ]  # fmt: skip
    assert "1 von 4 anwesend" in (await writer.get(path_of(meeting))).text


async def test_the_hand_overrules_the_answer_and_stays(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    bernd = await make_invitation(meeting, cast.bernd, answer=Answer.ACCEPTED, answered_sequence=0)
    paul = await visit("paul")
    page = (await paul.get(path_of(meeting, "/anwesenheit"))).text
    form = as_shown(page) | {f"anwesenheit-{bernd.id}": "absent"}
    await paul.post(path_of(meeting, "/anwesenheit"), form)
    assert (await stored(bernd)).attendance == Attendance.ABSENT
    again = (await paul.get(path_of(meeting, "/anwesenheit"))).text
    assert chosen(again, bernd) == "absent"
    assert "geantwortet" not in again


async def test_who_came_late_or_left_early_stands_with_the_times(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    bernd = await make_invitation(meeting, cast.bernd)
    paul = await visit("paul")
    path = path_of(meeting, "/anwesenheit")
    form = as_shown((await paul.get(path)).text) | {f"anwesenheit-{bernd.id}": "present"}
    wrong = await paul.post(path, {**form, f"kam-{bernd.id}": "15:10", f"ging-{bernd.id}": "14:50"})
    assert wrong.status_code == 422
    assert "Das Gehen muss nach dem Kommen liegen." in wrong.text
    assert (await stored(bernd)).attendance == Attendance.UNKNOWN
    form |= {f"kam-{bernd.id}": "14:20", f"ging-{bernd.id}": "15:10"}
    assert (await paul.post(path, form)).status_code == 303
    row = await stored(bernd)
    assert row.came_at is not None
    assert row.came_at == clock.from_wall_clock(
        clock.berlin(meeting.starts_at).date(),
        datetime(2026, 1, 1, 14, 20).time(),  # noqa: DTZ001 - a wall clock
    )
    (person,) = (await record_of(meeting.id)).attendees
    assert person.note.endswith("ab 14:20 Uhr, bis 15:10 Uhr")
    page = (await paul.get(path)).text
    assert as_shown(page) == as_shown(page) | {f"vorher-{bernd.id}": "present 14:20:00-15:10:00"}
    await paul.post(path, {**as_shown(page), f"anwesenheit-{bernd.id}": "excused"})
    row = await stored(bernd)
    assert not any((row.came_at, row.left_at)), "times are of who was there"


async def test_who_came_without_an_invitation_is_noted_and_gets_no_mail(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    await make_invitation(meeting, cast.bernd)
    paul = await visit("paul")
    path = path_of(meeting, "/anwesenheit")
    page = (await paul.get(path)).text
    assert "Gustav Gerdes (Gast)" in page
    assert "Bernd Brandt (" not in page, "already invited"
    for _ in range(2):
        await paul.post(f"{path}/dazu", {"person": str(cast.gustav.id)})
    rows = await Invitation.objects().where(Invitation.person == cast.gustav.id)
    assert [row.attendance for row in rows] == [Attendance.PRESENT]
    assert not any(row.sent_sequence for row in rows)
    assert await OutgoingMail.count() == 0
    stranger = await Person.objects().where(Person.id == cast.dirk.id).first()
    assert stranger is not None
    refused = await paul.post(f"{path}/dazu", {"person": str(stranger.id)})
    assert refused.status_code == 422
    assert (await paul.post(f"{path}/dazu", {"person": ""})).status_code == 422


async def test_somebody_taken_off_who_came_anyway_is_noted_too(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    invitation = await make_invitation(meeting, cast.carla, revoked_at=now())
    paul = await visit("paul")
    await paul.post(path_of(meeting, "/anwesenheit/dazu"), {"person": str(cast.carla.id)})
    row = await stored(invitation)
    assert row.attendance == Attendance.PRESENT
    assert not row.revoked_at


async def test_records_without_times_keep_the_hash_they_had(cast: Cast) -> None:
    meeting = await make_meeting(cast.group)
    await make_invitation(meeting, cast.dirk, attendance=Attendance.PRESENT)
    record = await record_of(meeting.id)
    (person,) = record.content()["attendees"]
    assert set(person) == {
        "invitation_id", "name", "traeger", "deputy", "standing", "attendance",
    }  # fmt: skip
    assert type(record).of(record.content()) == record

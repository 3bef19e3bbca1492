"""A supplement is mailed only when somebody wants it, and then it is no longer new."""

from uuid import UUID, uuid4

from app.core.clock import today
from app.meetings.queries.agenda import agenda_of
from app.meetings.tables import MeetingStatus
from app.outbox.tables import OutgoingMail
from tests.browser import Visit
from tests.cast import Cast
from tests.invitations.sent import make_invitation
from tests.mails import last_mail, part
from tests.meetings.make import make_item, make_meeting
from tests.meetings.test_agenda import item


async def test_page_names_who_gets_the_supplement_and_the_mail_marks_it(
    cast: Cast, visit: Visit
) -> None:
    bernd = await visit("bernd")
    meeting = await make_meeting(cast.group, status=MeetingStatus.INVITED)
    await make_invitation(meeting, cast.carla)
    await make_item(meeting, title="Fahrtkosten", position=4, supplement_on=today())
    agenda = f"/sitzungen/{meeting.id}/tagesordnung"
    assert "Tagesordnung senden" in (await bernd.get(agenda)).text
    assert await OutgoingMail.count() == 0
    page = (await bernd.get(f"/sitzungen/{meeting.id}/mitteilung")).text
    assert "Carla Cordes" in page
    assert "Tagesordnung mit Nachtrag an eine Person senden" in page
    form = {"id": page.split('name="id" value="')[1].split('"')[0]}
    assert (await bernd.post(f"/sitzungen/{meeting.id}/mitteilung", form)).status_code == 303
    assert f"4. Fahrtkosten (Nachtrag vom {today():%d.%m.%Y})" in part(await last_mail())
    assert [row.supplement_mailed for row in await agenda_of(UUID(str(meeting.id)))][3]
    assert "Tagesordnung senden" not in (await bernd.get(agenda)).text


async def test_item_of_a_later_day_is_a_supplement_and_nobody_is_mailed(
    cast: Cast, visit: Visit
) -> None:
    bernd = await visit("bernd")
    meeting = await make_meeting(cast.group, status=MeetingStatus.INVITED)
    await make_invitation(meeting, cast.carla)
    form = item(title="Fahrtkosten", id=str(uuid4()))
    assert (await bernd.post(f"/sitzungen/{meeting.id}/tagesordnung", form)).status_code == 303
    last = (await agenda_of(UUID(str(meeting.id))))[-1]
    assert (last.title, last.supplement_on, last.supplement_mailed) == (
        "Fahrtkosten", today(), False,
    )  # fmt: skip
    assert await OutgoingMail.count() == 0

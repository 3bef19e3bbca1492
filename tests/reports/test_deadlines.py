"""Until when a report is due, who is told, and that nobody is told twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.core import clock
from app.core.clock import today
from app.groups.tables import Group
from app.meetings.tables import Meeting
from app.outbox.tables import OutgoingMail
from app.people.tables import Body
from app.reports import jobs
from app.reports.rules.deadlines import due_on
from app.reports.tables import Report, ReportDeadline
from app.vorlagen.tables import CommitteeSession
from tests.browser import Visit
from tests.cast import Cast
from tests.mails import part, read_mail
from tests.mandates.make import make_mandate
from tests.meetings.make import make_meeting
from tests.reports.make import begin, release
from tests.vorlagen.make import make_vorlage, points_of


@pytest.mark.parametrize(
    ("session_on", "days", "land", "due"),
    [
        (date(2024, 12, 18), 14, "NI", date(2024, 11, 27)),
        (date(2024, 12, 18), 9, "NI", date(2024, 12, 4)),
        (date(2026, 1, 7), 3, "NI", date(2025, 12, 31)),  # New Year between
        (date(2026, 1, 7), 3, "BW", date(2025, 12, 30)),  # and Epiphany
        (date(2026, 3, 10), 0, "NI", date(2026, 3, 9)),
    ],
)
def test_the_deadline_is_counted_back_in_working_days(
    session_on: date, days: int, land: str, due: date
) -> None:
    assert due_on(session_on, days, land) == due


async def owed(cast: Cast, in_days: int = 21) -> Meeting:
    """A session of the committee, and a Vorlage of its own on which somebody works."""
    vorlage = await make_vorlage(cast.body, committee=cast.committee.id, steps=())
    await make_mandate(cast.group, point=(await points_of(vorlage))[0])
    day = datetime.combine(today() + timedelta(days=in_days), datetime.min.time(), UTC)
    return await make_meeting(
        cast.committee, title="26. Sitzung", starts_at=day + timedelta(hours=14)
    )


async def mails() -> list[OutgoingMail]:
    rows = OutgoingMail.objects().where(OutgoingMail.kind == "report_due")
    return list(await rows.order_by(OutgoingMail.created_at))


def morning(days: int = 0) -> datetime:
    """Seven in Berlin, or later."""
    return datetime.combine(today() + timedelta(days=days), datetime.min.time(), UTC) + timedelta(
        hours=7
    )


async def test_the_office_gets_one_mail_before_the_report_is_due(cast: Cast) -> None:
    await owed(cast)
    early = morning() - timedelta(hours=3)
    assert await jobs.tell_due(early) == 0, "before seven"
    assert await jobs.tell_due(morning()) == 1
    assert await jobs.tell_due(morning()) == 0
    assert await jobs.tell_due(morning(1)) == 0
    (mail,) = await mails()
    assert mail.recipient_address == "jugendhilfeplanung@example.org"
    text = part(read_mail(mail.mime))
    assert "Jugendhilfeausschuss tagt am" in text
    assert f"/berichte?zu={cast.committee.id}" in text


async def test_a_server_that_was_off_for_three_days_says_it_once(cast: Cast) -> None:
    await owed(cast, in_days=45)
    assert await jobs.tell_due(morning()) == 0, "still far away"
    assert await jobs.tell_due(morning(30)) == 1
    assert len(await mails()) == 1


async def test_nobody_is_told_of_a_report_that_is_released_or_not_owed(cast: Cast) -> None:
    meeting = await owed(cast)
    report_id = await begin(
        cast, groups=(cast.group,), session_on=clock.berlin(meeting.starts_at).date()
    )
    await release(await cast.actor("anna"), report_id)
    assert await jobs.tell_due(morning()) == 0
    await Report.delete(force=True)
    await Meeting.update({Meeting.status: "cancelled"}, force=True)
    assert await jobs.tell_due(morning(1)) == 0, "cancelled"
    assert await mails() == []


async def test_a_session_known_from_a_beratungsfolge_counts_as_well(cast: Cast) -> None:
    await owed(cast, in_days=100)
    await CommitteeSession(committee=cast.committee.id, held_on=today() + timedelta(days=20)).save()
    assert await jobs.tell_due(morning()) == 1


async def test_without_a_mailbox_of_the_office_nothing_is_written(cast: Cast) -> None:
    await owed(cast)
    await Body.update({Body.contact_mail: ""}).where(Body.id == cast.body.id)
    assert await jobs.tell_due(morning()) == 0
    assert await mails() == []


async def test_the_start_page_warns_the_office_and_nobody_else(cast: Cast, visit: Visit) -> None:
    meeting = await owed(cast)
    anna = await visit("anna")
    page = (await anna.get("/")).text
    assert "Bericht an Jugendhilfeausschuss einreichen" in page
    assert f"/berichte?zu={cast.committee.id}" in page
    assert "einreichen" not in (await (await visit("bernd")).get("/")).text
    far = meeting.starts_at + timedelta(days=60)
    await Meeting.update({Meeting.starts_at: far, Meeting.ends_at: far + timedelta(hours=2)}).where(
        Meeting.id == meeting.id
    )
    assert "einreichen" not in (await anna.get("/")).text


async def test_each_committee_has_its_own_deadline(cast: Cast, visit: Visit) -> None:
    path, anna = f"/berichte/fristen/{cast.committee.id}", await visit("anna")
    assert "Zurzeit gelten 14 Arbeitstage" in (await anna.get(path)).text
    assert (await anna.post(path, {"days": "viele", "version": "0"})).status_code == 422
    assert (await anna.post(path, {"days": "9", "version": "0"})).status_code == 303
    assert (await anna.post(path, {"days": "9", "version": "0"})).status_code == 303, "twice"
    stale = await anna.post(path, {"days": "5", "version": "0"})
    assert stale.status_code == 409
    assert 'value="5"' in stale.text
    assert "Zurzeit gelten 9 Arbeitstage" in stale.text
    row = await ReportDeadline.objects().first()
    assert row is not None
    assert row.days == 9
    bernd = await visit("bernd")
    assert (await bernd.post(path, {"days": "5", "version": "1"})).status_code == 403
    other = await Group.objects().get(Group.id == cast.group.id)
    assert other is not None
    assert (await anna.get(f"/berichte/fristen/{other.id}")).status_code == 404, "no committee"

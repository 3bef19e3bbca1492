"""One mail per person and day over all groups, said once, and only while it is still true."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.core.db import engine
from app.core.words import Visibility
from app.groups.tables import Group, Membership
from app.invitations.rules import answer_token
from app.invitations.tables import Answer, Invitation
from app.meetings.tables import Meeting, MeetingStatus
from app.minutes.tables import MinutesStatus
from app.outbox.tables import OutgoingMail, PeriodicRun
from app.people.tables import Person
from app.reminders import jobs
from app.reminders.queries import bundles as queries
from app.reminders.rules.bundle import person_key, run_key
from tests.browser import Visit
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.mails import part, read_mail
from tests.meetings.make import make_item, make_meeting
from tests.minutes.make import make_minutes

SEVEN = datetime(2027, 3, 1, 6, 0, tzinfo=UTC)  # a Monday, 07:00 in Berlin
DAY = timedelta(days=1)
LONG_AGO = SEVEN - 30 * DAY


async def meeting_in(cast: Cast, days: int, **columns: Any) -> Meeting:
    values = {"status": MeetingStatus.INVITED, "group": cast.group, **columns}
    return await make_meeting(
        values.pop("group"), starts_at=SEVEN + days * DAY + timedelta(hours=7), **values
    )


async def invite(meeting: Meeting, person: Person, **columns: Any) -> Invitation:
    return await make_invitation(meeting, person, **{"created_at": LONG_AGO, **columns})


async def mails() -> list[OutgoingMail]:
    order = (OutgoingMail.recipient_name, OutgoingMail.created_at)
    return list(await OutgoingMail.objects().order_by(*order))


async def names() -> list[str]:
    return [mail.recipient_name for mail in await mails()]


async def test_who_has_not_answered_is_reminded_five_days_before_and_once(cast: Cast) -> None:
    meeting = await meeting_in(cast, 5)
    carla = await invite(meeting, cast.carla)
    await invite(meeting, cast.paul, answer=Answer.ACCEPTED, answered_sequence=0)
    await invite(meeting, cast.bernd, answer=Answer.DECLINED, answered_sequence=0)
    assert await jobs.send_due(SEVEN - DAY) == 0, "six days before"
    for at in (SEVEN, SEVEN + timedelta(hours=3), SEVEN + DAY):
        await jobs.send_due(at)
    (mail,) = await mails()
    assert mail.recipient_name == "Carla Cordes"
    assert mail.subject.startswith(f"Erinnerung: {cast.group.name}, Sa 06.03.2027")
    message = read_mail(mail.mime)
    for kind in ("plain", "html"):
        text = " ".join(part(message, kind).split())
        assert f"https://spurwerk.example.org/a/{answer_token(carla.id)}" in text
        assert "Samstag, 6. März 2027, 14:00–16:00 Uhr" in text
    assert message["list-unsubscribe"] is None
    assert message["auto-submitted"] == "auto-generated"


async def test_an_answer_to_the_old_date_is_none(cast: Cast) -> None:
    meeting = await meeting_in(cast, 4)
    await invite(meeting, cast.carla, answer=Answer.ACCEPTED, answered_sequence=0, sent_sequence=1)
    assert await jobs.send_due(SEVEN) == 1


async def test_the_meeting_comes_with_its_agenda_but_not_to_who_declined(cast: Cast) -> None:
    meeting = await meeting_in(cast, 2)
    await make_item(meeting, position=4, title="Personalie", visibility=Visibility.CONFIDENTIAL)
    told = {"answered_sequence": 0}
    await invite(meeting, cast.carla, answer=Answer.ACCEPTED, **told)
    await invite(meeting, cast.gustav, answer=Answer.TENTATIVE, **told)
    await invite(meeting, cast.paul, answer=Answer.DECLINED, **told)
    assert await jobs.send_due(SEVEN) == 2
    carla, gustav = [read_mail(mail.mime) for mail in await mails()]
    for kind in ("plain", "html"):
        assert "Bedarf an Räumen" in part(carla, kind)
        assert "Bedarf an Räumen" in part(gustav, kind)
        assert "Nichtöffentlicher Punkt" in part(carla, kind)
        assert "Nichtöffentlicher Punkt" not in part(gustav, kind)
        assert "Personalie" not in part(carla, kind) + part(gustav, kind)


async def test_who_keeps_the_minutes_is_reminded_weekly_until_they_are_sent(cast: Cast) -> None:
    meeting = await meeting_in(cast, -3, status=MeetingStatus.HELD)
    minutes = await make_minutes(meeting, status=MinutesStatus.DRAFT)
    sent = [await jobs.send_due(SEVEN + day * DAY) for day in (-1, 0, 1, 6, 7, 8)]
    assert sent == [0, 1, 0, 0, 1, 0]
    assert await names() == ["Paul Petersen", "Paul Petersen"]
    assert "Protokoll fehlt noch" in (await mails())[0].subject
    minutes.status = MinutesStatus.SENT
    await minutes.save()
    assert await jobs.send_due(SEVEN + 14 * DAY) == 0


async def test_reminding_of_minutes_begins_when_the_group_says(cast: Cast) -> None:
    await Group.update({Group.minutes_days: 5}).where(Group.id == cast.group.id)
    await meeting_in(cast, -3, status=MeetingStatus.HELD)
    sent = [await jobs.send_due(SEVEN + day * DAY) for day in (0, 1, 2, 3, 8, 9)]
    assert sent == [0, 0, 1, 0, 0, 1]


async def test_without_a_minute_taker_who_leads_is_asked(cast: Cast) -> None:
    await Membership.delete().where(Membership.person == cast.paul.id)
    await meeting_in(cast, -3, status=MeetingStatus.HELD)
    await jobs.send_due(SEVEN)
    assert await names() == ["Bernd Brandt"]


async def test_all_groups_of_a_day_are_one_mail(cast: Cast) -> None:
    for group, days in ((cast.group, 5), (cast.other_group, 4), (cast.group, 2)):
        await invite(await meeting_in(cast, days, group=group), cast.gustav)
    await Membership(
        group=cast.other_group.id, person=cast.gustav.id, since=date(2024, 1, 1)
    ).save()
    assert await jobs.send_due(SEVEN) == 1
    (mail,) = await mails()
    assert mail.subject == "Erinnerung: 3 Sitzungen"
    text = part(read_mail(mail.mime))
    assert "3 Antworten fehlen noch, eine Sitzung steht bevor." in text
    assert cast.other_group.name in text


async def test_a_server_that_was_off_for_three_days_catches_up_with_one_mail(cast: Cast) -> None:
    await invite(await meeting_in(cast, 5), cast.carla)
    await jobs.send_due(SEVEN + 3 * DAY + timedelta(hours=9))
    (mail,) = await mails()
    assert "Ihre Antwort fehlt noch, eine Sitzung steht bevor." in part(read_mail(mail.mime))
    await jobs.send_due(SEVEN + 4 * DAY)
    assert len(await mails()) == 1


async def test_nobody_is_reminded_at_night_or_of_what_has_begun(cast: Cast) -> None:
    await invite(await meeting_in(cast, 1), cast.carla)
    assert await jobs.send_due(SEVEN - timedelta(minutes=1)) == 0
    assert await jobs.send_due(SEVEN + DAY + timedelta(hours=8)) == 0


async def test_who_left_is_blocked_taken_off_or_just_invited_gets_none(cast: Cast) -> None:
    meeting = await meeting_in(cast, 5)
    await invite(meeting, cast.eva)
    await invite(meeting, cast.carla, revoked_at=LONG_AGO)
    await invite(meeting, cast.paul, created_at=SEVEN - timedelta(hours=12))
    await invite(meeting, cast.bernd)
    await Person.update({Person.blocked: True}).where(Person.id == cast.bernd.id)
    cancelled = await meeting_in(cast, 2, status=MeetingStatus.CANCELLED)
    await invite(cancelled, cast.gustav)
    assert await jobs.send_due(SEVEN) == 0


async def test_each_kind_can_be_switched_off_per_group_in_its_form(
    cast: Cast, visit: Visit
) -> None:
    await invite(await meeting_in(cast, 5), cast.carla)
    await invite(await meeting_in(cast, 2), cast.carla, answer=Answer.ACCEPTED, answered_sequence=0)
    await meeting_in(cast, -3, status=MeetingStatus.HELD)
    anna = await visit("anna")
    page = (await anna.get(f"/gruppen/{cast.group.id}/bearbeiten")).text
    for name in ("remind_answers", "remind_meeting", "remind_minutes"):
        assert f'name="{name}" value="y" checked' in page
    form = {
        "version": "1", "kind": cast.group.kind, "status": cast.group.status,
        "objection_days": "14", "quorum": cast.group.quorum, "insight": cast.group.insight,
        "agenda_numbers": "plain", "approval": "meeting", "minutes_days": "3",
    }  # fmt: skip
    await anna.post(f"/gruppen/{cast.group.id}/bearbeiten", form)
    group = await Group.objects().get(Group.id == cast.group.id)
    assert group is not None
    assert (group.remind_answers, group.remind_meeting, group.remind_minutes) == (
        False, False, False,
    )  # fmt: skip
    assert await jobs.send_due(SEVEN) == 0


async def test_eight_workers_at_once_send_one_mail_each(cast: Cast) -> None:
    meeting = await meeting_in(cast, 5)
    for person in (cast.carla, cast.paul, cast.gustav):
        await invite(meeting, person)
    await asyncio.gather(*(jobs.run(SEVEN) for _ in range(8)))
    assert await names() == ["Carla Cordes", "Gustav Gerdes", "Paul Petersen"]


async def test_a_dry_run_counts_and_writes_nothing(cast: Cast) -> None:
    await invite(await meeting_in(cast, 5), cast.carla)
    assert await jobs.run(SEVEN, dry_run=True) == 1
    assert await mails() == []
    assert await PeriodicRun.count() == 0


async def test_a_crash_in_the_middle_loses_nobody_and_reminds_nobody_twice(cast: Cast) -> None:
    meeting = await meeting_in(cast, 5)
    for person in (cast.carla, cast.paul, cast.gustav):
        await invite(meeting, person)
    last = (await queries.bundles(SEVEN))[-1]
    key = person_key(last.person_id, SEVEN.date())
    pool = engine().pool
    assert pool is not None
    async with pool.acquire() as other:
        held = other.transaction()
        await held.start()
        await other.execute("INSERT INTO periodic_run (key) VALUES ($1)", key)
        running = asyncio.create_task(jobs.send_due(SEVEN))
        while await OutgoingMail.count() < 2:  # the third waits for the lock
            await asyncio.sleep(0.02)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await held.rollback()
    assert len(await names()) == 2
    assert not await PeriodicRun.exists().where(PeriodicRun.key == run_key(SEVEN.date()))
    assert await jobs.send_due(SEVEN + timedelta(hours=1)) == 1
    assert await names() == ["Carla Cordes", "Gustav Gerdes", "Paul Petersen"]


async def test_an_address_that_cannot_be_written_to_keeps_nobody_else_from_theirs(
    cast: Cast,
) -> None:
    meeting = await meeting_in(cast, 5)
    for person in (cast.carla, cast.paul, cast.gustav):
        await invite(meeting, person)
    broken = (await queries.bundles(SEVEN))[0]
    await Person.update({Person.email: "kein\npostfach"}).where(Person.id == broken.person_id)
    assert await jobs.send_due(SEVEN) == 2
    assert broken.name not in await names()

"""A mail whose person wants it collected waits, and stands once in the mail of the day."""

import asyncio
from datetime import timedelta

import pytest

from app.core.db import transaction
from app.core.errors import RuleViolation
from app.groups.tables import Membership
from app.notifications.tables import WaitingNotification, Way
from app.outbox import operations as outbox
from app.outbox.rules import Outgoing, OutgoingPart
from app.outbox.tables import OutgoingMail
from app.people.tables import Person
from app.reminders import jobs
from tests.cast import Cast
from tests.mails import part, read_mail
from tests.notifications.make import chosen, hand_over, news
from tests.reminders.test_reminders import DAY, SEVEN, mails
from tests.reminders.test_tasks import task_due

EARLIER = SEVEN - timedelta(days=900)


async def waiting() -> int:
    return int(await WaitingNotification.count().where(WaitingNotification.told_at.is_null()))


async def run(days: float = 0) -> int:
    """The stored moments are those of the machine's clock, long before these days."""
    return await jobs.send_due(SEVEN + days * DAY)


async def test_two_that_wait_and_a_task_are_one_mail_with_the_same_words(cast: Cast) -> None:
    await chosen(cast, "carla", EARLIER, task_changed=Way.DAILY, mentions=Way.DAILY)
    await task_due(cast, 0)
    words = "Paul Petersen hat die Aufgabe „Räume“ geändert.\n\nAufgabe öffnen:\nhttps://spurwerk.example.org/aufgaben/1"
    assert (
        await hand_over(
            news(cast, words=words), news(cast, kind="task_mentioned", subject="Sie sind genannt")
        )
        == 0
    )
    assert await run() == 1
    (mail,) = await mails()
    assert mail.subject == "Erinnerung: eine Aufgabe, 2 Benachrichtigungen"
    message = read_mail(mail.mime)
    for kind in ("plain", "html"):
        text = " ".join(part(message, kind).split())
        for said in ("Paul Petersen hat die Aufgabe „Räume“ geändert.", "Sie sind genannt",
                     "Aufgabe öffnen", "https://spurwerk.example.org/aufgaben/1",
                     "2 Benachrichtigungen haben auf diese E-Mail gewartet"):  # fmt: skip
            assert said in text, (kind, said)
    assert "Fragen?" in part(message)
    assert part(message).count("Fragen?") == 1
    assert await waiting() == 0
    assert await run(1) == 0


async def test_others_get_theirs_at_once(cast: Cast) -> None:
    await chosen(cast, "carla", EARLIER, task_changed=Way.DAILY)
    assert await hand_over(news(cast), news(cast, "paul"), news(cast, kind="task_given")) == 2
    assert await waiting() == 1


async def test_calendar_and_attachments_never_wait(cast: Cast) -> None:
    await chosen(cast, "carla", EARLIER, task_changed=Way.DAILY)
    paper = OutgoingPart(name="a.pdf", media_type="application/pdf", content=b"%PDF")
    assert (
        await hand_over(news(cast, attachments=(paper,)), news(cast, kind="invitation_sent")) == 2
    )


async def fail_after(mail: Outgoing) -> None:
    async with transaction():
        await outbox.enqueue([mail])
        raise RuleViolation("Das geht nicht.")


async def test_a_change_that_is_rolled_back_leaves_nothing_waiting(cast: Cast) -> None:
    await chosen(cast, "carla", EARLIER, task_changed=Way.DAILY)
    with pytest.raises(RuleViolation):
        await fail_after(news(cast))
    assert await waiting() == 0


async def test_the_same_event_twice_is_one_whatever_was_chosen_between(cast: Cast) -> None:
    first, second = news(cast), news(cast)
    await hand_over(first)
    await chosen(cast, "carla", EARLIER, task_changed=Way.DAILY)
    await hand_over(first)
    await hand_over(second)
    await chosen(cast, "carla", EARLIER, task_changed=Way.AT_ONCE)
    await hand_over(second)
    assert await OutgoingMail.count() == 1
    assert await waiting() == 1
    await run()
    await hand_over(second)
    assert len(await mails()) == 2


async def test_what_is_not_wanted_any_more_does_not_come_after_all(cast: Cast) -> None:
    await chosen(cast, "carla", EARLIER, task_changed=Way.DAILY, mentions=Way.DAILY)
    await hand_over(news(cast), news(cast, kind="task_mentioned", subject="Genannt"))
    await chosen(cast, "carla", EARLIER, task_changed=Way.NONE)
    assert await hand_over(news(cast)) == 0
    assert await run() == 1
    assert (await mails())[0].subject == "Genannt"


async def test_who_has_left_the_group_is_not_told_of_it(cast: Cast) -> None:
    await chosen(cast, "carla", EARLIER, task_changed=Way.DAILY)
    await chosen(cast, "gustav", EARLIER, task_changed=Way.DAILY)
    await hand_over(news(cast), news(cast, "gustav"))
    await Membership.update({Membership.until: SEVEN.date() - DAY}).where(
        Membership.person == cast.carla.id
    )
    await run()
    assert [mail.recipient_name for mail in await mails()] == ["Gustav Gerdes"]


async def test_on_a_quiet_day_it_waits_on(cast: Cast) -> None:
    await chosen(cast, "carla", EARLIER, task_changed=Way.DAILY)
    await hand_over(news(cast))
    assert [await run(days) for days in (5, 6, 7)] == [0, 0, 1]


async def test_eight_workers_at_once_tell_it_once(cast: Cast) -> None:
    await chosen(cast, "carla", EARLIER, task_changed=Way.DAILY)
    await hand_over(news(cast), news(cast))
    await asyncio.gather(*(jobs.run(SEVEN) for _ in range(8)))
    assert len(await mails()) == 1
    assert await waiting() == 0


async def test_a_mail_that_cannot_be_made_keeps_what_waits(cast: Cast) -> None:
    await chosen(cast, "carla", EARLIER, task_changed=Way.DAILY)
    await hand_over(news(cast))
    address = cast.carla.email
    await Person.update({Person.email: "kein\npostfach"}).where(Person.id == cast.carla.id)
    assert await run() == 0
    assert await waiting() == 1
    await Person.update({Person.email: address}).where(Person.id == cast.carla.id)
    assert await run(1) == 1
    assert await waiting() == 0

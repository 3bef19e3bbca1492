"""Tasks in the one mail of the day: who is reminded, when, and what the link does."""

from datetime import timedelta
from typing import Any

import pytest

from app.core.words import Visibility
from app.groups.tables import Group, Membership, Role
from app.invitations.tables import Answer
from app.people.tables import Person
from app.reminders import jobs
from app.tasks.rules import link_token
from app.tasks.tables import Task, TaskStatus
from tests.browser import Browser
from tests.cast import Cast, make_member
from tests.mails import part, read_mail
from tests.reminders.test_reminders import DAY, LONG_AGO, SEVEN, invite, mails, meeting_in, names
from tests.tasks.make import make_shared, make_task
from tests.tasks.test_link import press

TODAY = SEVEN.date()  # Monday, 1 March 2027


async def task_due(cast: Cast, days: int, **columns: Any) -> Task:
    values = {"person": cast.carla.id, "created_at": LONG_AGO, **columns}
    return await make_task(cast.group, due_on=TODAY + days * DAY, **values)


async def sent_on(*days: int) -> list[int]:
    return [await jobs.send_due(SEVEN + day * DAY) for day in days]


async def texts() -> list[str]:
    return [" ".join(part(read_mail(mail.mime)).split()) for mail in await mails()]


async def test_a_week_before_on_the_day_and_then_weekly_until_it_is_done(cast: Cast) -> None:
    task = await task_due(cast, 8)
    assert await sent_on(0, 1, 2, 7, 8, 9, 14, 15) == [0, 1, 0, 0, 1, 0, 0, 1]
    said = await texts()
    for text, words in zip(
        said, ("in 7 Tagen fällig", "heute fällig", "überfällig seit 7 Tagen"), strict=True
    ):
        assert f"{task.title}, {words}" in text
        assert "bis Dienstag, 9. März 2027" in text
    await Task.update({Task.status: TaskStatus.DONE}).where(Task.id == task.id)
    assert await sent_on(22) == [0]


async def test_meetings_and_tasks_of_a_day_are_one_mail(cast: Cast) -> None:
    await task_due(cast, 0)
    await task_due(cast, -7, title="Räume zählen")
    await invite(await meeting_in(cast, 2), cast.carla, answer=Answer.ACCEPTED, answered_sequence=0)
    assert await sent_on(0) == [1]
    (mail,) = await mails()
    assert mail.subject == "Erinnerung: eine Sitzung, 2 Aufgaben"
    message = read_mail(mail.mime)
    for kind in ("plain", "html"):
        text = " ".join(part(message, kind).split())
        assert "Eine Sitzung steht bevor, 2 Aufgaben stehen an." in text
        assert "Räume zählen" in text


async def test_the_link_shows_and_only_its_button_reports(cast: Cast, anonymous: Browser) -> None:
    task = await task_due(cast, 0)
    await sent_on(0)
    path = f"/t/{link_token(task.id, cast.id('carla'))}"
    message = read_mail((await mails())[0].mime)
    assert f"https://spurwerk.example.org{path}" in part(message)
    assert f'href="https://spurwerk.example.org{path}"' in part(message, "html")
    assert (await anonymous.get(path)).status_code == 200
    assert await Task.exists().where(Task.id == task.id, Task.status == TaskStatus.OPEN)
    await anonymous.post(path, press("erledigt", "Die Räume sind gezählt."))
    assert await Task.exists().where(Task.id == task.id, Task.status == TaskStatus.DONE)
    assert await sent_on(7) == [0]


async def test_all_who_are_responsible_are_reminded(cast: Cast) -> None:
    await make_shared(
        cast.group, cast.carla, cast.paul, due_on=TODAY, created_at=LONG_AGO, title="Zu zweit"
    )
    assert await sent_on(0) == [2]
    assert await names() == ["Carla Cordes", "Paul Petersen"]


async def test_a_traeger_reaches_who_sits_for_it_today(cast: Cast) -> None:
    await make_member(cast.group, cast.dirk, traeger=cast.traeger.id, until=TODAY - DAY)
    task = await task_due(cast, 0, person=None, traeger=cast.traeger.id)
    assert await sent_on(0) == [1]
    assert await names() == ["Carla Cordes"]
    (text,) = await texts()
    assert f"/aufgaben/{task.id}" in text
    assert "/t/" not in text


async def test_who_left_is_blocked_or_not_reminded_by_the_group(cast: Cast) -> None:
    await task_due(cast, 0, person=cast.eva.id)
    await task_due(cast, 0, person=cast.paul.id)
    await Person.update({Person.blocked: True}).where(Person.id == cast.paul.id)
    await task_due(cast, 0, status=TaskStatus.DROPPED)
    assert await sent_on(0) == [0]
    await task_due(cast, 0)
    await Group.update({Group.remind_tasks: False}).where(Group.id == cast.group.id)
    assert await sent_on(1) == [0]


async def test_a_sleeping_task_wakes_on_its_day(cast: Cast) -> None:
    await task_due(cast, 3, starts_on=TODAY + 2 * DAY)
    await make_task(
        cast.group, person=cast.paul.id, title="Wieder ansehen", created_at=LONG_AGO,
        starts_on=TODAY + 1 * DAY,
    )  # fmt: skip
    assert await sent_on(0, 1, 2, 3) == [0, 1, 1, 1]
    assert "Wieder ansehen, Wiedervorlage" in (await texts())[-1]


async def test_who_leads_is_told_once_after_three_weeks(cast: Cast) -> None:
    await task_due(cast, -20)
    await jobs.send_due(SEVEN)
    assert await names() == ["Carla Cordes"]
    await jobs.send_due(SEVEN + DAY)
    assert await names() == ["Bernd Brandt", "Carla Cordes", "Carla Cordes"]
    (bernd, *_) = await texts()
    assert "Eine Aufgabe Ihrer Gruppe ist lange überfällig." in bernd
    assert "Zuständig: Carla Cordes" in bernd
    await jobs.send_due(SEVEN + 8 * DAY)
    assert (await names()).count("Bernd Brandt") == 1


@pytest.mark.parametrize(("weeks", "told"), [(0, 0), (1, 1), (4, 0)])
async def test_the_group_says_after_how_many_weeks(cast: Cast, weeks: int, told: int) -> None:
    await Group.update({Group.leading_weeks: weeks}).where(Group.id == cast.group.id)
    await task_due(cast, -22)
    await jobs.send_due(SEVEN)
    assert (await names()).count("Bernd Brandt") == told


async def test_where_nobody_leads_the_office_hears_of_tasks_and_minutes(cast: Cast) -> None:
    await Membership.delete().where(Membership.role.is_in([Role.LEITUNG, Role.PROTOKOLL]))
    await task_due(cast, -30, person=None)
    await meeting_in(cast, -3, status="held")
    await jobs.send_due(SEVEN)
    assert await names() == ["Anna Albers"]
    (text,) = await texts()
    assert "Ein Protokoll steht aus, eine Aufgabe Ihrer Gruppe ist lange überfällig." in text
    assert "Zuständig: niemand mehr" in text


async def test_the_title_of_a_task_that_is_not_public_stays_behind_the_login(cast: Cast) -> None:
    task = await task_due(cast, -21, title="Personalie", visibility=Visibility.CONFIDENTIAL)
    await jobs.send_due(SEVEN)
    assert len(await mails()) == 2
    for mail in await mails():
        message = read_mail(mail.mime)
        for kind in ("plain", "html"):
            text = part(message, kind)
            assert "Personalie" not in text + mail.subject
            assert "Eine nichtöffentliche Aufgabe" in text
            assert f"/aufgaben/{task.id}" in text
            assert "/t/" not in text


async def test_a_due_day_on_a_weekend_is_said_on_friday(cast: Cast) -> None:
    await task_due(cast, 6)  # Sunday
    assert await sent_on(0, 4, 5, 6, 7) == [1, 1, 0, 0, 0]
    assert "in 2 Tagen fällig" in (await texts())[-1]


async def test_a_server_that_was_off_for_three_days_sends_one_mail_and_no_storm(cast: Cast) -> None:
    for days in (7, 8, 9, 1, 2, 3):
        await task_due(cast, days, title=f"Aufgabe {days}")
    assert await sent_on(3, 4) == [1, 0]
    (text,) = await texts()
    assert "6 Aufgaben stehen an." in text
    assert "Aufgabe 2, seit gestern überfällig" in text


async def test_nothing_leaves_in_the_evening(cast: Cast) -> None:
    await task_due(cast, 0)
    assert await jobs.send_due(SEVEN + timedelta(hours=13)) == 0
    assert await jobs.send_due(SEVEN + timedelta(hours=12, minutes=59)) == 1

"""Comments that name somebody, and people who watch a task: one mail each, only while they may read."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.core import clock
from app.core.words import Visibility
from app.groups.tables import Membership
from app.outbox.tables import OutgoingMail
from app.tasks import rules
from app.tasks.tables import Task, TaskStep, Watcher
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.mails import last_mail, part
from tests.tasks.make import make_shared, make_task
from tests.tasks.test_give import words


@pytest.fixture
async def task(cast: Cast) -> Task:
    return await make_task(cast.group, person=cast.carla.id)


def said(text: str, **fields: object) -> dict[str, object]:
    return {"id": str(uuid4()), "text": text, **fields}


async def told() -> list[tuple[str, str]]:
    rows = await OutgoingMail.objects().order_by(OutgoingMail.kind, OutgoingMail.recipient_name)
    return [(row.kind, row.recipient_name) for row in rows]


async def leave(cast: Cast, name: str) -> None:
    await Membership.update({Membership.until: clock.today() - timedelta(days=1)}).where(
        Membership.person == cast.id(name)
    )


async def test_mentioned_person_gets_one_mail(cast: Cast, task: Task, visit: Visit) -> None:
    carla, address = await visit("carla"), f"/aufgaben/{task.id}"
    page = (await carla.get(address)).text
    assert "Jemanden benachrichtigen" in page
    fields = said("@Paul Petersen und @Brandt: stimmt die Zahl?", mention=[cast.id("bernd")])
    for _ in range(2):
        assert (await carla.post(f"{address}/kommentare", fields)).status_code == 303
    assert await told() == [
        ("task_mentioned", "Bernd Brandt"), ("task_mentioned", "Paul Petersen"),
    ]  # fmt: skip
    assert "Benachrichtigt: Bernd Brandt, Paul Petersen" in (await carla.get(address)).text
    mail = await last_mail()
    assert words(part(mail, "plain")) == words(part(mail, "html"))
    assert "stimmt die Zahl?" in part(mail, "plain")


async def test_only_readers_of_the_task_can_be_mentioned(
    cast: Cast, task: Task, visit: Visit
) -> None:
    carla, address = await visit("carla"), f"/aufgaben/{task.id}/kommentare"
    for name in ("dirk", "eva", "frieda", "gustav"):
        answer = await carla.post(address, said("Hallo", mention=[cast.id(name)]))
        assert answer.status_code == 422
        assert "Hallo" in answer.text
        person = cast.people[name]
        full = f"@{person.given_name} {person.family_name}"
        assert (await carla.post(address, said(f"{full}, bitte."))).status_code == 303
    assert (await carla.post(address, said("@Carla Cordes denkt nach."))).status_code == 303
    assert await told() == []


async def test_confidential_words_stay_behind_the_login(cast: Cast, visit: Visit) -> None:
    task = await make_task(
        cast.group, person=cast.carla.id, title="Kündigung", visibility=Visibility.CONFIDENTIAL
    )
    await Watcher(task=task.id, person=cast.id("paul")).save()
    carla = await visit("carla")
    await carla.post(
        f"/aufgaben/{task.id}/kommentare", said("Streng geheim.", mention=[cast.id("bernd")])
    )
    assert await told() == [("task_changed", "Paul Petersen"), ("task_mentioned", "Bernd Brandt")]
    for row in await OutgoingMail.objects():
        mime = row.mime.decode()
        assert "geheim" not in mime
        assert "Kündigung" not in row.subject + mime


async def test_watcher_is_told_what_others_do_and_not_what_they_do_themselves(
    cast: Cast, task: Task, visit: Visit
) -> None:
    bernd, carla, address = await visit("bernd"), await visit("carla"), f"/aufgaben/{task.id}"
    for _ in range(2):
        assert (await bernd.post(f"{address}/beobachtung", {"an": "ja"})).status_code == 303
    assert await Watcher.count() == 1
    assert "Nicht mehr beobachten" in (await bernd.get(address)).text
    await bernd.post(f"{address}/kommentare", said("Von mir."))
    assert await told() == []
    await carla.post(f"{address}/kommentare", said("@Brandt schauen Sie bitte."))
    assert await told() == [("task_mentioned", "Bernd Brandt")], "not twice for one comment"
    done = said("Entwurf liegt vor.")
    for _ in range(2):
        await carla.post(f"{address}/erledigung", done)
    assert await told() == [("task_changed", "Bernd Brandt"), ("task_mentioned", "Bernd Brandt")]
    mail = await last_mail()
    assert "Carla Cordes hat die Aufgabe als erledigt gemeldet." in part(mail, "plain")
    assert words(part(mail, "plain")) == words(part(mail, "html"))
    await bernd.post(f"{address}/beobachtung", {"an": "nein"})
    await carla.post(f"{address}/wiederaufnahme", said("Region Süd fehlt."))
    assert len(await told()) == 2


async def test_new_state_is_told_to_the_others_who_are_responsible(
    cast: Cast, visit: Visit
) -> None:
    task = await make_shared(cast.group, cast.carla, cast.gustav, cast.eva)
    carla, address = await visit("carla"), f"/aufgaben/{task.id}"
    await carla.post(f"{address}/kommentare", said("Ich fange an."))
    assert await told() == [], "comments are for those who watch"
    await carla.post(f"{address}/erledigung", said("Entwurf liegt vor."))
    assert await told() == [("task_changed", "Gustav Gerdes")], "Eva has left"
    mail = await last_mail()
    assert "Sie haben diese Aufgabe der Gruppe" in " ".join(part(mail, "plain").split())
    assert words(part(mail, "plain")) == words(part(mail, "html"))


async def test_report_by_the_link_is_told_too(cast: Cast, task: Task, anonymous: Browser) -> None:
    await Watcher(task=task.id, person=cast.id("paul")).save()
    link = f"/t/{rules.link_token(task.id, cast.id('carla'))}"
    await anonymous.get(link)
    await anonymous.post(link, said("@Bernd Brandt Frage dazu.", tun="kommentar"))
    assert await told() == [("task_changed", "Paul Petersen"), ("task_mentioned", "Bernd Brandt")]


async def test_who_may_no_longer_read_is_told_nothing(cast: Cast, task: Task, visit: Visit) -> None:
    for name in ("paul", "bernd", "dirk"):
        await Watcher(task=task.id, person=cast.id(name)).save()
    await leave(cast, "paul")
    await (await visit("carla")).post(f"/aufgaben/{task.id}/kommentare", said("Frage."))
    assert await told() == [("task_changed", "Bernd Brandt")]


@pytest.mark.parametrize("name", ["gustav", "dirk", "frieda", "eva"])
async def test_nobody_watches_what_they_may_not_read(
    cast: Cast, task: Task, visit: Visit, name: str
) -> None:
    answer = await (await visit(name)).post(f"/aufgaben/{task.id}/beobachtung", {"an": "ja"})
    assert answer.status_code == 404
    assert await Watcher.count() == 0


async def test_task_of_who_has_left_says_that_nobody_has_it_and_is_found(
    cast: Cast, visit: Visit
) -> None:
    task = await make_task(cast.group, title="Verwaist", person=cast.eva.id)
    bernd, carla = await visit("bernd"), await visit("carla")
    for browser, words_ in ((bernd, "Verantwortliche wählen"), (carla, "kann sie neu vergeben")):
        page = (await browser.get(f"/aufgaben/{task.id}")).text
        assert "Diese Aufgabe hat zurzeit niemand" in page
        assert "nicht mehr in der Gruppe" in page
        assert words_ in page
        assert "Verwaist" in (await browser.get(f"/gruppen/{cast.group.id}/aufgaben")).text
    await Task.update({Task.person: None}).where(Task.id == task.id)
    assert "Noch niemand ist verantwortlich." in (await bernd.get(f"/aufgaben/{task.id}")).text
    held = await make_task(cast.group, person=cast.carla.id)
    assert "zurzeit niemand" not in (await bernd.get(f"/aufgaben/{held.id}")).text
    assert await TaskStep.count() == 0

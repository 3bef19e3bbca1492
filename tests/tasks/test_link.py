"""The link from the mail, without login: GET shows, POST changes, and it ends with the membership."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.core import clock
from app.core.words import Visibility
from app.groups.tables import Membership
from app.people.tables import Body, Person
from app.tasks import rules
from app.tasks.tables import Task, TaskStatus, TaskStep
from tests.browser import Browser
from tests.cast import Cast
from tests.tasks.make import make_task


@pytest.fixture
async def task(cast: Cast) -> Task:
    return await make_task(cast.group, person=cast.carla.id)


@pytest.fixture
def address(cast: Cast, task: Task) -> str:
    return f"/t/{rules.link_token(task.id, cast.id('carla'))}"


def press(button: str, text: str = "") -> dict[str, str]:
    return {"id": str(uuid4()), "tun": button, "text": text}


async def status_of(task: Task) -> str:
    row = await Task.objects().get(Task.id == task.id)
    assert row is not None
    return str(row.status)


async def test_opening_the_link_changes_nothing(
    task: Task, address: str, anonymous: Browser
) -> None:
    for _ in range(5):
        page = await anonymous.get(address)
        assert page.status_code == 200
    for words in ("Entwurf Budget Region Mitte", "Aufgabe für Carla Cordes", "Anna Albers"):
        assert words in page.text
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["x-robots-tag"].startswith("noindex")
    assert await status_of(task) == TaskStatus.OPEN
    assert await TaskStep.count() == 0


async def test_without_a_mailbox_of_the_body_the_page_says_whom_to_ask(
    cast: Cast, address: str, anonymous: Browser
) -> None:
    """Only what the mail has said: the group and its body, no name of a person."""
    await Body.update({Body.contact_mail: "", Body.contact_name: ""}).where(Body.id == cast.body.id)
    page = (await anonymous.get(address)).text
    asked = page[page.index("Fragen beantwortet") :]
    assert f"die Koordination der Gruppe „{cast.group.name}“. Wie Sie sie erreichen" in asked
    assert 'href="/impressum"' in asked
    for name in ("Anna Albers", "Bernd Brandt"):
        assert name not in page


async def test_task_is_started_commented_and_finished_without_login(
    task: Task, address: str, anonymous: Browser
) -> None:
    await anonymous.get(address)
    assert (await anonymous.post(address, press("in-arbeit"))).status_code == 303
    await anonymous.post(address, press("kommentar", "Zahlen fehlen noch."))
    fields = press("erledigt", "Entwurf liegt vor.")
    for _ in range(2):
        assert (await anonymous.post(address, fields)).headers["location"] == address
    row = await Task.objects().get(Task.id == task.id)
    assert row is not None
    assert (row.status, row.done_note) == (TaskStatus.DONE, "Entwurf liegt vor.")
    steps = await TaskStep.objects().order_by(TaskStep.at)
    assert [(s.person_name, s.to_status) for s in steps] == [
        ("Carla Cordes", "in_progress"),
        ("Carla Cordes", ""),
        ("Carla Cordes", "done"),
    ]
    page = (await anonymous.get(address)).text
    assert "Entwurf liegt vor." in page
    await anonymous.post(address, press("offen", "Doch nicht."))
    assert await status_of(task) == TaskStatus.OPEN


@pytest.mark.parametrize(
    ("button", "sentence"),
    [
        ("erledigt", "in einem Satz, was getan wurde"),
        ("kommentar", "Bitte schreiben Sie Ihren Kommentar"),
        ("", "Bitte wählen Sie, was Sie melden möchten"),
        ("verwerfen", "Bitte wählen Sie, was Sie melden möchten"),
    ],
)
async def test_report_that_says_too_little_comes_back(
    task: Task, address: str, anonymous: Browser, button: str, sentence: str
) -> None:
    await anonymous.get(address)
    answer = await anonymous.post(address, press(button))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert await status_of(task) == TaskStatus.OPEN


async def test_late_report_keeps_its_text(task: Task, address: str, anonymous: Browser) -> None:
    await Task.update({Task.status: TaskStatus.DROPPED}).where(Task.id == task.id)
    await anonymous.get(address)
    answer = await anonymous.post(address, press("erledigt", "Mein langer Bericht."))
    assert answer.status_code == 422
    assert "Mein langer Bericht." in answer.text
    assert "verworfen" in answer.text


async def _leave(cast: Cast, task: Task) -> None:
    yesterday = clock.today() - timedelta(days=1)
    await Membership.update({Membership.until: yesterday}).where(
        Membership.person == cast.id("carla")
    )


async def _give_to_bernd(cast: Cast, task: Task) -> None:
    await Task.update({Task.person: cast.id("bernd")}).where(Task.id == task.id)


async def _close_off(cast: Cast, task: Task) -> None:
    await Task.update({Task.visibility: Visibility.CONFIDENTIAL}).where(Task.id == task.id)


async def _age(cast: Cast, task: Task) -> None:
    long_ago = clock.now() - rules.LINK_LIVES - timedelta(days=2)
    await Task.update({Task.created_at: long_ago}).where(Task.id == task.id)


async def _block(cast: Cast, task: Task) -> None:
    await Person.update({Person.blocked: True}).where(Person.id == cast.id("carla"))


@pytest.mark.parametrize("end", [_leave, _give_to_bernd, _close_off, _age, _block])
async def test_link_is_dead_at_once(
    cast: Cast, task: Task, address: str, anonymous: Browser, end: object
) -> None:
    assert (await anonymous.get(address)).status_code == 200
    await end(cast, task)  # type: ignore[operator]
    shown = await anonymous.get(address)
    assert shown.status_code == 410
    assert "Entwurf Budget" not in shown.text
    assert (await anonymous.post(address, press("erledigt", "Fertig."))).status_code == 410
    assert await status_of(task) == TaskStatus.OPEN


async def test_every_bad_link_gets_the_same_page(
    cast: Cast, task: Task, anonymous: Browser
) -> None:
    await anonymous.get("/anmelden")
    good = rules.link_token(task.id, cast.id("carla"))
    bernds = rules.link_token(task.id, cast.id("bernd"))
    pages = [
        (await anonymous.get(f"/t/{token}"))
        for token in (bernds, good[:-1], good[:-1] + "7a"[good[-1] == "7"], "unbekannt", "ü" * 64)
    ]
    assert {p.status_code for p in pages} == {410}
    texts = {p.text.split("<main")[1].split("Nummer:")[0].split("/t/")[0] for p in pages}
    assert len(texts) == 1


async def test_link_of_a_task_due_far_away_lives_until_then(cast: Cast, anonymous: Browser) -> None:
    task = await make_task(
        cast.group, person=cast.carla.id, created_at=clock.now() - timedelta(days=400),
        due_on=clock.today() + timedelta(days=30),
    )  # fmt: skip
    token = rules.link_token(task.id, cast.id("carla"))
    assert (await anonymous.get(f"/t/{token}")).status_code == 200

"""Several people are responsible for one task: each has it among the own ones, and a link of their own."""

import re
from datetime import date, timedelta
from email.message import EmailMessage
from uuid import uuid4

from app.core import clock
from app.core.db import opens_transaction
from app.duplicates.queries.clashes import clashes
from app.groups.tables import Membership
from app.outbox.tables import OutgoingMail
from app.tasks import operations, rules
from app.tasks.forms import NewTask
from app.tasks.tables import Task, TaskPerson, TaskStep
from tests.browser import Browser, Visit
from tests.cast import Cast, make_member, make_traeger
from tests.mails import part, read_mail
from tests.tasks.make import make_shared, make_task


async def mails() -> list[EmailMessage]:
    rows = await OutgoingMail.objects().order_by(OutgoingMail.created_at)
    return [read_mail(row.mime) for row in rows]


async def test_task_of_several_is_among_the_own_ones_of_each(cast: Cast, visit: Visit) -> None:
    await make_shared(cast.group, cast.bernd, cast.carla, title="Gemeinsam")
    for name, own in (("bernd", True), ("carla", True), ("paul", False)):
        browser = await visit(name)
        for page in ("/aufgaben", "/"):
            assert ("Gemeinsam" in (await browser.get(page)).text) == own, (name, page)


async def test_task_that_sleeps_is_not_among_those_of_today(cast: Cast, visit: Visit) -> None:
    today = clock.today()
    await make_task(cast.group, title="Von heute", person=cast.carla.id, starts_on=today)
    tomorrow = today + timedelta(days=1)
    await make_task(cast.group, title="Von morgen", person=cast.carla.id, starts_on=tomorrow)
    carla = await visit("carla")
    start, own = (await carla.get("/")).text, (await carla.get("/aufgaben")).text
    assert "Von heute" in start
    assert "Von morgen" not in start
    assert "Von morgen" in own


async def test_who_is_responsible_beside_others_reports_by_the_own_link(
    cast: Cast, visit: Visit, anonymous: Browser
) -> None:
    task = await make_shared(cast.group, cast.bernd, cast.gustav)
    gustav = await visit("gustav")
    assert (await gustav.get(f"/aufgaben/{task.id}")).status_code == 200
    address = f"/t/{rules.link_token(task.id, cast.id('gustav'))}"
    assert "Aufgabe für Gustav Gerdes" in (await anonymous.get(address)).text
    fields = {"id": str(uuid4()), "tun": "erledigt", "text": "Gutachten ist da."}
    assert (await anonymous.post(address, fields)).status_code == 303
    await TaskPerson.delete().where(TaskPerson.task == task.id)
    assert (await anonymous.get(address)).status_code == 410
    assert (await gustav.get(f"/aufgaben/{task.id}")).status_code == 404


async def test_two_entries_of_one_human_are_responsible_once(cast: Cast) -> None:
    first = await make_shared(cast.group, cast.bernd, cast.carla)
    third = await make_shared(cast.group, cast.paul, cast.bernd, cast.carla)
    found = await opens_transaction(clashes)(cast.id("carla"), cast.id("bernd"), now=clock.now())
    dropped = [clash.drop for clash in found if clash.table is TaskPerson]
    rows = await TaskPerson.objects().where(TaskPerson.id.is_in(dropped))
    assert {(row.task, row.person) for row in rows} == {
        (first.id, cast.id("carla")), (third.id, cast.id("bernd")),
    }  # fmt: skip


def typed(**fields: object) -> dict[str, object]:
    return {
        "id": str(uuid4()), "title": "Raum buchen", "visibility": "internal", "priority": "normal",
        **fields,
    }  # fmt: skip


async def links() -> dict[str, str]:
    """Name → path of the own link in the mail."""
    found = {}
    for mail in await mails():
        told = re.search(r"/t/\w+", part(mail, "plain"))
        found[str(mail["to"]).split(" <")[0]] = told[0] if told else ""
    return found


async def test_each_of_several_gets_a_mail_with_an_own_link(
    cast: Cast, visit: Visit, anonymous: Browser
) -> None:
    paul, address = await visit("paul"), f"/gruppen/{cast.group.id}/aufgaben"
    assert "Weitere Verantwortliche" in (await paul.get(f"{address}/neu")).text
    fields = typed(
        person_id=cast.id("carla"), others=[cast.id("bernd"), cast.id("carla")], priority="high"
    )
    for _ in range(2):
        assert (await paul.post(address, fields)).status_code == 303
    sent = await links()
    assert sent.keys() == {"Carla Cordes", "Bernd Brandt"}
    for name, path in sent.items():
        assert f"Aufgabe für {name}" in (await anonymous.get(path)).text
    text = part((await mails())[0], "plain")
    assert "Zusammen mit: Bernd Brandt" in text or "Zusammen mit: Carla Cordes" in text
    assert "Dringlichkeit: hoch" in text
    assert await TaskPerson.count() == 1
    group = (await paul.get(address)).text
    assert "Carla Cordes, Bernd Brandt" in group


async def test_only_who_is_new_is_told_and_who_goes_loses_the_link(
    cast: Cast, visit: Visit, anonymous: Browser
) -> None:
    task = await make_shared(cast.group, cast.bernd, cast.gustav)
    anna, gustavs = await visit("anna"), f"/t/{rules.link_token(task.id, cast.id('gustav'))}"
    assert (await anonymous.get(gustavs)).status_code == 200
    page = (await anna.get(f"/aufgaben/{task.id}/bearbeiten")).text
    assert "Weitere Verantwortliche (1)" in page
    fields = typed(person_id=cast.id("bernd"), others=[cast.id("carla")], version=1)
    assert (await anna.post(f"/aufgaben/{task.id}/bearbeiten", fields)).status_code == 303
    assert (await links()).keys() == {"Carla Cordes"}
    assert (await anonymous.get(gustavs)).status_code == 410
    fields = {"id": str(uuid4()), "tun": "erledigt", "text": "Zu spät."}
    assert (await anonymous.post(gustavs, fields)).status_code == 410
    assert (await (await visit("gustav")).get(f"/aufgaben/{task.id}")).status_code == 404
    history = (await anna.get(f"/aufgaben/{task.id}")).text
    assert "Verantwortlich: Bernd Brandt, Carla Cordes" in history


async def test_strangers_are_refused_beside_others_and_the_text_stays(
    cast: Cast, visit: Visit
) -> None:
    paul, address = await visit("paul"), f"/gruppen/{cast.group.id}/aufgaben"
    for name in ("dirk", "eva", "frieda"):
        fields = typed(person_id=cast.id("carla"), others=[cast.id(name)])
        answer = await paul.post(address, fields)
        assert answer.status_code == 422
        assert "Raum buchen" in answer.text
    assert await Task.count() == await OutgoingMail.count() == 0


async def test_due_before_the_wiedervorlage_comes_back_with_a_sentence(
    cast: Cast, visit: Visit
) -> None:
    paul, address = await visit("paul"), f"/gruppen/{cast.group.id}/aufgaben"
    wrong = typed(due_on="2026-12-01", starts_on="2026-12-02")
    answer = await paul.post(address, wrong)
    assert answer.status_code == 422
    assert "Die Frist liegt vor der Wiedervorlage." in answer.text
    assert 'value="2026-12-01"' in answer.text
    right = wrong | {"due_on": "2026-12-02"}
    assert (await paul.post(address, right)).status_code == 303
    task = await Task.objects().first()
    assert task is not None
    assert (task.starts_on, task.due_on) == (date(2026, 12, 2), date(2026, 12, 2))


async def test_history_tells_every_change_with_who_made_it(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, title="Raum buchen", person=cast.carla.id)
    anna = await visit("anna")
    fields = typed(person_id=cast.id("carla"), starts_on="2027-03-01", priority="low", version=1)
    await anna.post(f"/aufgaben/{task.id}/bearbeiten", fields)
    page = (await anna.get(f"/aufgaben/{task.id}")).text
    for words in (
        "Anna Albers", "Wiedervorlage: – → 01.03.2027", "Dringlichkeit: normal → niedrig",
        "ruht bis 01.03.2027",
    ):  # fmt: skip
        assert words in page
    assert await OutgoingMail.count() == 0, "Carla has had it before"
    assert not [s for s in await TaskStep.objects() if "Verantwortlich" in s.text]


async def test_task_of_a_traeger_reaches_who_sits_in_the_group_for_it(
    cast: Cast, visit: Visit, anonymous: Browser
) -> None:
    paul, address = await visit("paul"), f"/gruppen/{cast.group.id}/aufgaben"
    assert (await paul.post(address, typed(traeger_id=cast.traeger.id))).status_code == 303
    sent = await links()
    assert sent.keys() == {"Carla Cordes"}
    assert "Aufgabe für Carla Cordes" in (await anonymous.get(sent["Carla Cordes"])).text
    await Task.update({Task.person: cast.id("bernd")}, force=True)
    assert (await anonymous.get(sent["Carla Cordes"])).status_code == 410


async def test_task_of_a_traeger_without_members_goes_to_its_mailbox(cast: Cast) -> None:
    house = await make_traeger(cast.body, "Haus am Deich", contact_mail="haus@example.org")
    yesterday = clock.today() - timedelta(days=1)
    await make_member(cast.other_group, cast.dirk, traeger=house.id)
    seat = (Membership.group == cast.group.id) & (Membership.person == cast.id("eva"))
    await Membership.update({Membership.traeger: house.id, Membership.until: yesterday}).where(seat)
    actor, data = await cast.actor("anna"), NewTask(id=uuid4(), title="x", traeger_id=house.id)
    await operations.give_task(actor, cast.group.id, data, now=clock.now())
    (mail,) = await mails()
    assert str(mail["to"]) == "Haus am Deich <haus@example.org>"
    for kind in ("plain", "html"):
        assert "/t/" not in part(mail, kind), "a link belongs to one person"
        assert "nennen Sie, wer die Aufgabe übernimmt" in part(mail, kind).replace("\n", " ")

"""Editing, with two people at it, and the way back to the Vorlage."""

import re
from datetime import date

from app.core.words import Visibility
from app.invitations.tables import Invitation
from app.outbox.tables import OutgoingMail
from app.tasks.tables import Task, TaskStatus
from app.vorlagen.tables import GroupOrigin
from tests.browser import Visit
from tests.cast import Cast
from tests.tasks.make import make_chain, make_task


def typed(version: int = 1, **fields: object) -> dict[str, object]:
    return {"title": "Raum buchen", "visibility": "internal", "version": version, **fields}


async def test_new_person_gets_a_mail_and_the_history_names_them(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, title="Raum buchen", person=cast.carla.id)
    paul = await visit("paul")
    fields = typed(person_id=cast.id("bernd"), due_on="2026-12-11")
    assert (await paul.post(f"/aufgaben/{task.id}/bearbeiten", fields)).status_code == 303
    changed = await Task.objects().get(Task.id == task.id)
    assert changed is not None
    assert (changed.person, changed.due_on) == (cast.id("bernd"), date(2026, 12, 11))
    mails = await OutgoingMail.objects()
    assert [m.recipient_name for m in mails] == ["Bernd Brandt"]
    page = (await paul.get(f"/aufgaben/{task.id}")).text
    assert "Frist: – → 11.12.2026" in page
    assert "Verantwortlich: Bernd Brandt" in page


async def test_second_editor_sees_both_texts_and_loses_none(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, person=cast.carla.id)
    anna, paul = await visit("anna"), await visit("paul")
    address = f"/aufgaben/{task.id}/bearbeiten"
    for browser in (anna, paul):
        assert 'name="version" value="1"' in (await browser.get(address)).text
    assert (await anna.post(address, typed(title="Fassung von Anna"))).status_code == 303
    late = await paul.post(address, typed(title="Fassung von Paul"))
    assert late.status_code == 409
    assert "Fassung von Anna" in late.text
    assert "Fassung von Paul" in late.text
    assert 'name="version" value="2"' in late.text
    again = await paul.post(address, typed(2, title="Fassung von Paul"))
    assert again.status_code == 303
    assert "Aufgabe bisher: „Fassung von Anna“" in (await paul.get(f"/aufgaben/{task.id}")).text


async def test_saving_without_a_change_leaves_no_trace(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, title="Raum buchen", person=cast.eva.id)
    anna = await visit("anna")
    page = (await anna.get(f"/aufgaben/{task.id}/bearbeiten")).text
    assert "Eva Ebert" in page, "who has left stays until somebody else takes over"
    fields = typed(person_id=cast.id("eva"))
    assert (await anna.post(f"/aufgaben/{task.id}/bearbeiten", fields)).status_code == 303
    row = await Task.objects().get(Task.id == task.id)
    assert row is not None
    assert row.version == 1


async def test_done_task_changes_hands_without_a_mail(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, person=cast.carla.id, status=TaskStatus.DONE)
    fields = typed(person_id=cast.id("bernd"))
    await (await visit("anna")).post(f"/aufgaben/{task.id}/bearbeiten", fields)
    assert await OutgoingMail.count() == 0


def way(html: str) -> list[tuple[str, str]]:
    """(label, address) of each step; the address is empty where there is no link."""
    found = re.search(r'<ol class="sw-way"[^>]*>(.*?)</ol>', html, re.DOTALL)
    assert found
    steps = re.findall(r'<li>(?:aus )?(?:<a [^>]*href="([^"]*)"[^>]*>)?([^<]*)', found[1])
    return [(label, href) for href, label in steps]


async def test_way_back_leads_from_the_task_to_the_vorlage(cast: Cast, visit: Visit) -> None:
    chain = await make_chain(cast)
    page = await (await visit("carla")).get(f"/aufgaben/{chain.task.id}")
    meeting, vorlage = f"/sitzungen/{chain.meeting.id}", f"/vorlagen/{chain.vorlage.id}"
    assert way(page.text) == [
        ("TOP 1: Budgetmodell", f"{meeting}#punkt-{chain.item.id}"),
        ("5. Sitzung am 24.11.2026", meeting),
        ("Steuerungsgruppe Familienzentren", f"/gruppen/{cast.group.id}"),
        (
            "Auftrag (Frage): Wie werden die Budgets verteilt?",
            f"/auftraege/{chain.mandate.id}",
        ),
        ("Punkt 3", f"{vorlage}#punkt-{chain.point.id}"),
        ("Vorlage 2024/012", vorlage),
    ]


async def test_way_back_links_nothing_that_the_reader_may_not_open(
    cast: Cast, visit: Visit
) -> None:
    chain = await make_chain(cast, visibility=Visibility.CONFIDENTIAL, reference=None)
    carla = (await (await visit("carla")).get(f"/aufgaben/{chain.task.id}")).text
    assert way(carla)[-2:] == [("Punkt 3", ""), ("Vorlage", "")]
    assert "Familienzentren einrichten" not in carla
    await Task.update({Task.person: cast.id("gustav")}).where(Task.id == chain.task.id)
    gustav = await visit("gustav")
    steps = way((await gustav.get(f"/aufgaben/{chain.task.id}")).text)
    assert {href for _, href in steps} == {""}
    assert steps[0] == ("TOP 1", ""), "not even its title"
    await Invitation(
        meeting=chain.meeting.id, person=cast.id("gustav"), reply_token_hash="a",
        answer_token_hash="b",
    ).save()  # fmt: skip
    steps = way((await gustav.get(f"/aufgaben/{chain.task.id}")).text)
    assert steps[1] == ("5. Sitzung am 24.11.2026", f"/sitzungen/{chain.meeting.id}")


async def test_task_without_a_mandate_goes_back_through_its_group(cast: Cast, visit: Visit) -> None:
    chain = await make_chain(cast)
    await GroupOrigin(group=cast.group.id, decision_point=chain.point.id).save()
    task = await make_task(cast.group, person=cast.carla.id)
    carla = await visit("carla")
    labels = [label for label, _ in way((await carla.get(f"/aufgaben/{task.id}")).text)]
    assert labels == ["Steuerungsgruppe Familienzentren", "Punkt 3", "Vorlage 2024/012"]
    assert "2024/012, Punkt 3" in (await carla.get("/aufgaben")).text

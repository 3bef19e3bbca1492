"""Also found: comments on tasks, Träger, and items by what the agenda calls them."""

import pytest

from app.core.words import Visibility
from app.groups.tables import AgendaNumbers, Group, Insight
from app.mandates.tables import ProposalStatus
from app.minutes.tables import MinutesStatus
from app.people.tables import Traeger
from app.search.queries import statements
from app.search.rules.question import question_of
from app.tasks.tables import TaskStep
from tests.attachments.make import make_attachment
from tests.browser import Visit
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.mandates.make import make_mandate, make_mandate_proposal, make_step
from tests.meetings.make import first_item, make_item, make_meeting
from tests.minutes.make import make_held, make_minutes, make_text
from tests.search.make import hits, look, say
from tests.tasks.make import make_substep, make_task


async def test_comment_leads_to_its_task_once(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, title="Räume suchen", person=cast.carla.id)
    for text in ("Der Hausmeister war nicht da.", "Der Hausmeister kommt morgen."):
        await TaskStep(task=task.id, person_name="Carla Cordes", text=text).save()
    for name in ("anna", "carla"):
        page = await look(await visit(name), "hausmeister")
        assert hits(page) == [("Aufgabe", "Räume suchen")]
        assert "<mark>Hausmeister</mark>" in page
    for name in ("dirk", "eva", "gustav", "jutta"):
        assert hits(await look(await visit(name), "hausmeister")) == [], name


async def test_traeger_is_found_in_the_directory_and_by_members_in_their_group(
    cast: Cast, visit: Visit
) -> None:
    await Traeger.update({Traeger.name: "Haselmaus gGmbH"}).where(
        Traeger.id == cast.traeger.id
    )  # fmt: skip
    assert f"/traeger/{cast.traeger.id}" in await look(await visit("anna"), "haselmäuse")
    page = await look(await visit("carla"), "haselmaus")
    assert hits(page) == [("Träger", "Haselmaus gGmbH")]
    assert f"/gruppen/{cast.group.id}" in page
    for name in ("dirk", "eva", "frieda", "jutta"):
        assert hits(await look(await visit(name), "haselmaus")) == [], name


async def test_traeger_is_not_found_where_members_do_not_see_each_other(
    cast: Cast, visit: Visit
) -> None:
    await Traeger.update({Traeger.name: "Haselmaus gGmbH"}).where(
        Traeger.id == cast.traeger.id
    )  # fmt: skip
    await Group.update({Group.insight: Insight.LEADING}).where(Group.id == cast.group.id)
    assert hits(await look(await visit("carla"), "haselmaus")) == []
    assert hits(await look(await visit("bernd"), "haselmaus"))


async def numbered_in_parts(cast: Cast) -> None:
    await Group.update({Group.agenda_numbers: AgendaNumbers.PARTS}).where(
        Group.id == cast.group.id
    )  # fmt: skip


async def test_item_is_found_and_shown_by_its_label(cast: Cast, visit: Visit) -> None:
    await numbered_in_parts(cast)
    meeting = await make_held(cast.group, items=("Begrüßung",))
    await make_item(meeting, title="Bericht", position=2, visibility=Visibility.PUBLIC)
    item = await make_item(meeting, title="Räume", position=3, visibility=Visibility.PUBLIC)
    await make_item(meeting, title="Nord", position=4, parent=item.id, visibility=Visibility.PUBLIC)
    minutes = await make_minutes(meeting, status=MinutesStatus.SENT)
    await make_text(minutes, item, "Die Räume sind knapp.")
    carla = await visit("carla")
    for typed in ("Ö 2", "ö2", "TOP Ö 2", "top 2", "Ö 2 räume"):
        page = await look(carla, typed)
        assert ("Tagesordnungspunkt", "Räume") in hits(page), typed
        assert ("Tagesordnungspunkt", "Bericht") not in hits(page), typed
        assert "Tagesordnungspunkt · TOP Ö 2" in page
    assert ("Tagesordnungspunkt", "Nord") in hits(await look(carla, "Ö 2.1"))
    assert hits(await look(carla, "Ö 2 wege")) == []
    assert "Protokoll · TOP Ö 2" in await look(carla, "knapp")


async def test_label_finds_only_what_may_be_read(cast: Cast, visit: Visit) -> None:
    await numbered_in_parts(cast)
    meeting = await make_meeting(cast.group, items=("Begrüßung",))
    await make_invitation(meeting, cast.gustav)
    item = await first_item(meeting)
    gustav = await visit("gustav")
    assert hits(await look(gustav, "N 1")) == [("Tagesordnungspunkt", "Begrüßung")]
    item.visibility = Visibility.CONFIDENTIAL
    await item.save()
    assert hits(await look(gustav, "N 1")) == []
    assert hits(await look(await visit("dirk"), "N 1")) == []
    assert hits(await look(await visit("carla"), "N 1"))


@pytest.mark.parametrize(
    ("typed", "labels", "beside"),
    [
        ("Ö 3", ("Ö 3",), ""),
        ("n1.2 Räume", ("N 1.2",), "('Räume':*)"),
        ("TOP 4", ("4", "Ö 4", "N 4"), ""),
        ("3", (), ""),
        ("2024/012", (), ""),
        ("Ö3a", (), ""),
        ("Öl 3", (), ""),
    ],
)
def test_beginning_of_a_question_may_be_a_label(
    typed: str, labels: tuple[str, ...], beside: str
) -> None:
    question = question_of(typed)
    assert (question.labels, question.beside) == (labels, beside)


async def test_frequent_words_are_found_by_the_other_way_alike(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = await make_held(cast.group, items=("Wasserspiel",))
    item = await first_item(meeting)
    minutes = await make_minutes(meeting, status=MinutesStatus.SENT)
    await make_text(minutes, item, "Das Wasserspiel läuft.")
    task = await make_task(cast.group, title="Wasserspiel prüfen")
    await TaskStep(task=task.id, person_name="Carla Cordes", text="Wasserspiel steht.").save()
    named = await make_attachment(meeting, name="Wasserspiel.pdf")
    said = await make_attachment(meeting, name="Anhang.pdf")
    await say(said.file, "Hier steht Wasserspiel.")
    await say(named.file, "Und hier.")
    carla = await visit("carla")
    rare = await look(carla, "wasserspiel")
    assert len(hits(rare)) == 5
    monkeypatch.setattr(statements, "FREQUENT", 0)
    assert hits(await look(carla, "wasserspiel")) == hits(rare)


async def test_steps_of_tasks_and_mandates_lead_to_what_they_belong_to(
    cast: Cast, visit: Visit
) -> None:
    task = await make_task(cast.group, title="Klausur vorbereiten")
    await make_substep(task, "Beamer ausleihen")
    await make_substep(task, "Beamer zurückbringen", position=2)
    mandate = await make_mandate(cast.group, title="Wer zahlt die Fahrten?")
    await make_step(mandate, sentence="Das Kreisjugendamt trägt die Hälfte.")
    carla = await visit("carla")
    page = (await carla.get("/suche?q=Beamer")).text
    assert page.count(f'href="/aufgaben/{task.id}#teilschritte"') == 1, "one hit for one task"
    assert "Klausur vorbereiten" in page
    assert f'href="/auftraege/{mandate.id}"' in (await carla.get("/suche?q=Kreisjugendamt")).text


async def test_a_proposal_is_found_until_it_is_a_mandate(cast: Cast, visit: Visit) -> None:
    proposal = await make_mandate_proposal(cast, title="Fahrdienst klären")
    carla, found = await visit("carla"), f"/gruppen/{cast.group.id}/auftraege/vorschlaege"
    assert found in (await carla.get("/suche?q=Fahrdienst")).text
    assert found not in (await (await visit("dirk")).get("/suche?q=Fahrdienst")).text
    proposal.status = ProposalStatus.ACCEPTED
    await proposal.save()
    assert found not in (await carla.get("/suche?q=Fahrdienst")).text

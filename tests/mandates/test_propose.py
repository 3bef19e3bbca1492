"""Members propose, who leads the group or its office needs to ask nobody."""

from uuid import uuid4

import pytest

from app.audit.tables import AuditEntry
from app.mandates.tables import Mandate, MandateProposal, MandateStep
from app.outbox.tables import OutgoingMail
from tests.browser import Visit
from tests.cast import Cast
from tests.mails import last_mail, part
from tests.mandates.make import make_mandate, make_mandate_proposal, make_origin
from tests.vorlagen.make import make_vorlage, points_of


def proposal(**fields: str) -> dict[str, str]:
    return {
        "id": str(uuid4()),
        "kind": "question",
        "title": "Welche Räume sind frei?",
        "reason": "Zwei Häuser fragen danach.",
        "point_id": "",
        "due_on": "2024-12-12",
        **fields,
    }


def page_of(cast: Cast) -> str:
    return f"/gruppen/{cast.group.id}/auftraege/neu"


async def test_a_member_proposes_a_mandate_once_and_it_waits_for_an_answer(
    cast: Cast, visit: Visit
) -> None:
    points = await points_of(await make_vorlage(cast.body))
    await make_origin(cast.group, points[0])
    carla = await visit("carla")
    page = await carla.get(page_of(cast))
    assert "2024/012, Punkt 2: Die Gruppe klärt offene Fragen" in page.text
    assert "Frist" not in page.text, "who decides sets it"

    form = proposal(point_id=str(points[1].id))
    waiting = f"/gruppen/{cast.group.id}/auftraege/vorschlaege"
    for _ in range(2):
        answer = await carla.post(page_of(cast), form)
        assert answer.headers["location"] == waiting
    stored = await MandateProposal.objects()
    assert [(row.title, row.status, row.decision_point) for row in stored] == [
        ("Welche Räume sind frei?", "open", points[1].id)
    ]
    assert await Mandate.count() == 0
    assert await AuditEntry.count().where(AuditEntry.action == "mandate.proposed") == 1
    shown = (await carla.get(waiting)).text
    for words in (
        "wartet auf Antwort",
        "von Ihnen",
        "Zwei Häuser fragen danach.",
        "Punkt 2 der Vorlage",
    ):
        assert words in shown
    assert "Beantworten" not in shown
    assert "Beantworten" in (await (await visit("bernd")).get(waiting)).text


async def test_who_leads_hears_of_it_once_without_the_reason(cast: Cast, visit: Visit) -> None:
    carla = await visit("carla")
    form = proposal()
    for _ in range(2):
        await carla.post(page_of(cast), form)
    rows = await OutgoingMail.select(OutgoingMail.recipient_address, OutgoingMail.kind)
    assert rows == [{"recipient_address": cast.bernd.email, "kind": "mandate_proposed"}]
    mail = await last_mail()
    for kind in ("plain", "html"):
        for words in (
            "Frage",
            "Welche Räume sind frei?",
            "Carla Cordes",
            f"/vorschlaege/{form['id']}",
        ):
            assert words in part(mail, kind)
        assert "Zwei Häuser" not in part(mail, kind)


@pytest.mark.parametrize("name", ["anna", "bernd"])
async def test_who_decides_gets_the_mandate_at_once(cast: Cast, visit: Visit, name: str) -> None:
    browser, form = await visit(name), proposal()
    assert "Auftrag anlegen" in (await browser.get(page_of(cast))).text
    for _ in range(2):
        answer = await browser.post(page_of(cast), form)
        assert answer.headers["location"] == f"/auftraege/{form['id']}"
    mandate = await Mandate.objects().get(Mandate.title == "Welche Räume sind frei?")
    assert mandate is not None
    assert (mandate.status, str(mandate.due_on), mandate.due_origin) == ("open", "2024-12-12", "")
    steps = await MandateStep.objects().where(MandateStep.mandate == mandate.id)
    said = "Aus der Arbeit der Gruppe. Zwei Häuser fragen danach."
    assert [(step.to_status, step.sentence) for step in steps] == [("open", said)]
    assert await MandateProposal.count() + await OutgoingMail.count() == 0


async def test_a_missing_title_comes_back_with_everything_typed(cast: Cast, visit: Visit) -> None:
    carla = await visit("carla")
    answer = await carla.post(page_of(cast), proposal(title=" ", kind="problem"))
    assert answer.status_code == 422
    assert "Der Titel fehlt" in answer.text
    assert 'value="problem" selected' in answer.text
    assert "Zwei Häuser fragen danach.</textarea>" in answer.text
    assert await MandateProposal.count() == 0


async def test_a_point_of_a_paper_the_member_may_not_read_is_neither_offered_nor_taken(
    cast: Cast, visit: Visit
) -> None:
    points = await points_of(await make_vorlage(cast.body, visibility="confidential"))
    await make_origin(cast.group, points[0])
    carla = await visit("carla")
    assert str(points[0].id) not in (await carla.get(page_of(cast))).text

    answer = await carla.post(page_of(cast), proposal(point_id=str(points[0].id)))
    assert answer.status_code == 422
    assert await MandateProposal.count() == 0


async def test_an_id_that_belongs_to_others_is_refused(cast: Cast, visit: Visit) -> None:
    other = await make_mandate(cast.other_group)
    bernd = await visit("bernd")
    assert (await bernd.post(page_of(cast), proposal(id=str(other.id)))).status_code == 422
    assert await Mandate.count() == 1
    theirs = await make_mandate_proposal(cast, person=cast.paul.id)
    carla = await visit("carla")
    assert (await carla.post(page_of(cast), proposal(id=str(theirs.id)))).status_code == 422
    assert await MandateProposal.count() == 1


async def test_a_group_that_is_over_gets_no_new_ones(cast: Cast, visit: Visit) -> None:
    cast.group.status = "finished"
    await cast.group.save()
    for name in ("carla", "bernd"):
        answer = await (await visit(name)).post(page_of(cast), proposal())
        assert answer.status_code == 422
        assert "ist beendet" in answer.text
    assert await MandateProposal.count() + await Mandate.count() == 0


@pytest.mark.parametrize("name", ["dirk", "frieda", "eva", "gustav"])
async def test_nobody_else_proposes(cast: Cast, visit: Visit, name: str) -> None:
    browser = await visit(name)
    assert (await browser.post(page_of(cast), proposal())).status_code == 404
    assert await MandateProposal.count() + await Mandate.count() == 0

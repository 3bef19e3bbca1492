"""A proposal becomes a mandate with its history, or is declined with a reason."""

from datetime import timedelta

import pytest

from app.audit.tables import AuditEntry
from app.core.clock import today
from app.groups.tables import Membership
from app.mandates.tables import Mandate, MandateProposal, MandateStep
from app.outbox import claims
from app.outbox.tables import OutgoingMail
from tests.browser import Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.mails import last_mail, part
from tests.mandates.make import make_mandate_proposal
from tests.vorlagen.make import make_vorlage, points_of

TAKEN = {"decision": "annehmen", "answer": "Gern.", "due_on": "2027-03-31"}
REFUSED = {"decision": "ablehnen", "answer": "Das klärt die Verwaltung.", "due_on": ""}


def path_of(proposal: MandateProposal) -> str:
    return f"/gruppen/{proposal.group}/auftraege/vorschlaege/{proposal.id}"


async def stored() -> MandateProposal:
    found = await MandateProposal.objects().first()
    assert found is not None
    return found


async def test_an_accepted_one_is_a_mandate_whose_history_names_both(
    cast: Cast, visit: Visit
) -> None:
    points = await points_of(await make_vorlage(cast.body))
    proposal = await make_mandate_proposal(cast, decision_point=points[1].id, kind="problem")
    bernd = await visit("bernd")
    assert "Es fehlt eine Regel." in (await bernd.get(path_of(proposal))).text
    for _ in range(2):
        assert (await bernd.post(path_of(proposal), TAKEN)).status_code == 303
    assert await Mandate.count() == 1
    mandate = await Mandate.objects().get(Mandate.id == proposal.id)
    assert mandate is not None
    assert (mandate.title, mandate.kind, mandate.decision_point, str(mandate.due_on)) == (
        "Wer zahlt die Fahrten?", "problem", points[1].id, "2027-03-31",
    )  # fmt: skip
    steps = await MandateStep.objects().order_by(MandateStep.at)
    assert [(step.person_name, step.sentence, step.from_status) for step in steps] == [
        ("Carla Cordes", "Als Auftrag vorgeschlagen. Es fehlt eine Regel.", ""),
        ("Bernd Brandt", "Vorschlag angenommen. Gern.", ""),
    ]
    assert ((await stored()).status, (await stored()).mandate) == ("accepted", mandate.id)
    assert await AuditEntry.count().where(AuditEntry.action == "mandate.proposal_accepted") == 1
    carla = await visit("carla")
    assert "vorgeschlagen von Carla Cordes" in (await carla.get(f"/auftraege/{mandate.id}")).text
    shown = (await carla.get(f"/gruppen/{cast.group.id}/auftraege/vorschlaege")).text
    assert f'href="/auftraege/{mandate.id}"' in shown
    mails = await OutgoingMail.select(OutgoingMail.recipient_address, OutgoingMail.kind)
    assert mails == [{"recipient_address": cast.carla.email, "kind": "mandate_proposal_answered"}]
    for kind in ("plain", "html"):
        assert "angenommen" in part(await last_mail(), kind)
        assert f"/auftraege/{mandate.id}" in part(await last_mail(), kind)


async def test_a_declined_one_needs_a_reason_and_mails_it(cast: Cast, visit: Visit) -> None:
    proposal = await make_mandate_proposal(cast)
    anna = await visit("anna")
    silent = await anna.post(path_of(proposal), {**REFUSED, "answer": " "})
    assert silent.status_code == 422
    assert "nennt einen Grund" in silent.text
    unsaid = await anna.post(path_of(proposal), {"answer": "Vielleicht."})
    assert unsaid.status_code == 422
    assert "Vielleicht.</textarea>" in unsaid.text
    assert await OutgoingMail.count() == 0
    for _ in range(2):
        assert (await anna.post(path_of(proposal), REFUSED)).status_code == 303
    assert (await stored()).status == "declined"
    assert await Mandate.count() == 0
    assert await OutgoingMail.count() == 1
    for kind in ("plain", "html"):
        assert "Das klärt die Verwaltung." in part(await last_mail(), kind)
    page = await (await visit("carla")).get(f"/gruppen/{cast.group.id}/auftraege/vorschlaege")
    assert "Das klärt die Verwaltung." in page.text


async def test_who_was_slower_sees_both_answers(cast: Cast, visit: Visit) -> None:
    proposal = await make_mandate_proposal(cast)
    await (await visit("bernd")).post(path_of(proposal), REFUSED)
    late = await (await visit("anna")).post(path_of(proposal), TAKEN)
    assert late.status_code == 409
    assert "abgelehnt von Bernd Brandt: Das klärt die Verwaltung." in late.text
    assert "Gern.</textarea>" in late.text
    assert await Mandate.count() == 0
    assert await OutgoingMail.count() == 1


async def test_who_has_left_gets_no_answer(cast: Cast, visit: Visit) -> None:
    proposal = await make_mandate_proposal(cast)
    await (await visit("bernd")).post(path_of(proposal), TAKEN)
    await Membership.update({Membership.until: today() - timedelta(days=1)}).where(
        Membership.person == cast.carla.id
    )
    assert await claims.claim(10) == []
    assert (await (await visit("carla")).get(path_of(proposal))).status_code == 404


async def test_a_group_that_is_over_declines_and_accepts_nothing(cast: Cast, visit: Visit) -> None:
    proposal = await make_mandate_proposal(cast)
    cast.group.status = "finished"
    await cast.group.save()
    anna = await visit("anna")
    answer = await anna.post(path_of(proposal), TAKEN)
    assert answer.status_code == 422
    assert "ist beendet" in answer.text
    assert await Mandate.count() == 0
    assert (await anna.post(path_of(proposal), REFUSED)).status_code == 303


async def test_who_leads_answers_and_nobody_else(cast: Cast, visit: Visit) -> None:
    proposal = await make_mandate_proposal(cast)
    for name, status in (
        ("anna", 200), ("bernd", 200), ("paul", 403), ("carla", 403), ("dirk", 404),
        ("eva", 404), ("frieda", 404),
    ):  # fmt: skip
        browser = await visit(name)
        assert (await browser.get(path_of(proposal))).status_code == status, name
        if status != 200:
            assert (await browser.post(path_of(proposal), TAKEN)).status_code == status, name
    assert await Mandate.count() == 0


async def test_a_proposal_of_another_group_is_not_found(cast: Cast, visit: Visit) -> None:
    other = await make_mandate_proposal(cast, group=cast.other_group.id)
    path = f"/gruppen/{cast.group.id}/auftraege/vorschlaege/{other.id}"
    anna = await visit("anna")
    assert (await anna.get(path)).status_code == 404
    assert (await anna.post(path, TAKEN)).status_code == 404
    assert await Mandate.count() == 0


@pytest.mark.parametrize("path", ["", "/vorschlaege"])
async def test_the_group_says_how_many_wait_in_six_statements(
    cast: Cast, visit: Visit, path: str
) -> None:
    await make_mandate_proposal(cast)
    carla = await visit("carla")
    with counted_statements() as statements:
        page = (await carla.get(f"/gruppen/{cast.group.id}/auftraege{path}")).text
    assert 2 <= len(statements) <= 6
    assert "wartet auf Antwort" in page


async def test_the_start_page_of_who_decides_names_what_waits(cast: Cast, visit: Visit) -> None:
    await make_mandate_proposal(cast)
    for name, told in (("anna", True), ("bernd", True), ("carla", False)):
        page = (await (await visit(name)).get("/")).text
        assert ("Vorgeschlagener Auftrag: Wer zahlt die Fahrten?" in page) is told, name

"""The office keeps the Beratungsfolge: session, agenda number, result and decided wording."""

from uuid import UUID

import pytest

from app.audit.tables import AuditEntry
from app.vorlagen.tables import Consultation, ConsultationResult, Vorlage
from tests.browser import Visit
from tests.cast import Cast
from tests.vorlagen.make import make_vorlage
from tests.vorlagen.typed import typed

TYPED = {
    "committee_name": "Jugendhilfeausschuss", "role": "Entscheidung", "held_on": "2024-05-02",
    "meeting_title": "12. Sitzung", "agenda_number": "7.1", "raw": "geändert beschlossen",
    "code": "adopted_amended", "resolution_text": "Zwei Gruppen werden eingerichtet.",
}  # fmt: skip


async def steps_of(vorlage: Vorlage) -> list[Consultation]:
    return (
        await Consultation.objects()
        .where(Consultation.vorlage == vorlage.id)
        .order_by(Consultation.position)
    )


async def test_a_step_gets_session_number_and_wording(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body)
    step = (await steps_of(vorlage))[1]
    path = f"/vorlagen/{vorlage.id}/beratungen/{step.id}"
    anna = await visit("anna")
    answer = await anna.post(path, typed((await anna.get(path)).text) | TYPED)
    assert answer.headers["location"] == f"/vorlagen/{vorlage.id}#h-folge"
    saved = (await steps_of(vorlage))[1]
    assert (saved.role_code, saved.agenda_number, saved.resolution_text) == (
        "decision", "7.1", "Zwei Gruppen werden eingerichtet.",
    )  # fmt: skip
    assert saved.committee == cast.committee.id, "a known name is linked"
    page = (await anna.get(f"/vorlagen/{vorlage.id}")).text
    for text in ("12. Sitzung", "TOP 7.1", "Wortlaut vergleichen", "02.05.2024"):
        assert text in page


async def test_amended_without_wording_is_saved_and_asks_for_it(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body)
    path = f"/vorlagen/{vorlage.id}/beratungen/{(await steps_of(vorlage))[1].id}"
    anna = await visit("anna")
    form = typed((await anna.get(path)).text) | TYPED | {"resolution_text": ""}
    assert (await anna.post(path, form)).status_code == 303
    page = (await anna.get(f"/vorlagen/{vorlage.id}")).text
    assert "Der beschlossene Wortlaut fehlt noch; Sie können ihn nachtragen." in page


async def test_wording_without_a_result_comes_back(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body)
    path = f"/vorlagen/{vorlage.id}/beratungen/{(await steps_of(vorlage))[1].id}"
    anna = await visit("anna")
    form = (
        typed((await anna.get(path)).text) | TYPED | {"raw": "", "code": "", "committee_name": ""}
    )
    answer = await anna.post(path, form)
    assert answer.status_code == 422
    assert "wie beschlossen wurde" in answer.text
    assert "Bitte tragen Sie den Namen des Gremiums ein." in answer.text
    assert typed(answer.text)["resolution_text"] == TYPED["resolution_text"]


async def test_who_is_late_sees_both_texts_field_by_field(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body)
    path = f"/vorlagen/{vorlage.id}/beratungen/{(await steps_of(vorlage))[1].id}"
    anna = await visit("anna")
    form = typed((await anna.get(path)).text)
    await anna.post(path, form | TYPED)
    late = await anna.post(path, form | TYPED | {"resolution_text": "Eine Gruppe genügt."})
    assert late.status_code == 409
    assert "Jetzt gespeichert" in late.text
    assert "<p>Zwei Gruppen werden eingerichtet.</p>" in late.text
    assert "<p>Eine Gruppe genügt.</p>" in late.text
    assert "<p>12. Sitzung</p>" not in late.text, "only what differs"
    assert (await anna.post(path, typed(late.text))).status_code == 303
    assert (await steps_of(vorlage))[1].resolution_text == "Eine Gruppe genügt."


async def test_a_new_step_comes_once_at_the_end(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body)
    path = f"/vorlagen/{vorlage.id}/beratungen/neu"
    anna = await visit("anna")
    form = typed((await anna.get(path)).text) | TYPED
    for _ in range(2):
        assert (await anna.post(path, form)).status_code == 303
    steps = await steps_of(vorlage)
    assert [step.position for step in steps] == [1, 2, 3]
    assert steps[2].id == UUID(form["id"])
    assert await AuditEntry.count().where(AuditEntry.action == "vorlage.step_added") == 1
    bad = await anna.post(path, form | {"held_on": "31.02.2024"})
    assert bad.status_code == 422
    assert typed(bad.text)["meeting_title"] == "12. Sitzung"
    other = await make_vorlage(cast.body, reference="2024/013")
    taken = await anna.post(f"/vorlagen/{other.id}/beratungen/neu", form)
    assert taken.status_code == 409, "the id of another paper's step"


@pytest.mark.parametrize("result", list(ConsultationResult))
async def test_every_result_is_shown_in_words(
    cast: Cast, visit: Visit, result: ConsultationResult
) -> None:
    step = {"committee_name": "Kreistag", "result_code": result.value}
    vorlage = await make_vorlage(cast.body, steps=[step])
    page = (await (await visit("carla")).get(f"/vorlagen/{vorlage.id}")).text
    assert result.label in page


async def test_only_the_office_keeps_the_steps(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body, visibility="internal", committee=cast.committee.id)
    path = f"/vorlagen/{vorlage.id}/beratungen/neu"
    for name, status in {"jutta": 403, "dirk": 404, "frieda": 404}.items():
        browser = await visit(name)
        assert (await browser.get(path)).status_code == status
        assert (await browser.post(path, TYPED)).status_code == status
    assert len(await steps_of(vorlage)) == 2

"""The office notes results and sets the standing; who is late sees both texts."""

from datetime import date

import pytest

from app.audit.tables import AuditEntry
from app.vorlagen.tables import Consultation, Vorlage
from tests.browser import Visit
from tests.cast import Cast
from tests.vorlagen.make import make_vorlage
from tests.vorlagen.typed import typed


async def step_of(vorlage: Vorlage) -> Consultation:
    step = (
        await Consultation.objects()
        .where(Consultation.vorlage == vorlage.id)
        .order_by(Consultation.position, ascending=False)
        .first()
    )
    assert step is not None
    return step


async def test_result_of_a_consultation_is_noted(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body)
    step = await step_of(vorlage)
    path = f"/vorlagen/{vorlage.id}/beratungen/{step.id}"
    anna = await visit("anna")
    page = await anna.get(path)
    assert "Eine Gruppe empfiehlt nur, beschließen kann allein das Gremium" in page.text
    form = typed(page.text) | {
        "held_on": "2024-03-15", "raw": "geändert beschlossen", "code": "adopted_amended",
    }  # fmt: skip
    answer = await anna.post(path, form)
    assert answer.headers["location"] == f"/vorlagen/{vorlage.id}#h-folge"
    saved = await step_of(vorlage)
    assert (saved.held_on, saved.result_raw, saved.result_code) == (
        date(2024, 3, 15), "geändert beschlossen", "adopted_amended",
    )  # fmt: skip
    assert "geändert beschlossen" in (await anna.get(f"/vorlagen/{vorlage.id}")).text
    assert await AuditEntry.count().where(AuditEntry.action == "vorlage.step_changed") == 1


async def test_result_without_meaning_comes_back_with_its_text(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body)
    path = f"/vorlagen/{vorlage.id}/beratungen/{(await step_of(vorlage)).id}"
    anna = await visit("anna")
    form = typed((await anna.get(path)).text) | {"raw": "mit Auflagen", "held_on": "31.02.2024"}
    answer = await anna.post(path, form)
    assert answer.status_code == 422
    assert "was das Ergebnis heißt" in answer.text
    assert "Dieses Datum gibt es nicht" in answer.text
    assert 'value="mit Auflagen"' in answer.text
    assert 'value="31.02.2024"' in answer.text


async def test_late_result_shows_both_texts_and_can_be_sent_again(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body)
    path = f"/vorlagen/{vorlage.id}/beratungen/{(await step_of(vorlage)).id}"
    anna = await visit("anna")
    form = typed((await anna.get(path)).text)
    await anna.post(path, form | {"raw": "vertagt", "code": "postponed"})
    late = await anna.post(path, form | {"raw": "abgelehnt", "code": "rejected"})
    assert late.status_code == 409
    assert "Inzwischen hat jemand anderes diese Vorlage geändert." in late.text
    assert "vertagt" in late.text
    assert typed(late.text)["raw"] == "abgelehnt"
    assert (await step_of(vorlage)).result_raw == "vertagt"
    assert (await anna.post(path, typed(late.text))).status_code == 303
    assert (await step_of(vorlage)).result_raw == "abgelehnt"


async def test_standing_is_set_with_its_version(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body)
    path = f"/vorlagen/{vorlage.id}/angaben"
    anna = await visit("anna")
    form = typed((await anna.get(path)).text)
    change = {"status": "deliberated", "committee": str(cast.committee.id)}
    assert (await anna.post(path, form | change)).status_code == 303
    saved = await Vorlage.objects().get(Vorlage.id == vorlage.id)
    assert saved is not None
    assert (saved.status, saved.committee, saved.version) == (
        "deliberated", cast.committee.id, 2,
    )  # fmt: skip
    late = await anna.post(path, form | {"status": "superseded"})
    assert late.status_code == 409
    assert "beraten" in late.text
    assert "Jugendhilfeausschuss" in late.text
    assert typed(late.text)["status"] == "superseded"
    assert (await anna.post(path, typed(late.text))).status_code == 303


@pytest.mark.parametrize(
    "wrong", [{"version": "x"}, {"version": ""}, {"status": "fertig"}, {"committee": "fremd"}]
)
async def test_tampered_standing_is_refused(
    cast: Cast, visit: Visit, wrong: dict[str, str]
) -> None:
    vorlage = await make_vorlage(cast.body)
    path = f"/vorlagen/{vorlage.id}/angaben"
    anna = await visit("anna")
    form = typed((await anna.get(path)).text)
    assert (await anna.post(path, form | wrong)).status_code == 422


async def test_members_may_look_but_not_change_and_strangers_see_nothing(
    cast: Cast, visit: Visit
) -> None:
    vorlage = await make_vorlage(cast.body, visibility="internal", committee=cast.committee.id)
    step = f"/vorlagen/{vorlage.id}/beratungen/{(await step_of(vorlage)).id}"
    for path in (f"/vorlagen/{vorlage.id}/angaben", step):
        for name, status in {"jutta": 403, "dirk": 404, "frieda": 404}.items():
            browser = await visit(name)
            assert (await browser.get(path)).status_code == status
            assert (await browser.post(path, {"version": "1"})).status_code == status


async def test_step_of_another_paper_is_not_found(cast: Cast, visit: Visit) -> None:
    one = await make_vorlage(cast.body)
    other = await make_vorlage(cast.body, reference="2024/013")
    path = f"/vorlagen/{one.id}/beratungen/{(await step_of(other)).id}"
    anna = await visit("anna")
    assert (await anna.get(path)).status_code == 404
    assert (await anna.post(path, {"version": "1", "code": "noted"})).status_code == 404

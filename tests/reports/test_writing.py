"""A report from the first draft to its text: begun, chosen, written, and nobody's words lost."""

from datetime import timedelta
from uuid import UUID, uuid4

from app.core.clock import today
from app.groups.tables import Membership
from app.reports.queries.reports import facts_of
from app.reports.tables import Report, ReportRevision, ReportSection, SectionKind
from tests.browser import Visit
from tests.cast import Cast, make_group
from tests.mandates.make import make_mandate
from tests.reports.make import begin, section_of
from tests.vorlagen.make import make_vorlage, points_of


async def stored(report_id: UUID) -> Report:
    report = await Report.objects().get(Report.id == report_id)
    assert report is not None
    return report


async def test_the_office_begins_a_report_about_a_vorlage(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body, committee=cast.committee.id)
    await make_mandate(cast.group, point=(await points_of(vorlage))[0], title="Räume finden")
    anna = await visit("anna")
    shown = await anna.get(f"/berichte/neu?vorlage={vorlage.id}")
    assert "2024/012 Aufbau von Familienzentren" in shown.text
    typed = {
        "id": str(uuid4()), "committee": str(cast.committee.id), "papers": str(vorlage.id),
        "since": "2026-01-01", "until": today().isoformat(), "session_on": "",
    }  # fmt: skip
    first = await anna.post("/berichte/neu", typed)
    again = await anna.post("/berichte/neu", typed)
    assert first.status_code == 303
    assert first.headers["location"] == again.headers["location"], "pressed twice"
    assert await Report.count() == 1
    page = await anna.get(first.headers["location"])
    for words in ("1. Sachstandsbericht", "Räume finden", "wird zur Kenntnis genommen", "Entwurf"):
        assert words in page.text, words


async def test_what_is_missing_comes_back_with_what_was_typed(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    answer = await anna.post("/berichte/neu", {
        "id": str(uuid4()), "committee": str(cast.committee.id), "since": "2026-05-02",
        "until": "2026-05-01",
    })  # fmt: skip
    assert answer.status_code == 422
    assert "mindestens eine Vorlage oder eine Gruppe" in answer.text
    assert "Das Ende des Zeitraums liegt vor seinem Beginn." in answer.text
    assert 'value="2026-05-02"' in answer.text
    assert await Report.count() == 0


async def test_another_bodys_committee_and_groups_are_not_taken(cast: Cast, visit: Visit) -> None:
    foreign = await make_group(cast.other_body, "Fremde Gruppe")
    anna, frieda = await visit("anna"), await visit("frieda")
    typed = {
        "id": str(uuid4()), "committee": str(cast.committee.id), "groups": str(foreign.id),
        "since": "2026-01-01", "until": "2026-05-01",
    }  # fmt: skip
    assert (await anna.post("/berichte/neu", typed)).status_code == 422
    assert (await frieda.post("/berichte/neu", typed)).status_code == 422
    assert (await frieda.get(f"/berichte/neu?ausschuss={cast.committee.id}")).status_code == 404
    assert await Report.count() == 0


async def test_drafts_are_for_the_office_and_who_leads_a_group_in_it(
    cast: Cast, visit: Visit
) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    seen = {}
    for name in ("anna", "bernd", "carla", "paul", "dirk", "eva", "frieda", "gustav", "jutta"):
        browser = await visit(name)
        seen[name] = (await browser.get(f"/berichte/{report_id}")).status_code
        listed = f"/berichte/{report_id}" in (await browser.get("/berichte")).text
        assert listed == (seen[name] == 200), name
    others = dict.fromkeys(("carla", "paul", "dirk", "eva", "frieda", "gustav", "jutta"), 404)
    assert seen == {"anna": 200, "bernd": 200, **others}
    bernd = await visit("bernd")
    assert (await bernd.post(f"/berichte/{report_id}/zahlen")).status_code == 403
    assert "data-autosave" not in (await bernd.get(f"/berichte/{report_id}")).text
    await Membership.update({Membership.until: today() - timedelta(days=1)}).where(
        Membership.person == cast.bernd.id
    )
    assert (await bernd.get(f"/berichte/{report_id}")).status_code == 404, "leads no more"


async def test_two_writers_see_both_texts_and_nothing_is_overwritten(
    cast: Cast, visit: Visit
) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    section = await section_of(report_id, SectionKind.SUMMARY)
    path = f"/berichte/{report_id}/abschnitte/{section.id}"
    anna = await visit("anna")
    assert (await anna.post(path, {"text": "Erster Text", "version": "0"})).status_code == 303
    second = await anna.post(path, {"text": "Zweiter Text", "version": "0"})
    assert second.status_code == 409
    for words in ("Erster Text", "Zweiter Text", "nur in der anderen Fassung", "Unterschiede"):
        assert words in second.text, words
    assert (await section_of(report_id, SectionKind.SUMMARY)).text == "Erster Text"
    merged = {"text": "Beide Texte", "version": "0", "seen": "1", "merged": "ja"}
    assert (await anna.post(path, merged)).status_code == 303
    again = await anna.post(path, {**merged, "seen": "1"})
    assert again.status_code == 303, "the same words again are no conflict"
    assert await ReportRevision.count() == 2


async def test_every_save_can_be_compared_and_restored(cast: Cast, visit: Visit) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    section = await section_of(report_id, SectionKind.RESOLUTION)
    path = f"/berichte/{report_id}/abschnitte/{section.id}"
    anna = await visit("anna")
    await anna.post(path, {"text": "Der Ausschuss dankt.", "version": "0"})
    page = await anna.get(f"{path}/fassungen?alt=0&neu=1")
    assert "Der Sachstandsbericht wird zur Kenntnis genommen." in page.text
    assert "Ausschuss dankt." in page.text
    back = await anna.post(f"{path}/fassungen", {"old": "0", "version": "1"})
    assert back.status_code == 303
    row = await section_of(report_id, SectionKind.RESOLUTION)
    assert (row.text, row.version) == ("Der Sachstandsbericht wird zur Kenntnis genommen.", 2)
    stale = await anna.post(f"{path}/fassungen", {"old": "1", "version": "1"})
    assert stale.headers["location"].endswith("/fassungen")
    assert (await section_of(report_id, SectionKind.RESOLUTION)).version == 2


async def test_rich_text_keeps_its_look_and_loses_what_is_not_allowed(
    cast: Cast, visit: Visit
) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    section = await section_of(report_id, SectionKind.SUMMARY)
    anna = await visit("anna")
    rich = "<div><strong>Drei</strong> Räume<script>alert(1)</script></div>"
    path = f"/berichte/{report_id}"
    await anna.post(f"{path}/abschnitte/{section.id}", {"text": "", "rich": rich, "version": "0"})
    page = (await anna.get(f"{path}/vorschau")).text
    assert "<strong>Drei</strong> Räume" in page
    assert "alert(1)" not in page


async def test_filling_anew_changes_figures_and_no_text(cast: Cast, visit: Visit) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    section = await section_of(report_id, SectionKind.MANDATES)
    anna = await visit("anna")
    await anna.post(
        f"/berichte/{report_id}/abschnitte/{section.id}", {"text": "Meine Worte", "version": "0"}
    )
    await make_mandate(cast.group, title="Neu gefragt")
    assert "Neu gefragt" not in (await stored(report_id)).facts
    assert (await anna.post(f"/berichte/{report_id}/zahlen")).status_code == 303
    assert "Neu gefragt" in (await stored(report_id)).facts
    assert (await section_of(report_id, SectionKind.MANDATES)).text == "Meine Worte"


async def test_a_section_left_out_keeps_its_text_and_comes_back(cast: Cast, visit: Visit) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    section = await section_of(report_id, SectionKind.SUMMARY)
    path, anna = f"/berichte/{report_id}", await visit("anna")
    await anna.post(f"{path}/abschnitte/{section.id}", {"text": "Kurz gesagt", "version": "0"})
    kept = {"shown": ["resolution", "tasks"], "version": "1"}  # the summary is left out
    assert (await anna.post(f"{path}/abschnitte", kept)).status_code == 303
    assert "Kurz gesagt" not in (await anna.get(f"{path}/vorschau")).text
    stale = await anna.post(f"{path}/abschnitte", {"shown": ["steps"], "version": "1"})
    assert stale.status_code == 409
    assert "Inzwischen hat jemand diesen Bericht geändert" in stale.text
    assert (await anna.post(f"{path}/abschnitte/{section.id}/aufnehmen")).status_code == 303
    assert "Kurz gesagt" in (await anna.get(f"{path}/vorschau")).text
    shown = await ReportSection.count().where(
        ReportSection.report == report_id, ReportSection.shown.eq(True)
    )
    assert shown == 3


async def test_another_period_draws_anew_and_two_at_once_are_told(cast: Cast, visit: Visit) -> None:
    await make_mandate(cast.group)
    report_id = await begin(cast, groups=(cast.group,))
    path, anna = f"/berichte/{report_id}/zeitraum", await visit("anna")
    assert facts_of(await stored(report_id)).figures[0] == ("Aufträge finalisiert", "0 von 1")
    typed = {"since": "2024-01-01", "until": "2024-03-31", "version": "1"}
    assert (await anna.post(path, typed)).status_code == 303
    report = await stored(report_id)
    assert facts_of(report).figures[0] == ("Aufträge finalisiert", "0 von 0")
    assert (await anna.post(path, typed)).status_code == 303, "the same again"
    other = await anna.post(path, {**typed, "until": "2024-04-30"})
    assert other.status_code == 409
    assert 'value="2024-04-30"' in other.text
    assert str((await stored(report_id)).until) == "2024-03-31"


async def test_words_typed_into_a_section_that_was_left_out_meanwhile_come_back(
    cast: Cast, visit: Visit
) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    section = await section_of(report_id, SectionKind.SUMMARY)
    path, anna = f"/berichte/{report_id}", await visit("anna")
    await anna.post(f"{path}/abschnitte/{section.id}", {"text": "Ihre Worte", "version": "0"})
    await anna.post(f"{path}/abschnitte", {"shown": "tasks", "version": "1"})
    answer = await anna.post(
        f"{path}/abschnitte/{section.id}", {"text": "Meine Worte", "version": "0"}
    )
    assert answer.status_code == 409
    assert "Ihre Worte" in answer.text
    assert "Meine Worte" in answer.text

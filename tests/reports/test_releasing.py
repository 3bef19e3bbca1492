"""What is released stays as it is; a new edition goes on from it; it becomes part of the Vorlage."""

import json
from uuid import UUID

from app.core.clock import today
from app.core.words import Visibility
from app.reports.queries.reports import record_for
from app.reports.rules.record import Record
from app.reports.tables import Report, ReportSection, ReportStatus, ReportSubject, SectionKind
from app.vorlagen.tables import Vorlage
from app.web.filters import datum
from tests.browser import Visit
from tests.cast import Cast
from tests.mandates.make import make_mandate
from tests.reports.make import begin, release, section_of
from tests.reports.test_writing import stored
from tests.vorlagen.make import make_vorlage, points_of


async def fingerprint(cast: Cast, report_id: UUID) -> str:
    from app.reports.access import report_to_write

    return (
        await record_for(await report_to_write(await cast.actor("anna"), report_id))
    ).fingerprint


async def test_released_figures_stay_when_the_data_change(cast: Cast, visit: Visit) -> None:
    await make_mandate(cast.group, title="Räume finden")
    report_id = await begin(cast, groups=(cast.group,))
    anna, path = await visit("anna"), f"/berichte/{report_id}"
    assert "Bericht freigeben" in (await anna.get(f"{path}/freigabe")).text
    seen = {"seen": await fingerprint(cast, report_id)}
    assert (await anna.post(f"{path}/freigabe", seen)).status_code == 303
    assert (await anna.post(f"{path}/freigabe", seen)).status_code == 303, "pressed twice"
    await make_mandate(cast.group, title="Später gefragt")
    page = (await anna.get(path)).text
    assert "Aufträge finalisiert" in page
    assert "0 von 1" in page
    assert "Später gefragt" not in page
    report = await stored(report_id)
    record = Record.of(json.loads(report.record))
    assert (record.released_on, record.fingerprint) == (today(), report.fingerprint)
    assert (report.released_by, report.released_by_name) == (cast.anna.id, "Anna Albers")


async def test_a_released_report_takes_no_change(cast: Cast, visit: Visit) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    section = await section_of(report_id, SectionKind.SUMMARY)
    await release(await cast.actor("anna"), report_id)
    before, anna, path = await stored(report_id), await visit("anna"), f"/berichte/{report_id}"
    for rest, form in (
        ("/zahlen", {}),
        ("/zeitraum", {"since": "2024-01-01", "until": "2024-02-01", "version": "2"}),
        ("/abschnitte", {"shown": "tasks", "version": "2"}),
        (f"/abschnitte/{section.id}", {"text": "Nachgetragen", "version": "0"}),
        (f"/abschnitte/{section.id}/aufnehmen", {}),
    ):
        answer = await anna.post(f"{path}{rest}", form)
        assert answer.status_code == 409, rest
        assert "ändert sich nicht mehr" in answer.text
    after = await stored(report_id)
    assert (before.facts, before.record, before.version) == (
        after.facts,
        after.record,
        after.version,
    )
    assert (await section_of(report_id, SectionKind.SUMMARY)).text == ""


async def test_changed_data_are_filled_in_and_read_again_before_the_release(
    cast: Cast, visit: Visit
) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    seen = {"seen": await fingerprint(cast, report_id)}
    await make_mandate(cast.group, title="Inzwischen gefragt")
    anna, path = await visit("anna"), f"/berichte/{report_id}/freigabe"
    answer = await anna.post(path, seen)
    assert answer.status_code == 409
    assert "Seit dem Entwurf haben sich die Daten geändert" in answer.text
    assert "Inzwischen gefragt" in answer.text
    assert (await stored(report_id)).status == ReportStatus.DRAFT
    assert (await anna.post(path, {"seen": await fingerprint(cast, report_id)})).status_code == 303


async def test_words_written_since_are_read_before_the_release(cast: Cast, visit: Visit) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    seen = {"seen": await fingerprint(cast, report_id)}
    section = await section_of(report_id, SectionKind.SUMMARY)
    await ReportSection.update({ReportSection.text: "Dazwischen"}).where(
        ReportSection.id == section.id
    )
    answer = await (await visit("anna")).post(f"/berichte/{report_id}/freigabe", seen)
    assert answer.status_code == 409
    assert "Inzwischen hat jemand den Bericht geändert" in answer.text
    assert "Dazwischen" in answer.text
    assert (await stored(report_id)).status == ReportStatus.DRAFT


async def test_a_public_report_is_read_by_everybody_of_the_body(cast: Cast, visit: Visit) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    await release(await cast.actor("anna"), report_id)
    seen = {
        name: (await (await visit(name)).get(f"/berichte/{report_id}")).status_code
        for name in ("jutta", "carla", "dirk", "gustav", "eva", "frieda")
    }
    assert seen == {
        "jutta": 200, "carla": 200, "dirk": 200, "gustav": 200, "eva": 404, "frieda": 404,
    }  # fmt: skip
    jutta = await visit("jutta")
    assert f"/berichte/{report_id}" in (await jutta.get("/berichte")).text
    page = (await jutta.get(f"/berichte/{report_id}")).text
    assert "Neue Fassung beginnen" not in page
    assert "Anna Albers" not in page


async def test_a_report_about_a_confidential_vorlage_is_for_the_committee(
    cast: Cast, visit: Visit
) -> None:
    vorlage = await make_vorlage(
        cast.body, committee=cast.committee.id, visibility=Visibility.CONFIDENTIAL
    )
    await make_mandate(cast.group, point=(await points_of(vorlage))[0])
    report_id = await begin(cast, papers=(vorlage,))
    await release(await cast.actor("anna"), report_id)
    for name, status in (("jutta", 200), ("carla", 404), ("dirk", 404)):
        assert (await (await visit(name)).get(f"/berichte/{report_id}")).status_code == status, name
        text = (await (await visit(name)).get("/berichte")).text
        assert (str(report_id) in text) == (status == 200)


async def test_a_vorlage_that_becomes_confidential_takes_its_public_report_along(
    cast: Cast, visit: Visit
) -> None:
    vorlage = await make_vorlage(cast.body, committee=cast.committee.id)
    await make_mandate(cast.other_group, point=(await points_of(vorlage))[0])
    report_id = await begin(cast, papers=(vorlage,))
    await release(await cast.actor("anna"), report_id)
    carla, jutta = await visit("carla"), await visit("jutta")
    assert (await carla.get(f"/berichte/{report_id}")).status_code == 200
    await Vorlage.update({Vorlage.visibility: Visibility.CONFIDENTIAL}, force=True)
    assert (await carla.get(f"/berichte/{report_id}")).status_code == 404
    assert (await carla.get(f"/berichte/{report_id}/bericht.txt")).status_code == 404
    assert (await jutta.get(f"/berichte/{report_id}")).status_code == 200


async def test_a_new_edition_goes_on_with_the_texts_and_new_figures(
    cast: Cast, visit: Visit
) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    section = await section_of(report_id, SectionKind.SUMMARY)
    anna, path = await visit("anna"), f"/berichte/{report_id}"
    assert (await anna.post(f"{path}/fortsetzung")).status_code == 409, "not released yet"
    await anna.post(f"{path}/abschnitte/{section.id}", {"text": "Kurz gesagt", "version": "0"})
    await release(await cast.actor("anna"), report_id)
    await make_mandate(cast.group, title="Danach gefragt")
    first, second = await anna.post(f"{path}/fortsetzung"), await anna.post(f"{path}/fortsetzung")
    assert first.headers["location"] == second.headers["location"]
    page = (await anna.get(first.headers["location"])).text
    for words in ("1. Sachstandsbericht, Fassung 2", "Kurz gesagt", "Danach gefragt"):
        assert words in page, words
    assert await Report.count() == 2
    assert "Danach gefragt" not in (await anna.get(path)).text


async def test_the_report_becomes_a_dated_addition_of_its_vorlage_once(
    cast: Cast, visit: Visit
) -> None:
    vorlage = await make_vorlage(cast.body, committee=cast.committee.id)
    await make_mandate(cast.group, point=(await points_of(vorlage))[0], title="Räume finden")
    report_id = await begin(cast, papers=(vorlage,))
    subject = await ReportSubject.objects().where(ReportSubject.vorlage == vorlage.id).first()
    assert subject is not None
    anna, path = await visit("anna"), f"/berichte/{report_id}/sachlage/{subject.id}"
    assert (await anna.post(path)).status_code == 409, "not released yet"
    await release(await cast.actor("anna"), report_id)
    for _ in range(2):
        assert (await anna.post(path)).status_code == 303
    stored_paper = await Vorlage.objects().get(Vorlage.id == vorlage.id)
    assert stored_paper is not None
    (section,) = json.loads(stored_paper.paper)["facts"]
    assert section["heading"] == f"Sachlage vom {datum(today())}: 1. Sachstandsbericht"
    assert section["date"] == today().isoformat()
    page = (await anna.get(f"/vorlagen/{vorlage.id}/sachlage")).text
    for words in (section["heading"], "Räume finden", "Stand der Aufträge"):
        assert words in page, words


async def test_a_confidential_report_does_not_go_into_a_public_vorlage(
    cast: Cast, visit: Visit
) -> None:
    secret = await make_vorlage(
        cast.body, reference="2024/099", committee=cast.committee.id, visibility="confidential"
    )
    public = await make_vorlage(cast.body, committee=cast.committee.id)
    for paper in (secret, public):
        await make_mandate(cast.group, point=(await points_of(paper))[0])
    report_id = await begin(cast, papers=(secret, public))
    await release(await cast.actor("anna"), report_id)
    subject = await ReportSubject.objects().where(ReportSubject.vorlage == public.id).first()
    assert subject is not None
    anna = await visit("anna")
    answer = await anna.post(f"/berichte/{report_id}/sachlage/{subject.id}")
    assert answer.status_code == 409
    assert "kommt deshalb nicht in eine öffentliche Vorlage" in answer.text
    assert f"sachlage/{subject.id}" not in (await anna.get(f"/berichte/{report_id}")).text

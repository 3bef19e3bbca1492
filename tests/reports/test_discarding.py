"""A draft that nobody wants goes and comes back; a draft says when the data have moved on."""

from uuid import UUID

from app.reports.tables import Report, ReportSection, SectionKind
from tests.browser import Visit
from tests.cast import Cast
from tests.mandates.make import make_mandate
from tests.reports.make import begin, release, section_of
from tests.reports.test_writing import stored
from tests.vorlagen.make import make_vorlage


async def test_a_discarded_draft_is_gone_and_comes_back_with_its_texts(
    cast: Cast, visit: Visit
) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    section = await section_of(report_id, SectionKind.SUMMARY)
    await ReportSection.update({ReportSection.text: "Mühsam geschrieben"}).where(
        ReportSection.id == section.id
    )
    anna, path = await visit("anna"), f"/berichte/{report_id}"
    assert "Entwurf verwerfen" in (await anna.get(path)).text
    for _ in range(2):
        answer = await anna.post(f"{path}/verwerfen")
        assert answer.headers["location"] == f"/berichte?verworfen={report_id}"
    page = (await anna.get(answer.headers["location"])).text
    assert "ist verworfen" in page
    assert f'href="{path}"' not in page
    for rest in ("", "/vorschau", "/bericht.pdf", "/freigabe"):
        assert (await anna.get(f"{path}{rest}")).status_code == 404
    assert (await anna.post(f"{path}/zahlen")).status_code == 404
    for _ in range(2):
        assert (await anna.post(f"{path}/zurueckholen")).headers["location"] == path
    assert "Mühsam geschrieben" in (await anna.get(path)).text


async def test_nobody_else_sees_or_brings_back_what_is_discarded(cast: Cast, visit: Visit) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    await (await visit("anna")).post(f"/berichte/{report_id}/verwerfen")
    for name in ("bernd", "frieda", "jutta"):
        who = await visit(name)
        assert (await who.post(f"/berichte/{report_id}/zurueckholen")).status_code == 404
        assert "ist verworfen" not in (await who.get(f"/berichte?verworfen={report_id}")).text
    report = await Report.objects().get(Report.id == report_id)
    assert report
    assert report.discarded_at


async def test_a_released_report_is_not_discarded(cast: Cast, visit: Visit) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    await release(await cast.actor("anna"), report_id)
    anna = await visit("anna")
    assert (await anna.post(f"/berichte/{report_id}/verwerfen")).status_code == 409
    assert (await stored(report_id)).discarded_at is None


async def test_numbers_have_no_gap_and_are_not_given_twice(cast: Cast, visit: Visit) -> None:
    vorlage, anna = await make_vorlage(cast.body, committee=cast.committee.id), await visit("anna")
    first = await make_draft(cast, vorlage.id)
    await anna.post(f"/berichte/{first}/verwerfen")
    second = await make_draft(cast, vorlage.id)
    await anna.post(f"/berichte/{first}/zurueckholen")
    assert [(await stored(each)).number for each in (first, second)] == [2, 1]


async def make_draft(cast: Cast, vorlage_id: UUID) -> UUID:
    """As begun by the form, which offers only Vorlagen on which somebody works."""
    from app.reports.queries.choices import highest_number

    number = 1 + await highest_number(cast.committee.id, vorlage_id)
    report_id = await begin(cast, groups=(cast.group,))
    await Report.update({Report.vorlage: vorlage_id, Report.number: number}).where(
        Report.id == report_id
    )
    return report_id


async def test_a_discarded_new_edition_comes_back_where_one_is_begun_again(
    cast: Cast, visit: Visit
) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    await release(await cast.actor("anna"), report_id)
    anna, path = await visit("anna"), f"/berichte/{report_id}"
    second = (await anna.post(f"{path}/fortsetzung")).headers["location"]
    await anna.post(f"{second}/verwerfen")
    assert "Neue Fassung beginnen" in (await anna.get(path)).text
    assert (await anna.post(f"{path}/fortsetzung")).headers["location"] == second
    assert await Report.count() == 2


async def test_a_draft_says_when_the_data_have_changed_since(cast: Cast, visit: Visit) -> None:
    await make_mandate(cast.group, title="Räume finden")
    report_id = await begin(cast, groups=(cast.group,))
    anna, path = await visit("anna"), f"/berichte/{report_id}"
    said = "Die Zahlen haben sich seit dem"
    assert f'data-hx-get="{path}/zahlen"' in (await anna.get(path)).text
    assert said not in (await anna.get(f"{path}/zahlen")).text
    await make_mandate(cast.group, title="Später gefragt")
    assert said in (await anna.get(f"{path}/zahlen")).text
    assert "Später gefragt" not in (await anna.get(path)).text, "looking changes nothing"
    await anna.post(f"{path}/zahlen")
    assert said not in (await anna.get(f"{path}/zahlen")).text
    assert "Später gefragt" in (await anna.get(path)).text

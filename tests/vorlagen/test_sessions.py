"""Sessions of committees: they come with the consultations, and show what the reader may see."""

from datetime import date, time

import pytest

from app.vorlagen.queries.sessions import agenda_order
from app.vorlagen.tables import CommitteeSession, Consultation
from tests.browser import Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.vorlagen.make import make_vorlage

DAY = date(2024, 2, 21)


def step(cast: Cast, **columns: object) -> dict[str, object]:
    return {
        "committee_name": "Jugendhilfeausschuss", "committee": cast.committee.id, "held_on": DAY,
        **columns,
    }  # fmt: skip


def address(cast: Cast, day: date | None = DAY) -> str:
    path = f"/gremien/{cast.committee.id}/sitzungen"
    return f"{path}/{day.isoformat()}" if day else path


async def sessions(cast: Cast) -> list[tuple[date, str]]:
    rows = (
        await CommitteeSession.select(CommitteeSession.held_on, CommitteeSession.title)
        .where(CommitteeSession.committee == cast.committee.id)
        .order_by(CommitteeSession.held_on)
    )
    return [(row["held_on"], row["title"]) for row in rows]


async def test_session_comes_with_the_first_consultation_of_the_day(cast: Cast) -> None:
    await make_vorlage(cast.body, reference="A", steps=(step(cast),))
    await make_vorlage(cast.body, reference="B", steps=(step(cast, meeting_title="7. Sitzung"),))
    await make_vorlage(cast.body, reference="C", steps=(step(cast, meeting_title="Siebte"),))
    other = {"committee_name": "Kreistag", "held_on": DAY}
    await make_vorlage(cast.body, reference="D", steps=(other, step(cast, held_on=None)))
    assert await sessions(cast) == [(DAY, "7. Sitzung")]


async def test_session_comes_when_the_day_is_noted_later(cast: Cast) -> None:
    vorlage = await make_vorlage(cast.body, steps=(step(cast, held_on=None),))
    assert await sessions(cast) == []
    await Consultation.update({Consultation.held_on: DAY}).where(Consultation.vorlage == vorlage.id)
    assert await sessions(cast) == [(DAY, "")]


async def test_list_shows_days_with_the_number_of_papers(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body, reference="A", steps=(step(cast), step(cast)))
    await make_vorlage(cast.body, reference="B", steps=(step(cast),))
    later = step(cast, held_on=date(2024, 5, 2), meeting_title="8. Sitzung")
    await make_vorlage(cast.body, reference="C", steps=(later,))
    page = (await (await visit("carla")).get(address(cast, None))).text
    assert page.index("Do 02.05.2024") < page.index("Mi 21.02.2024")
    assert "8. Sitzung" in page
    assert '<td class="kern-table__cell sw-num">2</td>' in page, "a paper counts once"


async def test_session_shows_its_papers_in_the_order_of_the_agenda(
    cast: Cast, visit: Visit
) -> None:
    ten = step(cast, agenda_number="Ö 10", role_raw="Entscheidung", result_code="postponed")
    two = step(cast, agenda_number="Ö 2.1", result_raw="einstimmig beschlossen")
    ohne = await make_vorlage(cast.body, reference="A", title="Ohne TOP", steps=(step(cast),))
    await make_vorlage(cast.body, reference="B", title="TOP zehn", steps=(ten,))
    await make_vorlage(cast.body, reference="C", title="TOP zwei", steps=(two,))
    page = (await (await visit("carla")).get(address(cast))).text
    assert page.index("TOP zwei") < page.index("TOP zehn") < page.index("Ohne TOP")
    assert "Mittwoch, 21. Februar 2024" in page
    assert "einstimmig beschlossen" in page
    assert "vertagt" in page
    assert "Entscheidung" in page
    assert f'href="/vorlagen/{ohne.id}"' in page
    assert "Angaben zur Sitzung ändern" not in page


async def test_paper_that_is_not_public_never_appears_for_others(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body, reference="A", title="Offen", steps=(step(cast),))
    secret, its_own_day = step(cast), step(cast, held_on=date(2024, 9, 9))
    await make_vorlage(
        cast.body, reference="B", title="Geheim", visibility="confidential",
        committee=cast.committee.id, steps=(secret, its_own_day),
    )  # fmt: skip
    for name in ("carla", "dirk"):
        browser = await visit(name)
        assert "Geheim" not in (await browser.get(address(cast))).text
        page = (await browser.get(address(cast, None))).text
        assert "09.09.2024" not in page
        assert '<td class="kern-table__cell sw-num">1</td>' in page
        assert (await browser.get(address(cast, date(2024, 9, 9)))).status_code == 404
    for name in ("anna", "jutta"):
        browser = await visit(name)
        assert "Geheim" in (await browser.get(address(cast))).text
        assert (await browser.get(address(cast, date(2024, 9, 9)))).status_code == 200


@pytest.mark.parametrize("end", ["/gestern", "/2024-02-30", "/2024-02-22", "/0000-00-00"])
async def test_day_without_a_session_is_404(cast: Cast, visit: Visit, end: str) -> None:
    await make_vorlage(cast.body, steps=(step(cast),))
    anna = await visit("anna")
    assert (await anna.get(f"{address(cast, None)}{end}")).status_code == 404
    assert (await anna.get(f"/gremien/{cast.group.id}/sitzungen")).status_code == 404
    assert (await anna.get(address(cast))).status_code == 200


async def test_office_of_another_body_finds_nothing(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body, steps=(step(cast),))
    frieda = await visit("frieda")
    for path in (address(cast, None), address(cast), f"{address(cast)}/angaben"):
        assert (await frieda.get(path)).status_code == 404


async def test_office_says_when_and_where(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body, steps=(step(cast, meeting_title="7. Sitzung"),))
    anna = await visit("anna")
    form = (await anna.get(f"{address(cast)}/angaben")).text
    assert 'value="7. Sitzung"' in form
    sent = {"version": "1", "title": "7. Sitzung (neu)", "begins_at": "16:30", "place": "Saal <1>"}
    for _ in range(2):
        answer = await anna.post(f"{address(cast)}/angaben", {**sent})
        sent["version"] = "2"
    assert answer.status_code == 303
    page = (await (await visit("carla")).get(address(cast))).text
    assert "7. Sitzung (neu)" in page
    assert "Beginn: 16:30 Uhr" in page
    assert "Ort: Saal &lt;1&gt;" in page
    row = await CommitteeSession.objects().first()
    assert row is not None
    assert (row.begins_at, row.version) == (time(16, 30), 3)


async def test_what_the_office_said_stays_when_papers_come_and_go(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body, reference="A", steps=(step(cast),))
    anna = await visit("anna")
    await anna.post(f"{address(cast)}/angaben", {"version": "1", "place": "Saal"})
    await make_vorlage(cast.body, reference="B", steps=(step(cast, meeting_title="Anders"),))
    assert await sessions(cast) == [(DAY, "")]
    await Consultation.delete().where(Consultation.committee == cast.committee.id)
    assert vorlage.id
    page = (await anna.get(address(cast))).text
    assert "Ort: Saal" in page
    assert "keine Vorlage, die Sie lesen dürfen" in page


async def test_wrong_time_comes_back_with_what_was_typed(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body, steps=(step(cast),))
    anna = await visit("anna")
    sent = {"version": "1", "begins_at": "25:99", "place": "Saal", "title": "x" * 301}
    answer = await anna.post(f"{address(cast)}/angaben", sent)
    assert answer.status_code == 422
    assert "Bitte eine Uhrzeit wie 14:30 angeben." in answer.text
    assert 'value="Saal"' in answer.text
    assert 'value="25:99"' in answer.text


async def test_stale_form_shows_what_is_stored(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body, steps=(step(cast),))
    anna = await visit("anna")
    first = {"version": "1", "place": "Saal 1", "begins_at": "09:00"}
    await anna.post(f"{address(cast)}/angaben", first)
    answer = await anna.post(f"{address(cast)}/angaben", {"version": "1", "place": "Saal 2"})
    assert answer.status_code == 409
    assert "ohne Bezeichnung, 09:00 Uhr, Saal 1" in answer.text
    assert 'value="Saal 2"' in answer.text
    again = await anna.post(f"{address(cast)}/angaben", {"version": "2", "place": "Saal 2"})
    assert again.status_code == 303


async def test_day_in_the_beratungsfolge_leads_to_the_session(cast: Cast, visit: Visit) -> None:
    unknown = {"committee_name": "Kreistag", "held_on": date(2024, 3, 14)}
    vorlage = await make_vorlage(cast.body, steps=(step(cast), unknown))
    page = (await (await visit("carla")).get(f"/vorlagen/{vorlage.id}")).text
    assert f'href="{address(cast)}"' in page
    assert page.count("/sitzungen/") == 1
    assert "14.03.2024" in page


async def test_committee_leads_to_its_sessions(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body, committee=cast.committee.id)
    anna, link = await visit("anna"), f'href="{address(cast, None)}"'
    assert link in (await anna.get(f"/gruppen/{cast.committee.id}")).text
    assert link not in (await anna.get(f"/gruppen/{cast.group.id}")).text
    for path in ("/vorlagen", "/beschlusskontrolle"):
        assert link in (await anna.get(path, params={"gremium": cast.committee.id})).text
        assert link not in (await anna.get(path)).text


async def test_long_list_has_pages_and_few_statements(cast: Cast, visit: Visit) -> None:
    days = [date(2020, 1, 1 + n % 28).replace(month=1 + n // 28) for n in range(60)]
    await make_vorlage(cast.body, steps=[step(cast, held_on=day) for day in days])
    carla = await visit("carla")
    for path in (address(cast, None), address(cast, days[0])):
        with counted_statements() as statements:
            answer = await carla.get(path)
        assert answer.status_code == 200
        assert len(statements) <= 6, statements
    page = (await carla.get(address(cast, None))).text
    assert "Seite 1 von 2" in page
    assert (await carla.get(address(cast, None), params={"seite": 2})).text.count("2020</a>") == 10
    beyond = await carla.get(address(cast, None), params={"seite": 9})
    assert "So viele Seiten hat die Liste nicht." in beyond.text


def test_agenda_numbers_sort_as_people_count() -> None:
    numbers = ["", "N 1", "Ö 10", "Ö 2", "Ö 2.10", "Ö 2.2", "5", "5a"]
    assert sorted(numbers, key=agenda_order) == [
        "5", "5a", "N 1", "Ö 2", "Ö 2.2", "Ö 2.10", "Ö 10", "",
    ]  # fmt: skip

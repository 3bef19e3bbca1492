"""The timeline gathers from all features what a reader may see, in a fixed number of statements."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest

from app.core.clock import now
from app.core.words import Visibility
from app.digest.tables import Digest, Subscription
from app.groups.tables import Group
from app.meetings.tables import Meeting
from app.minutes.tables import MinutesStatus
from app.reports.tables import ReportSubject
from app.vorlagen.tables import Vorlage
from tests.browser import HTMX, Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.mandates.make import make_mandate, make_origin, make_step
from tests.meetings.make import first_item, make_item, make_meeting
from tests.minutes.make import make_decision, make_held, make_minutes
from tests.reports.make import make_report
from tests.vorlagen.make import make_paper, make_vorlage, points_of


async def paper_with_a_life(cast: Cast, **columns: Any) -> tuple[Vorlage, Meeting]:
    """A supplement, a group with a held and a coming meeting, a recommendation, a report."""
    facts = [
        {"heading": "Sachlage vom 15.10.2024", "date": "2024-10-15", "blocks": []},
        {"heading": "Sachverhalt", "date": None, "blocks": []},
    ]
    vorlage = await make_vorlage(
        cast.body, paper=make_paper(facts=facts), committee=cast.committee.id, **columns
    )
    points = await points_of(vorlage)
    await Group.update({Group.starts_on: date(2024, 4, 16)}).where(Group.id == cast.group.id)
    await make_origin(cast.group, points[0])
    mandate = await make_mandate(cast.group, point=points[1])
    await make_step(mandate, to_status="reported", at=now() - timedelta(days=2))
    held = await make_held(cast.group, title="7. Sitzung <Nord>")
    item = await first_item(held)
    await make_decision(item, text="Zwei Häuser genügen.")
    await make_minutes(held, status=MinutesStatus.SENT)
    await make_meeting(cast.group, title="8. Sitzung")
    return vorlage, held


async def told(vorlage: Vorlage, cast: Cast, count: int = 2) -> None:
    content = {"papers": [{"paper": {"vorlage_id": str(vorlage.id)}}]}
    for number in range(count):
        person = [cast.jutta, cast.anna, cast.bernd][number]
        row = Subscription(
            person=person.id, committee=cast.committee.id, watermark=now(), token_hash=f"{number}"
        )
        await row.save()
        await Digest(
            subscription=row.id, since=now(), until=now(), content=json.dumps(content)
        ).save()


async def test_members_of_the_group_see_the_whole_way_with_links(cast: Cast, visit: Visit) -> None:
    vorlage, held = await paper_with_a_life(cast)
    await told(vorlage, cast)
    carla = await visit("carla")
    with counted_statements() as statements:
        page = (await carla.get(f"/vorlagen/{vorlage.id}/verlauf")).text
    assert 2 <= len(statements) <= 6, statements
    listed = [
        "Vorlage erstellt", "Jugendhilfeausschuss: geändert empfohlen", "Kreistag",
        "Steuerungsgruppe Familienzentren eingerichtet", "Ergänzung: Sachlage vom 15.10.2024",
        "Ein Auftrag ist dem Ausschuss berichtet", "7. Sitzung &lt;Nord&gt;",
        "empfohlen: Zwei Häuser genügen.", "Zusammenfassung an 2 Personen im Ausschuss",
        "8. Sitzung (geplant)",
    ]  # fmt: skip
    trail = page[page.index('<ol class="sw-trail">') :]
    places = [trail.index(text) for text in listed]
    assert places == sorted(places), "in the order of time"
    for address in (
        f"/gruppen/{cast.group.id}", f"/sitzungen/{held.id}", f"/sitzungen/{held.id}/protokoll",
        f"/vorlagen/{vorlage.id}/sachlage",
    ):  # fmt: skip
        assert f'href="{address}"' in page
    assert page.count('class="is-plan"') == 1


async def test_the_picture_has_a_name_and_words_and_no_style(cast: Cast, visit: Visit) -> None:
    vorlage, _ = await paper_with_a_life(cast)
    page = (await (await visit("carla")).get(f"/vorlagen/{vorlage.id}/verlauf")).text
    svg = page[page.index('<svg viewBox="0 0 1184') : page.index("</svg>", page.index("1184"))]
    assert 'role="img" aria-labelledby="zs-titel zs-text"' in svg
    assert "Zeitstrahl der Vorlage 2024/012" in svg
    assert "Alle Daten stehen in der Liste unter dem Bild." in svg
    assert "style=" not in svg
    assert "<a " not in svg
    assert re.search(r'<div [^>]*tabindex="0" role="region" aria-label="Zeitstrahl', page)


@pytest.mark.parametrize("name", ["jutta", "dirk"])
async def test_others_of_the_body_see_days_but_no_words_of_the_group(
    cast: Cast, visit: Visit, name: str
) -> None:
    vorlage, held = await paper_with_a_life(cast)
    page = (await (await visit(name)).get(f"/vorlagen/{vorlage.id}/verlauf")).text
    assert "Steuerungsgruppe Familienzentren: Sitzung" in page
    for hidden in ("7. Sitzung", "Zwei Häuser", f"/gruppen/{cast.group.id}", f"/sitzungen/{held.id}"):  # fmt: skip
        assert hidden not in page


async def test_a_public_recommendation_is_for_all_readers(cast: Cast, visit: Visit) -> None:
    vorlage, held = await paper_with_a_life(cast)
    item = await make_item(held, title="Räume", position=9, visibility="public")
    await make_decision(item, text="Drei Regionen werden Familienzentren.")
    page = (await (await visit("jutta")).get(f"/vorlagen/{vorlage.id}/verlauf")).text
    assert "Drei Regionen werden Familienzentren." in page
    assert "Zwei Häuser" not in page


async def test_a_draft_of_minutes_recommends_nothing_yet(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body)
    await make_origin(cast.group, (await points_of(vorlage))[0])
    held = await make_held(cast.group)
    await make_decision(await first_item(held), text="Noch im Entwurf.")
    await make_minutes(held)
    page = (await (await visit("carla")).get(f"/vorlagen/{vorlage.id}/verlauf")).text
    assert "Noch im Entwurf." not in page


async def test_a_session_with_the_paper_on_its_agenda_is_told_once(
    cast: Cast, visit: Visit
) -> None:
    vorlage = await make_vorlage(cast.body, steps=())
    session = await make_meeting(cast.committee, items=())
    await make_item(session, vorlage=vorlage.id)
    await make_item(session, vorlage=vorlage.id, position=2)
    path = f"/vorlagen/{vorlage.id}/verlauf"
    page = (await (await visit("carla")).get(path)).text
    assert page.count("Jugendhilfeausschuss mit dieser Vorlage auf der Tagesordnung (geplant)") == 1
    assert f"/sitzungen/{session.id}" not in page
    assert f'href="/sitzungen/{session.id}"' in (await (await visit("jutta")).get(path)).text


async def test_the_block_is_no_page_and_the_page_of_the_paper_asks_for_it(
    cast: Cast, visit: Visit
) -> None:
    vorlage, _ = await paper_with_a_life(cast)
    carla = await visit("carla")
    path = f"/vorlagen/{vorlage.id}/verlauf"
    block = (await carla.get(path, headers=HTMX)).text
    assert "<html" not in block
    assert "Verlauf als Liste" in block
    show = (await carla.get(f"/vorlagen/{vorlage.id}")).text
    assert f'data-hx-get="{path}"' in show
    assert f'href="{path}"' in show


async def test_a_paper_without_dates_says_so(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body, steps=(), dated_on=None)
    page = (await (await visit("carla")).get(f"/vorlagen/{vorlage.id}/verlauf")).text
    assert "noch kein Datum bekannt" in page


async def test_a_confidential_paper_shows_nothing_to_others(cast: Cast, visit: Visit) -> None:
    vorlage, _ = await paper_with_a_life(cast, visibility="confidential")
    for name in ("carla", "dirk", "frieda"):
        answer = await (await visit(name)).get(f"/vorlagen/{vorlage.id}/verlauf")
        assert answer.status_code == 404


async def test_a_released_report_stands_on_the_line_for_who_may_read_it(
    cast: Cast, visit: Visit
) -> None:
    vorlage, _ = await paper_with_a_life(cast)
    open_one = await make_report(cast, status="released", released_at=now(), vorlage=vorlage.id)
    closed = await make_report(
        cast, status="released", released_at=now(), number=2, edition=3,
        visibility=Visibility.CONFIDENTIAL,
    )  # fmt: skip
    draft = await make_report(cast, number=4)
    for report in (open_one, closed, draft):
        await ReportSubject(report=report.id, vorlage=vorlage.id).save()
    pages = {
        name: (await (await visit(name)).get(f"/vorlagen/{vorlage.id}/verlauf")).text
        for name in ("carla", "jutta", "anna")
    }
    for page in pages.values():
        assert f'href="/berichte/{open_one.id}"' in page
        assert "1. Sachstandsbericht freigegeben" in page
        assert str(draft.id) not in page
    said = "2. Sachstandsbericht, Fassung 3 freigegeben"
    assert {name for name, page in pages.items() if said in page} == {"jutta", "anna"}

from datetime import timedelta

import pytest

from app.core.clock import now, today
from app.mandates.tables import Mandate
from app.vorlagen.tables import Vorlage
from tests.browser import HTMX, Visit
from tests.cast import Cast, make_group
from tests.counting import counted_statements
from tests.mandates.make import make_mandate, make_origin, make_step
from tests.meetings.make import make_meeting
from tests.vorlagen.make import make_vorlage, points_of


async def paper_at_work(cast: Cast) -> tuple[Vorlage, Mandate]:
    """Point 1 set up the group, point 2 is worked on, nobody touched point 3."""
    vorlage = await make_vorlage(cast.body)
    points = await points_of(vorlage)
    await make_origin(cast.group, points[0])
    due = today() + timedelta(days=3)
    mandate = await make_mandate(
        cast.group, point=points[1], status="in_progress", title="Räume suchen", due_on=due
    )
    await make_step(mandate, sentence="Zwei Häuser sind besichtigt.", at=now())
    return vorlage, mandate


async def test_members_see_states_steps_and_links(cast: Cast, visit: Visit) -> None:
    vorlage, mandate = await paper_at_work(cast)
    meeting = await make_meeting(cast.group, title="7. Sitzung")
    await make_meeting(cast.group, title="8. Sitzung", starts_at=now() + timedelta(days=60))
    carla = await visit("carla")
    with counted_statements() as statements:
        page = (await carla.get(f"/vorlagen/{vorlage.id}/stand")).text
    assert 2 <= len(statements) <= 6
    assert "1 von 3 erledigt" in page
    for text in ("Gruppe eingerichtet", "in Bearbeitung", "offen", "bald fällig", "7. Sitzung"):
        assert text in page
    assert "8. Sitzung" not in page
    assert "Zwei Häuser sind besichtigt." in page
    for address in (f"/gruppen/{cast.group.id}", f"/auftraege/{mandate.id}", f"/sitzungen/{meeting.id}"):  # fmt: skip
        assert f'href="{address}"' in page


@pytest.mark.parametrize("name", ["jutta", "dirk"])
async def test_others_of_the_body_see_states_but_no_words_or_links_of_the_group(
    cast: Cast, visit: Visit, name: str
) -> None:
    vorlage, mandate = await paper_at_work(cast)
    meeting = await make_meeting(cast.group)
    page = (await (await visit(name)).get(f"/vorlagen/{vorlage.id}/stand")).text
    assert "in Bearbeitung" in page
    assert cast.group.name in page
    for hidden in ("Zwei Häuser", mandate.title, f"/gruppen/{cast.group.id}",
                   f"/auftraege/{mandate.id}", f"/sitzungen/{meeting.id}"):  # fmt: skip
        assert hidden not in page


async def test_the_block_for_the_page_of_the_vorlage_is_no_page(cast: Cast, visit: Visit) -> None:
    vorlage, _ = await paper_at_work(cast)
    carla = await visit("carla")
    block = await carla.get(f"/vorlagen/{vorlage.id}/stand", headers=HTMX)
    assert "<html" not in block.text
    assert "1 von 3 erledigt" in block.text


async def test_a_confidential_paper_shows_nothing_to_others(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body, visibility="confidential")
    for name in ("carla", "frieda"):
        answer = await (await visit(name)).get(f"/vorlagen/{vorlage.id}/stand")
        assert answer.status_code == 404


async def test_a_group_says_which_point_set_it_up(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body)
    points = await points_of(vorlage)
    await make_origin(cast.group, points[0])
    carla = await visit("carla")
    page = (await carla.get(f"/gruppen/{cast.group.id}/herkunft")).text
    assert f"Punkt 1 der Vorlage 2024/012 {vorlage.title}" in page
    assert f"„{points[0].text}“" in page
    assert f'href="/vorlagen/{vorlage.id}"' in page

    await Vorlage.update({Vorlage.visibility: "confidential"}).where(Vorlage.id == vorlage.id)
    block = await carla.get(f"/gruppen/{cast.group.id}/herkunft", headers=HTMX)
    assert "nichtöffentliche Vorlage" in block.text
    assert "<html" not in block.text
    assert "2024/012" not in block.text


async def test_a_group_without_a_paper_says_so(cast: Cast, visit: Visit) -> None:
    group = await make_group(cast.body, "Arbeitsgruppe Sommer")
    page = (await (await visit("anna")).get(f"/gruppen/{group.id}/herkunft")).text
    assert "ohne Vorlage angelegt" in page


async def test_the_tab_of_a_vorlage_warns_as_the_list_does(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body)
    points = await points_of(vorlage)
    long_ago = now() - timedelta(days=120)
    old = await make_mandate(cast.group, point=points[1], status="in_progress", first_at=long_ago)
    await make_step(
        old, at=now() - timedelta(days=100), meeting=(await make_meeting(cast.group)).id
    )
    carla, words = await visit("carla"), "seit 90 Tagen ohne Schritt"
    page = (await carla.get(f"/vorlagen/{vorlage.id}/stand")).text
    assert words in page
    assert "1 stockt" in page, "as the Beschlusskontrolle says"
    assert "noch nie beraten" not in page
    await make_step(old, at=now())
    assert words not in (await carla.get(f"/vorlagen/{vorlage.id}/stand")).text
    await make_mandate(cast.group, point=points[2], status="in_progress")
    page = (await carla.get(f"/vorlagen/{vorlage.id}/stand")).text
    assert page.count("noch nie beraten") == 1

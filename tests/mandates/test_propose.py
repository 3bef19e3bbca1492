from uuid import uuid4

import pytest

from app.mandates.tables import Mandate, MandateStep
from tests.browser import Visit
from tests.cast import Cast
from tests.mandates.make import make_mandate, make_origin
from tests.vorlagen.make import make_vorlage, points_of


def proposal(**fields: str) -> dict[str, str]:
    return {
        "id": str(uuid4()),
        "kind": "question",
        "title": "Welche Räume sind frei?",
        "point_id": "",
        "due_on": "2024-12-12",
        **fields,
    }


async def test_a_member_proposes_a_mandate_from_the_point_behind_the_group(
    cast: Cast, visit: Visit
) -> None:
    points = await points_of(await make_vorlage(cast.body))
    await make_origin(cast.group, points[0])
    carla = await visit("carla")
    page = await carla.get(f"/gruppen/{cast.group.id}/auftraege/neu")
    assert "2024/012, Punkt 2: Die Gruppe klärt offene Fragen" in page.text

    form = proposal(point_id=str(points[1].id))
    for _ in range(2):
        answer = await carla.post(f"/gruppen/{cast.group.id}/auftraege/neu", form)
        assert answer.headers["location"] == f"/auftraege/{form['id']}"
    mandate = await Mandate.objects().get(Mandate.decision_point == points[1].id)
    assert mandate is not None
    assert (mandate.title, mandate.status, str(mandate.due_on)) == (
        "Welche Räume sind frei?", "open", "2024-12-12",
    )  # fmt: skip
    steps = await MandateStep.objects().where(MandateStep.mandate == mandate.id)
    assert [(step.to_status, step.person_name) for step in steps] == [("open", "Carla Cordes")]


async def test_a_missing_title_comes_back_with_everything_typed(cast: Cast, visit: Visit) -> None:
    carla = await visit("carla")
    answer = await carla.post(
        f"/gruppen/{cast.group.id}/auftraege/neu", proposal(title=" ", kind="problem")
    )
    assert answer.status_code == 422
    assert "Der Titel fehlt" in answer.text
    assert 'value="problem" selected' in answer.text
    assert 'value="2024-12-12"' in answer.text
    assert await Mandate.count() == 0


async def test_a_point_of_a_paper_the_member_may_not_read_is_neither_offered_nor_taken(
    cast: Cast, visit: Visit
) -> None:
    points = await points_of(await make_vorlage(cast.body, visibility="confidential"))
    await make_origin(cast.group, points[0])
    carla = await visit("carla")
    page = await carla.get(f"/gruppen/{cast.group.id}/auftraege/neu")
    assert str(points[0].id) not in page.text

    answer = await carla.post(
        f"/gruppen/{cast.group.id}/auftraege/neu", proposal(point_id=str(points[0].id))
    )
    assert answer.status_code == 422
    assert await Mandate.count() == 0


async def test_an_id_of_another_groups_mandate_is_refused(cast: Cast, visit: Visit) -> None:
    other = await make_mandate(cast.other_group)
    carla = await visit("carla")
    answer = await carla.post(f"/gruppen/{cast.group.id}/auftraege/neu", proposal(id=str(other.id)))
    assert answer.status_code == 422
    assert await Mandate.count() == 1


@pytest.mark.parametrize("name", ["dirk", "frieda", "eva", "gustav"])
async def test_nobody_else_proposes(cast: Cast, visit: Visit, name: str) -> None:
    browser = await visit(name)
    answer = await browser.post(f"/gruppen/{cast.group.id}/auftraege/neu", proposal())
    assert answer.status_code == 404
    assert await Mandate.count() == 0

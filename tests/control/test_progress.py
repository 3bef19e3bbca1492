"""The progress picture of a Vorlage and of a group, and the same in a table."""

import re
from datetime import timedelta

from app.core.clock import now, today
from app.mandates.tables import MandateStatus, MandateStep
from tests.browser import Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.mandates.make import make_mandate, make_step
from tests.tasks.make import make_task
from tests.vorlagen.make import make_vorlage, points_of


async def make_moves(cast: Cast) -> str:
    """The Vorlage's id: one mandate settled yesterday, one of another group still open; two tasks."""
    vorlage = await make_vorlage(cast.body, committee=cast.committee.id)
    points = await points_of(vorlage)
    begun = now() - timedelta(days=20)
    mandate = await make_mandate(cast.group, point=points[0], created_at=begun)
    await MandateStep.update({MandateStep.at: begun}).where(MandateStep.mandate == mandate.id)
    await make_step(mandate, to_status=MandateStatus.FINALISED, at=now() - timedelta(days=1))
    await make_mandate(cast.other_group, point=points[1], created_at=begun)
    for status in ("open", "done"):
        await make_task(cast.group, mandate=mandate.id, status=status, created_at=begun)
    return str(vorlage.id)


def last_row(page: str) -> list[int]:
    found = page[page.rindex('scope="row"') :]
    return [int(number) for number in re.findall(r"<td[^>]*>(\d+)</td>", found)]


async def test_the_picture_of_a_paper_says_in_words_and_numbers_what_it_draws(
    cast: Cast, visit: Visit
) -> None:
    vorlage = await make_moves(cast)
    anna = await visit("anna")
    with counted_statements() as statements:
        page = (await anna.get(f"/vorlagen/{vorlage}/fortschritt")).text
    assert len(statements) <= 6
    assert page.count('<svg viewBox="0 0 720 200" role="img"') == 2
    assert "style=" not in page
    sentence = "2 Aufträge: 1 finalisiert oder berichtet, 1 offen."
    assert sentence in page
    assert f"{today():%d.%m.%Y}" in page
    assert last_row(page) == [1, 0, 0, 1, 2, 1]


async def test_tasks_are_drawn_only_from_groups_the_reader_reads(cast: Cast, visit: Visit) -> None:
    vorlage = await make_moves(cast)
    for name in ("jutta", "dirk"):
        page = (await (await visit(name)).get(f"/vorlagen/{vorlage}/fortschritt")).text
        assert last_row(page) == [1, 0, 0, 1, 0, 0], name
        assert "Aufgaben sind nur aus Gruppen gezählt" in page


async def test_a_group_sees_its_own_progress_and_nobody_else_does(cast: Cast, visit: Visit) -> None:
    await make_moves(cast)
    path = f"/gruppen/{cast.group.id}/fortschritt"
    assert last_row((await (await visit("carla")).get(path)).text) == [1, 0, 0, 0, 2, 1]
    for name in ("dirk", "eva", "frieda", "jutta", "gustav"):
        assert (await (await visit(name)).get(path)).status_code == 404, name
    page = (await (await visit("carla")).get(f"/gruppen/{cast.group.id}")).text
    assert f'data-hx-get="{path}"' in page
    assert f'href="{path}"' in page


async def test_a_group_without_mandates_says_when_there_will_be_a_picture(
    cast: Cast, visit: Visit
) -> None:
    page = (await (await visit("carla")).get(f"/gruppen/{cast.group.id}/fortschritt")).text
    assert "Noch gibt es keinen Auftrag." in page
    assert '<svg viewBox="0 0 720 200"' not in page

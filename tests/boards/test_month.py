"""Own tasks by the day on which they are due."""

from datetime import date

import pytest

from app.core import clock
from app.tasks.tables import TaskStatus
from tests.browser import Visit
from tests.cast import Cast, make_member
from tests.counting import counted_statements
from tests.tasks.make import make_task

TODAY = date(2027, 3, 8)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def on(html: str, day: date) -> str:
    """What stands in the cell of a day."""
    return html.split(f'datetime="{day.isoformat()}"')[1].split("</td>", maxsplit=1)[0]


async def test_month_holds_own_tasks_on_their_days_with_their_state_in_words(
    cast: Cast, visit: Visit
) -> None:
    for title, day, columns in (
        ("Alt", 3, {}),
        ("Jetzt", 8, {}),
        ("Später", 31, {"status": TaskStatus.IN_PROGRESS}),
        ("Fertig", 2, {"status": TaskStatus.DONE}),
        ("Weg", 9, {"status": TaskStatus.DROPPED}),
    ):
        await make_task(
            cast.group, title=title, person=cast.carla.id, due_on=date(2027, 3, day), **columns
        )
    await make_task(cast.group, title="Bernds", person=cast.bernd.id, due_on=TODAY)
    carla = await visit("carla")
    with counted_statements() as asked:
        page = (await carla.get("/aufgaben/monat")).text
    assert len(asked) <= 3, asked
    for day, title, word in (
        (3, "Alt", "überfällig"), (8, "Jetzt", "heute fällig"), (31, "Später", "in Arbeit"),
        (2, "Fertig", "erledigt"),
    ):  # fmt: skip
        cell = on(page, date(2027, 3, day))
        assert title in cell
        assert f"<strong>{word}</strong>" in cell
        assert cast.group.name in cell
    assert "Weg" not in page
    assert "Bernds" not in page
    assert 'href="?monat=2027-02"' in page
    assert 'href="?monat=2027-04"' in page


async def test_month_of_one_group_leaves_the_others_out(cast: Cast, visit: Visit) -> None:
    await make_member(cast.other_group, cast.carla)
    await make_task(cast.group, title="Erste", person=cast.carla.id, due_on=TODAY)
    await make_task(cast.other_group, title="Zweite", person=cast.carla.id, due_on=TODAY)
    carla = await visit("carla")
    page = (await carla.get(f"/aufgaben/monat?monat=2027-03&gruppe={cast.other_group.id}")).text
    assert "Zweite" in on(page, TODAY)
    assert "Erste" not in page


async def test_empty_month_says_so_and_nonsense_is_this_month(cast: Cast, visit: Visit) -> None:
    carla = await visit("carla")
    for address in ("/aufgaben/monat", "/aufgaben/monat?monat=2027-99&gruppe=unsinn"):
        page = (await carla.get(address)).text
        assert "Meine Aufgaben im März 2027" in page
        assert "keine Aufgabe fällig" in page


async def test_who_has_left_finds_no_task_in_the_month(cast: Cast, visit: Visit) -> None:
    await make_task(cast.group, title="Evas", person=cast.eva.id, due_on=TODAY)
    assert "Evas" not in (await (await visit("eva")).get("/aufgaben/monat")).text

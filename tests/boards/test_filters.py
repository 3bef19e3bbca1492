"""What stands in the address of a list leaves out everything else."""

from datetime import timedelta
from typing import Any

import pytest

from app.core import clock
from app.tasks.tables import Priority, TaskPerson, TaskStatus
from tests.boards.test_lists import titles
from tests.browser import Visit
from tests.cast import Cast, make_member
from tests.tasks.make import make_task


async def make_some(cast: Cast) -> None:
    today = clock.today()
    made: dict[str, dict[str, Any]] = {
        "Alt": {"due_on": today - timedelta(days=30)},
        "Heute": {"due_on": today, "priority": Priority.HIGH},
        "Fern": {"due_on": today + timedelta(days=60), "priority": Priority.LOW},
        "Offen": {},
        "Erledigt": {
            "due_on": today - timedelta(days=30), "status": TaskStatus.DONE,
            "done_at": clock.now(),
        },
    }  # fmt: skip
    for title, columns in made.items():
        await make_task(cast.group, title=f"{title} Budget", person=cast.carla.id, **columns)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("frist=ueberfaellig", ["Alt"]),
        ("frist=woche", ["Heute"]),
        ("frist=ohne", ["Offen"]),
        ("dringlichkeit=high", ["Heute"]),
        ("dringlichkeit=low&frist=woche", []),
        ("suche=bUDGET+fern", ["Fern"]),
        ("suche=%25", []),
        ("stand=erledigt", ["Erledigt"]),
        ("stand=erledigt&frist=ueberfaellig", []),
        ("frist=unsinn&dringlichkeit=%00&seite=-1", ["Alt", "Heute", "Fern", "Offen"]),
    ],
)
async def test_filter_of_own_tasks(cast: Cast, visit: Visit, query: str, shown: list[str]) -> None:
    await make_some(cast)
    page = await (await visit("carla")).get(f"/aufgaben?{query}")
    assert page.status_code == 200
    assert titles(page.text) == [f"{title} Budget" for title in shown]


async def test_a_filter_without_any_hit_leads_back_to_all(cast: Cast, visit: Visit) -> None:
    await make_some(cast)
    page = (await (await visit("carla")).get("/aufgaben?suche=nirgends")).text
    assert "Zu dieser Auswahl haben Sie keine Aufgabe." in page
    assert 'value="nirgends"' in page


async def test_pressing_ones_come_first_on_a_day_and_sleeping_ones_last(
    cast: Cast, visit: Visit
) -> None:
    today, week = clock.today(), timedelta(days=7)
    made: dict[str, dict[str, Any]] = {
        "Schläft": {"starts_on": today + week, "due_on": today + 2 * week},
        "Normal": {"due_on": today + 3 * week},
        "Wichtig": {"due_on": today + 3 * week, "priority": Priority.HIGH},
        "Wach": {"starts_on": today, "due_on": today + 4 * week},
    }
    for title, columns in made.items():
        await make_task(cast.group, title=title, person=cast.carla.id, **columns)
    page = (await (await visit("carla")).get("/aufgaben")).text
    assert titles(page) == ["Wichtig", "Normal", "Wach", "Schläft"]
    assert page.index("Auf Wiedervorlage") < page.index(">Schläft<")
    assert f"ruht bis {today + week:%d.%m.}" in page
    assert "Dringlichkeit hoch" in page


async def test_list_of_a_group_by_who_is_responsible(cast: Cast, visit: Visit) -> None:
    first = await make_task(cast.group, title="Carlas", person=cast.carla.id)
    await TaskPerson(task=first.id, person=cast.paul.id).save()
    await make_task(cast.group, title="Bernds", person=cast.bernd.id)
    await make_task(cast.group, title="Niemands")
    await make_task(cast.group, title="Trägers", traeger=cast.traeger.id)
    carla, address = await visit("carla"), f"/gruppen/{cast.group.id}/aufgaben"

    async def shown(who: object) -> set[str]:
        page = (await carla.get(f"{address}?verantwortlich={who}")).text
        return {t for t in ("Carlas", "Bernds", "Niemands", "Trägers") if f">{t}</a>" in page}

    assert await shown(cast.paul.id) == {"Carlas"}
    assert await shown(cast.bernd.id) == {"Bernds"}
    assert await shown("niemand") == {"Niemands"}
    assert await shown(cast.dirk.id) == {"Carlas", "Bernds", "Niemands", "Trägers"}, "not offered"
    assert "Carla Cordes, Paul Petersen" in (await carla.get(address)).text


async def test_filters_find_nothing_of_other_groups(cast: Cast, visit: Visit) -> None:
    await make_task(cast.other_group, title="Fremd", person=cast.carla.id)
    carla = await visit("carla")
    assert titles((await carla.get(f"/aufgaben?gruppe={cast.other_group.id}")).text) == []
    await make_member(cast.other_group, cast.carla)
    assert titles((await carla.get(f"/aufgaben?gruppe={cast.other_group.id}")).text) == ["Fremd"]

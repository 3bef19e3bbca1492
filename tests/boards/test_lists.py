"""Own tasks across groups, most pressing first, and the list of a group."""

import re
from datetime import timedelta

import pytest

from app.core import clock
from app.core.paging import PER_PAGE
from app.tasks.tables import TaskStatus
from tests.browser import Visit
from tests.cast import Cast, make_member
from tests.tasks.make import make_task


def titles(html: str) -> list[str]:
    return re.findall(r"<h3><a [^>]*>([^<]+)</a></h3>", html)


async def test_own_tasks_stand_by_due_date_under_their_headings(cast: Cast, visit: Visit) -> None:
    today = clock.today()
    await make_member(cast.other_group, cast.carla)
    for title, days, group in (
        ("Später", 40, cast.other_group),
        ("Überfällig", -3, cast.group),
        ("Heute", 0, cast.group),
    ):
        await make_task(
            group, title=title, person=cast.carla.id, due_on=today + timedelta(days=days)
        )
    await make_task(cast.group, title="Ohne", person=cast.carla.id)
    await make_task(cast.group, title="Bernds", person=cast.bernd.id)
    html = (await (await visit("carla")).get("/aufgaben")).text
    assert titles(html) == ["Überfällig", "Heute", "Später", "Ohne"]
    assert "Vier offen, eine davon überfällig." in html
    assert re.findall(r'<h2 [^>]*id="h-\d">([^<]+)<', html) == [
        "Überfällig", "Diese Woche", "Später", "Ohne Termin",
    ]  # fmt: skip
    assert f"seit {today - timedelta(days=3):%d.%m.}" in html
    assert "heute fällig" in html


async def test_done_tasks_are_on_their_own_page_with_what_was_done(
    cast: Cast, visit: Visit
) -> None:
    await make_task(
        cast.group, person=cast.carla.id, status=TaskStatus.DONE, done_note="Raum 112 ist gebucht.",
        done_at=clock.now(),
    )  # fmt: skip
    carla = await visit("carla")
    assert titles((await carla.get("/aufgaben")).text) == []
    done = (await carla.get("/aufgaben?stand=erledigt")).text
    assert titles(done) == ["Entwurf Budget Region Mitte"]
    assert "Raum 112 ist gebucht." in done


async def test_group_filter_leaves_the_other_groups_out(cast: Cast, visit: Visit) -> None:
    await make_member(cast.other_group, cast.carla)
    await make_task(cast.group, title="Eins", person=cast.carla.id)
    await make_task(cast.other_group, title="Zwei", person=cast.carla.id)
    carla = await visit("carla")
    html = (await carla.get(f"/aufgaben?gruppe={cast.other_group.id}")).text
    assert titles(html) == ["Zwei"]
    assert titles((await carla.get("/aufgaben?gruppe=unsinn&seite=x")).text) == ["Eins", "Zwei"]


async def test_tasks_of_a_traeger_are_its_members_until_a_person_takes_them(
    cast: Cast, visit: Visit
) -> None:
    await make_task(cast.group, title="Für alle", traeger=cast.traeger.id)
    await make_task(cast.group, title="Für Paul", traeger=cast.traeger.id, person=cast.paul.id)
    assert titles((await (await visit("carla")).get("/aufgaben")).text) == ["Für alle"]
    assert titles((await (await visit("bernd")).get("/aufgaben")).text) == []


async def test_who_has_left_sees_no_tasks_any_more(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, person=cast.eva.id)
    eva = await visit("eva")
    assert titles((await eva.get("/aufgaben")).text) == []
    assert (await eva.get(f"/aufgaben/{task.id}")).status_code == 404


async def test_many_tasks_come_in_pages(cast: Cast, visit: Visit) -> None:
    for number in range(PER_PAGE + 2):
        await make_task(cast.group, title=f"Nr. {number}", person=cast.carla.id)
    carla = await visit("carla")
    first, second = await carla.get("/aufgaben"), await carla.get("/aufgaben?seite=2")
    assert len(titles(first.text)) == PER_PAGE
    assert len(titles(second.text)) == 2
    assert "Seite 2 von 2" in second.text
    group = await carla.get(f"/gruppen/{cast.group.id}/aufgaben?seite=2")
    assert "Seite 2 von 2" in group.text


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("offen", ["Offen", "Alt"]),
        ("ueberfaellig", ["Alt"]),
        ("erledigt", ["Fertig"]),
        ("verworfen", ["Weg"]),
        ("alle", ["Offen", "Alt", "Fertig", "Weg"]),
        ("unsinn", ["Offen", "Alt"]),
    ],
)
async def test_list_of_a_group_by_state(
    cast: Cast, visit: Visit, state: str, shown: list[str]
) -> None:
    yesterday = clock.today() - timedelta(days=1)
    await make_task(cast.group, title="Offen", person=cast.bernd.id)
    await make_task(cast.group, title="Alt", due_on=yesterday, status=TaskStatus.IN_PROGRESS)
    await make_task(
        cast.group, title="Fertig", due_on=yesterday, status=TaskStatus.DONE, done_at=clock.now()
    )
    await make_task(cast.group, title="Weg", status=TaskStatus.DROPPED)
    await make_task(cast.other_group, title="Fremd")
    html = (
        await (await visit("carla")).get(f"/gruppen/{cast.group.id}/aufgaben?stand={state}")
    ).text
    assert {
        title for title in ("Offen", "Alt", "Fertig", "Weg", "Fremd") if f">{title}</a>" in html
    } == set(shown)
    assert "Aufgabe anlegen" not in html, "Carla may not give tasks"

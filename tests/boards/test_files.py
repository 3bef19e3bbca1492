"""The filtered list as a file; no cell is run as a formula."""

import csv
import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from app.core import clock
from app.tasks.tables import Priority, TaskPerson, TaskStatus
from tests.browser import Visit
from tests.cast import Cast
from tests.tasks.make import make_chain, make_task


async def lines(visit: Visit, who: str, address: str) -> list[dict[str, str]]:
    answer = await (await visit(who)).get(address)
    assert answer.status_code == 200
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


async def test_file_holds_the_whole_filtered_list(cast: Cast, visit: Visit) -> None:
    chain = await make_chain(cast)
    day = clock.today() + timedelta(days=3)
    await TaskPerson(task=chain.task.id, person=cast.paul.id).save()
    task = await make_task(
        cast.group, title="=1+1", person=cast.carla.id, due_on=day, priority=Priority.HIGH
    )
    await make_task(cast.group, title="Weg", status=TaskStatus.DROPPED)
    rows = await lines(visit, "carla", f"/gruppen/{cast.group.id}/aufgaben/liste.csv")
    assert [row["Aufgabe"] for row in rows] == ["'=1+1", "Entwurf Budget Region Mitte"]
    assert (rows[0]["Frist"], rows[0]["Dringlichkeit"]) == (f"{day:%d.%m.%Y}", "hoch")
    assert rows[0]["Adresse"].endswith(f"/aufgaben/{task.id}")
    assert rows[1]["Verantwortlich"] == "Carla Cordes, Paul Petersen"
    assert rows[1]["Aus"] == "2024/012, Punkt 3"
    rows = await lines(
        visit, "carla", f"/gruppen/{cast.group.id}/aufgaben/liste.csv?suche=weg&stand=alle"
    )
    assert [row["Stand"] for row in rows] == ["verworfen"]


async def test_own_tasks_as_a_sheet(cast: Cast, visit: Visit) -> None:
    await make_task(cast.group, title="@summe", person=cast.carla.id, due_on=clock.today())
    await make_task(cast.group, title="Bernds", person=cast.bernd.id)
    answer = await (await visit("carla")).get("/aufgaben/liste.xlsx?frist=woche")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    cells = list(sheet.iter_rows(min_row=2))
    assert [row[0].value for row in cells] == ["@summe"]
    assert cells[0][0].data_type == "s"
    assert str(cells[0][3].value).startswith(clock.today().isoformat())


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
async def test_strangers_and_former_members_get_no_file(
    cast: Cast, visit: Visit, ending: str
) -> None:
    for name in ("dirk", "eva", "frieda"):
        answer = await (await visit(name)).get(f"/gruppen/{cast.group.id}/aufgaben/liste.{ending}")
        assert answer.status_code == 404

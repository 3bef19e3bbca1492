"""Filters that a person keeps: named once, seen by nobody else, taken away with one press."""

from uuid import uuid4

from app.boards.operations.filters import MOST
from app.boards.tables import TaskFilter
from tests.boards.make import make_filter
from tests.browser import Visit
from tests.cast import Cast
from tests.tasks.make import make_task


async def test_a_chosen_filter_gets_a_name_and_stands_above_the_list(
    cast: Cast, visit: Visit
) -> None:
    await make_task(cast.group, person=cast.carla.id, priority="high")
    carla = await visit("carla")
    listed = (await carla.get("/aufgaben?dringlichkeit=high&unsinn=1")).text
    assert "/aufgaben/filter/neu?dringlichkeit=high" in listed
    page = (await carla.get("/aufgaben/filter/neu?dringlichkeit=high&unsinn=1")).text
    assert 'name="auswahl" value="dringlichkeit=high"' in page
    fields = {"id": str(uuid4()), "liste": "", "auswahl": "dringlichkeit=high", "name": "Dringend"}
    for _ in range(2):
        answer = await carla.post("/aufgaben/filter", fields)
        assert answer.headers["location"] == "/aufgaben?dringlichkeit=high"
    assert await TaskFilter.count() == 1
    assert 'href="/aufgaben?dringlichkeit=high">Dringend</a>' in (await carla.get("/aufgaben")).text
    assert "Dringend" not in (await (await visit("bernd")).get("/aufgaben")).text


async def test_the_same_name_replaces_what_was_kept(cast: Cast, visit: Visit) -> None:
    await make_filter(cast.carla)
    fields = {"id": str(uuid4()), "auswahl": "frist=woche", "name": "Dringend"}
    await (await visit("carla")).post("/aufgaben/filter", fields)
    assert [row.query for row in await TaskFilter.objects()] == ["frist=woche"]


async def test_filter_of_a_group_stands_on_its_list_only(cast: Cast, visit: Visit) -> None:
    carla, address = await visit("carla"), f"/gruppen/{cast.group.id}/aufgaben"
    fields = {
        "id": str(uuid4()), "liste": str(cast.group.id), "auswahl": "stand=alle", "name": "Ganze Liste",
    }  # fmt: skip
    answer = await carla.post("/aufgaben/filter", fields)
    assert answer.headers["location"] == f"{address}?stand=alle"
    assert "Ganze Liste" in (await carla.get(address)).text
    assert "Ganze Liste" not in (await carla.get("/aufgaben")).text
    assert cast.group.name in (await carla.get("/aufgaben/filter")).text


async def test_who_has_left_a_group_sees_its_name_no_more(cast: Cast, visit: Visit) -> None:
    await make_filter(cast.eva, group=cast.group.id, name="Von früher")
    page = (await (await visit("eva")).get("/aufgaben/filter")).text
    assert "Von früher" not in page
    assert cast.group.name not in page


async def test_nobody_keeps_a_filter_for_a_foreign_group(cast: Cast, visit: Visit) -> None:
    dirk = await visit("dirk")
    fields = {"id": str(uuid4()), "liste": str(cast.group.id), "auswahl": "stand=alle", "name": "X"}
    assert (await dirk.post("/aufgaben/filter", fields)).status_code == 404
    assert (await dirk.get(f"/aufgaben/filter/neu?liste={cast.group.id}")).status_code == 404
    assert (await dirk.get("/aufgaben/filter/neu?liste=unsinn")).status_code == 404
    assert await TaskFilter.count() == 0


async def test_a_filter_without_a_name_or_a_choice_comes_back(cast: Cast, visit: Visit) -> None:
    carla = await visit("carla")
    fields = {"id": str(uuid4()), "auswahl": "frist=woche", "name": " "}
    answer = await carla.post("/aufgaben/filter", fields)
    assert answer.status_code == 422
    assert 'value="frist=woche"' in answer.text
    fields = {"id": str(uuid4()), "auswahl": "stand=offen&x=y", "name": "Nichts"}
    assert "nichts ausgewählt" in (await carla.post("/aufgaben/filter", fields)).text
    assert await TaskFilter.count() == 0


async def test_the_longest_words_fit(cast: Cast, visit: Visit) -> None:
    fields = {"id": str(uuid4()), "auswahl": f"suche={'😀' * 300}", "name": "Ü" * 60}
    carla = await visit("carla")
    assert (await carla.post("/aufgaben/filter", fields)).status_code == 303
    kept = await TaskFilter.objects().first()
    assert kept is not None
    assert (await carla.get(f"/aufgaben?{kept.query}")).status_code == 200


async def test_one_too_many_is_refused_with_the_name_kept(cast: Cast, visit: Visit) -> None:
    for number in range(MOST):
        await make_filter(cast.carla, name=f"Nr. {number}")
    fields = {"id": str(uuid4()), "auswahl": "frist=woche", "name": "Noch einer"}
    answer = await (await visit("carla")).post("/aufgaben/filter", fields)
    assert answer.status_code == 422
    assert "Noch einer" in answer.text
    assert await TaskFilter.count() == MOST


async def test_only_its_person_deletes_a_filter(cast: Cast, visit: Visit) -> None:
    kept = await make_filter(cast.carla)
    address = f"/aufgaben/filter/{kept.id}/loeschen"
    for name in ("anna", "dirk"):
        assert (await (await visit(name)).post(address)).status_code == 404
    carla = await visit("carla")
    assert (await carla.post(address)).status_code == 303
    assert "Noch kein Filter gemerkt" in (await carla.get("/aufgaben/filter")).text

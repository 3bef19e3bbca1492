from datetime import timedelta

from app.core.clock import now
from app.mandates.queries.mandates import mandate_choices
from tests.browser import Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.mandates.make import make_mandate, make_step


async def test_a_group_lists_its_mandates_with_a_picture_and_a_sentence(
    cast: Cast, visit: Visit
) -> None:
    for at in range(8):
        mandate = await make_mandate(cast.group, title=f"Auftrag {at}", status="finalised" if at < 3 else "open")  # fmt: skip
        await make_step(mandate, sentence=f"Schritt {at}", at=now() + timedelta(seconds=1))
    await make_mandate(cast.other_group, title="Fremder Auftrag")
    carla = await visit("carla")
    with counted_statements() as statements:
        page = (await carla.get(f"/gruppen/{cast.group.id}/auftraege")).text
    assert 2 <= len(statements) <= 6
    assert "3 von 8 Aufträgen sind finalisiert." in page
    assert "Schritt 7" in page
    assert "Fremder Auftrag" not in page
    panel = await carla.get(
        f"/gruppen/{cast.group.id}/auftraege", headers={"HX-Request-Type": "partial"}
    )
    assert "<html" not in panel.text
    assert "Alle 8" in panel.text
    assert [f"Auftrag {at}" in panel.text for at in (0, 3, 7)] == [False, True, True]


async def test_the_list_over_all_groups_holds_only_readable_ones(cast: Cast, visit: Visit) -> None:
    await make_mandate(cast.group, title="Meine Gruppe")
    await make_mandate(cast.group, title="Schon fertig", status="reported")
    await make_mandate(cast.other_group, title="Andere Gruppe")
    carla = await visit("carla")
    with counted_statements() as statements:
        running = (await carla.get("/auftraege")).text
    assert 2 <= len(statements) <= 6
    assert "Meine Gruppe" in running
    assert "Schon fertig" not in running
    assert "Andere Gruppe" not in running
    assert "Schon fertig" in (await carla.get("/auftraege?stand=reported")).text
    assert "Meine Gruppe" in (await carla.get("/auftraege?stand=unsinn")).text
    assert "Andere Gruppe" in (await (await visit("anna")).get("/auftraege")).text
    assert "gibt es keinen Auftrag" in (await (await visit("frieda")).get("/auftraege")).text


async def test_the_list_has_pages_of_fifty(cast: Cast, visit: Visit) -> None:
    for at in range(51):
        await make_mandate(cast.group, title=f"Auftrag-{at:02}.")
    carla = await visit("carla")
    first = (await carla.get("/auftraege?stand=open")).text
    assert "51 Aufträge" in first
    assert "?stand=open&amp;seite=2" in first
    assert "Auftrag-50." not in first
    assert "Auftrag-50." in (await carla.get("/auftraege?stand=open&seite=2")).text
    assert "So viele Seiten" in (await carla.get("/auftraege?seite=3")).text


async def test_tasks_may_serve_what_the_group_still_has_to_settle(cast: Cast) -> None:
    open_one = await make_mandate(cast.group, title="Räume?")
    held = await make_mandate(cast.group, title="Lärm", kind="problem", status="on_hold")
    done = await make_mandate(cast.group, title="Wände", status="finalised")
    await make_mandate(cast.other_group)
    offered = {str(open_one.id): "Frage: Räume?", str(held.id): "Problem: Lärm"}
    assert await mandate_choices(cast.group.id) == offered
    assert await mandate_choices(cast.group.id, done.id) == offered | {str(done.id): "Frage: Wände"}

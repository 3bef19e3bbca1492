from datetime import timedelta

from app.core.clock import now, today
from app.mandates.queries.mandates import mandate_choices
from app.vorlagen.tables import Vorlage
from tests.browser import HTMX, Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.mandates.make import make_mandate, make_step
from tests.vorlagen.make import make_vorlage, points_of


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
    panel = await carla.get(f"/gruppen/{cast.group.id}/auftraege", headers=HTMX)
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


async def test_a_mandate_of_the_kind_task_does_not_read_like_a_task(
    cast: Cast, visit: Visit
) -> None:
    mandate = await make_mandate(cast.group, title="Räume suchen", kind="task")
    carla = await visit("carla")
    for path in (f"/auftraege/{mandate.id}", "/auftraege", "/auftraege?ansicht=tafel"):
        assert "Auftrag (Aufgabe)" in (await carla.get(path)).text, path
    panel = (await carla.get(f"/gruppen/{cast.group.id}/auftraege", headers=HTMX)).text
    assert "<strong>Auftrag (Aufgabe):</strong>" in panel


async def test_tasks_may_serve_what_the_group_still_has_to_settle(cast: Cast) -> None:
    open_one = await make_mandate(cast.group, title="Räume?")
    held = await make_mandate(cast.group, title="Lärm", kind="problem", status="on_hold")
    done = await make_mandate(cast.group, title="Wände", status="finalised")
    await make_mandate(cast.other_group)
    offered = {
        str(open_one.id): "Auftrag (Frage): Räume?",
        str(held.id): "Auftrag (Problem): Lärm",
    }
    assert await mandate_choices(cast.group.id) == offered
    assert await mandate_choices(cast.group.id, done.id) == offered | {
        str(done.id): "Auftrag (Frage): Wände"
    }


async def world_of_lists(cast: Cast) -> Vorlage:
    """Two from a paper, one of them in a group that Carla does not read, and one from nowhere."""
    vorlage = await make_vorlage(cast.body)
    points = await points_of(vorlage)
    due = today() - timedelta(days=3)
    await make_mandate(cast.group, point=points[1], title="Räume?", status="proposed", due_on=due)
    await make_mandate(cast.other_group, point=points[2], title="Fremd", kind="task")
    await make_mandate(cast.group, title="Lärm", kind="problem", status="on_hold")
    return vorlage


async def test_the_board_has_a_column_for_each_state_and_cards_that_say_all(
    cast: Cast, visit: Visit
) -> None:
    vorlage = await world_of_lists(cast)
    carla, bernd = await visit("carla"), await visit("bernd")
    address = f"/gruppen/{cast.group.id}/auftraege?ansicht=tafel"
    page = (await carla.get(address)).text
    for words in ("Lösungsvorschlag <", "zurückgestellt <", "berichtet <", "überfällig", "Räume?",
                  "Punkt 2 der Vorlage 2024/012", "Zuletzt am", "Auftrag angelegt."):  # fmt: skip
        assert words in page
    assert "entfallen <" not in page, "beside the road only what there is"
    assert f'href="/vorlagen/{vorlage.id}#punkt-' in page
    assert "Stand ändern" not in page
    assert "Als Liste zeigen" in page
    assert "Stand ändern: Räume?" in (await bernd.get(address)).text


async def test_state_kind_and_paper_narrow_the_list(cast: Cast, visit: Visit) -> None:
    vorlage = await world_of_lists(cast)
    carla = await visit("carla")
    group = f"/gruppen/{cast.group.id}/auftraege"
    for query, titles in (
        ("?stand=on_hold", {"Lärm"}), ("?art=problem", {"Lärm"}),
        (f"?vorlage={vorlage.id}", {"Räume?"}), ("?art=task", set()),
        ("?stand=x&art=x&vorlage=x&warnung=x", {"Räume?", "Lärm"}),
    ):  # fmt: skip
        page = (await carla.get(group + query)).text
        assert {title for title in ("Räume?", "Lärm") if f">{title}<" in page} == titles, query
    assert "Zu diesem Filter gibt es keinen Auftrag." in (await carla.get(f"{group}?art=task")).text
    assert (
        f'value="{vorlage.id}" selected' in (await carla.get(f"{group}?vorlage={vorlage.id}")).text
    )


async def test_a_paper_lists_its_mandates_to_who_reads_their_groups(
    cast: Cast, visit: Visit
) -> None:
    vorlage = await world_of_lists(cast)
    address = f"/vorlagen/{vorlage.id}/auftraege"
    for name, titles in (("carla", {"Räume?"}), ("anna", {"Räume?", "Fremd"}), ("jutta", set())):
        browser = await visit(name)
        with counted_statements() as statements:
            page = (await browser.get(address)).text
        assert 2 <= len(statements) <= 6
        assert {t for t in ("Räume?", "Fremd", "Lärm") if f">{t}<" in page} == titles, name
    assert "hat keine Gruppe einen Auftrag" in page
    stand = (await (await visit("carla")).get(f"/vorlagen/{vorlage.id}/stand")).text
    assert f'href="{address}"' in stand
    await Vorlage.update({Vorlage.visibility: "confidential"}).where(Vorlage.id == vorlage.id)
    carla = await visit("carla")
    assert (await carla.get(address)).status_code == 404
    hidden = (await carla.get(f"/gruppen/{cast.group.id}/auftraege")).text
    assert "nichtöffentliche Vorlage" in hidden
    assert "2024/012" not in hidden

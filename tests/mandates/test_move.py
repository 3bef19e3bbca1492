from typing import Any
from uuid import uuid4

import pytest

from app.audit.tables import AuditEntry
from app.mandates.tables import Mandate, MandateStep
from tests.browser import Visit
from tests.cast import Cast
from tests.mandates.make import make_mandate, make_origin
from tests.meetings.make import first_item, make_meeting
from tests.vorlagen.make import make_vorlage, points_of


def step(**fields: Any) -> dict[str, str]:
    values = {
        "id": str(uuid4()),
        "to_status": "in_progress",
        "sentence": "Die Gruppe hat die Räume besichtigt.",
        "place": "",
        "version": "1",
        **fields,
    }
    return {name: str(value) for name, value in values.items()}


async def status_of(mandate: Mandate) -> tuple[str, int]:
    row = await Mandate.objects().get(Mandate.id == mandate.id)
    assert row is not None
    return row.status, await MandateStep.count().where(MandateStep.mandate == mandate.id)


@pytest.mark.parametrize("name", ["anna", "bernd", "paul"])
async def test_office_lead_and_minute_keeper_move_a_mandate_once(
    cast: Cast, visit: Visit, name: str
) -> None:
    mandate = await make_mandate(cast.group)
    meeting = await make_meeting(cast.group)
    item = await first_item(meeting)
    browser = await visit(name)
    page = await browser.get(f"/auftraege/{mandate.id}")
    assert "Stand ändern" in page.text
    assert f"top:{item.id}" in page.text
    assert 'value="finalised"' not in page.text

    form = step(place=f"top:{item.id}")
    for _ in range(2):
        answer = await browser.post(f"/auftraege/{mandate.id}/stand", form)
        assert answer.status_code == 303
    assert await status_of(mandate) == ("in_progress", 2)
    shown = (await browser.get(f"/auftraege/{mandate.id}")).text
    assert "Die Gruppe hat die Räume besichtigt." in shown
    assert f'href="/sitzungen/{meeting.id}"' in shown
    assert "vorher: offen" in shown
    assert await AuditEntry.count().where(AuditEntry.action == "mandate.moved") == 1


async def test_a_finalised_mandate_is_reopened_with_a_sentence(cast: Cast, visit: Visit) -> None:
    mandate = await make_mandate(cast.group, status="finalised")
    paul = await visit("paul")
    silent = await paul.post(f"/auftraege/{mandate.id}/stand", step(sentence=" "))
    assert silent.status_code == 422
    assert "Der Satz fehlt" in silent.text
    assert await status_of(mandate) == ("finalised", 1)
    await paul.post(f"/auftraege/{mandate.id}/stand", step(sentence="Die Kosten sind neu."))
    assert await status_of(mandate) == ("in_progress", 2)


async def test_a_leap_over_states_comes_back_with_the_reason(cast: Cast, visit: Visit) -> None:
    mandate = await make_mandate(cast.group)
    bernd = await visit("bernd")
    answer = await bernd.post(f"/auftraege/{mandate.id}/stand", step(to_status="reported"))
    assert answer.status_code == 422
    assert "Aus „offen“ lässt sich nicht „berichtet“ machen" in answer.text
    assert "Die Gruppe hat die Räume besichtigt." in answer.text
    assert await status_of(mandate) == ("open", 1)


async def test_who_was_slower_sees_both_texts_and_may_save_again(cast: Cast, visit: Visit) -> None:
    mandate = await make_mandate(cast.group)
    bernd, paul = await visit("bernd"), await visit("paul")
    await bernd.post(f"/auftraege/{mandate.id}/stand", step(sentence="Bernd war schneller."))
    late = step(to_status="on_hold", sentence="Wir warten.")
    answer = await paul.post(f"/auftraege/{mandate.id}/stand", late)
    assert answer.status_code == 409
    assert "in Bearbeitung: Bernd war schneller. (Bernd Brandt)" in answer.text
    assert "Wir warten." in answer.text
    assert 'name="version" value="2"' in answer.text
    again = await paul.post(f"/auftraege/{mandate.id}/stand", {**late, "version": "2"})
    assert again.status_code == 303
    assert await status_of(mandate) == ("on_hold", 3)


async def test_a_meeting_of_another_group_is_refused(cast: Cast, visit: Visit) -> None:
    mandate = await make_mandate(cast.group)
    foreign = await make_meeting(cast.other_group)
    item = await first_item(foreign)
    bernd = await visit("bernd")
    for place in (f"sitzung:{foreign.id}", f"top:{item.id}", "sitzung:unsinn"):
        answer = await bernd.post(f"/auftraege/{mandate.id}/stand", step(place=place))
        assert answer.status_code == 422
    assert await status_of(mandate) == ("open", 1)


async def test_a_member_reads_but_does_not_move(cast: Cast, visit: Visit) -> None:
    mandate = await make_mandate(cast.group)
    carla = await visit("carla")
    page = await carla.get(f"/auftraege/{mandate.id}")
    assert page.status_code == 200
    assert "Stand ändern" not in page.text
    assert (await carla.post(f"/auftraege/{mandate.id}/stand", step())).status_code == 403
    for name in ("dirk", "frieda"):
        stranger = await visit(name)
        assert (await stranger.get(f"/auftraege/{mandate.id}")).status_code == 404
        assert (await stranger.post(f"/auftraege/{mandate.id}/stand", step())).status_code == 404
    assert await status_of(mandate) == ("open", 1)


@pytest.mark.parametrize(("visibility", "told"), [("public", True), ("confidential", False)])
async def test_the_way_back_names_the_vorlage_only_to_its_readers(
    cast: Cast, visit: Visit, visibility: str, told: bool
) -> None:
    vorlage = await make_vorlage(cast.body, visibility=visibility)
    points = await points_of(vorlage)
    await make_origin(cast.group, points[0])
    mandate = await make_mandate(cast.group, point=points[1])
    page = (await (await visit("carla")).get(f"/auftraege/{mandate.id}")).text
    assert (f"/vorlagen/{vorlage.id}" in page) is told
    assert ("Vorlage 2024/012" in page) is told
    assert (points[1].text in page) is told
    assert ("einer nichtöffentlichen Vorlage" in page) is not told


async def test_title_and_due_date_are_corrected_once(cast: Cast, visit: Visit) -> None:
    mandate = await make_mandate(cast.group)
    bernd = await visit("bernd")
    address = f"/auftraege/{mandate.id}/bearbeiten"
    assert mandate.title in (await bernd.get(address)).text
    form = {"kind": "task", "title": "Räume suchen", "due_on": "2025-01-31", "version": "1"}
    for _ in range(2):
        assert (await bernd.post(address, form)).status_code == 303
    late = await bernd.post(address, {**form, "title": "Häuser suchen"})
    assert late.status_code == 409
    assert "Auftrag (Aufgabe): Räume suchen, Frist 31.01.2025" in late.text
    assert "Häuser suchen" in late.text
    empty = await bernd.post(address, {**form, "title": "", "version": "2"})
    assert empty.status_code == 422
    row = await Mandate.objects().get(Mandate.id == mandate.id)
    assert row is not None
    assert (row.title, row.version, row.status) == ("Räume suchen", 2, "open")

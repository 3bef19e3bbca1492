"""A Koordination of several bodies works in one at a time, which stands in the address."""

from uuid import uuid4

import pytest

from app.people.tables import Office, OfficeRole, Person, Region, Traeger, TraegerSet
from tests.browser import Visit
from tests.cast import Cast, make_traeger


@pytest.fixture
async def both(cast: Cast) -> Cast:
    """Anna coordinates both counties."""
    await OfficeRole(
        person=cast.id("anna"), body=cast.other_body.id, office=Office.COORDINATION
    ).save()
    return cast


async def test_lists_show_one_body_and_offer_the_other(visit: Visit, both: Cast) -> None:
    anna = await visit("anna")
    await make_traeger(both.other_body, "Beispielauer Hilfen")
    there = {"koerperschaft": str(both.other_body.id)}
    for path, here, elsewhere in (
        ("/traeger", "Jugendwerk Nord", "Beispielauer Hilfen"),
        ("/personen", "Carla Cordes", "Frieda Falk"),
    ):
        first = (await anna.get(path)).text  # Beispielau comes first by name
        assert elsewhere in first
        assert here not in first
        chosen = (await anna.get(path, params={"koerperschaft": str(both.body.id)})).text
        assert here in chosen
        assert elsewhere not in chosen
        assert f'<option value="{both.body.id}" selected>Landkreis Musterland' in chosen
        assert "Offizielle Anwendung – Landkreis Musterland" in chosen
        assert (await anna.get(path, params=there)).status_code == 200


async def test_new_things_are_made_in_the_chosen_body(visit: Visit, both: Cast) -> None:
    anna = await visit("anna")
    here = f"?koerperschaft={both.body.id}"
    page = (await anna.get(f"/traeger/neu{here}")).text
    assert f'action="/traeger/neu{here}"' in page
    new = {"id": str(uuid4()), "name": "Neues Werk", "side": "free"}
    assert (await anna.post(f"/traeger/neu{here}", new)).status_code == 303
    for path in ("/traeger/regionen", "/traeger/listen/neu"):
        answer = await anna.post(f"{path}{here}", {"id": str(uuid4()), "name": "Neu"})
        assert answer.headers["location"] == f"/traeger{here}"
    person = {"id": str(uuid4()), "given_name": "N", "family_name": "N", "email": "n@example.org"}
    await anna.post(f"/personen/neu{here}", person)
    for table in (Region, TraegerSet):
        assert await table.count().where(table.body == both.body.id) == 1
    assert await Traeger.exists().where(Traeger.id == new["id"], Traeger.body == both.body.id)
    assert await Person.exists().where(Person.id == person["id"], Person.body == both.body.id)
    shown = (await anna.get(f"/personen/{person['id']}")).text
    assert f'href="/personen{here}"' in shown


async def test_one_body_needs_no_choice(visit: Visit, cast: Cast) -> None:
    text = (await (await visit("anna")).get("/personen")).text
    assert "Körperschaft wechseln" not in text
    assert "koerperschaft=" not in text


@pytest.mark.parametrize("path", ["/personen", "/personen/neu", "/traeger", "/traeger/neu"])
async def test_body_of_another_office_is_not_there(visit: Visit, cast: Cast, path: str) -> None:
    anna = await visit("anna")
    for wrong in (str(cast.other_body.id), "x"):
        assert (await anna.get(path, params={"koerperschaft": wrong})).status_code == 404

"""The Betrieb keeps bodies and offices; a Koordination its own body's data."""

from typing import Any
from uuid import uuid4

import pytest

from app.audit.tables import AuditEntry
from app.people.tables import Body, Office, OfficeRole, Person
from tests.browser import Visit
from tests.cast import Cast
from tests.people.make import make_operator


@pytest.fixture
async def with_oskar(cast: Cast) -> Cast:
    cast.people["oskar"] = await make_operator(cast.body)
    return cast


def typed(**fields: str) -> dict[str, str]:
    return {
        "id": str(uuid4()), "name": "Stadt Musterhafen", "office_name": "Jugendamt",
        "contact_name": "", "contact_mail": "", "contact_phone": "", "postal_address": "",
        "land": "HB", **fields,
    }  # fmt: skip


async def test_operator_makes_a_body_and_appoints_its_coordination(
    visit: Visit, with_oskar: Cast
) -> None:
    oskar = await visit("oskar")
    form = typed()
    assert [(await oskar.post("/koerperschaften/neu", form)).status_code for _ in "12"] == [303] * 2
    path = f"/koerperschaften/{form['id']}"
    listed = (await oskar.get("/koerperschaften")).text
    assert "Stadt Musterhafen" in listed
    assert "Bremen" in listed
    assert "noch niemand" in listed
    unknown = {"id": str(uuid4()), "office": "coordination", "email": "Nora@Example.org"}
    refused = await oskar.post(f"{path}/aemter", unknown)
    assert refused.status_code == 422
    assert "kennt Spurwerk noch nicht" in refused.text
    assert not await Person.exists().where(Person.email == "nora@example.org")
    named = {**unknown, "given_name": "Nora", "family_name": "Neu"}
    assert [(await oskar.post(f"{path}/aemter", named)).status_code for _ in "12"] == [303, 303]
    nora = await Person.objects().get(Person.email == "nora@example.org")
    assert nora is not None
    assert str(nora.body) == form["id"]
    assert await OfficeRole.count().where(OfficeRole.person == nora.id) == 1
    assert "Nora Neu" in (await oskar.get("/koerperschaften")).text
    assert await AuditEntry.count().where(AuditEntry.action == "office.given") == 1


async def test_appointed_coordination_works_in_both_bodies(visit: Visit, with_oskar: Cast) -> None:
    oskar, anna = await visit("oskar"), await visit("anna")
    path = f"/koerperschaften/{with_oskar.other_body.id}"
    form = {"id": str(uuid4()), "office": "coordination", "email": with_oskar.anna.email}
    await oskar.post(f"{path}/aemter", form)
    listed = (await anna.get("/koerperschaften")).text
    assert "Landkreis Musterland" in listed
    assert "Landkreis Beispielau" in listed
    assert (await anna.get(path)).status_code == 200


async def test_last_one_in_an_office_is_not_dismissed(visit: Visit, with_oskar: Cast) -> None:
    cast, oskar = with_oskar, await visit("oskar")
    path = f"/koerperschaften/{cast.body.id}"

    async def dismiss(name: str) -> str:
        role = await OfficeRole.objects().get(OfficeRole.person == cast.id(name))
        assert role is not None
        await oskar.post(f"{path}/aemter/{role.id}/ende")
        return (await oskar.get(path)).text

    assert "letzte Koordination dieser Körperschaft" in await dismiss("anna")
    assert "letzte Person im Betrieb" in await dismiss("oskar")
    assert await OfficeRole.count().where(OfficeRole.body == cast.body.id) == 2
    await OfficeRole(person=cast.id("bernd"), body=cast.body.id, office=Office.COORDINATION).save()
    assert "Das Amt ist beendet." in await dismiss("anna")
    assert not await OfficeRole.exists().where(OfficeRole.person == cast.id("anna"))


async def test_blocked_person_gets_no_office(visit: Visit, with_oskar: Cast) -> None:
    oskar = await visit("oskar")
    await Person.update({Person.blocked: True}).where(Person.id == with_oskar.id("carla"))
    form = {"id": str(uuid4()), "office": "coordination", "email": with_oskar.carla.email}
    answer = await oskar.post(f"/koerperschaften/{with_oskar.body.id}/aemter", form)
    assert answer.status_code == 422
    assert "Diese Person ist gesperrt" in answer.text


async def test_role_is_dismissed_only_through_its_own_body(visit: Visit, with_oskar: Cast) -> None:
    oskar = await visit("oskar")
    role = await OfficeRole.objects().get(OfficeRole.person == with_oskar.id("frieda"))
    assert role is not None
    answer = await oskar.post(f"/koerperschaften/{with_oskar.body.id}/aemter/{role.id}/ende")
    assert answer.status_code == 404


async def test_coordination_edits_its_own_body_and_appoints_nobody(
    visit: Visit, cast: Cast
) -> None:
    anna = await visit("anna")
    path = f"/koerperschaften/{cast.body.id}"
    text = (await anna.get(path)).text
    assert "Person berufen" not in text
    assert "Entbinden" not in text
    form = typed(name="Landkreis Musterland", contact_mail="Amt@Example.org", land="SH")
    assert (await anna.post(path, form)).status_code == 303
    body = await Body.objects().get(Body.id == cast.body.id)
    assert body is not None
    assert (body.land, body.contact_mail, body.office_name) == (
        "SH",
        "Amt@example.org",
        "Jugendamt",
    )
    appoint = {"id": str(uuid4()), "office": "coordination", "email": cast.bernd.email}
    assert (await anna.post(f"{path}/aemter", appoint)).status_code == 403
    assert (await anna.get("/koerperschaften/neu")).status_code == 403
    assert (await anna.get(f"/koerperschaften/{cast.other_body.id}")).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Der Name fehlt"),
        ({"land": "XX"}, "Bitte einen Eintrag aus der Liste wählen"),
        ({"contact_mail": "amt at example"}, "Bitte geben Sie eine gültige E-Mail-Adresse ein"),
    ],
)
async def test_bad_input_comes_back(
    visit: Visit, cast: Cast, wrong: dict[str, Any], said: str
) -> None:
    anna = await visit("anna")
    answer = await anna.post(f"/koerperschaften/{cast.body.id}", typed(**wrong))
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Jugendamt"' in answer.text

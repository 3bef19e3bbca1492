"""The office enters, corrects and blocks people."""

from uuid import uuid4

from app.audit.tables import AuditEntry
from app.people.queries.choices import person_choices
from app.people.tables import Affiliation, Person
from tests.browser import Visit
from tests.cast import Cast


def typed(**fields: str) -> dict[str, str]:
    return {
        "id": str(uuid4()),
        "given_name": "Ute",
        "family_name": "Marten",
        "email": "Ute.Marten@Hochschule.example.org",
        "title": "Prof. Dr.",
        **fields,
    }


async def test_new_person_is_found_in_the_list_with_traeger_and_function(
    visit: Visit, cast: Cast
) -> None:
    anna = await visit("anna")
    form = typed(traeger_id=str(cast.traeger.id), function="Lehrstuhl")
    answer = await anna.post("/personen/neu", form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/personen/{form['id']}")
    person = await Person.objects().get(Person.email == "ute.marten@hochschule.example.org")
    assert person is not None
    assert person.body == cast.body.id
    listed = await anna.get("/personen")
    assert "Prof. Dr. Ute Marten" in listed.text
    assert "Jugendwerk Nord e. V., Lehrstuhl" in listed.text


async def test_second_submit_makes_one_person_with_one_traeger(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    form = typed(traeger_id=str(cast.traeger.id))
    first = await anna.post("/personen/neu", form)
    second = await anna.post("/personen/neu", form)
    assert first.headers["location"] == second.headers["location"]
    assert await Person.count().where(Person.family_name == "Marten") == 1
    assert await Affiliation.count().where(Affiliation.person == form["id"]) == 1
    assert await AuditEntry.count().where(AuditEntry.action == "person.created") == 1


async def test_mistyped_address_comes_back_with_everything_typed(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    answer = await anna.post("/personen/neu", typed(email="ute.marten", phone="04131 123"))
    assert answer.status_code == 422
    for kept in ('value="ute.marten"', 'value="04131 123"', 'value="Prof. Dr."'):
        assert kept in answer.text
    assert "Bitte geben Sie eine gültige E-Mail-Adresse ein" in answer.text
    assert "<title>Fehler: " in answer.text


async def test_address_of_the_same_body_names_its_owner(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    answer = await anna.post("/personen/neu", typed(email=cast.carla.email.upper()))
    assert answer.status_code == 422
    assert "gehört schon zu Carla Cordes" in answer.text
    assert 'id="email-fehler"' in answer.text


async def test_address_of_another_body_names_nobody(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    answer = await anna.post("/personen/neu", typed(email=cast.frieda.email))
    assert answer.status_code == 422
    assert "in Spurwerk schon vergeben" in answer.text
    assert "Falk" not in answer.text


async def test_entry_is_corrected(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    path = f"/personen/{cast.id('carla')}"
    assert f'value="{cast.carla.email}"' in (await anna.get(path)).text
    changed = {
        "version": "1", "given_name": "Carla", "family_name": "Cordes-Lühr",
        "email": "Neu@example.org",
    }  # fmt: skip
    assert (await anna.post(path, changed)).status_code == 303
    person = await Person.objects().get(Person.id == cast.id("carla"))
    assert person is not None
    assert (person.family_name, person.email) == ("Cordes-Lühr", "neu@example.org")


async def test_correction_to_a_taken_address_is_refused_and_kept(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    changed = {
        "version": "1", "given_name": "Karla", "family_name": "Cordes", "email": cast.bernd.email,
    }  # fmt: skip
    answer = await anna.post(f"/personen/{cast.id('carla')}", changed)
    assert answer.status_code == 422
    assert "gehört schon zu Bernd Brandt" in answer.text
    assert 'value="Karla"' in answer.text


async def test_two_corrections_at_once_keep_both_texts(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    path = f"/personen/{cast.id('carla')}"
    assert 'name="version" value="1"' in (await anna.get(path)).text
    faster = {
        "version": "1", "given_name": "Carla", "family_name": "Cordes", "title": "Dr.",
        "email": cast.carla.email, "phone": "04131 11",
    }  # fmt: skip
    assert (await anna.post(path, faster)).status_code == 303
    late = await anna.post(path, {**faster, "title": "", "phone": "04131 22"})
    assert late.status_code == 409
    assert 'value="04131 22"' in late.text, "what was typed"
    assert "<dt>Telefon</dt><dd><p>04131 11</p></dd>" in late.text, "what is stored"
    assert "<dt>Titel</dt><dd><p>Dr.</p></dd>" in late.text
    assert "<dt>Vorname</dt>" not in late.text, "the same in both"
    knowing = await anna.post(path, {**faster, "version": "2", "phone": "04131 22"})
    assert knowing.status_code == 303
    person = await Person.objects().get(Person.id == cast.id("carla"))
    assert person is not None
    assert (person.phone, person.version) == ("04131 22", 3)


async def test_blocked_person_is_out_at_once_and_offered_nowhere(visit: Visit, cast: Cast) -> None:
    anna, carla = await visit("anna"), await visit("carla")
    path = f"/personen/{cast.id('carla')}"
    assert (await carla.get("/einstellungen")).status_code == 200
    assert (await anna.post(f"{path}/sperre", {"gesperrt": "ja"})).status_code == 303
    assert (await carla.get("/einstellungen")).status_code == 303
    assert str(cast.id("carla")) not in await person_choices(cast.body.id)
    assert "Sperre aufheben" in (await anna.get(path)).text
    assert (await anna.post(f"{path}/sperre", {"gesperrt": "nein"})).status_code == 303
    assert (await carla.get("/einstellungen")).status_code == 200
    actions = await AuditEntry.select(AuditEntry.action).where(
        AuditEntry.subject_id == cast.id("carla")
    )
    assert {row["action"] for row in actions} == {"person.blocked", "person.unblocked"}


async def test_nobody_with_an_office_is_blocked(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    await anna.post(f"/personen/{cast.id('anna')}/sperre", {"gesperrt": "ja"})
    assert "hat noch ein Amt" in (await anna.get(f"/personen/{cast.id('anna')}")).text
    assert not await Person.exists().where(Person.blocked.eq(True))

"""The office finds, enters and corrects people."""

import re
from datetime import date
from uuid import uuid4

from app.audit.tables import AuditEntry
from app.core.clock import today
from app.people.tables import Affiliation, Person
from tests.browser import Visit
from tests.cast import Cast, make_person, make_traeger
from tests.people.make import make_affiliation


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
    changed = {"given_name": "Carla", "family_name": "Cordes-Lühr", "email": "Neu@example.org"}
    assert (await anna.post(path, changed)).status_code == 303
    person = await Person.objects().get(Person.id == cast.id("carla"))
    assert person is not None
    assert (person.family_name, person.email) == ("Cordes-Lühr", "neu@example.org")


async def test_correction_to_a_taken_address_is_refused_and_kept(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    changed = {"given_name": "Karla", "family_name": "Cordes", "email": cast.bernd.email}
    answer = await anna.post(f"/personen/{cast.id('carla')}", changed)
    assert answer.status_code == 422
    assert "gehört schon zu Bernd Brandt" in answer.text
    assert 'value="Karla"' in answer.text


async def test_traeger_is_added_once_and_ended(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    path = f"/personen/{cast.id('carla')}"
    form = {"id": str(uuid4()), "traeger_id": str(cast.traeger.id), "function": "Leitung Hort"}
    assert [(await anna.post(f"{path}/traeger", form)).status_code for _ in "12"] == [303, 303]
    assert await Affiliation.count() == 1
    assert "Leitung Hort" in (await anna.get(path)).text

    assert (await anna.post(f"{path}/traeger/{form['id']}/ende")).status_code == 303
    ended = await Affiliation.objects().get(Affiliation.id == form["id"])
    assert ended is not None
    assert ended.until == today()
    assert f'bis <span class="sw-num">{today():%d.%m.%Y}' in (await anna.get(path)).text


async def test_ending_twice_keeps_the_first_day(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    past = await make_affiliation(cast.carla, cast.traeger, until=date(2024, 3, 1))
    await anna.post(f"/personen/{cast.id('carla')}/traeger/{past.id}/ende")
    kept = await Affiliation.objects().get(Affiliation.id == past.id)
    assert kept is not None
    assert kept.until == date(2024, 3, 1)


async def test_affiliation_is_ended_only_through_its_own_person(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    other = await make_affiliation(cast.bernd, cast.traeger)
    answer = await anna.post(f"/personen/{cast.id('carla')}/traeger/{other.id}/ende")
    assert answer.status_code == 404


async def test_traeger_of_another_body_is_not_offered(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    abroad = await make_traeger(cast.other_body, "Beispielauer Hilfen")
    form = {"id": str(uuid4()), "traeger_id": str(abroad.id)}
    answer = await anna.post(f"/personen/{cast.id('carla')}/traeger", form)
    assert answer.status_code == 422
    assert await Affiliation.count() == 0


async def test_list_is_searched_without_regard_to_umlauts_and_by_traeger(
    visit: Visit, cast: Cast
) -> None:
    anna = await visit("anna")
    muller = await make_person(cast.body, "Jörg", "Müller")
    await make_affiliation(muller, cast.traeger, function="Geschäftsführung")
    for words in ("muller", "JÖRG M", "nord e. v", "geschaftsf"):
        found = (await anna.get("/personen", params={"q": words})).text
        assert "Jörg Müller" in found
        assert "Carla Cordes" not in found
    assert (
        "Zu „100%“ gibt es hier niemanden"
        in (await anna.get("/personen", params={"q": "100%"})).text
    )


async def test_list_shows_fifty_and_leads_on(visit: Visit, cast: Cast) -> None:
    for number in range(60):
        await make_person(cast.body, f"Nr{number:02}", "Ähnlich")
    anna = await visit("anna")
    first = (await anna.get("/personen")).text
    assert "Seite 1 von 2" in first
    names = re.findall(r"/personen/[0-9a-f-]{36}\">([^<]*)</a>", first)
    assert len(names) == 50
    assert names[0] == "Nr00 Ähnlich", "Ä sorts as A, before Albers"
    second = (await anna.get("/personen", params={"seite": "2"})).text
    assert "Paul Petersen" in second
    assert "Nr00" not in second
    assert "Frieda" not in first + second, "another office's people"

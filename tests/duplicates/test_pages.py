"""Who is proposed as a double, and who may compare and merge."""

from uuid import uuid4

from app.people.tables import Person, PersonAddress, PersonMerge
from tests.browser import Visit
from tests.cast import Cast, make_person
from tests.duplicates.make import make_twin, merge, pair_path, undo


async def proposed(visit: Visit) -> str:
    return (await (await visit("anna")).get("/personen/doppelte")).text


async def test_same_name_mailbox_and_telephone_are_proposed(visit: Visit, cast: Cast) -> None:
    assert "Keine zwei Einträge haben denselben Namen" in await proposed(visit)
    await make_person(cast.body, "Jörg", "Weiß", email="weiss@example.org")
    await make_person(cast.body, "JOERG", "Weiss", email="j.weiss@example.org")
    await make_person(cast.body, "Ute", "Uhl", email="uhl+kita@example.org", phone="0441 123456")
    await make_person(cast.body, "U.", "Uhl", email="uhl@example.org")
    await make_person(cast.body, "Ute", "Voss", email="voss@example.org", phone="+49 441 123-456")
    text = await proposed(visit)
    assert "weiss@example.org und j.weiss@example.org" in text
    assert "gleicher Name" in text
    assert "uhl+kita@example.org und uhl@example.org" in text
    assert "gleiches Postfach" in text
    assert "uhl+kita@example.org und voss@example.org" in text
    assert "gleiche Telefonnummer" in text


async def test_a_switchboard_and_people_of_another_body_are_not_proposed(
    visit: Visit, cast: Cast
) -> None:
    for given in ("Ada", "Ben", "Cem", "Dana"):
        await make_person(cast.body, given, "Zentrale", phone="0441 98765")
    await make_person(cast.other_body, "Carla", "Cordes")
    assert "Keine zwei Einträge haben denselben Namen" in await proposed(visit)


async def test_two_are_chosen_by_their_addresses(visit: Visit, cast: Cast) -> None:
    await PersonAddress(person=cast.dirk.id, email="dahl@example.org").save()
    anna = await visit("anna")
    start = (await anna.get("/personen/doppelte", params={"behalten": str(cast.carla.id)})).text
    assert f'value="{cast.carla.email}"' in start
    form = {"kept": cast.carla.email.upper(), "other": "dahl@example.org"}
    answer = await anna.post("/personen/doppelte", form)
    assert answer.headers["location"] == pair_path(cast.carla, cast.dirk)
    for other, words in (
        ("niemand@example.org", "Unter dieser Adresse gibt es hier niemanden."),
        (cast.frieda.email, "Unter dieser Adresse gibt es hier niemanden."),
        (cast.carla.email, "Das ist derselbe Eintrag."),
        ("", "Die Adresse fehlt."),
        ("carla", "gültige E-Mail-Adresse"),
    ):
        answer = await anna.post("/personen/doppelte", form | {"other": other})
        assert answer.status_code == 422
        assert words in answer.text


async def test_nobody_of_another_body_is_merged(visit: Visit, cast: Cast) -> None:
    anna, frieda = await visit("anna"), await visit("frieda")
    twin = await make_twin(cast)
    for browser, kept, other in (
        (anna, cast.carla, cast.frieda),
        (anna, cast.frieda, cast.carla),
        (frieda, cast.carla, twin),
        (frieda, cast.frieda, cast.carla),
        (anna, cast.carla, cast.carla),
    ):
        assert (await browser.get(pair_path(kept, other))).status_code == 404
        assert (await browser.post(pair_path(kept, other))).status_code == 404
    assert await PersonMerge.count() == 0


async def test_only_the_office_merges_and_takes_back(visit: Visit, cast: Cast) -> None:
    twin, other = await make_twin(cast), await make_person(cast.body, "C.", "Cordes")
    merge_id = await merge(cast, cast.carla, other)
    for name, status in (("bernd", 403), ("carla", 403), ("dirk", 403), ("eva", 404)):
        browser = await visit(name)
        await browser.get("/einstellungen")
        assert (await browser.post(pair_path(cast.carla, twin))).status_code == status
        path = f"/personen/zusammenfuehrungen/{merge_id}/zuruecknehmen"
        assert (await browser.post(path)).status_code == status
    frieda = await visit("frieda")
    await frieda.get("/einstellungen")
    assert await undo(frieda, merge_id) == 404
    assert await undo(frieda, uuid4()) == 404
    assert "C. Cordes" not in (await frieda.get("/personen/doppelte")).text
    assert await PersonMerge.count().where(PersonMerge.undone_at.is_null()) == 1


async def test_an_erased_entry_is_left_alone(visit: Visit, cast: Cast) -> None:
    gone = await make_twin(cast, erased_at=cast.carla.created_at, pseudonym=1)
    assert "carla.cordes+kreis" not in await proposed(visit)
    anna = await visit("anna")
    shown = (await anna.get(pair_path(cast.carla, gone))).text
    assert "Ein gelöschter Eintrag" in shown
    assert (await anna.post(pair_path(cast.carla, gone))).status_code == 422
    assert await Person.exists().where(Person.id == gone.id)

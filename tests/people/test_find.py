"""The list of people: searched, filtered, a page from any place on."""

import re
from datetime import date, timedelta

import pytest

from app.core.clock import today
from app.people.queries import find
from app.people.queries.find import Wanted, people_page
from app.people.tables import Side, TraegerRegion
from tests.browser import Visit
from tests.cast import Cast, make_member, make_person, make_traeger
from tests.counting import counted_statements
from tests.people.make import make_address, make_affiliation, make_region

NAMES = re.compile(r"/personen/[0-9a-f-]{36}\">([^<]*)</a>")


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


async def test_every_word_must_be_found_somewhere(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    await make_affiliation(cast.carla, cast.traeger, function="Geschäftsführung")
    await make_affiliation(cast.bernd, cast.traeger, function="Vorstand")
    await make_address(cast.paul, "paul.daheim@example.org")

    async def found(words: str) -> list[str]:
        return NAMES.findall((await anna.get("/personen", params={"q": words})).text)

    assert await found("nord") == ["Bernd Brandt", "Carla Cordes"]
    assert await found("nord CARLA") == ["Carla Cordes"]
    assert await found("carla vorstand") == []
    assert await found("daheim") == ["Paul Petersen"]


@pytest.mark.parametrize(
    "words",
    [
        "muller", "MÜLLER vorstand", "jörg m", "nord", "orst nord", "daheim", "daheim jörg", "100%", "%", "_",
        "abc_d", "xyz\\abc", "o'neill", "e", "niemand", "ler-ü", "example.org", "vorstand nord e. v",
    ],
)  # fmt: skip
async def test_index_and_walk_find_the_same(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    muller = await make_person(cast.body, "Jörg", "Müller-Übel")
    await make_affiliation(muller, cast.traeger, function="100% abc_def xyz\\abc, Vorstand")
    await make_affiliation(cast.carla, cast.traeger, function="100 abcxdef xyzabc")
    await make_person(cast.body, "Sinéad", "O'Neill")
    await make_address(cast.paul, "paul.daheim@example.org")
    wanted = Wanted(cast.body.id, words=tuple(words.split()))
    by_index = await people_page(wanted, today=today())
    monkeypatch.setattr(find, "MOST_COUNTED", 0)  # as if too many matched
    assert by_index.rows == (await people_page(wanted, today=today())).rows
    assert bool(by_index.rows) == (words not in {"niemand", "daheim jörg"})


async def test_list_is_filtered_by_what_somebody_does_today(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    region = await make_region(cast.body, "Nord")
    town = await make_traeger(cast.body, "Stadt Musterstadt", side=Side.PUBLIC)
    await TraegerRegion(traeger=town.id, region=region.id).save()
    await make_affiliation(cast.carla, town, function="Sachgebietsleitung")
    await make_affiliation(cast.dirk, town, until=today() - timedelta(days=1))
    await make_affiliation(cast.bernd, cast.traeger, function="Vorstand")

    async def found(**asked: str) -> list[str]:
        return NAMES.findall((await anna.get("/personen", params=asked)).text)

    assert await found(traeger=str(town.id)) == ["Carla Cordes"]
    assert await found(seite="free") == ["Bernd Brandt"]
    assert await found(region=str(region.id)) == ["Carla Cordes"]
    assert await found(funktion="leitung") == ["Carla Cordes"]
    assert await found(seite="free", funktion="leitung") == []
    assert len(await found(seite="nowhere", traeger="x")) == 8, "what is no choice is not chosen"


async def test_people_without_a_membership_are_found(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    later = await make_person(cast.body, "Lena", "Lorenz")
    await make_member(cast.group, later, since=date(2099, 1, 1))
    text = (await anna.get("/personen", params={"ohne": "y"})).text
    assert NAMES.findall(text) == ["Anna Albers", "Eva Ebert"]


async def test_list_leads_on_and_back(visit: Visit, cast: Cast) -> None:
    for number in range(110):
        await make_person(cast.body, f"Nr{number:03}", "Ähnlich")
    anna = await visit("anna")
    first = (await anna.get("/personen")).text
    assert "118 Personen" in first
    assert NAMES.findall(first)[0] == "Nr000 Ähnlich", "Ä sorts as A, before Albers"
    seen = NAMES.findall(first)
    assert len(seen) == 50
    assert "Zurück" not in first

    async def follow(text: str, label: str) -> str:
        address = re.search(rf'href="([^"]*)">{label}</a>', text)
        assert address
        return (await anna.get(address[1].replace("&amp;", "&"))).text

    second = await follow(first, "Weitere Personen")
    third = await follow(second, "Weitere Personen")
    everybody = seen + NAMES.findall(second) + NAMES.findall(third)
    assert len(everybody) == len(set(everybody)) == 118
    assert everybody[-1] == "Paul Petersen"
    assert "Frieda" not in " ".join(everybody), "another office's people"
    assert "Weitere Personen" not in third
    assert NAMES.findall(await follow(third, "Zurück")) == NAMES.findall(second)
    assert NAMES.findall(await follow(second, "Zurück")) == seen


async def test_place_keeps_the_search(visit: Visit, cast: Cast) -> None:
    for number in range(60):
        await make_person(cast.body, f"Nr{number:03}", "Müller")
    anna = await visit("anna")
    text = (await anna.get("/personen", params={"q": "Müller nr"})).text
    assert 'href="/personen?q=M%C3%BCller+nr&amp;nach=' in text


async def test_count_stops_at_a_thousand(visit: Visit, cast: Cast) -> None:
    await cast.body.raw(
        "INSERT INTO person (id, body, given_name, family_name, email) "
        "SELECT gen_random_uuid(), {}, 'Mia', 'Muster', 'mia' || n || '@example.org' "
        "FROM generate_series(1, 1001) AS n",
        cast.body.id,
    )
    assert "Mehr als 1.000 Personen" in (await (await visit("anna")).get("/personen")).text


async def test_list_asks_the_same_few_questions_for_any_number(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    for number in range(30):
        person = await make_person(cast.body, f"Nr{number}", "Neu")
        await make_affiliation(person, cast.traeger)
    with counted_statements() as seen:
        answer = await anna.get("/personen", params={"q": "neu", "seite": "free", "ohne": "y"})
    assert len(NAMES.findall(answer.text)) == 30
    assert len(seen) <= 6, "\n".join(seen)


async def test_nonsense_in_the_address_is_no_page(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    assert (await anna.get("/personen", params={"nach": "x"})).status_code == 404
    gone = {"nach": "00000000-0000-4000-8000-000000000000"}
    answer = await anna.get("/personen", params=gone)
    assert answer.status_code == 200
    assert "Hier endet die Liste" in answer.text

"""What leaves can come back: no public field is lost on the way."""

import pytest

from app.reading.parse import parse
from tests.browser import Browser
from tests.cast import Cast
from tests.oparl.make import County, full_paper, make_county
from tests.oparl.properties import BASE
from tests.vorlagen.make import POINTS, TITLE

PEOPLE = ("clerk", "responsible", "originator")  # named in a paper, but not published
WORK = {"source", "discarded", "notes"}
OF_TODAY = {"consultations", "public"}  # from the rows, not from the printed paper


@pytest.fixture
async def county(cast: Cast) -> County:
    return await make_county(cast)


async def test_every_field_of_the_paper_but_people_and_work_comes_through(
    anonymous: Browser, county: County
) -> None:
    paper = (await anonymous.client.get(f"{BASE}/paper/{county.public.id}")).json()
    came, sent = paper["spurwerk:paper"], full_paper()
    assert set(came) == set(sent)
    kept = set(sent) - WORK - OF_TODAY - set(PEOPLE)
    assert {key: came[key] for key in kept} == {key: sent[key] for key in kept}
    assert [came[key] for key in PEOPLE] == [None, None, None]
    assert (came["discarded"], came["notes"], came["public"]) == ([], [], True)
    assert came["source"] == {
        "file": paper["id"], "body": "Landkreis Musterland", "system": None, "layout": None,
    }  # fmt: skip


async def test_the_steps_are_those_of_today(anonymous: Browser, county: County) -> None:
    paper = (await anonymous.client.get(f"{BASE}/paper/{county.public.id}")).json()
    first, second, third, fourth = paper["spurwerk:paper"]["consultations"]
    assert first == {
        "position": 1, "committee": "Jugendhilfeausschuss",
        "role": {"raw": "Vorberatung", "code": "preparation"}, "date": "2024-02-21",
        "public": True, "agenda_number": "Ö 5",
        "meeting_title": "7. Sitzung des Jugendhilfeausschusses",
        "result": {"raw": "geändert empfohlen", "code": "adopted_amended"},
    }  # fmt: skip
    assert (second["public"], second["result"]) == (False, None)
    assert third["role"] == {"raw": "Kenntnisnahme", "code": "other"}
    assert (third["date"], fourth["role"], fourth["agenda_number"]) == (None, None, None)


async def test_a_person_can_be_put_together_again(anonymous: Browser, county: County) -> None:
    bernd = (await anonymous.client.get(f"{BASE}/person/{county.cast.id('bernd')}")).json()
    seat = bernd["membership"][0]
    assert (bernd["givenName"], bernd["familyName"]) == ("Bernd", "Brandt")
    assert (seat["role"], seat["votingRight"]) == ("Leitung", True)
    assert (seat["startDate"], seat["endDate"]) == ("2024-01-01", "2026-10-31")
    committee = (await anonymous.client.get(seat["organization"])).json()
    assert (committee["name"], committee["classification"]) == ("Jugendhilfeausschuss", "Ausschuss")
    sender = (await anonymous.client.get(seat["onBehalfOf"])).json()
    assert sender["name"] == county.cast.traeger.name
    paul = (await anonymous.client.get(f"{BASE}/person/{county.cast.id('paul')}")).json()
    assert paul["membership"][0]["role"] == "stellvertretendes Mitglied"
    assert paul["membership"][0]["votingRight"] is False


async def test_a_body_tells_its_address_and_term(anonymous: Browser, county: County) -> None:
    body = (await anonymous.client.get(f"{BASE}/body/{county.cast.body.id}")).json()
    assert body["mainOrganization"] == f"{BASE}/organization/{county.kreistag.id}"
    assert body["contactName"] == "Jugendhilfeplanung"
    place, term = body["location"], body["legislativeTerm"][0]
    assert (place["streetAddress"], place["postalCode"]) == ("Musterstraße 1", "30000")
    assert place["locality"] == "Musterstadt"
    assert term["name"] == "Wahlperiode 2021–2026"
    council = (await anonymous.client.get(body["mainOrganization"])).json()
    assert council["classification"] == "Parlament"


async def test_the_text_can_be_read_like_any_paper(anonymous: Browser, county: County) -> None:
    file = (await anonymous.client.get(f"{BASE}/file/{county.public.id}")).json()
    paper = parse(file["text"], file=file["fileName"]).paper
    assert (paper["reference"], paper["title"], paper["public"]) == ("2024/012", TITLE, True)
    assert (paper["date"], paper["lead_unit"]) == ("2024-01-15", "Jugendhilfeplanung")
    assert paper["proposal"]
    assert [point["text"] for point in paper["proposal"]["points"]] == list(POINTS)
    assert [(step["committee"], step["date"]) for step in paper["consultations"][:2]] == [
        ("Jugendhilfeausschuss", "2024-02-21"), ("Kreistag", "2024-03-14"),
    ]  # fmt: skip
    assert [section["date"] for section in paper["facts"]][:2] == [None, "2024-10-15"]


async def test_the_text_holds_every_public_word(anonymous: Browser, county: County) -> None:
    text = (await anonymous.client.get(f"{BASE}/file/{county.public.id}/text")).text
    words = (
        "Aktenzeichen: 51.2-07", "Bezüglich: 2023/044, 2024/099, 1999/001", "Produkte: 363 Hilfen",
        "geändert empfohlen", "TOP Ö 5", "Region | Träger", "Nord | 4", "Drei Regionen arbeiten",
        "Im Budget enthalten: Nein", "Kosten: ca. 1.200 €", "Deckung: im Haushalt: Ja",
        "Konto: 4711", "Siehe Anlage.", "Gleichstellung: keine Angabe", "Wirkt es auf das Klima?",
        "Kaum Wege.", "Mitwirkung Landrat: Ja", "Qualifizierte Mehrheit: Nein", "Zeitplan",
        "Hinweise:", *POINTS,
    )  # fmt: skip
    assert [word for word in words if word not in text] == []
    assert not any(name in text for name in ("Bearbeiter-Name", "Verantwortlich-Name"))

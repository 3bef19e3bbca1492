"""Every object and list that can be reached, against the property tables of OParl 1.1."""

import json
from typing import Any

import httpx
import pytest

from tests.browser import Browser
from tests.cast import Cast
from tests.oparl.make import County, make_county, uuid
from tests.oparl.properties import (
    BACK_REFERENCES,
    BASE,
    TYPES,
    embedded,
    findings,
    references,
    type_of,
)

Json = dict[str, Any]


@pytest.fixture
async def county(cast: Cast) -> County:
    return await make_county(cast)


@pytest.fixture
def outside(anonymous: Browser, county: County) -> Browser:
    """Without a login; the database is filled."""
    return anonymous


async def crawled(browser: Browser) -> dict[str, Json]:
    """Address → answer, for everything that can be reached from the entry."""
    found: dict[str, Json] = {}
    todo = [f"{BASE}/system"]
    while todo:
        address = todo.pop()
        if address in found:
            continue
        answer = await browser.client.get(address)
        assert answer.status_code == 200, address
        if answer.headers["content-type"] != "application/json":
            continue
        found[address] = answer.json()
        shown = [found[address]] if "id" in found[address] else found[address]["data"]
        todo += [address for one in shown for address in [one["id"], *references(one)]]
        if "links" in found[address]:
            todo += found[address]["links"].values()
    return found


async def test_everything_that_can_be_reached_keeps_the_tables(outside: Browser) -> None:
    found = await crawled(outside)
    objects = [answer for answer in found.values() if "id" in answer]
    assert [fault for one in objects for fault in findings(one)] == []
    assert {type_of(one) for one in objects} == set(TYPES)
    lists = [answer for answer in found.values() if "data" in answer]
    assert len(lists) > 12
    assert [fault for page in lists for one in page["data"] for fault in findings(one)] == []


async def test_lists_and_objects_say_the_same(outside: Browser) -> None:
    found = await crawled(outside)
    for page in (answer for answer in found.values() if "data" in answer):
        for one in page["data"]:
            assert one == found[one["id"]]


async def test_an_object_inside_another_lacks_only_the_way_back(outside: Browser) -> None:
    found = await crawled(outside)
    inside = [inner for one in found.values() if "id" in one for inner in embedded(one)]
    assert {type_of(one) for one in inside} == set(BACK_REFERENCES)
    for one in inside:
        whole = found[one["id"]]
        assert set(whole) - set(one) == BACK_REFERENCES[type_of(one)] & set(whole) != set()
        assert one.items() <= whole.items()


async def test_lists_hold_only_what_they_are_for(outside: Browser, county: County) -> None:
    body = (await get(outside, f"/body/{county.cast.body.id}")).json()
    lists = {key: rule[1:].rstrip("!") for key, rule in TYPES["Body"].items() if rule[0] == "»"}
    assert len(lists) == 10
    for key, wanted in lists.items():
        page = (await outside.client.get(body[key])).json()
        assert page["data"], key
        assert {type_of(one) for one in page["data"]} == {wanted}


async def get(browser: Browser, path: str, **params: str) -> httpx.Response:
    return await browser.client.get(f"{BASE}{path}", params=params or None)


async def test_a_session_has_its_items_in_order(outside: Browser, county: County) -> None:
    committee = county.cast.committee.id
    (meeting,) = (await get(outside, f"/organization/{committee}/meeting")).json()["data"]
    assert meeting["name"] == "7. Sitzung des Jugendhilfeausschusses"
    assert meeting["start"] == "2024-02-21T17:30:00+01:00"
    assert meeting["location"]["description"] == "Kreishaus, Saal 1"
    council = f"/organization/{county.kreistag.id}/meeting"
    (other,) = (await get(outside, council)).json()["data"]
    assert (other["name"], other["start"]) == ("Sitzung Kreistag", "2024-03-14T00:00:00+01:00")
    assert meeting["meetingState"] == "durchgeführt"
    assert [item["order"] for item in meeting["agendaItem"]] == [0, 1]
    paper = (await get(outside, f"/paper/{county.public.id}")).json()
    step = paper["consultation"][0]
    item = (await outside.client.get(step["agendaItem"])).json()
    assert (item["meeting"], step["meeting"]) == (meeting["id"], meeting["id"])
    assert item["consultation"] == step["id"]
    assert (item["number"], item["result"]) == ("Ö 5", "geändert empfohlen")
    assert item["name"] == paper["name"]
    assert item["resolutionText"] == "Die Gruppe berichtet halbjährlich."
    assert [s.get("authoritative") for s in paper["consultation"]] == [False, True, None, None]


async def test_a_paper_names_only_related_papers_that_are_public(
    outside: Browser, county: County
) -> None:
    paper = (await get(outside, f"/paper/{county.public.id}")).json()
    assert paper["relatedPaper"] == [f"{BASE}/paper/{county.other.id}"]


async def test_the_words_of_a_paper_can_be_read_and_saved(outside: Browser, county: County) -> None:
    file = (await get(outside, f"/file/{county.public.id}")).json()
    text = await outside.client.get(file["accessUrl"])
    assert text.text == file["text"]
    assert len(text.content) == file["size"]
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert "content-disposition" not in text.headers
    saved = await outside.client.get(file["downloadUrl"])
    assert saved.content == text.content
    assert saved.headers["content-disposition"].startswith("attachment; ")
    assert file["fileName"] in saved.headers["content-disposition"]


async def test_a_stored_file_can_be_read_and_saved(outside: Browser, county: County) -> None:
    paper = (await get(outside, f"/paper/{county.public.id}")).json()
    (file,) = paper["auxiliaryFile"]
    assert (file["name"], file["fileName"]) == ("Anlage 1 Zeitplan", "Zeitplan.pdf")
    content = await outside.client.get(file["accessUrl"])
    assert content.content == b"%PDF-1.7 Zeitplan.pdf"
    assert len(content.content) == file["size"]
    assert content.headers["content-type"] == file["mimeType"] == "application/pdf"
    assert "content-disposition" not in content.headers
    assert content.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    saved = await outside.client.get(file["downloadUrl"])
    assert saved.content == content.content
    assert saved.headers["content-disposition"].startswith("attachment; ")
    assert (await get(outside, f"/file/{county.attachment.id}/text")).status_code == 404
    assert (await get(outside, f"/file/{county.public.id}/content")).status_code == 404


async def test_times_are_those_of_the_database(outside: Browser, county: County) -> None:
    paper = (await get(outside, f"/paper/{county.public.id}")).json()
    assert paper["created"][:10] == paper["modified"][:10]
    assert uuid(county.public).hex in paper["id"].replace("-", "")


async def test_umlauts_are_sent_as_they_are(outside: Browser, county: County) -> None:
    answer = await get(outside, f"/paper/{county.other.id}")
    assert "Räume der Jugendpflege" in answer.content.decode()
    assert json.loads(answer.content)["name"] == "Räume der Jugendpflege"


def test_a_planted_fault_is_found() -> None:
    stamps = {"created": "2024-01-01T00:00:00+01:00", "modified": "2024-01-01T00:00:00+01:00"}
    item = {"id": f"{BASE}/agendaitem/x", "type": "https://schema.oparl.org/1.1/AgendaItem"}
    assert findings({**item, **stamps, "order": 0}) == []
    assert findings({**item, **stamps}) == ["AgendaItem.order: missing"]
    planted: tuple[Json, ...] = (
        {"order": "0"}, {"order": True}, {"name": ""}, {"public": None}, {"number": 5},
        {"meeting": "https://spurwerk.example.org/sitzungen/1"}, {"auxiliaryFile": []},
        {"start": "2024-01-01T00:00:00Z"}, {"web": "/oparl"}, {"email": "a@example.org"},
    )  # fmt: skip
    for fault in planted:
        assert findings({**item, **stamps, "order": 0, **fault}) != [], fault

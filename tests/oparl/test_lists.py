"""Pages, links and the four date filters (OParl 1.1, 2.5)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from app.oparl.rules.asked import Unreadable, address, asked, links
from app.oparl.tables import OparlObject
from tests.browser import Browser
from tests.cast import Cast, make_group, make_member, make_person, make_traeger
from tests.counting import counted_statements
from tests.oparl.make import make_county, many_papers
from tests.oparl.properties import BASE

NOON = datetime(2024, 5, 1, 10, tzinfo=UTC)  # 12:00 in Berlin


async def page(browser: Browser, cast: Cast, query: str = "", name: str = "paper") -> Any:
    answer = await browser.client.get(f"{BASE}/body/{cast.body.id}/{name}{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_following_next_finds_every_paper_once(anonymous: Browser, cast: Cast) -> None:
    await many_papers(cast.body, 5)
    base = f"{BASE}/body/{cast.body.id}/paper"
    first = await page(anonymous, cast, "?limit=2")
    assert first["pagination"] == {
        "totalElements": 5, "elementsPerPage": 2, "currentPage": 1, "totalPages": 3,
    }  # fmt: skip
    assert first["links"] == {
        "first": f"{base}?limit=2", "self": f"{base}?limit=2", "next": f"{base}?limit=2&page=2",
        "last": f"{base}?limit=2&page=3",
    }  # fmt: skip
    second = (await anonymous.client.get(first["links"]["next"])).json()
    assert second["links"]["prev"] == first["links"]["self"]
    third = (await anonymous.client.get(second["links"]["next"])).json()
    assert third["links"]["self"] == first["links"]["last"]
    assert "next" not in third["links"]
    found = [row["name"] for part in (first, second, third) for row in part["data"]]
    assert found == [f"Vorlage {at}" for at in range(5)]


async def test_what_comes_meanwhile_comes_last(anonymous: Browser, cast: Cast) -> None:
    await many_papers(cast.body, 3)
    before = await page(anonymous, cast, "?limit=2")
    await many_papers(cast.other_body, 1)
    await make_county(cast)
    after = await page(anonymous, cast, "?limit=2")
    assert after["data"] == before["data"]
    assert after["pagination"]["totalElements"] == 5


async def test_an_empty_list_and_a_page_beyond_the_end_are_no_faults(
    anonymous: Browser, cast: Cast
) -> None:
    empty = await page(anonymous, cast)
    assert (empty["data"], empty["pagination"]["totalPages"]) == ([], 1)
    assert set(empty["links"]) == {"first", "self", "last"}
    await many_papers(cast.body, 3)
    beyond = await page(anonymous, cast, "?limit=2&page=9")
    assert (beyond["data"], beyond["pagination"]["totalElements"]) == ([], 3)
    assert beyond["links"]["prev"] == beyond["links"]["last"]


BOUNDS = (
    ("since", -1, True), ("since", 0, True), ("since", 1, False),
    ("until", -1, False), ("until", 0, True), ("until", 1, True),
)  # fmt: skip


@pytest.mark.parametrize("stamp", ["created", "modified"])
async def test_both_bounds_of_a_date_count_as_within(
    anonymous: Browser, cast: Cast, stamp: str
) -> None:
    await many_papers(cast.body, 1)
    column = OparlObject.created_at if stamp == "created" else OparlObject.modified_at
    await OparlObject.update({column: NOON}, force=True)
    for name, seconds, within in BOUNDS:
        bound = (NOON + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S%%2B00:00")
        found = await page(anonymous, cast, f"?{stamp}_{name}={bound}")
        assert len(found["data"]) == int(within), (name, seconds)


async def test_filters_go_along_to_every_page(anonymous: Browser, cast: Cast) -> None:
    await many_papers(cast.body, 3)
    query = "?omit_internal=true&modified_since=2020-01-01T00:00:00%2B01:00&limit=1&unbekannt=1"
    found = await page(anonymous, cast, query)
    for link in found["links"].values():
        params = parse_qs(urlsplit(link).query)
        assert params.pop("page", []) in (["2"], ["3"], [])
        assert params == {
            "modified_since": ["2020-01-01T00:00:00+01:00"], "limit": ["1"],
            "omit_internal": ["true"],
        }  # fmt: skip
    again = (await anonymous.client.get(found["links"]["self"])).json()
    assert again == found


async def test_internal_lists_can_be_left_out(anonymous: Browser, cast: Cast) -> None:
    await make_county(cast)
    for name, key in (("meeting", "agendaItem"), ("person", "membership")):
        whole, short = await page(anonymous, cast, name=name), await page(
            anonymous, cast, "?omit_internal=true", name
        )  # fmt: skip
        assert all(key in row for row in whole["data"])
        assert not any(key in row for row in short["data"])


UNREADABLE = (
    "page=0", "page=-1", "page=x", "page=", "page=9999999999", "limit=0", "limit=%C2%B2",
    "created_since=2024-01-01", "modified_since=2024-01-01T00:00:00",
    "modified_until=2024-02-30T00:00:00Z", "created_until=gestern", "created_since=%00",
)  # fmt: skip


async def test_what_cannot_be_understood_is_refused_in_words(
    anonymous: Browser, cast: Cast
) -> None:
    for query in UNREADABLE:
        answer = await anonymous.client.get(f"{BASE}/body/{cast.body.id}/paper?{query}")
        assert answer.status_code == 400, query
        assert answer.json()["message"].startswith(query.partition("=")[0])


@pytest.mark.parametrize(
    "written",
    [
        "2024-01-01T01:00:00+01:00", "2024-01-01T01:00:00 01:00", "2024-01-01T00:00:00Z",
        "2024-01-01T00:00:00.000+00:00",
    ],
)  # fmt: skip
def test_the_same_moment_in_several_spellings(written: str) -> None:
    """A plus sign that nobody escaped arrives as a blank."""
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    assert asked({"created_since": written}).dates == {"created_since": moment}


def test_pages_have_at_most_a_hundred_rows() -> None:
    assert asked({"limit": "5000"}).per_page == 100
    assert asked({}).per_page == 50


def test_one_page_has_one_address() -> None:
    wanted = asked({"page": "2", "limit": "7"})
    assert address("x", wanted, 1) == "x?limit=7"
    assert links("x", wanted, 2)["self"] == "x?limit=7&page=2"
    with pytest.raises(Unreadable):
        asked({"page": "1.0"})


LISTS = (
    "organization", "person", "meeting", "paper", "agendaitem", "consultation", "file",
    "locationlist", "legislativetermlist", "membership",
)  # fmt: skip


async def test_a_page_asks_at_most_six_times(anonymous: Browser, cast: Cast) -> None:
    county = await make_county(cast)
    for at in range(3):
        person = await make_person(cast.body, f"P{at}", "Weitere")
        group = await make_group(cast.body, f"Ausschuss {at}", kind="ausschuss")
        traeger = await make_traeger(cast.body, f"Träger {at}")
        await make_member(group, person, traeger=traeger.id)
        await make_member(county.kreistag, person)
    for name in LISTS:
        with counted_statements() as seen:
            await page(anonymous, cast, name=name)
        assert len(seen) <= 6, (name, seen)

"""What was public and is so no longer stays as id, type and times (OParl 1.1, 2.8)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from app.core.clock import now
from app.core.words import Visibility
from app.groups.tables import Membership
from app.oparl.tables import OparlObject
from app.people.tables import Person
from app.vorlagen.tables import CommitteeSession, Consultation, Vorlage, VorlageFile
from tests.browser import Browser
from tests.cast import Cast
from tests.oparl.make import County, first_step, make_county
from tests.oparl.properties import BASE, findings

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SINCE = {"modified_since": "2020-06-01T00:00:00+02:00"}


@pytest.fixture
async def county(cast: Cast) -> County:
    """Everything was published long ago."""
    county = await make_county(cast)
    await OparlObject.update(
        {OparlObject.created_at: LONG_AGO, OparlObject.modified_at: LONG_AGO}, force=True
    )
    return county


async def get(browser: Browser, path: str, **params: str) -> dict[str, Any]:
    answer = await browser.client.get(f"{BASE}/{path}", params=params or None)
    assert answer.status_code == 200, path
    found: dict[str, Any] = answer.json()
    return found


async def ids(browser: Browser, county: County, name: str, **params: str) -> set[str]:
    page = await get(browser, f"body/{county.cast.body.id}/{name}", **params)
    return {row["id"] for row in page["data"]}


async def withdraw(vorlage: Vorlage, visibility: Visibility = Visibility.CONFIDENTIAL) -> None:
    await Vorlage.update({Vorlage.visibility: visibility}).where(Vorlage.id == vorlage.id)


async def test_a_withdrawn_paper_leaves_its_shell_and_so_does_all_in_it(
    anonymous: Browser, county: County
) -> None:
    step = await first_step(county.public)
    await withdraw(county.public)
    for path in (
        f"paper/{county.public.id}", f"file/{county.public.id}", f"consultation/{step.id}",
        f"agendaitem/{step.id}", f"file/{county.attachment.id}",
    ):  # fmt: skip
        found = await get(anonymous, path)
        assert set(found) == {"id", "type", "created", "modified", "deleted"}
        assert found["deleted"] is True
        assert findings(found) == []
        assert found["created"] == "2020-01-01T01:00:00+01:00"
        assert found["modified"] > "2021"


async def test_only_who_asks_for_changes_hears_of_deleted_ones(
    anonymous: Browser, county: County
) -> None:
    address = f"{BASE}/paper/{county.public.id}"
    await withdraw(county.public)
    assert address not in await ids(anonymous, county, "paper")
    assert address in await ids(anonymous, county, "paper", **SINCE)
    created = {"created_since": "2019-01-01T00:00:00+01:00"}
    assert address not in await ids(anonymous, county, "paper", **created)


async def test_a_session_goes_with_its_last_public_paper(
    anonymous: Browser, county: County
) -> None:
    committee = f"organization/{county.cast.committee.id}/meeting"
    (session,) = (await get(anonymous, committee))["data"]
    await withdraw(county.public)
    (shorter,) = (await get(anonymous, committee))["data"]
    assert len(shorter["agendaItem"]) == len(session["agendaItem"]) - 1 == 1
    assert shorter["modified"] > session["modified"]
    await withdraw(county.other)
    assert (await get(anonymous, committee))["data"] == []
    (gone,) = (await get(anonymous, committee, **SINCE))["data"]
    assert gone["id"] == session["id"]
    assert gone["deleted"] is True


async def test_its_words_are_gone_for_good(anonymous: Browser, county: County) -> None:
    await withdraw(county.public)
    text, attachment = county.public.id, county.attachment.id
    for path in (f"{text}/text", f"{text}/download", f"{attachment}/content"):
        answer = await anonymous.client.get(f"{BASE}/file/{path}")
        assert answer.status_code == 410
        assert answer.json()["type"] == "https://schema.oparl.org/1.1/Error"


async def test_published_again_it_is_whole_again(anonymous: Browser, county: County) -> None:
    before = await get(anonymous, f"paper/{county.public.id}")
    await withdraw(county.public)
    await withdraw(county.public, Visibility.PUBLIC)
    after = await get(anonymous, f"paper/{county.public.id}")
    assert after["created"] == before["created"]
    assert after["modified"] > before["modified"]
    assert after["name"] == before["name"]
    assert [step["id"] for step in after["consultation"]] == [
        step["id"] for step in before["consultation"]
    ]


async def test_a_deleted_row_leaves_the_same_shell(anonymous: Browser, county: County) -> None:
    step = await first_step(county.public)
    await Consultation.delete().where(Consultation.id == step.id)
    assert (await get(anonymous, f"consultation/{step.id}"))["deleted"] is True
    paper = await get(anonymous, f"paper/{county.public.id}")
    assert paper["modified"] > "2021"
    assert f"{BASE}/consultation/{step.id}" not in {s["id"] for s in paper["consultation"]}


async def test_a_new_place_moves_the_session(anonymous: Browser, county: County) -> None:
    await CommitteeSession.update({CommitteeSession.place: "Rathaus"}, force=True)
    assert len(await ids(anonymous, county, "locationlist", **SINCE)) == 2  # one has none before
    assert len(await ids(anonymous, county, "meeting", **SINCE)) == 2
    await CommitteeSession.update({CommitteeSession.place: ""}, force=True)
    page = await get(anonymous, f"body/{county.cast.body.id}/locationlist", **SINCE)
    assert [row["deleted"] for row in page["data"]] == [True, True]


async def test_a_removed_file_is_deleted_and_moves_its_paper(
    anonymous: Browser, county: County
) -> None:
    await VorlageFile.update({VorlageFile.removed_at: now()}).where(
        VorlageFile.id == county.attachment.id
    )
    assert (await get(anonymous, f"file/{county.attachment.id}"))["deleted"] is True
    (changed,) = (await get(anonymous, f"body/{county.cast.body.id}/paper", **SINCE))["data"]
    assert "auxiliaryFile" not in changed


async def test_who_is_erased_leaves_no_name(anonymous: Browser, county: County) -> None:
    bernd = county.cast.id("bernd")
    await Person.delete().where(Person.id == bernd)
    assert (await get(anonymous, f"person/{bernd}"))["deleted"] is True
    assert (await get(anonymous, f"membership/{county.seat.id}"))["deleted"] is True
    committee = await get(anonymous, f"organization/{county.cast.committee.id}")
    assert f"{BASE}/membership/{county.seat.id}" not in committee["membership"]
    traeger = await get(anonymous, f"organization/{county.cast.traeger.id}")
    assert traeger["deleted"] is True


async def test_who_objects_is_no_longer_named(anonymous: Browser, county: County) -> None:
    await Person.update({Person.blocked: True}).where(Person.id == county.cast.bernd.id)
    assert (await get(anonymous, f"person/{county.cast.id('bernd')}"))["deleted"] is True


async def test_a_change_inside_is_a_change_of_the_whole(anonymous: Browser, county: County) -> None:
    """A noted result moves paper, consultation, agenda item and session, and nothing else."""
    step = await first_step(county.public)
    await Consultation.update({Consultation.result_raw: "vertagt"}).where(
        Consultation.id == step.id
    )
    changed = {"paper", "file", "consultation", "agendaitem", "meeting"}
    for name in ("organization", "person", "membership", "locationlist", *changed):
        found = await ids(anonymous, county, name, **SINCE)
        assert len(found) == (1 if name in changed else 0), name


async def test_a_new_name_moves_the_person_and_not_the_committee(
    anonymous: Browser, county: County
) -> None:
    await Person.update({Person.family_name: "Neu"}).where(Person.id == county.cast.bernd.id)
    assert len(await ids(anonymous, county, "person", **SINCE)) == 1
    assert await ids(anonymous, county, "organization", **SINCE) == set()
    await Membership.update({Membership.until: None}).where(Membership.id == county.seat.id)
    assert len(await ids(anonymous, county, "membership", **SINCE)) == 1


async def test_what_is_not_shown_moves_nothing(anonymous: Browser, county: County) -> None:
    await Person.update({Person.phone: "05171 1"}).where(Person.id == county.cast.bernd.id)
    assert await ids(anonymous, county, "person", **SINCE) == set()

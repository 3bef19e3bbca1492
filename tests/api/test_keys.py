"""Keys for programs: one each, shown once, locked by their owner, ended by themselves."""

import re
from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest

from app.api.rules import keys as rules
from app.api.rules.shapes import Problem
from app.api.tables import AccessKey
from app.audit.tables import AuditEntry
from app.core import clock
from app.core.tokens import hash_of
from app.people.tables import Person
from tests.api.make import bearer, make_key
from tests.browser import Browser, Visit
from tests.cast import Cast

PATH = "/einstellungen/schluessel"
DATA = "/api/v1/aufgaben"


def form(program: str = "Fachverfahren", **more: str) -> dict[str, str]:
    return {"id": str(uuid4()), "program": program, "term": "30", **more}


def key_in(text: str) -> str:
    found = re.search(r'id="schluessel">(spurwerk_[\w-]+)</code>', text)
    assert found
    return found[1]


async def test_new_key_is_shown_once_and_reads(visit: Visit, anonymous: Browser) -> None:
    carla = await visit("carla")
    answer = await carla.post(PATH, form())
    assert answer.headers["cache-control"] == "no-store"
    token = key_in(answer.text)
    assert len(token) >= len(rules.PREFIX) + 43, "256 bit"

    listed = (await carla.get(PATH)).text
    assert "Fachverfahren" in listed
    assert token not in listed
    row = await AccessKey.objects().where(AccessKey.token_hash == hash_of(token)).first()
    assert row is not None
    assert row.expires_on == clock.today() + timedelta(days=30)
    assert await AuditEntry.count().where(AuditEntry.action == "access_key.created") == 1
    assert (await anonymous.get(DATA, headers=bearer(token))).status_code == 200


async def test_double_click_makes_one_key_and_shows_it_both_times(visit: Visit) -> None:
    carla, same = await visit("carla"), form()
    first, second = [await carla.post(PATH, same) for _ in range(2)]
    assert key_in(first.text) == key_in(second.text)
    assert await AccessKey.count() == 1


async def test_old_form_and_another_person_do_not_see_it_again(cast: Cast, visit: Visit) -> None:
    carla, dirk, same = await visit("carla"), await visit("dirk"), form()
    await carla.post(PATH, same)
    assert (await dirk.post(PATH, same)).status_code == 404
    await AccessKey.update({AccessKey.created_at: clock.now() - timedelta(minutes=3)}, force=True)
    again = await carla.post(PATH, same)
    assert again.status_code == 422
    assert "wird nur einmal gezeigt" in again.text
    assert 'value="Fachverfahren"' in again.text


async def test_key_without_a_program_comes_back(visit: Visit) -> None:
    answer = await (await visit("carla")).post(PATH, form("  "))
    assert answer.status_code == 422
    assert "welches Programm" in answer.text
    assert not await AccessKey.exists()


async def test_eleventh_key_is_refused(cast: Cast, visit: Visit) -> None:
    for _ in range(rules.MOST - 1):
        await make_key(cast.carla)
    await make_key(cast.carla, expires_on=clock.today() - timedelta(days=1))
    carla = await visit("carla")
    assert (await carla.post(PATH, form())).status_code == 200, "an ended one takes no room"
    refused = await carla.post(PATH, form())
    assert refused.status_code == 422
    assert "schon 10 Schlüssel" in refused.text


async def test_locked_key_reads_nothing_more(cast: Cast, visit: Visit, anonymous: Browser) -> None:
    key, token = await make_key(cast.carla)
    carla, dirk = await visit("carla"), await visit("dirk")
    assert (await dirk.post(f"{PATH}/{key.id}/ende")).status_code == 404
    assert (await anonymous.get(DATA, headers=bearer(token))).status_code == 200

    for _ in range(2):
        assert (await carla.post(f"{PATH}/{key.id}/ende")).status_code == 303
    assert await AuditEntry.count().where(AuditEntry.action == "access_key.ended") == 1
    assert (await anonymous.get(DATA, headers=bearer(token))).status_code == 401


async def test_key_ends_after_its_last_day_and_with_its_person(
    cast: Cast, anonymous: Browser
) -> None:
    _, today = await make_key(cast.carla, expires_on=clock.today())
    _, past = await make_key(cast.carla, expires_on=clock.today() - timedelta(days=1))
    assert (await anonymous.get(DATA, headers=bearer(today))).status_code == 200
    assert (await anonymous.get(DATA, headers=bearer(past))).status_code == 401
    await Person.update({Person.blocked: True}).where(Person.id == cast.carla.id)
    assert (await anonymous.get(DATA, headers=bearer(today))).status_code == 401


async def test_use_is_noted_once_an_hour(cast: Cast, anonymous: Browser) -> None:
    key, token = await make_key(cast.carla)
    await anonymous.get(DATA, headers=bearer(token))
    await key.refresh()
    first = key.last_used_at
    assert first is not None
    await anonymous.get(DATA, headers=bearer(token))
    await key.refresh()
    assert key.last_used_at == first


async def test_key_opens_no_page_and_no_login_shows_a_page(cast: Cast, anonymous: Browser) -> None:
    _, token = await make_key(cast.carla)
    for path in ("/aufgaben", "/einstellungen", "/personen"):
        answer = await anonymous.get(path, headers=bearer(token))
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/anmelden")


async def test_too_many_requests_of_one_key_are_told_when_to_come_again(
    cast: Cast, anonymous: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_A_MINUTE", 2)
    _, token = await make_key(cast.carla)
    _, other = await make_key(cast.carla)
    answers = [await anonymous.get(DATA, headers=bearer(token)) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    refused = answers[2]
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["content-type"].startswith("application/problem+json")
    problem = msgspec.json.decode(refused.content, type=Problem)
    assert problem.status == 429
    assert "zu viele Anfragen" in problem.detail
    assert (await anonymous.get(DATA, headers=bearer(other))).status_code == 200
    later = clock.now() + timedelta(seconds=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert (await anonymous.get(DATA, headers=bearer(token))).status_code == 200


async def test_the_limit_stands_in_the_description(anonymous: Browser) -> None:
    told = (await anonymous.get("/api/v1/openapi.json")).json()
    answer = told["paths"]["/aufgaben"]["get"]["responses"]["429"]
    assert "120 Anfragen in einer Minute" in answer["description"]
    assert "Retry-After" in answer["headers"]
    assert "application/problem+json" in answer["content"]

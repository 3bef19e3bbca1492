"""What a program reads is what its person sees, and is as the description says."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from app.api.rules import shapes
from app.api.rules.description import PATHS, ROOT
from app.core import clock
from app.mandates.tables import MandateStatus
from tests.api.make import bearer, make_key
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.mandates.make import make_mandate
from tests.meetings.make import make_meeting
from tests.tasks.make import make_task


async def read(browser: Browser, person: Any, path: str) -> Any:
    _, token = await make_key(person)
    answer = await browser.get(f"{ROOT}{path}", headers=bearer(token))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    shape = PATHS[path.partition("?")[0]][1]
    return msgspec.json.decode(answer.content, type=shape)


async def test_own_tasks_with_their_group(cast: Cast, anonymous: Browser) -> None:
    due = clock.today() + timedelta(days=3)
    task = await make_task(cast.group, person=cast.carla.id, title="Entwurf Budget", due_on=due)
    await make_task(cast.group, person=cast.bernd.id, title="Aufgabe von Bernd")

    found = await read(anonymous, cast.carla, "/aufgaben")
    assert [each.title for each in found.data] == ["Entwurf Budget"]
    only = found.data[0]
    assert (only.id, only.due, only.state) == (task.id, due, "open")
    assert only.group.name == cast.group.name
    assert only.web.endswith(f"/aufgaben/{task.id}")
    assert (found.pagination.total, found.pagination.pages) == (1, 1)
    assert (await read(anonymous, cast.carla, "/aufgaben?stand=erledigt")).data == []


@pytest.mark.parametrize("who", ["dirk", "eva", "frieda"])
async def test_others_read_nothing_of_the_group(cast: Cast, anonymous: Browser, who: str) -> None:
    await make_task(cast.group, person=cast.eva.id, title="Geheime Aufgabe")
    await make_meeting(cast.group, title="Geheime Sitzung")
    await make_mandate(cast.group, title="Geheimer Auftrag")
    person = getattr(cast, who)
    for path in PATHS:
        assert (await read(anonymous, person, path)).data == [], path


async def test_meetings_of_the_asked_days_in_berlin_time(cast: Cast, anonymous: Browser) -> None:
    meeting = await make_meeting(cast.group, title="7. Sitzung")
    day = clock.berlin(meeting.starts_at).date()
    found = await read(anonymous, cast.carla, f"/sitzungen?von={day}&bis={day}")
    assert [each.title for each in found.data] == ["7. Sitzung"]
    assert found.data[0].start == meeting.starts_at
    assert found.data[0].start.utcoffset() == clock.berlin(meeting.starts_at).utcoffset()
    later = day + timedelta(days=1)
    assert (await read(anonymous, cast.carla, f"/sitzungen?von={later}")).data == []


async def test_mandates_by_state(cast: Cast, anonymous: Browser) -> None:
    await make_mandate(cast.group, title="Wer zahlt?")
    await make_mandate(cast.group, title="Wer zahlte?", status=MandateStatus.REPORTED)
    assert [m.title for m in (await read(anonymous, cast.carla, "/auftraege")).data] == [
        "Wer zahlt?"
    ]
    closed = await read(anonymous, cast.carla, "/auftraege?stand=abgeschlossen")
    assert [each.title for each in closed.data] == ["Wer zahlte?"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/aufgaben?stand=bald", "offen oder erledigt"),
        ("/auftraege?stand=", "laufend oder abgeschlossen"),
        ("/sitzungen?von=gestern", "von: Bitte ein Datum"),
        ("/sitzungen?von=2026-02-31", "von: Bitte ein Datum"),
        ("/sitzungen?von=2026-05-01&bis=2026-04-01", "liegt vor dem ersten"),
        ("/sitzungen?bis=9999-12-31", "Bitte prüfen Sie das Jahr."),
    ],
)
async def test_unclear_question_is_answered_in_words(
    cast: Cast, anonymous: Browser, path: str, words: str
) -> None:
    _, token = await make_key(cast.carla)
    answer = await anonymous.get(f"{ROOT}{path}", headers=bearer(token))
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert words in msgspec.json.decode(answer.content, type=shapes.Problem).detail


@pytest.mark.parametrize("key", ["", "Bearer ", "Bearer spurwerk_falsch", "Basic Y2FybGE6"])
async def test_without_a_key_401_and_how_to_show_one(anonymous: Browser, key: str) -> None:
    answer = await anonymous.get(f"{ROOT}/aufgaben", headers={"Authorization": key} if key else {})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert "set-cookie" not in answer.headers
    assert msgspec.json.decode(answer.content, type=shapes.Problem).status == 401


async def test_wrong_key_is_not_helped_by_a_login(cast: Cast, visit: Visit) -> None:
    carla = await visit("carla")
    assert (await carla.get(f"{ROOT}/aufgaben")).status_code == 200, "to look at it in a browser"
    wrong = await carla.get(f"{ROOT}/aufgaben", headers=bearer("spurwerk_falsch"))
    assert wrong.status_code == 401


async def test_description_names_every_path_and_field(anonymous: Browser) -> None:
    answer = await anonymous.get(f"{ROOT}/openapi.json")
    told = msgspec.json.decode(answer.content)
    assert told["openapi"] == "3.1.0"
    assert set(told["paths"]) == set(PATHS)
    fields = told["components"]["schemas"]["TaskShape"]["properties"]
    assert {"startsOn", "doneAt", "web"} <= set(fields)
    used = set(_refs(told))
    assert used == {f"#/components/schemas/{name}" for name in told["components"]["schemas"]}


def _refs(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if "$ref" in node else []
        return own + [ref for each in node.values() for ref in _refs(each)]
    return [ref for each in node for ref in _refs(each)] if isinstance(node, list) else []


async def test_nothing_can_be_written(cast: Cast, anonymous: Browser) -> None:
    _, token = await make_key(cast.carla)
    for path in PATHS:
        answer = await anonymous.client.post(f"{ROOT}{path}", headers=bearer(token))
        assert answer.status_code in {403, 405}, path

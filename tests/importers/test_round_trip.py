"""What one Spurwerk offers as OParl, another one takes over without losing a public field."""

import json
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar

from app.core import clock
from app.importers.operations.sources import NewSource, add_source
from app.importers.rules.own_paper import FIELD, own_paper
from app.importers.rules.recognise import Recognised
from app.importers.tables import SourceKind
from app.outgoing.errors import NotReachable
from app.vorlagen.tables import Consultation, Vorlage
from tests.browser import Browser
from tests.cast import Cast, make_cast
from tests.conftest import empty_tables
from tests.importers.make import last_run, oparl_paper, papers_of, work
from tests.oparl.make import County, make_county
from tests.oparl.properties import BASE

OF_THE_PLACE = {"source"}  # where it was read


@pytest.fixture
async def county(cast: Cast) -> County:
    found = await make_county(cast)
    await Consultation.update({Consultation.resolution_text: "Der Ausschuss stimmt zu."}).where(
        Consultation.vorlage == found.public.id, Consultation.position == 1
    )
    await Vorlage.update({Vorlage.status: "deliberated"}).where(Vorlage.id == found.public.id)
    return found


async def json_of(client: httpx.AsyncClient, address: str) -> Any:
    return (await client.get(address)).json()


Ask = Callable[[str], Awaitable[bytes]]


async def read_in(app: Litestar, cast: Cast, address: str, start: str, ask: Ask) -> list[UUID]:
    """Everything behind `ask`, into Frieda's body; returns the new Vorlagen."""
    found = Recognised(SourceKind.BODY, "Musterland", start)
    new = NewSource(uuid4(), cast.other_body.id, address, found)
    source_id = await add_source(await cast.actor("frieda"), new, now=clock.now())
    await work(ask)
    run = await last_run(source_id)
    assert (run.state, json.loads(run.failures)) == ("done", [])
    ids = [str(row.id) for row in await papers_of(source_id)]
    frieda = await Browser(app).log_in(cast.id("frieda"))
    await frieda.post(f"/vorlagen/oparl/{source_id}/auswahl", {"papers": ids, "do": "take"})
    rows = await Vorlage.select(Vorlage.id).where(Vorlage.body == cast.other_body.id)
    return [row["id"] for row in rows]


async def taken_over(app: Litestar, cast: Cast, anonymous: Browser) -> list[UUID]:
    """What the interface answers is kept, then the installation forgets all and reads it in."""
    kept: dict[str, bytes] = {}

    async def ask(address: str) -> bytes:
        answer = await anonymous.client.get(address)
        if answer.status_code != 200:
            raise NotReachable("nicht da", answer.status_code)
        kept[address] = answer.content
        return answer.content

    async def again(address: str) -> bytes:
        if address not in kept:
            raise NotReachable("nicht da", 404)
        return kept[address]

    body = f"{BASE}/body/{cast.body.id}"
    start = (await json_of(anonymous.client, body))["paper"]
    await read_in(app, cast, body, start, ask)
    await empty_tables()
    return await read_in(app, await make_cast(), body, start, again)


async def test_every_public_field_of_every_paper_comes_back(
    app: Litestar, cast: Cast, county: County, anonymous: Browser
) -> None:
    before = {
        paper["reference"]: paper
        for paper in [
            await json_of(anonymous.client, f"{BASE}/paper/{vorlage.id}")
            for vorlage in (county.public, county.other)
        ]
    }
    ids = await taken_over(app, cast, anonymous)
    assert len(ids) == 2, "the secret one never left"
    for vorlage_id in ids:
        after = await json_of(anonymous.client, f"{BASE}/paper/{vorlage_id}")
        old = before[after["reference"]]
        for name in ("name", "reference", "date", "paperType", "spurwerk:status"):
            assert after[name] == old[name], name
        came, sent = after[FIELD], old[FIELD]
        assert set(came) == set(sent)
        assert {k: v for k, v in came.items() if k not in OF_THE_PLACE} == {
            k: v for k, v in sent.items() if k not in OF_THE_PLACE
        }
        assert [step.get("role") for step in after["consultation"]] == [
            step.get("role") for step in old["consultation"]
        ]


async def test_decided_wordings_that_are_offered_come_back(
    app: Litestar, cast: Cast, county: County, anonymous: Browser
) -> None:
    paper = await json_of(anonymous.client, f"{BASE}/paper/{county.public.id}")
    meeting = await json_of(anonymous.client, paper["consultation"][0]["meeting"])
    offered = [item.get("resolutionText") for item in meeting["agendaItem"]]
    ids = await taken_over(app, cast, anonymous)
    found = await Consultation.select(Consultation.resolution_text).where(
        Consultation.vorlage.is_in(ids), Consultation.resolution_text != ""
    )
    assert sorted(row["resolution_text"] for row in found) == sorted(filter(None, offered))


def whole(**changes: Any) -> dict[str, Any]:
    from tests.vorlagen.make import make_paper

    return {**oparl_paper(), FIELD: make_paper(**changes)}


def test_a_whole_paper_of_ours_is_taken_as_it_is() -> None:
    found = own_paper(whole())
    assert found is not None
    assert found["reference"] == "2024/012"


@pytest.mark.parametrize(
    "changes",
    [
        {"date": "2026-02-30"}, {"date": "20260203"}, {"title": 7}, {"related": "2023/1"},
        {"facts": [{"heading": "A"}]}, {"proposal": []}, {"more": 1},
        {"paper_type": {"raw": "Vorlage", "code": "invented"}},
        {"attachments": [{"number": True, "name": "A", "size_kb": None}]},
        {"consultations": [{
            "position": 1, "committee": "JHA", "role": None, "date": None, "public": None,
            "agenda_number": None, "meeting_title": None, "result": {"raw": "ja", "code": "yes"},
        }]},
    ],
)  # fmt: skip
def test_what_only_looks_like_a_paper_of_ours_is_read_by_oparls_fields(
    changes: dict[str, Any],
) -> None:
    assert own_paper(whole(**changes)) is None


def test_markup_in_a_paper_of_ours_stays_text() -> None:
    found = own_paper(whole(title="<b>Treff</b><script>alert(1)</script>"))
    assert found is not None
    assert found["title"] == "Treff"

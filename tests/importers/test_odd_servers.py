"""Lists that lead astray, entries that are none, references that hang: the run says so and ends."""

import json
from typing import Any

import pytest

from app.core.settings import settings
from app.importers.rules import runs
from app.importers.tables import PaperState, RunState, SourceKind
from app.vorlagen.tables import Vorlage
from tests.cast import Cast
from tests.importers.council import Council
from tests.importers.make import again, draft_of, last_run, make_source, papers_of, source_of, work
from tests.vorlagen.make import make_vorlage


def failures(run: Any) -> list[str]:
    return [entry["sentence"] for entry in json.loads(run.failures)]


def page(ris: Council, following: Any) -> bytes:
    return json.dumps({"data": ris.papers[:1], "links": {"next": following}}).encode()


@pytest.mark.parametrize(
    ("following", "words"),
    [
        ("/papers", "führt im Kreis"),
        ("https://elsewhere.example.org/papers?page=2", "anderen Server (elsewhere.example.org)"),
        ("http://127.0.0.1:1/papers", "anderen Server (127.0.0.1)"),
        ("javascript:alert(1)", "keine gültige Adresse"),
        ({"href": "/papers"}, "keine gültige Adresse"),
    ],
)
async def test_a_list_that_leads_astray_ends_with_the_reason(
    cast: Cast, ris: Council, following: Any, words: str
) -> None:
    ris.paper(1)
    target = ris.url(following) if following == "/papers" else following
    ris.replaced["/papers"] = page(ris, target)
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    run = await last_run(source_id)
    assert run.state == RunState.FAILED
    assert words in run.stop_reason
    assert [row.reference for row in await papers_of(source_id)] == ["2026/001"], "read before it"
    assert (await source_of(source_id)).watermark is None, "the rest has not been seen"
    assert all(path.startswith("/") for path in ris.asked)


async def test_a_longer_circle_ends_too(cast: Cast, ris: Council) -> None:
    ris.paper(1)
    ris.replaced["/papers"] = page(ris, ris.url("/papers?page=2"))
    ris.replaced["/papers?page=2"] = page(ris, ris.url("/papers"))
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    assert "im Kreis" in (await last_run(source_id)).stop_reason


async def test_a_run_ends_at_its_limit_and_the_next_goes_on_there(
    cast: Cast, ris: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 8):
        ris.paper(number)
    monkeypatch.setenv("SPURWERK_OPARL_PAGES", "2")
    settings.cache_clear()
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    run = await last_run(source_id)
    assert (run.state, run.objects_read) == (RunState.PAUSED, 4)
    assert len(await papers_of(source_id)) == 4
    await again(cast, source_id)
    await work()
    run = await last_run(source_id)
    assert (run.state, run.objects_read) == (RunState.DONE, 3)
    assert len(await papers_of(source_id)) == 7
    assert (await source_of(source_id)).watermark is not None


async def test_no_run_reads_more_objects_than_allowed(
    cast: Cast, ris: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert runs.MOST_OBJECTS == 5000
    monkeypatch.setattr("app.importers.jobs.reconcile.MOST_OBJECTS", 4)
    for number in range(1, 8):
        ris.paper(number)
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    assert (await last_run(source_id)).objects_read == 4


async def test_entries_that_are_no_paper_are_passed_over(cast: Cast, ris: Council) -> None:
    rows = [ris.paper(1), "text", None, {"type": "Paper"}, {"id": ris.url("/x"), "type": "Person"}]
    ris.replaced["/papers"] = json.dumps({"data": rows}).encode()
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    run = await last_run(source_id)
    assert (run.state, run.papers_new) == (RunState.DONE, 1)
    assert "ist keine Vorlage oder hat keine Adresse" in failures(run)[0]


@pytest.mark.parametrize(
    "body", [b"<html>", b"[]", b"\xff\xfe\x00", b'{"data": ' + b"[" * 5000 + b"]" * 5000 + b"}", b'{"a":NaN'],
)  # fmt: skip
async def test_what_is_no_oparl_ends_the_run(cast: Cast, ris: Council, body: bytes) -> None:
    ris.replaced["/papers"] = body
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    run = await last_run(source_id)
    assert run.state == RunState.FAILED
    assert ris.asked == ["/papers"]


async def test_a_reference_that_fails_is_a_gap_with_a_warning(cast: Cast, ris: Council) -> None:
    ris.paper(1, relatedPaper=["https://elsewhere.example.org/papers/7"])
    ris.broken["/organizations/amt"] = 404
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    (row,) = await papers_of(source_id)
    told = " ".join(warning["sentence"] for warning in json.loads((await draft_of(row)).warnings))
    assert "Unter dieser Adresse hat 127.0.0.1 nichts." in told
    assert "führt auf einen anderen Server" in told
    assert json.loads((await draft_of(row)).reading)["lead_unit"] is None


async def test_a_reference_that_always_fails_does_not_stop_the_rest(
    cast: Cast, ris: Council
) -> None:
    for number in range(1, 4):
        ris.paper(number)
    ris.papers[0]["underDirectionOf"] = [ris.url("/organizations/broken")]
    ris.broken["/organizations/broken"] = 500
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    run = await last_run(source_id)
    assert (run.state, run.papers_new) == (RunState.DONE, 3)
    assert ris.asked.count("/organizations/broken") == 3


async def test_a_file_that_is_no_text_leaves_the_head(cast: Cast, ris: Council) -> None:
    ris.paper(1)
    ris.replaced["/download/1.txt"] = b"\x00\x01binary"
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    (row,) = await papers_of(source_id)
    reading = json.loads((await draft_of(row)).reading)
    assert (reading["reference"], reading["proposal"]) == ("2026/001", None)
    assert "ließ sich nicht lesen" in (await draft_of(row)).warnings


async def test_what_postgresql_refuses_is_made_bearable(cast: Cast, ris: Council) -> None:
    ris.paper(1, name="Treff\u0000 am \ud800Markt", web=1e308 * 10)
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    (row,) = await papers_of(source_id)
    assert row.title == "Treff am Markt"


async def test_a_single_paper_is_read_and_compared(cast: Cast, ris: Council) -> None:
    ris.paper(1)
    source_id = await make_source(cast, ris.url("/papers/1"), SourceKind.PAPER)
    await work()
    ris.paper(1, name="Neu gefasst")
    await again(cast, source_id)
    await work()
    run = await last_run(source_id)
    assert (run.state, run.papers_changed) == (RunState.DONE, 1)


async def test_a_withdrawn_paper_is_marked_and_keeps_what_people_added(
    cast: Cast, ris: Council
) -> None:
    ris.paper(1)
    ris.paper(2)
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    vorlage = await make_vorlage(cast.body)
    first, _ = await papers_of(source_id)
    draft = await draft_of(first)
    draft.vorlage, draft.taken_sha256 = vorlage.id, draft.source_sha256
    await draft.save()
    ris.delete(1, "2027-03-05T10:00:00+01:00")
    await again(cast, source_id)
    await work()
    first, second = await papers_of(source_id)
    kept = await Vorlage.objects().where(Vorlage.id == vorlage.id).first()
    assert kept is not None
    assert (first.state, second.state) == (PaperState.WITHDRAWN, PaperState.WAITING)
    assert first.title == "Jugendtreff am Markt, Teil 1", "deleted objects come without texts"
    assert kept.source_note == "Die Quelle hat diese Vorlage am 05.03.2027 zurückgezogen."
    assert (kept.title, kept.paper) == (vorlage.title, kept.paper)
    assert (await last_run(source_id)).papers_withdrawn == 1
    ris.paper(1, modified="2027-04-01T10:00:00+02:00")
    await again(cast, source_id)
    await work()
    back = await Vorlage.objects().where(Vorlage.id == vorlage.id).first()
    assert back is not None
    assert back.source_note == ""
    assert (await papers_of(source_id))[0].state == PaperState.WAITING

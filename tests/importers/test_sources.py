"""A coordinator adds an OParl address, watches it being compared, and takes papers over."""

import re
from uuid import uuid4

import pytest

from app.audit.tables import AuditEntry
from app.importers.tables import OparlPaper, OparlRun, OparlSource, RunState, SourceKind
from app.vorlagen.tables import Consultation, PaperDraft, Vorlage
from tests.browser import HTMX, Browser, Visit
from tests.cast import Cast
from tests.importers.council import Council
from tests.importers.make import (
    draft_of,
    last_run,
    make_source,
    make_waiting,
    papers_of,
    work,
)
from tests.vorlagen.make import make_vorlage, points_of
from tests.vorlagen.typed import typed

LIST = "/vorlagen/oparl"


def form(cast: Cast, address: str) -> dict[str, str]:
    return {"id": str(uuid4()), "body": str(cast.body.id), "address": address}


async def added(browser: Browser, cast: Cast, address: str) -> OparlSource:
    answer = await browser.post(LIST, form(cast, address))
    assert answer.status_code == 303, answer.text
    source = await OparlSource.objects().first()
    assert source is not None
    assert answer.headers["location"] == f"{LIST}/{source.id}"
    return source


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/system", SourceKind.BODY, "Stadt Musterhausen"),
        ("/bodies", SourceKind.BODY, "Stadt Musterhausen"),
        ("/bodies/1", SourceKind.BODY, "Stadt Musterhausen"),
        ("/papers", SourceKind.LIST, "Liste von Vorlagen"),
        ("/papers/1", SourceKind.PAPER, "Jugendtreff am Markt, Teil 1"),
    ],
)
async def test_what_stands_at_an_address_is_recognised(
    cast: Cast, visit: Visit, ris: Council, path: str, kind: SourceKind, name: str
) -> None:
    ris.paper(1)
    source = await added(await visit("anna"), cast, ris.url(path))
    assert (source.kind, source.name) == (kind, name)
    assert source.start == ris.url("/papers/1" if kind == SourceKind.PAPER else "/papers")
    assert (source.body, source.created_by) == (cast.body.id, cast.id("anna"))
    assert (await last_run(source.id)).state == RunState.RUNNING
    await work()
    assert len(await papers_of(source.id)) == 1


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "Bitte tragen Sie eine Adresse ein."),
        ("oparl.example.org", "Das ist keine vollständige Adresse."),
        ("http://oparl.example.org/system", "Die Adresse muss mit https:// beginnen."),
        ("https://127.0.0.1/system", "liegt nicht im öffentlichen Internet"),
        ("/gibt-es-nicht", "Unter dieser Adresse hat 127.0.0.1 nichts."),
        ("/download/1.txt", "Unter dieser Adresse steht kein OParl"),
        ("/meetings/1", "Dort steht keine Vorlage, sondern Meeting."),
        ("/zwei", "Dort gibt es mehrere Körperschaften."),
        ("/leer", "Dort ist keine Körperschaft verzeichnet."),
        ("/personen", "Diese Liste enthält keine Vorlagen (Paper), sondern Person."),
        ("/fremd", "liegt auf einem anderen Server: https://elsewhere.example.org/papers"),
    ],
)
async def test_a_bad_address_comes_back_with_its_sentence(
    cast: Cast, visit: Visit, ris: Council, address: str, sentence: str
) -> None:
    ris.replaced["/zwei"] = (
        b'{"type": "System", "body": ["https://a.example.org/1", "https://a.example.org/2"]}'
    )
    ris.replaced["/leer"] = b'{"type": "System"}'
    ris.replaced["/personen"] = b'{"data": [{"type": "https://schema.oparl.org/1.1/Person"}]}'
    ris.replaced["/fremd"] = b'{"type": "Body", "paper": "https://elsewhere.example.org/papers"}'
    anna = await visit("anna")
    typed_in = ris.url(address) if address.startswith("/") else address
    answer = await anna.post(LIST, form(cast, typed_in))
    assert answer.status_code == 422
    assert 'id="address-fehler"' in answer.text
    assert sentence in answer.text
    assert f'value="{typed_in}"' in answer.text
    assert await OparlSource.count() == 0


async def test_second_submit_has_one_effect_and_the_same_address_is_refused(
    cast: Cast, visit: Visit, ris: Council
) -> None:
    anna = await visit("anna")
    sent = form(cast, ris.url("/papers"))
    answers = [await anna.post(LIST, sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    other = await anna.post(LIST, form(cast, ris.url("/papers")))
    assert other.status_code == 422
    assert "Diese Schnittstelle ist schon angebunden" in other.text
    assert (await OparlSource.count(), await OparlRun.count()) == (1, 1)


async def test_nobody_adds_a_source_for_a_body_of_others(
    cast: Cast, visit: Visit, ris: Council
) -> None:
    frieda = await visit("frieda")
    answer = await frieda.post(LIST, form(cast, ris.url("/papers")))
    assert answer.status_code in {404, 422}
    assert await OparlSource.count() == 0


async def test_the_page_shows_the_run_and_asks_again_only_while_it_runs(
    cast: Cast, visit: Visit, ris: Council
) -> None:
    ris.paper(1)
    source_id = await make_source(cast, ris.url("/papers"))
    anna = await visit("anna")
    page = (await anna.get(f"{LIST}/{source_id}")).text
    assert f'data-hx-get="{LIST}/{source_id}/lauf"' in page
    assert "0 Vorlagen gelesen" in page
    assert "Jetzt abgleichen" not in page
    await work()
    part = await anna.get(f"{LIST}/{source_id}/lauf", headers=HTMX)
    assert "data-hx-get" not in part.text
    assert "1 von 1 Vorlagen gelesen, 1 neu" in part.text
    assert "<html" not in part.text
    page = (await anna.get(f"{LIST}/{source_id}")).text
    assert "Jetzt abgleichen" in page
    assert "2026/001 Jugendtreff am Markt, Teil 1" in page
    assert "1 neu" in (await anna.get(LIST)).text


async def test_comparing_again_starts_one_run(cast: Cast, visit: Visit, ris: Council) -> None:
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    anna = await visit("anna")
    for _ in range(2):
        answer = await anna.post(f"{LIST}/{source_id}/abgleich")
        assert answer.headers["location"] == f"{LIST}/{source_id}"
    assert await OparlRun.count().where(OparlRun.ended_at.is_null()) == 1
    assert await AuditEntry.count().where(AuditEntry.action == "oparl_run.started") == 1


async def test_a_paper_is_checked_in_the_preview_and_becomes_a_vorlage(
    cast: Cast, visit: Visit, ris: Council
) -> None:
    ris.paper(1)
    source_id = await make_source(cast, ris.url("/papers"))
    await work()
    anna = await visit("anna")
    page = (await anna.get(f"{LIST}/{source_id}")).text
    link = re.search(r'href="(/vorlagen/einlesen/entwurf/[^"]+)"', page)
    assert link is not None
    preview = await anna.get(link[1])
    assert "Jugendtreff am Markt, Teil 1" in preview.text
    assert "Der Treff ist am Wochenende geschlossen." in preview.text
    sent = typed(preview.text)
    assert len(sent["source"]) < 100, "the text stays on the server"
    answer = await anna.post("/vorlagen/einlesen/uebernahme", {**sent, "title": "Jugendtreff"})
    assert answer.status_code == 303, answer.text
    vorlage = await Vorlage.objects().first()
    assert vorlage is not None
    assert (vorlage.title, vorlage.visibility) == ("Jugendtreff", "public")
    step = await Consultation.objects().first()
    assert step is not None
    assert (step.committee, step.result_code) == (cast.committee.id, "adopted")
    assert len(await points_of(vorlage)) == 2
    (row,) = await papers_of(source_id)
    assert (await draft_of(row)).vorlage == vorlage.id
    page = (await anna.get(f"{LIST}/{source_id}?stand=taken")).text
    assert f'href="/vorlagen/{vorlage.id}"' in page
    assert "übernommen (1)" in page


async def test_chosen_papers_are_taken_over_and_unclear_ones_stay(cast: Cast, visit: Visit) -> None:
    source_id = await make_source(cast)
    clear = [await make_waiting(source_id, number) for number in (1, 2)]
    nameless = await make_waiting(source_id, 3, reference="")
    twice = await make_waiting(source_id, 4)
    await make_vorlage(cast.body, reference="2026/004")
    anna = await visit("anna")
    ids = [str(row.id) for row in (*clear, nameless, twice)]
    for told in (
        "2 Vorlagen sind übernommen. Bei 2 ist noch etwas",
        "Keine Vorlage ist übernommen. Bei 2",
    ):
        answer = await anna.post(f"{LIST}/{source_id}/auswahl", {"papers": ids, "do": "take"})
        assert told in (await anna.get(answer.headers["location"])).text
    assert await Vorlage.count() == 3
    taken = await Vorlage.select(Vorlage.id).where(
        Vorlage.reference.is_in(["2026/001", "2026/002"])
    )
    assert {row["id"] for row in taken} == {row.id for row in clear}
    page = (await anna.get(f"{LIST}/{source_id}")).text
    assert "zum Übernehmen (2)" in page
    assert "eine Vorlage mit dieser Nummer gibt es schon" in page


async def test_papers_are_put_aside_and_brought_back(cast: Cast, visit: Visit) -> None:
    source_id = await make_source(cast)
    row = await make_waiting(source_id)
    anna = await visit("anna")
    for verb, state in (("dismiss", "dismissed"), ("reopen", "waiting")):
        await anna.post(f"{LIST}/{source_id}/auswahl", {"papers": [str(row.id)], "do": verb})
        (now,) = await papers_of(source_id)
        assert now.state == state
    answer = await anna.post(f"{LIST}/{source_id}/auswahl", {"do": "take", "papers": ["x"]})
    assert "Es ist keine Vorlage angekreuzt." in (await anna.get(answer.headers["location"])).text


async def test_papers_of_another_source_are_not_taken_over(cast: Cast, visit: Visit) -> None:
    mine = await make_source(cast)
    other = await make_source(cast, "https://ris.example.org/other")
    row = await make_waiting(other)
    anna = await visit("anna")
    for verb in ("take", "dismiss"):
        await anna.post(f"{LIST}/{mine}/auswahl", {"papers": [str(row.id)], "do": verb})
    assert await Vorlage.count() == 0
    assert (await papers_of(other))[0].state == "waiting"


async def test_a_paper_that_changed_after_it_was_taken_over_is_shown(
    cast: Cast, visit: Visit
) -> None:
    source_id = await make_source(cast)
    row = await make_waiting(source_id)
    anna = await visit("anna")
    await anna.post(f"{LIST}/{source_id}/auswahl", {"papers": [str(row.id)], "do": "take"})
    await make_waiting(source_id, name="Neuer Betreff")
    page = (await anna.get(f"{LIST}/{source_id}?stand=changed")).text
    assert "an der Quelle geändert (1)" in page
    assert "Neuer Betreff" in page
    vorlage = await Vorlage.objects().first()
    assert vorlage is not None
    assert vorlage.title == "Jugendtreff am Markt, Teil 1", "the source changes no Vorlage"


async def test_a_changed_paper_becomes_a_new_edition(cast: Cast, visit: Visit) -> None:
    source_id = await make_source(cast)
    row = await make_waiting(source_id)
    anna = await visit("anna")
    await anna.post(f"{LIST}/{source_id}/auswahl", {"papers": [str(row.id)], "do": "take"})
    await make_waiting(source_id, name="Neuer Betreff")
    sent = typed((await anna.get(f"/vorlagen/einlesen/entwurf/{row.id}")).text)
    answer = await anna.post("/vorlagen/einlesen/uebernahme", {**sent, "do": "edition"})
    assert answer.status_code == 303, answer.text
    (vorlage,) = await Vorlage.objects()
    assert (vorlage.title, vorlage.version) == ("Neuer Betreff", 2)
    page = (await anna.get(f"{LIST}/{source_id}?stand=taken")).text
    assert "übernommen (1)" in page


async def test_a_withdrawn_paper_is_told_at_its_vorlage(cast: Cast, visit: Visit) -> None:
    note = "Die Quelle hat diese Vorlage am 05.03.2026 zurückgezogen."
    vorlage = await make_vorlage(cast.body, source_note=note)
    anna = await visit("anna")
    assert note in (await anna.get(f"/vorlagen/{vorlage.id}")).text


async def test_a_draft_is_nobody_elses(cast: Cast, visit: Visit) -> None:
    row = await make_waiting(await make_source(cast))
    frieda = await visit("frieda")
    assert (await frieda.get(f"/vorlagen/einlesen/entwurf/{row.id}")).status_code == 404
    stolen = {"source": f"entwurf:{row.id}", "body": str(cast.other_body.id), "id": str(uuid4())}
    answer = await frieda.post("/vorlagen/einlesen/uebernahme", stolen)
    assert answer.status_code == 404
    assert await Vorlage.count() == 0


async def test_a_source_is_given_up_and_what_was_taken_over_stays(cast: Cast, visit: Visit) -> None:
    source_id = await make_source(cast)
    rows = [await make_waiting(source_id, number) for number in (1, 2)]
    anna = await visit("anna")
    await anna.post(f"{LIST}/{source_id}/auswahl", {"papers": [str(rows[0].id)], "do": "take"})
    asked = await anna.get(f"{LIST}/{source_id}/ende")
    assert "Eine gelesene Vorlage wartet noch darauf" in asked.text
    answer = await anna.post(f"{LIST}/{source_id}/ende")
    assert answer.headers["location"] == LIST
    for table in (OparlSource, OparlRun, OparlPaper, PaperDraft):
        assert await table.count() == 0
    assert await Vorlage.count() == 1
    assert (await anna.post(f"{LIST}/{source_id}/ende")).status_code == 404

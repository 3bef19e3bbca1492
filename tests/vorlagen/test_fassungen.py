"""The same number again: differences, a new Fassung beside the old one, work stays at its points."""

import json
from typing import Any
from uuid import uuid4

from app.audit.tables import AuditEntry
from app.core.clock import today
from app.vorlagen.tables import Consultation, DecisionPoint, Fassung, Vorlage
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.vorlagen.make import make_vorlage, points_of
from tests.vorlagen.previewing import STORE, preview, stored
from tests.vorlagen.sample import TEXT
from tests.vorlagen.typed import typed

SECOND = (
    TEXT.replace("2. Die Gruppe klärt offene Fragen.", "2. Die Gruppe klärt alle offenen Fragen bis Mai.")
    .replace("3. Die Verwaltung berichtet fortlaufend.\n", "3. Ein Budget wird gebildet.\n")
    .replace("In den Regionen fehlen Orte", "In allen Regionen fehlen Orte")
    .replace("Sachlage vom 15.05.2025:", "Sachlage vom 20.06.2025:\nDer Bau beginnt.\n\nSachlage vom 15.05.2025:")
    .replace("Jugendhilfeplanung", "Fachdienst Jugend")
)  # fmt: skip


async def first_one(browser: Browser, cast: Cast) -> Vorlage:
    assert (await browser.post(STORE, await preview(browser, cast))).status_code == 303
    return await stored()


async def add(browser: Browser, cast: Cast, text: str = SECOND, **typed_in: Any) -> Any:
    form = {**await preview(browser, cast, text), **typed_in, "do": "edition"}
    return await browser.post(STORE, form)


async def test_differences_are_shown_before_anything_is_stored(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    vorlage = await first_one(anna, cast)
    answer = await anna.post("/vorlagen/einlesen", {"text": SECOND, "body": str(cast.body.id)})
    assert answer.status_code == 200
    assert "Diese Vorlage gibt es schon" in answer.text
    assert f'href="/vorlagen/{vorlage.id}"' in answer.text
    assert "Als Fassung 2 übernehmen" in answer.text
    assert "Vorlage übernehmen<" not in answer.text
    assert "<td" in answer.text
    assert "Fachdienst Jugend" in answer.text
    assert '<del><span class="kern-sr-only">entfallen: </span>den</del>' in answer.text
    assert '<ins><span class="kern-sr-only">neu: </span>allen</ins>' in answer.text
    assert "Sachlage vom 20.06.2025: neu" in answer.text
    assert await Fassung.count() == 0


async def test_storing_it_as_a_new_paper_is_refused_with_the_choice(
    cast: Cast, visit: Visit
) -> None:
    old = await make_vorlage(cast.body, reference="2025/077")
    anna = await visit("anna")
    form = {**await preview(anna, cast), "title": "Mein getippter Betreff", "do": "store"}
    answer = await anna.post(STORE, form)
    assert answer.status_code == 422
    assert "Die Vorlage 2025/077 gibt es schon." in answer.text
    assert f'href="/vorlagen/{old.id}"' in answer.text
    assert "Als Fassung 2 übernehmen" in answer.text
    assert typed(answer.text)["title"] == "Mein getippter Betreff"
    assert await Vorlage.count() == 1


async def test_new_fassung_keeps_the_old_one_and_the_ids_of_the_points(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    before = await first_one(anna, cast)
    old_paper, old_points = before.paper, await points_of(before)
    await DecisionPoint.update({DecisionPoint.needless_reason: "von Hand"}).where(
        DecisionPoint.id == old_points[2].id
    )
    answer = await add(anna, cast, note="Zahlen berichtigt")
    assert answer.status_code == 303
    vorlage = await stored()
    assert (vorlage.id, vorlage.version, vorlage.lead_unit) == (
        before.id,
        before.version + 1,
        "Fachdienst Jugend",
    )
    one, two = await Fassung.objects().order_by(Fassung.number)
    assert (one.number, two.number, one.created_by) == (1, 2, cast.id("anna"))
    assert (one.note, two.note) == ("", "Zahlen berichtigt")
    assert json.loads(one.paper) == json.loads(old_paper)
    assert json.loads(two.paper) == json.loads(vorlage.paper)
    assert (one.source_text, two.source_text) == (TEXT, SECOND)
    points = await points_of(vorlage)
    assert [(p.id, p.text, p.absent_since or 0) for p in points[:2]] == [
        (old_points[0].id, "Eine Steuerungsgruppe wird eingerichtet.", 0),
        (old_points[1].id, "Die Gruppe klärt alle offenen Fragen bis Mai.", 0),
    ]
    assert points[2].text == "Ein Budget wird gebildet."
    assert points[2].id not in {point.id for point in old_points}
    gone = points[3]
    assert (gone.id, gone.position, gone.absent_since) == (old_points[2].id, 4, 2)
    assert (gone.text, gone.needless_reason) == (
        "Die Verwaltung berichtet fortlaufend.",
        "von Hand",
    )
    assert await AuditEntry.count().where(AuditEntry.action == "vorlage.fassung_added") == 1


async def test_point_that_comes_back_is_itself_again(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    before = await points_of(await first_one(anna, cast))
    assert (await add(anna, cast)).status_code == 303
    assert (await add(anna, cast, TEXT)).status_code == 303
    assert [f.number for f in await Fassung.objects().order_by(Fassung.number)] == [1, 2, 3]
    points = await points_of(await stored())
    assert [(p.id, p.absent_since or 0) for p in points[:3]] == [(p.id, 0) for p in before]
    assert [p.needless_reason for p in points[:3]] == ["", "", ""]
    gone = points[3]
    assert (gone.text, gone.absent_since) == ("Ein Budget wird gebildet.", 3)
    assert gone.needless_reason == "In Fassung 3 nicht mehr enthalten."
    assert gone.needless_since == today()


async def test_step_keeps_its_row_and_a_result_noted_by_hand(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    await first_one(anna, cast)
    kreistag = Consultation.committee_name == "Kreistag"
    await Consultation.update(
        {Consultation.result_raw: "zugestimmt", Consultation.result_code: "adopted"}
    ).where(kreistag)
    before = await Consultation.objects().where(kreistag).first()
    text = SECOND.replace("Kreistag\n", "Kreistag\n10.04.2025\nSitzung des Kreistages\n")
    assert (await add(anna, cast, text)).status_code == 303
    after = await Consultation.objects().where(kreistag).first()
    assert before is not None
    assert after is not None
    assert (after.id, after.result_raw, f"{after.held_on}") == (
        before.id,
        "zugestimmt",
        "2025-04-10",
    )
    assert await Consultation.count() == 2


async def test_second_submit_adds_one_fassung(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    await first_one(anna, cast)
    form = {**await preview(anna, cast, SECOND), "do": "edition"}
    answers = [await anna.post(STORE, form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert await Fassung.count() == 2


async def test_somebody_who_was_faster_is_not_overwritten(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    await first_one(anna, cast)
    form = {**await preview(anna, cast, SECOND), "title": "Mein Betreff", "do": "edition"}
    assert (await add(anna, cast)).status_code == 303
    answer = await anna.post(STORE, form)
    assert answer.status_code == 409
    assert "Inzwischen hat jemand anderes die vorhandene Vorlage geändert." in answer.text
    assert "Als Fassung 3 übernehmen" in answer.text
    assert typed(answer.text)["title"] == "Mein Betreff"
    again = await anna.post(STORE, {**typed(answer.text), "do": "edition"})
    assert again.status_code == 303
    assert await Fassung.count() == 3


async def test_what_the_paper_says_about_its_readers_counts(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    vorlage = await first_one(anna, cast)
    await Vorlage.update({Vorlage.visibility: "confidential"}).where(Vorlage.id == vorlage.id)
    await add(anna, cast)
    assert (await stored()).visibility == "confidential", "set by hand, and the paper is as it was"
    await Vorlage.update({Vorlage.visibility: "public"}).where(Vorlage.id == vorlage.id)
    await add(anna, cast, SECOND, public="false")
    assert (await stored()).visibility == "confidential"


async def test_fassung_needs_a_paper_with_that_number(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.other_body, reference="2025/077")
    anna = await visit("anna")
    assert (await add(anna, cast)).status_code == 422
    assert (await add(anna, cast, reference="", no_reference="y")).status_code == 422
    foreign = {"body": str(cast.other_body.id), "id": str(uuid4())}
    assert (await add(anna, cast, **foreign)).status_code == 404
    assert await Fassung.count() == 0


async def test_fassungen_are_compared_two_at_a_time(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    vorlage = await first_one(anna, cast)
    address = f"/vorlagen/{vorlage.id}/fassungen"
    assert "Es gibt nur eine Fassung" in (await anna.get(address)).text
    await add(anna, cast)
    await add(anna, cast, TEXT.replace("Räume gemeldet", "viele Räume gemeldet"))
    page = (await anna.get(address)).text
    assert "Was Fassung 3 gegenüber Fassung 2 ändert" in page
    assert f'href="{address}?alt=1&amp;neu=3"' in page
    page = (await anna.get(address, params={"alt": "1", "neu": "3"})).text
    assert "neu: </span>viele</ins>" in page
    assert "Fachdienst Jugend" not in page
    for nonsense in ({"alt": "x", "neu": "99"}, {"alt": "2", "neu": "2"}):
        assert (await anna.get(address, params=nonsense)).status_code == 200
    with counted_statements() as statements:
        await anna.get(address)
    assert len(statements) <= 6, statements


async def test_clerk_in_old_papers_is_for_the_office(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    vorlage = await first_one(anna, cast)
    await add(anna, cast, clerk="Beispiel, Bea")
    address = f"/vorlagen/{vorlage.id}/fassungen"
    assert "Beispiel, Bea" in (await anna.get(address)).text
    page = await (await visit("carla")).get(address)
    assert page.status_code == 200
    assert "Beispiel, Bea" not in page.text
    assert (await (await visit("frieda")).get(address)).status_code == 404

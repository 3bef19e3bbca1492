"""The head of a paper: shown as far as it may be seen, corrected with a version."""

import json
from datetime import date
from typing import Any

from app.audit.tables import AuditEntry
from app.vorlagen.tables import Vorlage
from tests.browser import Visit
from tests.cast import Cast
from tests.vorlagen.make import make_paper, make_vorlage
from tests.vorlagen.typed import typed

CLERK = {"raw": "Muster, Mara", "family": "Muster", "given": "Mara"}
PRODUCTS = [{"number": "36301", "name": "Hilfen", "raw": "36301 Hilfen | 12 €"}]


async def full_paper(cast: Cast, **columns: Any) -> Vorlage:
    paper = make_paper(
        clerk=CLERK, responsible="Erste Kreisrätin", originator="Fraktion Nord",
        related=["2023/001", "2023/002", "2023/999"], budget_products=PRODUCTS,
    )  # fmt: skip
    return await make_vorlage(cast.body, paper=paper, **columns)


async def stored(vorlage: Vorlage) -> tuple[Vorlage, dict[str, Any]]:
    saved = await Vorlage.objects().get(Vorlage.id == vorlage.id)
    assert saved is not None
    return saved, json.loads(saved.paper)


async def test_related_papers_are_links_where_they_may_be_read(cast: Cast, visit: Visit) -> None:
    vorlage = await full_paper(cast)
    known = await make_vorlage(cast.body, reference="2023/001")
    secret = await make_vorlage(cast.body, reference="2023/002", visibility="confidential")
    elsewhere = await make_vorlage(cast.other_body, reference="2023/999")
    carla = (await (await visit("carla")).get(f"/vorlagen/{vorlage.id}")).text
    assert f'href="/vorlagen/{known.id}"' in carla
    for other in (secret, elsewhere):
        assert f"/vorlagen/{other.id}" not in carla
        assert other.reference in carla
    anna = (await (await visit("anna")).get(f"/vorlagen/{vorlage.id}")).text
    assert f'href="/vorlagen/{secret.id}"' in anna
    assert f"/vorlagen/{elsewhere.id}" not in anna


async def test_names_of_people_are_for_the_office_only(cast: Cast, visit: Visit) -> None:
    vorlage = await full_paper(cast)
    carla = (await (await visit("carla")).get(f"/vorlagen/{vorlage.id}")).text
    anna = (await (await visit("anna")).get(f"/vorlagen/{vorlage.id}")).text
    for name in ("Muster, Mara", "Erste Kreisrätin"):
        assert name not in carla
        assert name in anna
    for text in ("Fraktion Nord", "36301 Hilfen", "Beschlussvorlage", "Jugendhilfeplanung"):
        assert text in carla


async def test_every_field_of_the_head_can_be_corrected(cast: Cast, visit: Visit) -> None:
    vorlage = await full_paper(cast)
    path = f"/vorlagen/{vorlage.id}/angaben"
    anna = await visit("anna")
    change = {
        "title": "Familienzentren", "reference": "2024/112", "paper_type": "Mitteilung",
        "dated_on": "2024-02-01", "lead_unit": "Jugendamt", "responsible": "", "file_reference": "51-3",
        "related": "2023/001\n\n 2023/007 \n2023/001", "products": "36301 Hilfen\n36302 Beratung",
        "status": "implemented",
    }  # fmt: skip
    answer = await anna.post(path, typed((await anna.get(path)).text) | change)
    assert answer.headers["location"] == f"/vorlagen/{vorlage.id}"
    saved, paper = await stored(vorlage)
    assert (saved.title, saved.reference, saved.dated_on, saved.status, saved.version) == (
        "Familienzentren", "2024/112", date(2024, 2, 1), "implemented", 2,
    )  # fmt: skip
    assert paper["related"] == ["2023/001", "2023/007"]
    assert paper["budget_products"] == [
        PRODUCTS[0],
        {"number": "36302", "name": "Beratung", "raw": "36302 Beratung"},
    ]
    assert paper["clerk"] == CLERK, "unchanged words keep their parts"
    assert paper["paper_type"]["code"] == "notification"
    assert (paper["responsible"], paper["public"], paper["date"]) == (None, True, "2024-02-01")
    assert await AuditEntry.count().where(AuditEntry.action == "vorlage.head_changed") == 1


async def test_saving_without_a_change_keeps_the_paper(cast: Cast, visit: Visit) -> None:
    vorlage = await full_paper(cast)
    path = f"/vorlagen/{vorlage.id}/angaben"
    anna = await visit("anna")
    before = (await stored(vorlage))[1]
    assert (await anna.post(path, typed((await anna.get(path)).text))).status_code == 303
    assert (await stored(vorlage))[1] == before


async def test_a_number_that_is_taken_comes_back_at_its_field(cast: Cast, visit: Visit) -> None:
    vorlage = await full_paper(cast)
    await make_vorlage(cast.body, reference="2024/500")
    await make_vorlage(cast.other_body, reference="2024/600")
    path = f"/vorlagen/{vorlage.id}/angaben"
    anna = await visit("anna")
    form = typed((await anna.get(path)).text)
    refused = await anna.post(path, form | {"reference": "2024/500", "title": "Neu"})
    assert refused.status_code == 422
    assert "Die Nummer 2024/500 hat schon eine andere Vorlage." in refused.text
    assert typed(refused.text)["title"] == "Neu"
    assert (await anna.post(path, form | {"reference": "2024/600"})).status_code == 303


async def test_an_empty_title_comes_back_with_everything_typed(cast: Cast, visit: Visit) -> None:
    vorlage = await full_paper(cast)
    path = f"/vorlagen/{vorlage.id}/angaben"
    anna = await visit("anna")
    form = typed((await anna.get(path)).text) | {"title": " ", "dated_on": "x", "clerk": "Bo"}
    answer = await anna.post(path, form)
    assert answer.status_code == 422
    assert "Bitte tragen Sie den Betreff ein." in answer.text
    assert typed(answer.text)["clerk"] == "Bo"
    assert typed(answer.text)["dated_on"] == "x"


async def test_who_is_late_sees_what_differs(cast: Cast, visit: Visit) -> None:
    vorlage = await full_paper(cast)
    path = f"/vorlagen/{vorlage.id}/angaben"
    anna = await visit("anna")
    form = typed((await anna.get(path)).text)
    await anna.post(path, form | {"title": "Von Frau Albers", "dated_on": "2024-02-01"})
    late = await anna.post(path, form | {"title": "Von mir", "dated_on": "2024-02-01"})
    assert late.status_code == 409
    table = late.text[late.text.index("Was sich unterscheidet") : late.text.index("</table>")]
    assert "Von Frau Albers" in table
    assert "Von mir" in table
    assert "01.02.2024" not in table, "the same on both sides"
    assert (await anna.post(path, typed(late.text))).status_code == 303
    assert (await stored(vorlage))[0].title == "Von mir"

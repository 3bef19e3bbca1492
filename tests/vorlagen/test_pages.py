"""The page of a Vorlage with its five areas."""

import json
from typing import Any

import pytest

from app.vorlagen.queries.head import head_and_paper, paper_of, vorlage_head
from app.vorlagen.queries.points import decision_points_of
from app.vorlagen.tables import DecisionPoint
from tests.browser import Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.mandates.make import make_mandate, make_origin
from tests.vorlagen.make import POINTS, TITLE, make_paper, make_vorlage, points_of

TABS = ("", "/beschlusstext", "/sachlage", "/finanzen", "/anlagen")


def paragraphs(text: str) -> list[dict[str, Any]]:
    return [{"type": "paragraph", "text": text}]


async def test_page_shows_head_points_and_consultations(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body, committee=cast.committee.id)
    page = (await (await visit("carla")).get(f"/vorlagen/{vorlage.id}")).text
    assert "Beschlussvorlage 2024/012 · öffentlich" in page
    assert TITLE in page
    assert "vom 15.01.2024" in page
    assert "Berichte an: Jugendhilfeausschuss" in page
    for point in await points_of(vorlage):
        assert f'id="punkt-{point.id}"' in page
    assert all(text in page for text in POINTS)
    assert "geändert empfohlen" in page
    assert f'data-hx-get="/vorlagen/{vorlage.id}/stand"' in page
    assert f'href="/vorlagen/{vorlage.id}/stand"' in page
    assert "Gruppe einrichten" not in page
    assert "Ergebnis eintragen" not in page
    assert "Beratung ergänzen" not in page


async def test_office_finds_what_comes_next_at_each_point(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body)
    page = (await (await visit("anna")).get(f"/vorlagen/{vorlage.id}")).text
    for point in await points_of(vorlage):
        assert f'href="/beschlusspunkte/{point.id}/gruppe"' in page
        assert f'href="/beschlusspunkte/{point.id}/auftrag"' in page
        assert f'href="/beschlusspunkte/{point.id}/nichts-zu-tun"' in page
    assert "Angaben ändern" in page


async def test_nothing_to_do_is_not_offered_where_a_mandate_or_a_group_works(
    cast: Cast, visit: Visit
) -> None:
    """The operation would refuse it; what became of the point comes first there."""
    vorlage = await make_vorlage(cast.body)
    given, grouped, dropped = await points_of(vorlage)
    await make_mandate(cast.group, point=given)
    await make_origin(cast.group, grouped)
    await make_mandate(cast.group, point=dropped)
    await DecisionPoint.update(
        {DecisionPoint.needless_reason: "Steht nicht mehr im Wortlaut."}
    ).where(DecisionPoint.id == dropped.id)
    page = (await (await visit("anna")).get(f"/vorlagen/{vorlage.id}")).text
    for point in (given, grouped):
        assert f"/beschlusspunkte/{point.id}/nichts-zu-tun" not in page
        row = page[page.index(f'id="punkt-{point.id}"') :]
        assert row.index("Was daraus wurde") < row.index("Weitere Aktionen")
        assert row.index("Weitere Aktionen") < row.index("Gruppe einrichten")
    assert f"/beschlusspunkte/{dropped.id}/nichts-zu-tun" in page
    assert "Doch etwas zu tun" in page


async def test_areas_show_what_the_paper_says(cast: Cast, visit: Visit) -> None:
    paper = make_paper(
        clerk={"raw": "Muster, Mara", "family": "Muster", "given": "Mara"},
        facts=[
            {"heading": "Sachverhalt", "date": None, "blocks": paragraphs("Es fehlen Orte.")},
            {
                "heading": "Sachlage vom 15.10.2024", "date": "2024-10-15",
                "blocks": [{"type": "table", "header": ["Ort"], "rows": [["Nordstadt"]]}],
            },
        ],
        financial={
            "impact": True, "in_budget": None, "follow_up_cost": None, "details": [],
            "cost": {"raw": "ca. 100.000 €", "amount": "100000.00", "currency": "EUR", "approximate": True},
            "options": [{"group": "Gesichert", "label": "im Haushaltsplan", "checked": None}],
            "text": "Die Mittel stehen <bereit>.",
        },
        relevance=[{"label": "Gleichstellung", "value": False}],
        attachments=[{"number": 3, "name": "Raumliste", "size_kb": 120}],
        other_sections=[{"heading": "Weiteres Vorgehen", "blocks": paragraphs("Im Mai.")}],
    )  # fmt: skip
    vorlage = await make_vorlage(cast.body, paper=paper)
    carla = await visit("carla")
    text = {tab: (await carla.get(f"/vorlagen/{vorlage.id}{tab}")).text for tab in TABS}
    assert "Sachlage (3)" in text[""]
    assert "Anlagen (1)" in text[""]
    assert POINTS[0] in text["/beschlusstext"]
    assert "Muster, Mara" not in "".join(text.values()), "the clerk is for the office only"
    assert "Ergänzung vom" in text["/sachlage"]
    assert "15.10.2024" in text["/sachlage"]
    assert "Nordstadt" in text["/sachlage"]
    assert "Weiteres Vorgehen" in text["/sachlage"]
    for word in ("unbekannt", "ca. 100.000 €", "nicht zu erkennen", "Gleichstellung"):
        assert word in text["/finanzen"]
    assert "Die Mittel stehen &lt;bereit&gt;." in text["/finanzen"]
    assert "Raumliste" in text["/anlagen"]
    assert "noch nicht hinterlegt" in text["/anlagen"]
    anna = await visit("anna")
    assert "Muster, Mara" in (await anna.get(f"/vorlagen/{vorlage.id}")).text


async def test_paper_that_says_nothing_has_a_sentence_in_each_area(
    cast: Cast, visit: Visit
) -> None:
    vorlage = await make_vorlage(cast.body, paper=make_paper(proposal=None), points=(), steps=())
    carla = await visit("carla")
    for tab, sentence in {
        "": "keine Beschlusspunkte",
        "/beschlusstext": "schlägt keinen Beschluss vor",
        "/sachlage": "enthält keine Sachlage",
        "/finanzen": "Das heißt nicht, dass sie nichts kostet.",
        "/anlagen": "nennt keine Anlagen",
    }.items():
        assert sentence in (await carla.get(f"/vorlagen/{vorlage.id}{tab}")).text


@pytest.mark.parametrize("tab", TABS)
async def test_paper_that_is_not_public_is_404_for_others(
    cast: Cast, visit: Visit, tab: str
) -> None:
    vorlage = await make_vorlage(cast.body, visibility="confidential", committee=cast.committee.id)
    path = f"/vorlagen/{vorlage.id}{tab}"
    for name in ("anna", "jutta"):
        assert (await (await visit(name)).get(path)).status_code == 200
    for name in ("bernd", "carla", "dirk", "eva", "frieda", "gustav"):
        assert (await (await visit(name)).get(path)).status_code == 404


async def test_reads_for_other_features_keep_the_order_of_the_paper(cast: Cast) -> None:
    vorlage = await make_vorlage(cast.body)
    actor = await cast.actor("carla")
    head = await vorlage_head(actor, vorlage.id)
    assert (head.label, head.body_id, head.may_change) == ("2024/012", cast.body.id, False)
    points = await decision_points_of(vorlage.id)
    assert [(point.number, point.text) for point in points] == [
        (str(at), text) for at, text in enumerate(POINTS, 1)
    ]
    same, paper = await head_and_paper(actor, vorlage.id)
    assert paper == await paper_of(vorlage.id)
    assert (same, json.loads(json.dumps(paper))["schema"]) == (head, "vorlage/1")


async def test_pages_ask_the_database_a_fixed_number_of_times(cast: Cast, visit: Visit) -> None:
    for number in range(9):
        await make_vorlage(cast.body, reference=f"C-{number}")
    one = await make_vorlage(cast.body, reference="C-9")
    carla = await visit("carla")
    for path in (f"/vorlagen/{one.id}", f"/vorlagen/{one.id}/finanzen"):
        with counted_statements() as statements:
            assert (await carla.get(path)).status_code == 200
        assert len(statements) <= 6, statements

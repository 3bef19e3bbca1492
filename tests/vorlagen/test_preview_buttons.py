"""Every button of the preview: it changes the form, keeps what was typed and stores nothing."""

import pytest

from app.vorlagen.tables import Vorlage
from tests.browser import Visit
from tests.cast import Cast
from tests.vorlagen.previewing import STORE, column, pressed, preview
from tests.vorlagen.sample import TEXT
from tests.vorlagen.typed import typed

ONE = "Eine Steuerungsgruppe wird eingerichtet."
TWO = "Die Gruppe klärt offene Fragen."
THREE = "Die Verwaltung berichtet fortlaufend."
FIRST, SECOND = "In den Regionen fehlen Orte für Familien.", "Die Träger haben Räume gemeldet."
JHA, KT = "Jugendhilfeausschuss", "Kreistag"


@pytest.mark.parametrize(
    ("buttons", "name", "field", "values"),
    [
        (["points-1-join"], "points", "text", [f"{ONE} {TWO}", THREE]),
        (["points-0-join"], "points", "text", [ONE, TWO, THREE]),
        (["points-1-drop"], "points", "text", [ONE, THREE]),
        (["points-1-drop", "back-points/1"], "points", "text", [ONE, TWO, THREE]),
        (["points-0-drop", "points-0-drop", "back-points/0"], "points", "text", [ONE, THREE]),
        (["points-add"], "points", "text", [ONE, TWO, THREE, ""]),
        (["points-1-in", "points-2-in", "points-2-in"], "points", "depth", ["1", "2", "3"]),
        (["points-1-in", "points-1-out", "points-0-out"], "points", "depth", ["1", "1", "1"]),
        (["points-0-split"], "points", "text", [ONE, TWO, THREE]),
        (["steps-0-down"], "steps", "committee_name", [KT, JHA]),
        (["steps-1-up"], "steps", "committee_name", [KT, JHA]),
        (["steps-0-up"], "steps", "committee_name", [JHA, KT]),
        (["steps-0-drop"], "steps", "committee_name", [KT]),
        (["steps-0-drop", "back-consultations/0"], "steps", "committee_name", [JHA, KT]),
        (["steps-add"], "steps", "committee_name", [JHA, KT, ""]),
        (["facts-1-up"], "facts", "text", [SECOND, FIRST]),
        (["facts-1-join"], "facts", "text", [f"{FIRST}\n\nSachlage vom 15.05.2025\n\n{SECOND}"]),
        (["facts-0-drop"], "facts", "text", [SECOND]),
        (["facts-0-move"], "facts", "text", [SECOND]),
        (["facts-0-move"], "others", "text", [FIRST]),
        (["facts-0-move", "others-0-move"], "facts", "text", [SECOND, FIRST]),
        (["facts-add"], "facts", "heading", ["Sachverhalt", "Sachlage vom 15.05.2025", ""]),
        (["others-add", "others-0-drop"], "others", "heading", []),
        (["attachments-add"], "attachments", "name", ["Anlage 1 Raumliste", ""]),
        (["attachments-0-drop"], "attachments", "name", []),
        (["products-add"], "products", "number", [""]),
        (["relevance-add"], "relevance", "label", [""]),
        (["options-add"], "options", "label", [""]),
        (["details-add"], "details", "label", [""]),
        (["climate_options-add"], "climate_options", "label", [""]),
        (["restore-1"], "others", "text", ["Ratsinformation"]),
        (["restore-1", "restore-2", "restore-1"], "others", "text", ["Ratsinformation\n\nStartseite"]),
        (["restore-1", "unrestore-1"], "others", "text", []),
        (["point-2"], "points", "text", ["Startseite", ONE, TWO, THREE]),
        (["point-2", "unrestore-2"], "points", "text", [ONE, TWO, THREE]),
        (["unknown", "points-9-drop", "steps-0-in-", "back-nothing", "restore-3"], "points", "text", [ONE, TWO, THREE]),
    ],
)  # fmt: skip
async def test_button(
    cast: Cast, visit: Visit, buttons: list[str], name: str, field: str, values: list[str]
) -> None:
    anna = await visit("anna")
    form = {**await preview(anna, cast), "lead_unit": "Amt 51"}
    after = await pressed(anna, form, *buttons)
    assert column(after, name, field) == values
    assert after["lead_unit"] == "Amt 51"
    assert after["id"] == form["id"]
    assert await Vorlage.count() == 0


async def test_empty_lines_split_a_point_and_dashes_a_section(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    form = await preview(anna, cast)
    form |= {
        "points-0-text": "Eine Gruppe entsteht.\r\n\r\nSie tagt monatlich.",
        "facts-0-text": "Erster Teil.\r\n---\r\nZweiter Teil.\r\nMehr.",
    }
    after = await pressed(anna, form, "points-0-split", "facts-0-split")
    assert column(after, "points", "text")[:2] == ["Eine Gruppe entsteht.", "Sie tagt monatlich."]
    assert column(after, "facts", "text")[:2] == ["Erster Teil.", "Zweiter Teil.\nMehr."]
    assert column(after, "points", "marker") == ["1.", "", "2.", "3."]


async def test_dropped_line_goes_where_the_office_wants_it(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    form = {**await preview(anna, cast), "restore_to": "facts-1"}
    after = await pressed(anna, form, "restore-1")
    assert column(after, "facts", "text") == [FIRST, f"{SECOND}\n\nRatsinformation"]
    page = (await anna.post(STORE, {**after, "do": "facts-0-drop"})).text
    assert "<mark>Ratsinformation</mark>" in page
    assert 'value="unrestore-1"' in page
    back = await pressed(anna, after, "unrestore-1")
    assert column(back, "facts", "text") == [FIRST, SECOND]


async def test_what_was_typed_wrongly_stays_and_is_not_judged(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    form = {**await preview(anna, cast), "dated_on": "31.02.2025", "title": ""}
    answer = await anna.post(STORE, {**form, "do": "points-1-join"})
    assert answer.status_code == 200
    assert typed(answer.text)["dated_on"] == "31.02.2025"
    assert 'id="fehler"' not in answer.text
    judged = await anna.post(STORE, {**form, "do": "check"})
    assert judged.status_code == 422
    assert 'id="dated_on-fehler"' in judged.text
    assert await Vorlage.count() == 0


async def test_changed_field_shows_what_was_read(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    form = await preview(anna, cast)
    form |= {
        "title": "Familienzentren", "public": "false", "steps-0-held_on": "2025-03-13",
        "points-0-text": "Ein Beirat wird eingerichtet.", "lead_unit": "",
    }  # fmt: skip
    page = (await anna.post(STORE, {**form, "do": "check"})).text
    for field, read in {
        "title": "Familienzentren in drei Regionen", "public": "ja", "steps-0-held_on": "12.03.2025",
        "points-0-text": ONE, "lead_unit": "Jugendhilfeplanung",
    }.items():  # fmt: skip
        assert f'id="{field}-notiz">gelesen: {read}</p>' in page
    assert "reference-notiz" not in page
    assert 'data-changed="true"' in page, "leaving the page asks first"
    moved = (await anna.post(STORE, {**form, "do": "steps-0-down"})).text
    assert 'id="steps-1-held_on-notiz">gelesen: 12.03.2025</p>' in moved
    assert 'href="#steps-1-held_on"' in moved, "the source leads to where the row stands now"


async def test_missing_fields_are_named(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    text = TEXT.replace("Federführend:Jugendhilfeplanung", "").replace("2025/077", "")
    answer = await anna.post("/vorlagen/einlesen", {"text": text, "body": str(cast.body.id)})
    assert 'id="lead_unit-pruefen"' in answer.text
    assert "fehlt: bitte ergänzen oder leer lassen." in answer.text
    assert "fehlt: bitte ergänzen oder unten „keine Nummer“ wählen." in answer.text
    again = await anna.post(STORE, {**typed(answer.text), "no_reference": "y", "do": "check"})
    assert 'id="reference-pruefen"' not in again.text


async def test_doubled_point_comes_back_with_one_click(cast: Cast, visit: Visit) -> None:
    text = TEXT.replace(
        "1. Eine Steuerungsgruppe wird eingerichtet.",
        "- Eine Steuerungsgruppe wird eingerichtet.\nSie hat acht Sitze.\n- Eine Steuerungsgruppe wird eingerichtet.",
    ).replace("2. Die", "- Die").replace("3. Die", "- Die")  # fmt: skip
    anna = await visit("anna")
    answer = await anna.post("/vorlagen/einlesen", {"text": text, "body": str(cast.body.id)})
    assert 'value="point-18"' in answer.text
    after = await pressed(anna, typed(answer.text), "point-18")
    assert column(after, "points", "text") == [ONE, ONE, TWO, THREE]
    assert column(after, "points", "marker") == ["-", "-", "-", "-"]

"""A person confirms the preview: Vorlage, Beratungsfolge, decision points, and what was read."""

import hashlib
import json
from typing import Any
from uuid import UUID

from jsonschema import Draft202012Validator

from app.audit.tables import AuditEntry
from app.groups.tables import Group, GroupKind
from app.vorlagen.tables import Consultation, Vorlage
from tests.browser import Visit
from tests.cast import Cast
from tests.reading.shared import schema
from tests.vorlagen.make import make_vorlage, points_of
from tests.vorlagen.previewing import STORE, pressed, preview, stored
from tests.vorlagen.sample import TEXT
from tests.vorlagen.typed import typed


async def test_confirmed_paper_is_stored_with_everything_that_was_read(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    answer = await anna.post(STORE, await preview(anna, cast))
    vorlage = await stored()
    assert answer.headers["location"] == f"/vorlagen/{vorlage.id}/vorschlaege"
    assert (vorlage.reference, vorlage.visibility, vorlage.status) == (
        "2025/077", "public", "recorded",
    )  # fmt: skip
    assert vorlage.committee == cast.committee.id
    assert vorlage.created_by == cast.id("anna")
    assert vorlage.source_text == TEXT
    assert vorlage.source_sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert json.loads(vorlage.evidence)["/title"]["lines"] == "4-5"
    assert json.loads(vorlage.paper) == {**json.loads(vorlage.reading)}, (
        "nothing was corrected, so the confirmed paper is the reading"
    )
    assert [point.text for point in await points_of(vorlage)] == [
        "Eine Steuerungsgruppe wird eingerichtet.",
        "Die Gruppe klärt offene Fragen.",
        "Die Verwaltung berichtet fortlaufend.",
    ]
    first, second = await Consultation.objects().order_by(Consultation.position)
    assert (first.committee, first.result_code) == (cast.committee.id, "adopted")
    assert (second.committee_name, second.committee) == ("Kreistag", None)
    assert await AuditEntry.count().where(AuditEntry.action == "vorlage.imported") == 1
    assert "Die Vorlage ist übernommen." in (await anna.get(answer.headers["location"])).text


async def test_corrections_are_stored_and_the_reading_stays(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    form: dict[str, Any] = await preview(anna, cast)
    form |= {
        "title": "Familienzentren", "public": "", "dated_on": "2025-02-01",
        "clerk": "Beispiel, Bea", "steps-0-result": "vertagt",
        "points-0-text": "Eine Gruppe entsteht.\n\nSie trifft sich vierteljährlich.",
        "points-3-text": "Neuer Punkt", "points-3-depth": "2",
    }  # fmt: skip
    form = await pressed(
        anna, form, "points-0-split", "points-2-join", "points-2-drop", "restore-2"
    )
    assert (await anna.post(STORE, form)).status_code == 303
    vorlage = await stored()
    paper, reading = json.loads(vorlage.paper), json.loads(vorlage.reading)
    Draft202012Validator(schema()).validate(paper)
    assert (paper["title"], reading["title"]) == (
        "Familienzentren", "Familienzentren in drei Regionen",
    )  # fmt: skip
    assert vorlage.visibility == "confidential", "unknown is not public"
    assert paper["clerk"] == {"raw": "Beispiel, Bea", "family": "Beispiel", "given": "Bea"}
    assert paper["consultations"][0]["result"] == {"raw": "vertagt", "code": "postponed"}
    assert [(p.marker, p.depth, p.text) for p in await points_of(vorlage)] == [
        ("1.", 1, "Eine Gruppe entsteht."),
        ("", 1, "Sie trifft sich vierteljährlich. Die Gruppe klärt offene Fragen."),
        ("", 2, "Neuer Punkt"),
    ]
    assert paper["other_sections"][-1]["blocks"] == [{"type": "paragraph", "text": "Startseite"}]
    assert paper["discarded"][0]["lines"] == "1"


async def test_new_committee_is_created_only_when_chosen(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    form = await preview(anna, cast)
    before = await Group.count()
    await anna.post(STORE, {**form, "steps-1-committee": "new"})
    created = await Group.objects().where(Group.name == "Kreistag").first()
    assert created is not None
    assert (created.kind, created.body) == (GroupKind.KREISTAG, cast.body.id)
    assert await Group.count() == before + 1


async def test_second_submit_has_one_effect(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    form = {**await preview(anna, cast), "steps-1-committee": "new"}
    answers = [await anna.post(STORE, form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert await Vorlage.count() == 1
    assert await Consultation.count() == 2


async def test_same_number_in_another_body_is_another_paper(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.other_body, reference="2025/077")
    anna = await visit("anna")
    assert (await anna.post(STORE, await preview(anna, cast))).status_code == 303
    bodies = await Vorlage.select(Vorlage.body).where(Vorlage.reference == "2025/077")
    assert {row["body"] for row in bodies} == {cast.body.id, cast.other_body.id}


async def test_missing_title_and_number_come_back_at_their_fields(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    form = {**await preview(anna, cast), "title": " ", "reference": "", "lead_unit": "Amt 51"}
    answer = await anna.post(STORE, {**form, "steps-0-held_on": "31.02.2025"})
    assert answer.status_code == 422
    assert "Bitte tragen Sie den Betreff ein." in answer.text
    assert 'id="reference-fehler"' in answer.text
    assert 'id="steps-0-held_on-fehler"' in answer.text
    assert typed(answer.text)["lead_unit"] == "Amt 51"
    assert await Vorlage.count() == 0


async def test_paper_without_number_is_stored_when_said_so(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    form = {**await preview(anna, cast), "reference": "", "no_reference": "y"}
    assert (await anna.post(STORE, form)).status_code == 303
    assert (await stored()).reference is None


async def test_tampered_form_reaches_no_other_body(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    form = await preview(anna, cast)
    assert (await anna.post(STORE, {**form, "body": str(cast.other_body.id)})).status_code == 404
    assert (await anna.post(STORE, {**form, "body": "x"})).status_code == 422
    assert (await anna.post(STORE, {**form, "source": ""})).status_code == 422
    wrong = {**form, "steps-0-committee": str(cast.group.id)}
    assert (await anna.post(STORE, wrong)).status_code == 422
    foreign = await make_vorlage(cast.other_body)
    assert (await anna.post(STORE, {**form, "id": str(foreign.id)})).status_code == 404
    assert await Vorlage.count() == 1


async def test_proposal_without_list_offers_its_paragraphs_as_points(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    text = TEXT.replace("1. Eine", "Eine").replace("2. Die", "Die").replace("3. Die", "Die")
    form = await preview(anna, cast, text)
    assert form["points-0-text"].startswith("Der Jugendhilfeausschuss beschließt")
    answer = await anna.post(STORE, form)
    assert len(await points_of(await stored())) >= 1
    assert UUID(answer.headers["location"].split("/")[2])


async def test_form_fields_are_stored_as_corrected(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    form = await pressed(
        anna, await preview(anna, cast),
        "options-add", "details-add", "relevance-add", "climate_options-add", "products-add",
        "attachments-add",
    )  # fmt: skip
    form |= {
        "related": "2020/1\n\n2020/2\n2020/1", "participation_of_head": "true",
        "qualified_majority": "false", "impact": "true", "in_budget": "", "cost": "1,5 Mio. EUR",
        "follow_up_cost": "noch offen", "money_text": "Die Mittel stehen bereit.",
        "options-0-label": "im Haushalt", "options-0-value": "true",
        "details-0-label": "Kostenstelle", "details-0-value": "51",
        "relevance-0-label": "Gleichstellung", "relevance-0-value": "false",
        "climate_question": "Wirkt es?", "climate_options-0-label": "nein",
        "climate_options-0-value": "true", "climate_code": "none", "climate_reason": "Kein Bau.",
        "products-0-number": "3633", "products-0-name": "Hilfen",
        "attachments-1-number": "2", "attachments-1-name": "Karte",
    }  # fmt: skip
    assert (await anna.post(STORE, form)).status_code == 303
    paper = json.loads((await stored()).paper)
    Draft202012Validator(schema()).validate(paper)
    assert paper["related"] == ["2020/1", "2020/2"]
    assert (paper["participation_of_head"], paper["qualified_majority"]) == (True, False)
    money = paper["financial"]
    assert (money["impact"], money["in_budget"], money["cost"]["amount"]) == (
        True,
        None,
        "1500000.00",
    )
    assert money["follow_up_cost"]["amount"] is None
    assert money["options"] == [{"group": None, "label": "im Haushalt", "checked": True}]
    assert money["details"] == [{"label": "Kostenstelle", "value": "51"}]
    assert paper["relevance"] == [{"label": "Gleichstellung", "value": False}]
    assert paper["climate"] == {
        "question": "Wirkt es?", "options": [{"label": "nein", "checked": True}],
        "reason": "Kein Bau.", "code": "none",
    }  # fmt: skip
    assert paper["budget_products"] == [{"number": "3633", "name": "Hilfen", "raw": "3633 Hilfen"}]
    assert paper["attachments"][1] == {"number": 2, "name": "Karte", "size_kb": None}


async def test_step_takes_all_its_columns(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    form = await pressed(anna, await preview(anna, cast), "steps-add")
    form |= {
        "steps-2-committee_name": "Kreisausschuss", "steps-2-role": "Vorberatung",
        "steps-2-held_on": "2025-03-20", "steps-2-public": "false", "steps-2-agenda_number": "N 4",
        "steps-2-meeting_title": "12. Sitzung", "steps-2-result": "einstimmig empfohlen",
    }  # fmt: skip
    assert (await anna.post(STORE, form)).status_code == 303
    step = json.loads((await stored()).paper)["consultations"][2]
    assert (step["public"], step["agenda_number"], step["meeting_title"]) == (
        False, "N 4", "12. Sitzung",
    )  # fmt: skip
    row = await Consultation.objects().where(Consultation.position == 3).first()
    assert row is not None
    assert (row.committee_name, row.role_code, row.agenda_number) == (
        "Kreisausschuss", "preparation", "N 4",
    )  # fmt: skip


async def test_row_without_its_name_comes_back_at_its_field(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    form = await preview(anna, cast)
    form |= {
        "steps-2-held_on": "2025-03-20", "relevance-0-value": "true", "products-0-name": "Hilfen",
        "attachments-0-number": "eins",
    }  # fmt: skip
    answer = await anna.post(STORE, form)
    assert answer.status_code == 422
    for field in (
        "steps-2-committee",
        "relevance-0-value",
        "products-0-name",
        "attachments-0-number",
    ):
        assert f'id="{field}-fehler"' in answer.text

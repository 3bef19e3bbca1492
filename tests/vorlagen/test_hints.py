"""What sentences seem to set up: recognised, offered, decided by the office, never taken by itself."""

from typing import Any
from uuid import uuid4

import pytest

from app.audit.tables import AuditEntry
from app.vorlagen.rules.proposals import hints_in, sentences, wording
from app.vorlagen.tables import HintState, Vorlage, WordingHint
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.vorlagen.make import points_of
from tests.vorlagen.previewing import STORE, preview, stored
from tests.vorlagen.sample import TEXT

SEATS = "Ihr gehören drei Mitglieder des Jugendhilfeausschusses an."
RENAMED = "Der Beirat Nord, ehemaliger Arbeitskreis Nord, tagt öffentlich."
PAPER = TEXT.replace(
    "1. Eine Steuerungsgruppe wird eingerichtet.",
    f"1. Eine Steuerungsgruppe wird eingerichtet. {SEATS}",
).replace("In den Regionen fehlen Orte für Familien.", RENAMED)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Die Gruppe tagt monatlich. Die Mitglieder des Ausschusses wissen das.", []),
        (SEATS, [("seats", {"count": 3, "who": "Mitglieder", "of": "Jugendhilfeausschuss"})]),
        ("Es wirken zwei Vertreterinnen und Vertreter der Freien Träger mit.", [("seats", {"count": 2, "who": "Vertreterinnen und Vertreter", "of": "Freien Träger"})]),
        ("Beirat Bau aus 12 stimmberechtigten Mitgliedern des Kreistages", [("seats", {"count": 12, "who": "stimmberechtigten Mitglieder", "of": "Kreistag"})]),
        ("Die Untergruppe Geld besteht aus den Geschäftsführerinnen und Geschäftsführern der Regionalträger und einem Mitglied des Rates.", [
            ("seats", {"count": 1, "who": "Mitglied", "of": "Rat", "group": "Untergruppe Geld"}),
            ("seats", {"who": "Geschäftsführerinnen und Geschäftsführer", "of": "Regionalträger", "group": "Untergruppe Geld"}),
        ]),
        ("Die Baugruppe, ehemalige Planungsgruppe, hat zwei Mitglieder des Kreistages.", [
            ("seats", {"count": 2, "who": "Mitglieder", "of": "Kreistag", "group": "Baugruppe"}),
            ("rename", {"now": "Baugruppe", "former": "Planungsgruppe"}),
        ]),
        (RENAMED, [("rename", {"now": "Beirat Nord", "former": "Arbeitskreis Nord"})]),
        ("Die Planungsgruppe (frühere Baugruppe) tagt.", [("rename", {"now": "Planungsgruppe", "former": "Baugruppe"})]),
        ("Die Baugruppe heißt jetzt Planungsgruppe.", [("rename", {"now": "Planungsgruppe", "former": "Baugruppe"})]),
        ("Die Verwaltung berichtet dem Jugendhilfeausschuss fortlaufend.", [("report", {"rhythm": "fortlaufend", "to": "Jugendhilfeausschuss"})]),
        ("Sie hat hierzu vierteljährlich zu berichten.", [("report", {"rhythm": "vierteljährlich"})]),
        ("Die Verwaltung berichtet über den Stand.", []),
        ("Die Orte werden jährlich gezählt. Frau Muster berichtet.", []),
    ],
)  # fmt: skip
def test_sentences_are_recognised(text: str, found: list[tuple[str, dict[str, Any]]]) -> None:
    assert [(hint.kind.value, dict(hint.data)) for hint in hints_in(text)] == found


def test_the_sentence_is_quoted_and_said_in_words() -> None:
    hint = hints_in(f"Das gilt ab Mai, d. h. nach Nr. 3 der Liste. {SEATS} Mehr nicht.")[0]
    assert hint.sentence == SEATS
    assert wording(hint.kind, hint.data) == "3 × Mitglieder – Jugendhilfeausschuss"
    report = hints_in("Die Verwaltung berichtet dem Kreistag jährlich.")[0]
    assert wording(report.kind, report.data) == "Bericht jährlich im Gremium Kreistag"


def test_abbreviations_end_no_sentence() -> None:
    assert sentences("Siehe Nr. 3 der Liste. Mehr steht unten.\nNeu") == [
        "Siehe Nr. 3 der Liste.", "Mehr steht unten.", "Neu",
    ]  # fmt: skip


async def imported(browser: Browser, cast: Cast, text: str = PAPER) -> Vorlage:
    answer = await browser.post(STORE, await preview(browser, cast, text))
    vorlage = await stored()
    assert answer.headers["location"] == f"/vorlagen/{vorlage.id}/vorschlaege"
    return vorlage


async def test_import_offers_and_takes_nothing_over(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    vorlage = await imported(anna, cast)
    hints = await WordingHint.objects().order_by(WordingHint.kind)
    assert [(hint.kind, hint.state) for hint in hints] == [
        ("rename", "offered"), ("report", "offered"), ("seats", "offered"),
    ]  # fmt: skip
    points = await points_of(vorlage)
    assert [hint.decision_point for hint in hints] == [None, points[2].id, points[0].id]
    page = (await anna.get(f"/vorlagen/{vorlage.id}/vorschlaege")).text
    assert "3 × Mitglieder – Jugendhilfeausschuss" in page
    assert f"„{SEATS}“" in page
    assert "Umbenennung · Sachlage" in page


async def test_office_decides_and_may_decide_again(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    vorlage = await imported(anna, cast)
    hint = await WordingHint.objects().where(WordingHint.kind == "seats").first()
    assert hint is not None
    address = f"/vorlagen/{vorlage.id}/vorschlaege/{hint.id}"
    for state in ("accepted", "accepted", "declined"):
        answer = await anna.post(address, {"state": state})
        assert (
            answer.headers["location"] == f"/vorlagen/{vorlage.id}/vorschlaege#vorschlag-{hint.id}"
        )
        row = await WordingHint.objects().get(WordingHint.id == hint.id)
        assert row is not None
        assert (row.state, row.decided_by) == (state, cast.id("anna"))
        assert row.decided_at is not None
    await anna.post(address, {"state": "offered"})
    row = await WordingHint.objects().get(WordingHint.id == hint.id)
    assert row is not None
    assert row.state == "offered"
    assert [row.decided_by, row.decided_at] == [None, None]
    assert await AuditEntry.count().where(AuditEntry.action == "vorlage.hint_decided") == 3


async def test_others_read_the_offers_and_decide_nothing(cast: Cast, visit: Visit) -> None:
    vorlage = await imported(await visit("anna"), cast)
    hint = await WordingHint.objects().first()
    assert hint is not None
    address = f"/vorlagen/{vorlage.id}/vorschlaege"
    carla, frieda = await visit("carla"), await visit("frieda")
    page = await carla.get(address)
    assert page.status_code == 200
    assert "Nicht übernehmen" not in page.text
    assert (await carla.post(f"{address}/{hint.id}", {"state": "accepted"})).status_code == 403
    assert (await frieda.get(address)).status_code == 404
    assert (await frieda.post(f"{address}/{hint.id}", {"state": "accepted"})).status_code == 404
    anna = await visit("anna")
    assert (await anna.post(f"{address}/{uuid4()}", {"state": "accepted"})).status_code == 404
    assert (await anna.post(f"{address}/{hint.id}", {"state": "x"})).status_code == 422
    assert await WordingHint.count().where(WordingHint.state == HintState.OFFERED) == 3


async def test_new_fassung_keeps_decisions_and_drops_outdated_offers(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    vorlage = await imported(anna, cast)
    seats = await WordingHint.objects().where(WordingHint.kind == "seats").first()
    assert seats is not None
    await anna.post(f"/vorlagen/{vorlage.id}/vorschlaege/{seats.id}", {"state": "accepted"})
    text = PAPER.replace(RENAMED, "Nichts heißt neu.").replace("fortlaufend", "halbjährlich")
    form = {**await preview(anna, cast, text), "do": "edition"}
    assert (await anna.post(STORE, form)).status_code == 303
    hints = await WordingHint.objects().order_by(WordingHint.kind)
    assert [(hint.kind, hint.state) for hint in hints] == [
        ("report", "offered"), ("seats", "accepted"),
    ]  # fmt: skip
    assert "halbjährlich" in hints[0].sentence


async def test_setting_up_a_group_shows_the_offers(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    vorlage = await imported(anna, cast)
    point = (await points_of(vorlage))[0]
    seats = await WordingHint.objects().where(WordingHint.kind == "seats").first()
    assert seats is not None
    page = (await anna.get(f"/beschlusspunkte/{point.id}/gruppe")).text
    assert "3 × Mitglieder – Jugendhilfeausschuss" in page
    assert f'href="/vorlagen/{vorlage.id}/vorschlaege"' in page
    await anna.post(f"/vorlagen/{vorlage.id}/vorschlaege/{seats.id}", {"state": "declined"})
    page = (await anna.get(f"/beschlusspunkte/{point.id}/gruppe")).text
    assert "3 × Mitglieder" not in page

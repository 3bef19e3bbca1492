"""The decided text stands beside the proposed one, with every changed word marked."""

from typing import Any

import pytest

from app.vorlagen.rules.wording import proposal_text, resolution
from tests.browser import Visit
from tests.cast import Cast
from tests.vorlagen.make import POINTS, STEPS, make_paper, make_vorlage

DECIDED = "\n".join(
    f"{at}. {text}"
    for at, text in enumerate((POINTS[0], "Die Gruppe legt Lösungen vor.", POINTS[2]), 1)
)
COUNCIL = {**STEPS[1], "result_raw": "geändert beschlossen", "result_code": "adopted_amended"}


def compared(proposed: str, decided: str) -> Any:
    return resolution(proposed, decided, committee_name="Kreistag", held_on=None, result="")


def test_both_texts_come_out_whole() -> None:
    found = compared("Drei Gruppen werden eingerichtet.", "Zwei Gruppen werden bald eingerichtet.")
    assert "".join(p.text for p in found.proposed).split() == [
        "Drei",
        "Gruppen",
        "werden",
        "eingerichtet.",
    ]
    assert (
        "".join(p.text for p in found.decided).strip() == "Zwei Gruppen werden bald eingerichtet."
    )


@pytest.mark.parametrize(
    ("decided", "sentence"),
    [
        ("Drei Gruppen tagen.", "Der Wortlaut stimmt mit dem Vorschlag überein."),
        ("Zwei Gruppen tagen.", "Der Beschluss weicht an einer Stelle vom Vorschlag ab."),
        ("Zwei Gruppen ruhen.", "Der Beschluss weicht an zwei Stellen vom Vorschlag ab."),
    ],
)
def test_a_sentence_counts_the_places(decided: str, sentence: str) -> None:
    assert compared("Drei Gruppen tagen.", decided).sentence == sentence


def test_the_proposal_as_text_keeps_marks_nested_items_and_tables() -> None:
    item = {"marker": "a)", "text": "mit Rat", "paragraphs": ["Fortsetzung"], "items": []}
    blocks = [
        {"type": "paragraph", "text": "Der Ausschuss beschließt:"},
        {"type": "list", "items": [{"marker": "1.", "text": "Eine Gruppe", "paragraphs": [], "items": [item]}]},
        {"type": "table", "header": [], "rows": [["Nord", "3"], ["Süd", "4"]]},
    ]  # fmt: skip
    paper: Any = make_paper(proposal={**make_paper()["proposal"], "blocks": blocks})
    assert proposal_text(paper).split("\n") == [
        "Der Ausschuss beschließt:", "1. Eine Gruppe", "a) mit Rat", "Fortsetzung", "Nord | 3",
        "Süd | 4",
    ]  # fmt: skip
    without: Any = make_paper(proposal=None)
    assert proposal_text(without) == ""


async def test_the_tab_marks_what_is_gone_and_what_is_new(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body, steps=[{**COUNCIL, "resolution_text": DECIDED}])
    page = (await (await visit("carla")).get(f"/vorlagen/{vorlage.id}/beschlusstext")).text
    assert "Kreistag, 14.03.2024: geändert beschlossen" in page
    assert (
        '<del><span class="kern-sr-only">gestrichen: </span>klärt offene Fragen und </del>' in page
    )
    assert "Der Beschluss weicht an einer Stelle vom Vorschlag ab." in page
    assert "Vorgeschlagen</h3>" in page
    assert "Beschlossen</h3>" in page


async def test_new_words_are_marked_and_escaped(cast: Cast, visit: Visit) -> None:
    text = DECIDED.replace("Lösungen", "<b>Lösungen</b>")
    vorlage = await make_vorlage(cast.body, steps=[{**COUNCIL, "resolution_text": text}])
    page = (await (await visit("carla")).get(f"/vorlagen/{vorlage.id}/beschlusstext")).text
    assert '<ins><span class="kern-sr-only">neu: </span>' in page
    assert "<b>Lösungen" not in page


async def test_an_amended_result_without_wording_says_what_is_missing(
    cast: Cast, visit: Visit
) -> None:
    vorlage = await make_vorlage(cast.body, steps=[COUNCIL])
    carla, anna = await visit("carla"), await visit("anna")
    for browser, may in ((carla, False), (anna, True)):
        page = (await browser.get(f"/vorlagen/{vorlage.id}/beschlusstext")).text
        assert "Der beschlossene Wortlaut ist noch nicht eingetragen." in page
        assert ("Wortlaut eintragen" in page) is may
    assert "Wortlaut fehlt noch" in (await carla.get(f"/vorlagen/{vorlage.id}")).text

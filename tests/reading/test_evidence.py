"""Where a value stands, how sure it is, and what a person has to look at."""

from collections.abc import Iterator, Sized

import pytest

from app.reading.paper import Paper
from app.reading.parse import parse
from tests.reading import ours


def codes(text: str) -> list[str]:
    return [warning.code for warning in parse(text).warnings]


def test_a_value_names_its_lines_and_its_rule() -> None:
    evidence = parse(ours.source("sprungmarken.txt")).evidence
    assert (evidence["/title"].lines, evidence["/title"].rule) == ("6-7", "label:Betreff")
    assert evidence["/title"].confidence == "high"
    assert evidence["/consultations/2/date"].lines == "20"
    assert evidence["/facts/0"].confidence == "medium"


def test_every_value_of_the_head_has_its_evidence() -> None:
    result = parse(ours.source("sprungmarken.txt"))
    for name in (
        "reference",
        "title",
        "paper_type",
        "public",
        "lead_unit",
        "clerk",
        "file_reference",
    ):
        assert f"/{name}" in result.evidence


def test_a_title_without_label_is_to_be_checked() -> None:
    evidence = parse(ours.source("kopftabelle.txt")).evidence
    assert evidence["/title"].confidence == "medium"


def test_an_empty_text_is_a_question_and_no_error() -> None:
    result = parse("", file="leer.txt")
    assert result.paper["title"] is None
    assert [warning.code for warning in result.warnings] == [
        "title_missing", "reference_missing", "consultations_missing", "layout_unknown"
    ]  # fmt: skip


def test_blocks_that_do_not_fit_the_jump_marks_go_to_the_facts_with_a_warning() -> None:
    text = "Vorlage - 1/2030\nStatus:öffentlich\n\nBeschlussvorschlag\nSachverhalt\n\n\nEin.\n\n\nZwei.\n\n\nDrei."
    result = parse(text)
    assert result.paper["proposal"] is None
    assert len(result.paper["facts"]) == 1
    assert "sections_not_separable" in [warning.code for warning in result.warnings]


def test_two_crosses_on_one_question_are_said() -> None:
    assert "contradicting_boxes" in codes("Finanzielle Auswirkungen:\n☒ Ja ☒ Nein")


def test_bare_answers_are_unknown_and_said() -> None:
    text = "Finanzielle Auswirkungen:\nHaushaltsrechtlich gesichert:\nJa\nNein"
    result = parse(text)
    assert result.paper["financial"] is not None
    assert [one["checked"] for one in result.paper["financial"]["options"]] == [None, None]
    assert "cross_invisible" in [warning.code for warning in result.warnings]


def test_two_amounts_in_one_field_are_not_chosen_between() -> None:
    result = parse("Finanzielle Auswirkungen:\nGesamtkosten: 100 € bis 200 €")
    assert result.paper["financial"] is not None
    assert result.paper["financial"]["cost"] == {
        "raw": "100 € bis 200 €", "amount": None, "currency": "EUR", "approximate": False
    }  # fmt: skip
    assert "several_amounts" in [warning.code for warning in result.warnings]


def test_damaged_letters_are_said_and_not_mended() -> None:
    result = parse("Betreff: Stra\ufffde\nVorlage-Nr.: 1/2030")
    assert result.paper["title"] == "Stra\ufffde"
    assert ("encoding_damage", "1") in [(w.code, w.lines) for w in result.warnings]


def test_lines_without_a_field_are_named() -> None:
    text = "Rathaus\n\nPostfach\n\nBetreff: Zaun\n\nSachverhalt:\nNeu."
    warnings = {warning.code: warning.lines for warning in parse(text).warnings}
    assert warnings["text_left_over"] == "1,3"


def test_a_repeated_decision_at_the_end_is_dropped() -> None:
    text = "Beschlussvorschlag:\nDer Zaun wird gebaut.\nSachverhalt:\nAlt.\nBeschluss:\nDer Zaun wird gebaut."
    result = parse(text)
    assert result.paper["other_sections"] == []
    assert result.paper["discarded"][0]["lines"] == "5-6"


@pytest.mark.parametrize("name", ours.NAMES)
def test_every_value_of_every_part_has_its_evidence(name: str) -> None:
    result = parse(ours.source(name))
    missing = [pointer for pointer in values_of(result.paper) if pointer not in result.evidence]
    assert missing == []


def values_of(paper: Paper) -> Iterator[str]:
    """Pointers of consultations, attachments, points and form rows that hold anything."""
    for at, row in enumerate(paper["consultations"]):
        held = (key for key, value in row.items() if value is not None and key != "position")
        yield from (f"/consultations/{at}/{key}" for key in held)
    lists: dict[str, Sized] = {
        "attachments": paper["attachments"],
        "facts": paper["facts"],
        "relevance": paper["relevance"],
        "proposal/points": paper["proposal"]["points"] if paper["proposal"] else [],
        "climate/options": paper["climate"]["options"] if paper["climate"] else [],
        "financial/options": paper["financial"]["options"] if paper["financial"] else [],
        "financial/details": paper["financial"]["details"] if paper["financial"] else [],
    }
    for name, rows in lists.items():
        yield from (f"/{name}/{at}" for at in range(len(rows)))

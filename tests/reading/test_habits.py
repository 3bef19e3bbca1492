"""Each habit of layout on a paper of our own, so that nothing hangs on the shared ones."""

import pytest

from app.reading.parse import parse
from app.reading.result import ParseResult
from tests.reading import ours
from tests.reading.compare import differences


def read(name: str) -> ParseResult:
    return parse(ours.source(name), file=name)


@pytest.mark.parametrize("name", ours.NAMES)
def test_a_paper_of_our_own_is_read_completely(name: str) -> None:
    assert differences(ours.expected(name), read(name).paper) == []


def test_sections_without_headings_follow_the_jump_marks() -> None:
    paper = read("sprungmarken.txt").paper
    assert paper["proposal"] is not None
    assert paper["proposal"]["heading"] is None
    assert [section["heading"] for section in paper["facts"]] == [None, "Ziele / Wirkungen"]
    assert paper["financial"] is not None
    assert paper["financial"]["in_budget"] is True


def test_a_name_only_in_the_short_list_is_added_to_the_table() -> None:
    attachments = read("sprungmarken.txt").paper["attachments"]
    assert [one["name"] for one in attachments] == ["Leitfaden_Spielplatz", "Liste der Orte"]
    assert attachments[0]["size_kb"] == 120


def test_changed_and_unchanged_are_told_apart() -> None:
    steps = read("sprungmarken.txt").paper["consultations"]
    results = [step["result"] and step["result"]["code"] for step in steps]
    assert results == ["adopted_amended", None, "adopted"]


def test_a_doubled_point_is_dropped_and_said() -> None:
    result = read("formular_mit_strichen.txt")
    assert result.paper["proposal"] is not None
    assert len(result.paper["proposal"]["points"]) == 3
    assert ("duplicate_point", "9") in [(w.code, w.lines) for w in result.warnings]
    assert {"lines": "9", "reason": "wiederholt den Punkt davor Wort für Wort"} in result.paper[
        "discarded"
    ]


def test_a_colon_in_the_proposal_opens_a_level() -> None:
    paper = read("formular_mit_strichen.txt").paper
    assert paper["proposal"] is not None
    assert [point["depth"] for point in paper["proposal"]["points"]] == [1, 2, 2]


def test_a_letter_out_of_its_row_goes_on_with_the_sentence() -> None:
    paper = read("stufen.txt").paper
    assert paper["proposal"] is not None
    points = paper["proposal"]["points"]
    assert points[0]["text"] == "Der Bauausschuss empfiehlt, den Beschluss zu c) zu fassen."
    assert [(point["marker"], point["depth"]) for point in points] == [
        ("a)", 1), ("b)", 1), ("c)", 1), ("1.", 2), ("2.", 2)
    ]  # fmt: skip


def test_several_deciding_committees_leave_the_committee_open() -> None:
    paper = read("stufen.txt").paper
    assert paper["proposal"] is not None
    assert paper["proposal"]["committee"] is None


def test_nothing_of_a_script_gets_into_the_paper() -> None:
    assert "alert" not in str(read("internetseite.html").paper)

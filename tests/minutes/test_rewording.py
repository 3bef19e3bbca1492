"""A proposed plain wording keeps the look of rich text where the words stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.minutes.rewording import reworded
from app.web.richtext import cleaned, plain_of

RICH = cleaned(
    "<h3>Miete</h3><p>Die <strong>Miete steigt sehr stark an</strong> auf 14 Euro.<br>Zeile "
    '<em>zwei</em>.</p><ul><li>Erst <a href="https://amt.example.org/">lesen</a></li>'
    "<li>dann<ul><li>antworten</li></ul></li></ul><ol><li>Nord</li><li>Mitte</li><li>Süd</li></ol>"
    "<blockquote>So steht es im Vertrag.</blockquote>"
)
PLAIN = plain_of(RICH)


def test_same_wording_changes_nothing() -> None:
    assert reworded(RICH, PLAIN) == RICH


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("14 Euro", "16 Euro", "14 Euro", "16 Euro"),
        ("sehr stark", "etwas", "sehr stark", "etwas"),
        ("- dann\n", "- warten\n- dann\n", "<li>dann", "<li>warten</li><li>dann"),
        ("2. Mitte\n3. Süd", "2. Süd", "<li>Mitte</li>", ""),
        ("\n\nSo steht es im Vertrag.", "", "<blockquote>So steht es im Vertrag.</blockquote>", ""),
        ("Vertrag.", "Vertrag.\n\nNeu.", "</blockquote>", "</blockquote><p>Neu.</p>"),
        ("Miete\n\nDie", "Miete\n\nHeute: Die", "<p>Die", "<p>Heute: Die"),
    ],
)
def test_only_what_changed_looks_otherwise(old: str, new: str, before: str, after: str) -> None:
    assert old in PLAIN
    assert before in RICH
    wording = PLAIN.replace(old, new)
    found = reworded(RICH, wording)
    assert found == RICH.replace(before, after)
    assert plain_of(found).split() == wording.split()


def test_numbers_out_of_order_stay_as_they_were_typed() -> None:
    wording = PLAIN.replace("2. Mitte\n", "")
    found = reworded(RICH, wording)
    assert "<p>1. Nord</p><p>3. Süd</p>" in found
    assert "<strong>Miete steigt sehr stark an</strong>" in found


def test_markup_in_a_wording_is_text() -> None:
    found = reworded("<p><strong>Alt</strong> neu</p>", "Alt <script>alert(1)</script> neu")
    assert found == "<p><strong>Alt</strong> &lt;script&gt;alert(1)&lt;/script&gt; neu</p>"


LINE = st.sampled_from(["- ", "1. ", "2. ", "Alt", " ", "\n", "\n\n", "neu", "Nord", "<b>", "  - "])
SOURCE = st.sampled_from(
    ["<p>Alt <b>neu</b></p>", "<ul><li>Alt</li><li>neu</li></ul>", "<ol><li>Nord</li></ol>", RICH]
)


@given(st.lists(SOURCE, max_size=4), st.lists(LINE, max_size=20))
def test_no_word_is_lost_or_added_whatever_is_proposed(rich: list[str], lines: list[str]) -> None:
    wording = "".join(lines)
    found = reworded("".join(rich), wording)
    assert not found or plain_of(found).split() == wording.split()
    assert found == cleaned(found)

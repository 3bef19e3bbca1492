"""What an editor, a paste from Word or an attacker sends becomes plain blocks and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.filters import richtext
from app.web.richtext import Block, Run, blocks_of, cleaned, html_of, plain_of

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>Notiz</title>
<style>p.MsoNormal { margin: 0cm; font-family: Calibri }</style></head><body lang=DE>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]-->
<p class=MsoNormal style='margin-left:18pt;mso-list:l0'><span style='font-size:11.0pt'>Die Gruppe
 sammelt <b>zwei</b> Vorschl&auml;ge.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<ol><li class=MsoNormal><i>Erster</i></li><li>Zweiter</li></ol>
<table><tr><td><p>Region</p></td><td>Betrag</td></tr><tr><td>Nord</td><td>12</td></tr></table>
</body></html>"""
HOSTILE = [
    "<script>alert(1)</script>bleibt",
    "<img src=x onerror=alert(1)>bleibt",
    "<svg onload=alert(1)><a href='javascript:alert(1)'>weg</a></svg>bleibt",
    "<p data-hx-get='/abmelden' hx-post='/x' data-hx-trigger=load onclick=alert(1)>bleibt</p>",
    "<a href='jAvAsCrIpT:alert(1)'>bleibt</a>",
    "<a href='data:text/html,x'>bleibt</a>",
    "<a href='/abmelden'>bleibt</a>",
    "<p style='position:fixed' id=status class=sw-skip>bleibt</p>",
    "<form action=/x><button>bleibt</button></form>",
    "<!--<p>weg</p>--><template><p>weg</p></template>bleibt",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>bleibt",
    "<p>bleibt</p" + ">" * 3 + "<<img src=x onerror=1>",
]
ALLOWED = re.compile(
    r"</?(?:p|br|strong|em|del|ul|ol|li|blockquote|h3|h4|a)>"
    r'|<a href="(?:https?://|mailto:)[^"<>]*" rel="noopener noreferrer nofollow">'
)


def outside_of_tags(html: str) -> str:
    return ALLOWED.sub("", html)


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_but_text_is_left_of_hostile_source(html: str) -> None:
    clean = cleaned(html)
    assert "bleibt" in clean
    assert "weg" not in clean
    assert not re.search(r"<(?!p>|/p>)", clean), clean
    assert "hx-" not in str(richtext(html)).replace("<div data-hx-ignore>", "")


@given(
    st.lists(
        st.sampled_from([
            "<p>", "</p>", "<ul>", "<ol>", "</ul>", "<li>", "</li>", "<b>", "</b>", "<i>", "<br>",
            "<blockquote>", "<h2>", "</h2>", "<a href='https://a.example.org/\"x'>", "</a>",
            "<td>", "<pre>", "</pre>", " ", "\n", "a", "ä & <", "&lt;p&gt;", "\u00a0", "<img src=x>",
        ])
    ).map("".join)
)  # fmt: skip
def test_cleaning_twice_changes_nothing_and_only_our_tags_are_left(html: str) -> None:
    clean = cleaned(html)
    assert cleaned(clean) == clean
    assert plain_of(clean) == plain_of(html)
    assert "<" not in outside_of_tags(clean)


@given(st.text())
def test_plain_text_keeps_its_words_and_is_never_markup(text: str) -> None:
    assert "<" not in outside_of_tags(html_of(text))
    twin = plain_of(html_of(text))
    assert plain_of(html_of(twin)).split() == twin.split(), "blanks at the ends of lines may go"


@pytest.mark.parametrize("text", ["Eins\n\nZwei\nzweite Zeile\n\n- kein <b>fett</b> & so", "", "ö"])
def test_plain_text_is_the_same_after_the_editor(text: str) -> None:
    assert plain_of(html_of(text)) == text


def test_paste_from_word_becomes_paragraphs_and_lists() -> None:
    assert cleaned(WORD) == (
        "<p>Die Gruppe sammelt <strong>zwei</strong> Vorschläge.</p>"
        "<ol><li><em>Erster</em></li><li>Zweiter</li></ol>"
        "<p>Region | Betrag</p><p>Nord | 12</p>"
    )


def test_looks_blocks_and_depths_are_told_to_who_typesets_them() -> None:
    html = (
        "<h1>Kopf</h1><div>a <strong>b<em>c</em></strong><br><a href='mailto:x@example.org'>d</a></div>"
        "<ul><li>e<ol><li>f</li></ol></li></ul><blockquote>g</blockquote><h4>h</h4>"
    )
    assert blocks_of(html) == (
        Block("heading", 1, (Run("Kopf"),)),
        Block(
            "p",
            0,
            (
                Run("a "),
                Run("b", bold=True),
                Run("c\n", bold=True, italic=True),
                Run("d", href="mailto:x@example.org"),
            ),
        ),
        Block("item", 1, (Run("e"),)),
        Block("number", 2, (Run("f"),)),
        Block("quote", 0, (Run("g"),)),
        Block("heading", 2, (Run("h"),)),
    )


def test_plain_twin_shows_lists_with_signs_and_numbers() -> None:
    html = "<p>Es fehlt:</p><ul><li>a<ul><li>b</li></ul></li></ul><p>Dann</p><ol><li>c</li><li>d</li></ol>"
    assert plain_of(html) == "Es fehlt:\n\n- a\n  - b\n\nDann\n\n1. c\n2. d"


def test_emoji_and_names_from_right_to_left_stay_and_overrides_go() -> None:
    family = "\U0001f469\u200d\U0001f467 \U0001f44d\U0001f3fd"
    name = "\u2067\u05d3\u05d5\u05d3\u2069\u200f"
    assert plain_of(f"<p>{family} {name} A\u202eB\u202c\x00</p>") == f"{family} {name} AB"


@pytest.mark.parametrize(
    "html",
    [
        "<p class=x>Wort für Wort </p>" * 17_000,
        "<div>" * 100_000 + "Wort",
        "<ul><li>" * 60_000 + "Wort",
        "<b>Wort<i>" * 45_000,
        "Wort" + "<" * 500_000,
    ],
    ids=["paragraphs", "nested", "lists", "looks", "brackets"],
)
def test_half_a_megabyte_is_cleaned_and_not_refused(html: str) -> None:
    assert len(html) >= 450_000
    assert "Wort" in plain_of(cleaned(html))

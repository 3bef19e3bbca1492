"""Free text in the list: German words, umlauts in both spellings, parts of numbers, nonsense."""

import html
import re

import pytest

from app.vorlagen.rules.paper_text import text_of_paper
from app.vorlagen.rules.search import tsquery
from app.vorlagen.tables import Vorlage
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.vorlagen.make import make_paper, make_vorlage


def paper_with(text: str, **changes: object) -> dict[str, object]:
    facts = [{"heading": "Sachlage", "date": None, "blocks": [{"type": "paragraph", "text": text}]}]
    return make_paper(**{"proposal": None, "facts": facts, **changes})


async def titles(browser: Browser, typed: str) -> list[str]:
    answer = await browser.get("/vorlagen", params={"suche": typed})
    assert answer.status_code == 200
    return re.findall(r'href="/vorlagen/[0-9a-f-]{36}">([^<]+)</a>', answer.text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("kita", "Die Kitaplätze reichen nicht."),
        ("KITA", "Es fehlen Kitas."),
        ("Kitaplätze", "Neue Kitaplätze entstehen."),
        ("Kita-Plätze", "Neue Kita-Plätze entstehen."),
        ("Plätze", "Neue Kita-Plätze entstehen."),
        ("Häuser", "Ein Haus der Jugend"),
        ("Haeuser", "Zwei Häuser der Jugend"),
        ("Jugendhäuser", "Zwei Jugendhaeuser"),
        ("Foerderung", "Die Förderung läuft aus."),
        ("Förderung", "Die Foerderung läuft aus."),
        ("Strasse", "In der Lüneburger Straße"),
        ("Straße", "In der Lüneburger Strasse"),
        ("Gross", "Ein GROẞES Haus, groß genug"),
        ("neue Quelle", "Neue Quellen sind aktuell."),
        ("Steuerungsgruppen", "Eine Steuerungsgruppe tagt."),
        ("Konzept für Horte", "Ein Konzept zum Hort"),
        ("Cafe", "Ein Café für Eltern"),
        ("frühe Hilfen", "Hilfen kommen früh."),
        ('"frühe Hilfen"', "Die frühen Hilfen wachsen."),
        ("„frühe Hilfen“", "Die frühen Hilfen wachsen."),
        ("hort oder krippe", "Eine Krippe"),
        ("15.10.2024", "Sachlage vom 15.10.2024"),
        ("§ 8a SGB", "nach § 8a SGB VIII"),
        ("Jugend -hort", "Die Jugend"),
    ],
)
async def test_what_is_typed_finds_the_text(
    cast: Cast, visit: Visit, typed: str, text: str
) -> None:
    await make_vorlage(cast.body, title="Gefunden", paper=paper_with(text))
    assert await titles(await visit("anna"), typed) == ["Gefunden"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("kita hort", "Nur Kitas"),
        ('"Hilfen frühe"', "Die frühen Hilfen wachsen."),
        ('"Kita"', "Nur Kitaplätze"),
        ("Jugend -kita", "Die Jugend und die Kitas"),
        ('Jugend -"frühe Hilfen"', "Die Jugend und frühe Hilfen"),
        ("hort oder krippe", "Eine Kita"),
        ("paragraph", "Der Typ eines Absatzes ist kein Wort der Vorlage."),
    ],
)
async def test_what_is_typed_leaves_the_text_out(
    cast: Cast, visit: Visit, typed: str, text: str
) -> None:
    await make_vorlage(cast.body, title="Nicht gefunden", paper=paper_with(text))
    assert await titles(await visit("anna"), typed) == []


NUMBERS = ("2024/123", "VO/09819/21", "BV/009/2023/IV-DKT", "2015/0288-1")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        *((number, (number,)) for number in NUMBERS),
        *((number.lower(), (number,)) for number in NUMBERS),
        ("2024/12", ("2024/123",)),
        ('"2024/12"', ()),
        ('"2024/123"', ("2024/123",)),
        ("123", ("2024/123",)),
        ("09819", ("VO/09819/21",)),
        ("VO 21", ("VO/09819/21",)),
        ("09819/21", ("VO/09819/21",)),
        ("009/2023", ("BV/009/2023/IV-DKT",)),
        ("IV-DKT", ("BV/009/2023/IV-DKT",)),
        ("0288-1", ("2015/0288-1",)),
        ("2023/009", ()),
        ("2024/1234", ()),
    ],
)
async def test_numbers_are_found_as_a_whole_and_by_part(
    cast: Cast, visit: Visit, typed: str, expected: tuple[str, ...]
) -> None:
    for number in NUMBERS:
        await make_vorlage(cast.body, reference=number, title=number, paper=paper_with("Text"))
    assert sorted(await titles(await visit("anna"), typed)) == sorted(expected)


def full_paper() -> dict[str, object]:
    items = [{"marker": "a)", "text": "Unterpunkt Wasserspiel", "paragraphs": [], "items": []}]
    blocks = [
        {"type": "list", "items": [
            {"marker": "1.", "text": "Anfang", "paragraphs": ["Nachsatz Kletterwand"], "items": items},
        ]},
        {"type": "table", "header": ["Ortsteil"], "rows": [["Bergdorf", "12"]]},
    ]  # fmt: skip
    return make_paper(
        proposal={"heading": None, "committee": None, "blocks": blocks, "points": []},
        clerk={"raw": "Muster, Mara", "family": "Muster", "given": "Mara"},
        financial={"impact": None, "text": "Deckungsvorschlag folgt"},
        attachments=[{"number": 1, "name": "Lageplan", "size_kb": None}],
        related=["VO/77/19"],
        other_sections=[{"heading": "Zeitleiste", "blocks": []}],
    )


async def test_every_field_that_people_read_is_searched(cast: Cast, visit: Visit) -> None:
    await make_vorlage(
        cast.body, reference="N-1", title="Betreffwort", lead_unit="Stabsstelle", paper=full_paper()
    )
    anna = await visit("anna")
    for word in (
        "N-1", "Betreffwort", "Stabsstelle", "Wasserspiel", "Kletterwand", "Ortsteil", "Bergdorf",
        "Deckungsvorschlag", "Lageplan", "VO/77/19", "Zeitleiste",
    ):  # fmt: skip
        assert await titles(anna, word) == ["Betreffwort"], word
    assert await titles(anna, "Mara") == [], "the clerk is for the office, not for a search"


async def test_shown_is_what_is_searched(cast: Cast) -> None:
    """text_of_paper() and paper_text() have the same words, only in another order."""
    paper = full_paper()
    vorlage = await make_vorlage(cast.body, paper=paper)
    (row,) = await Vorlage.raw(
        "SELECT paper_text(paper) AS t FROM vorlage WHERE id = {}", vorlage.id
    )
    assert sorted(text_of_paper(paper).split()) == sorted(row["t"].split())


async def test_hits_are_marked_in_a_short_piece_of_the_text(cast: Cast, visit: Visit) -> None:
    text = (
        f"{'Vorrede. ' * 60}Die <b>Kitaplätze</b> & Horte \x02reichen\x03 aus. {'Nachsatz. ' * 60}"
    )
    await make_vorlage(cast.body, title="Mit Treffer", paper=paper_with(text))
    page = (await (await visit("anna")).get("/vorlagen", params={"suche": "horte"})).text
    snippet = re.search(r'<small class="sw-snippet">(.+?)</small>', page)
    assert snippet
    assert "<mark>Horte</mark>" in snippet[1]
    assert "<b>" not in snippet[1]
    assert re.findall("<mark>", snippet[1]) == ["<mark>"], "the marks of the text are not ours"
    assert "&amp;" in snippet[1]
    assert len(html.unescape(snippet[1])) < 400


async def test_hit_in_the_title_needs_no_piece_of_the_text(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body, title="Spielplatz", paper=paper_with("Etwas anderes"))
    page = (await (await visit("anna")).get("/vorlagen", params={"suche": "spielplatz"})).text
    assert "sw-snippet" not in page


@pytest.mark.parametrize(
    "typed",
    [
        "???", "-", '"', '""', "& | ! :* <-> ( ) ' \\", "'; DROP TABLE vorlage --", "oder", "der die das",
        "-der", "a:*b", "\x00", "<script>alert(1)</script>", "😀", "٣", "m²", "%", "{}", "{0}", "\\u0000",
        "x" * 5000, "kita " * 500, "é́́", "\u202e\ufeff", "kita & !", "(" * 300, '"a" <-> b',
    ],
)  # fmt: skip
async def test_nonsense_never_fails(cast: Cast, visit: Visit, typed: str) -> None:
    await make_vorlage(cast.body)
    anna = await visit("anna")
    for path in ("/vorlagen", "/vorlagen/liste.csv", "/vorlagen/liste.xlsx"):
        answer = await anna.get(path, params={"suche": typed})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


async def test_search_without_a_hit_says_what_to_try(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body)
    anna = await visit("anna")
    for typed in ("gibtesnicht", "???"):
        page = (await anna.get("/vorlagen", params={"suche": typed})).text
        assert f"Zu „{typed}“ ist nichts zu finden" in page
        assert "Alle Vorlagen zeigen" in page


async def test_very_long_paper_is_stored_and_found_by_its_beginning(
    cast: Cast, visit: Visit
) -> None:
    text = " ".join(f"wort{n}" for n in range(150_000))
    await make_vorlage(cast.body, title="Lang", paper=paper_with(f"Anfangswort {text}"))
    assert await titles(await visit("anna"), "anfangswort") == ["Lang"]


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("kita", "('kita':*)"),
        ('Kita -hort "frühe Hilfen"', "('Kita':*) & !('hort':*) & ('frühe' <-> 'Hilfen')"),
        ("VO/21-a", "('VO' <-> '21' <-> 'a')"),
        ("a oder b c", "('a') | ('b') & ('c')"),
        ("oder kita oder", "('kita':*)"),
        ('-"x y', "!('x' <-> 'y')"),
        ("Ka\u0308se", "('Käse':*)"),
        ("? - \" ' \\ & | !", ""),
    ],
)
def test_query_says_what_was_typed(typed: str, query: str) -> None:
    assert tsquery(typed) == query

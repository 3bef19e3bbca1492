"""A passage in plain text, in rich text and inside of records: pure."""

import unicodedata
from datetime import date

import pytest

from app.core.errors import RuleViolation
from app.redaction.rules.passage import Passage, check_passage
from app.web.richtext import plain_of

STUB = "[entfernt am 23.11.2026]"


def passage(words: str) -> Passage:
    return Passage(words, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("words", "text", "after"),
    [
        ("Frau Süß", "Frau Süß war da, Frau\nSüß auch.", f"{STUB} war da, {STUB} auch."),
        ("Süß", unicodedata.normalize("NFD", "Das ist Süß."), f"Das ist {STUB}."),
        ("frau Süß", "Frau Süß", "Frau Süß"),
        ("a.c", "abc a.c", f"abc {STUB}"),
        ("Kind in\r\n Obhut", "Kind in Obhut", STUB),
        ("\\1", "eins \\1 zwei", f"eins {STUB} zwei"),
    ],
)
def test_text_loses_it_and_says_since_when(words: str, text: str, after: str) -> None:
    assert passage(words).out_of(text) == after


@pytest.mark.parametrize(
    ("words", "html", "kept"),
    [
        ("Frau Süß", "<p>Am <strong>Montag</strong> kam Frau S&uuml;&szlig;.</p>", "<strong>"),
        ("Frau Süß", "<p>Frau <em>Süß</em> kam.</p>", "kam."),
        ("eins zwei", "<p>eins</p><p>zwei</p><p>drei</p>", "drei"),
        ("A & B", "<p>von A &amp; B, <em>gut</em></p>", "<em>"),
        ("strong", "<p>so <strong>strong</strong> ist es</p>", "ist es"),
        ("geheim", '<p><a href="https://example.org/geheim">Ort</a></p>', "Ort"),
    ],
)
def test_rich_text_keeps_its_markup_but_not_the_words(words: str, html: str, kept: str) -> None:
    after = passage(words).out_of_rich(html)
    assert not passage(words).count(plain_of(after))
    assert not passage(words).says_rich(after.replace("<strong>", "").replace("</strong>", ""))
    assert kept in after


def test_records_keep_their_codes() -> None:
    record = {
        "id": "internal", "starts_at": "2026-11-23", "visibility": "internal",
        "items": [{"text": "Rein internal.", "rich": "<p>Rein internal.</p>", "version": 2}],
    }  # fmt: skip
    after = passage("internal").out_of_all(record)
    assert after == {
        "id": "internal", "starts_at": "2026-11-23", "visibility": "internal",
        "items": [{"text": f"Rein {STUB}.", "rich": f"<p>Rein {STUB}.</p>", "version": 2}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("ab", "drei Zeichen"),
        ("– – –", "Buchstaben"),
        ("entfernt", "Vermerk"),
        ("Grund", "Vermerk"),
    ],
)
def test_too_little_or_what_the_stub_says_is_refused(words: str, sentence: str) -> None:
    with pytest.raises(RuleViolation, match=sentence):
        check_passage(passage(words), "Der Grund")

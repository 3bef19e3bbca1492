"""The minutes as plain text, for councils' systems."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.minutes.papers.content import Edition
from app.minutes.papers.plain import plain_text
from tests.minutes.records import PEOPLE, attendee, item, make_record


def test_text_says_what_the_pdf_says() -> None:
    text = plain_text(make_record(), Edition())
    for expected in (
        "Sitzung:      5. Sitzung\r\n", "Beginn:       14:03 Uhr\r\n", "ANWESENHEIT",
        "  Freie Träger (1)\r\n    - Carla Cordes (Jugendwerk Nord e. V., vertreten",
        "TOP 2: Räume im Norden\r\n----------------------\r\n",
        "Beschluss der Gruppe:\r\nDie Gruppe empfiehlt Modell B.\r\nErgebnis: empfohlen (4 Ja,",
        "- Bedarf erheben – Carla Cordes – 30.04.2026 – offen\r\n",
        "Genehmigt am 26.03.2026 durch Bernd Brandt.",
    ):  # fmt: skip
        assert expected in text, expected


def test_long_lines_hang_behind_their_sign() -> None:
    long = attendee("Maximiliane von der Wesermündung", "Arbeiterwohlfahrt Kreisverband Nord " * 3)
    text = plain_text(make_record(attendees=(*PEOPLE, long)), Edition())
    at = text.index("    - Maximiliane")
    first, second = text[at:].split("\r\n")[:2]
    assert len(first) <= 76
    assert second.startswith("      ")
    assert second.strip()


def test_people_read_what_was_typed_and_not_what_it_looks_like() -> None:
    text = plain_text(
        make_record(item(1, "{{ n }} <b>", "a & b <script>\x07\x0c{% x %}")), Edition()
    )
    assert "TOP 1: {{ n }} <b>\r\n" in text
    assert "a & b <script>{% x %}" in text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(min_size=1, max_size=200))
def test_no_line_is_longer_than_76_columns(text: str, title: str) -> None:
    lines = plain_text(make_record(item(1, title, text)), Edition()).split("\r\n")
    assert max(map(len, lines)) <= 76
    assert not [line for line in lines if "\n" in line or "\r" in line]

"""Tables of cases for the small readers: amounts, dates, roles, results, rows, numbers in prose."""

import pytest

from app.reading.amounts import read_amount
from app.reading.dates import find_date, only_date
from app.reading.lexicon import RESULTS, cut_ending
from app.reading.lines import Line
from app.reading.mentions import papers_in, products_in
from app.reading.parse import parse
from app.reading.route_row import cut_result, cut_role, public_of, row_of


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        ("ca. 100.000 €", "100000.00"),
        ("21.493,17", "21493.17"),
        ("0 €", "0.00"),
        ("469,6 TEUR", "469600.00"),
        ("4,4 Mio. EUR", "4400000.00"),
        ("-5.800,00 €", "-5800.00"),
        ("5.800,-€", "5800.00"),
        ("12.000 € jährlich", "12000.00"),
        ("10.000 € bis 12.000 €", None),
        ("keine", None),
    ],
)
def test_an_amount_is_read_in_every_spelling(raw: str, amount: str | None) -> None:
    found = read_amount(raw)
    assert found is not None
    assert (found["raw"], found["amount"]) == (raw, amount)


def test_an_empty_field_is_no_amount() -> None:
    assert [read_amount(raw) for raw in ("€", "", " EUR")] == [None, None, None]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("24.02.2014", "2014-02-24"),
        ("3. März 2031", "2031-03-03"),
        ("2022 Oct 21", "2022-10-21"),
        ("am 1.2.24 um 17 Uhr", "2024-02-01"),
        ("31.02.2024", None),
        ("17.00 Uhr", None),
        ("Ziffer 2.10 der Satzung", None),
    ],
)
def test_a_date_is_read_in_every_spelling(text: str, date: str | None) -> None:
    found = find_date(text)
    assert (found[0] if found else None) == date


@pytest.mark.parametrize(
    "text", ["24.02.2014", "Di, 24.02.2014", "Dienstag, 24.02.2014, 17:00 Uhr"]
)
def test_weekday_and_time_do_not_hide_a_date(text: str) -> None:
    assert only_date(text) == "2014-02-24"


def test_a_sentence_is_no_date() -> None:
    assert only_date("Sitzung am 24.02.2014") is None


@pytest.mark.parametrize(
    ("text", "rest", "code"),
    [
        ("Sitzung ungeändert beschlossen", "Sitzung", "adopted"),
        ("Sitzung geändert beschlossen", "Sitzung", "adopted_amended"),
        ("Sitzung nicht beschlossen", "Sitzung", "rejected"),
        ("Sitzung zustimmend zur Kenntnis genommen", "Sitzung", "noted_approvingly"),
        ("Sitzung verwiesen in Bauausschuss", "Sitzung", "referred"),
        ("vertagt", "", "postponed"),
    ],
)
def test_the_longest_result_counts(text: str, rest: str, code: str) -> None:
    title, result = cut_result(text)
    assert result is not None
    assert (title, result[1]) == (rest, code)


def test_a_result_is_cut_at_whole_words_only() -> None:
    assert cut_ending("unbeschlossen", RESULTS) is None


@pytest.mark.parametrize(
    "text", ["Kreistag Entscheidung", "Kreistag (Entscheidung)", "KreistagEntscheidung"]
)
def test_a_role_is_cut_from_the_committee(text: str) -> None:
    assert cut_role(text) == ("Kreistag", ("Entscheidung", "decision"))


def test_a_role_inside_a_name_stays() -> None:
    assert cut_role("Ausschuss für Beratung") == ("Ausschuss für Beratung", None)


@pytest.mark.parametrize(
    ("title", "public"),
    [
        ("Nichtöffentliche Sitzung des Rates", False),
        ("33. öffentliche Sitzung", True),
        ("öffentliche/nichtöffentliche Sitzung", None),
        ("Sitzung des Rates", None),
    ],
)
def test_a_title_may_say_whether_the_meeting_is_public(title: str, public: bool | None) -> None:
    assert public_of(title) is public


@pytest.mark.parametrize(
    ("raw", "committee", "date", "agenda", "public"),
    [
        ("Jugendhilfeausschuss08.05.20196", "Jugendhilfeausschuss", "2019-05-08", "6", None),
        ("Bauausschuss 08.05.2019 11.2 N", "Bauausschuss", "2019-05-08", "11.2", False),
        ("Bauausschuss\t08.05.2019\tÖ 7", "Bauausschuss", "2019-05-08", "Ö 7", True),
        ("08.05.2019: Rat der Stadt: vertagt", "Rat der Stadt", "2019-05-08", None, None),
    ],
)
def test_a_row_on_one_line_is_taken_apart(
    raw: str, committee: str, date: str, agenda: str | None, public: bool | None
) -> None:
    row = row_of(Line(1, raw))
    assert row is not None
    assert (row.committee, row.date, row.agenda_number, row.public) == (
        committee, date, agenda, public
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("siehe Vorlage-Nr. 88/2006.", ["88/2006"]),
        ("Vorlagen 12/2020 und 13/2020 sowie Drs. 7/21", ["12/2020", "13/2020", "7/21"]),
        ("mit Beschluss VO/09807/21 (Anlage 1)", ["VO/09807/21"]),
        ("Beschluss vom 27.08.2024", []),
        ("im Haushaltsjahr 2024/2025", []),
    ],
)
def test_a_number_counts_only_with_its_keyword(text: str, numbers: list[str]) -> None:
    assert papers_in(text) == numbers


def test_the_name_of_a_product_ends_at_the_last_capitalised_word() -> None:
    [product] = products_in(
        "Im Produkt 3662 – Offene Arbeit mit Kindern eingeplant. Ende der Sache."
    )
    assert product == {
        "number": "3662",
        "name": "Offene Arbeit mit Kindern",
        "raw": "Produkt 3662 – Offene Arbeit mit Kindern",
    }


def test_a_torn_word_is_joined_before_it_is_looked_up() -> None:
    text = "CO\n2\n-Relevanz: Auswirkung auf den Klimaschutz\n☐ positiv ☒ neutral ☐ negativ"
    climate = parse(text).paper["climate"]
    assert climate is not None
    assert climate["code"] == "none"


def test_a_letter_head_names_the_body_and_is_no_title() -> None:
    paper = parse(
        "Landkreis Auental\nDer Landrat\n\nVorlage-Nr.: 1/2030\n\nZaun\n\nSachverhalt:\nNeu."
    ).paper
    assert (paper["source"]["body"], paper["title"]) == ("Landkreis Auental", "Zaun")


def test_an_everyday_word_inside_a_title_is_no_label() -> None:
    text = "Betreff: Antrag der Gruppe, Thema: Zaun Status:öffentlich\n\nSachverhalt:\nNeu."
    paper = parse(text).paper
    assert (paper["title"], paper["public"]) == ("Antrag der Gruppe, Thema: Zaun", True)

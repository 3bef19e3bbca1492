"""Words of a page to lines that read as a person would read them."""

from app.documents.pdf import pdf_text
from app.reading.parse import parse
from tests.documents.make import (
    BODY,
    FRAME,
    HEAD_TABLE,
    PAPER,
    ROUTE_TABLE,
    VARIED,
    WORDS,
    pdf,
    pdf_lines,
)


def test_a_paper_of_tables_is_read_like_its_text() -> None:
    paper = parse(pdf_text(pdf(PAPER + f"#pagebreak()\n{WORDS}", FRAME))).paper
    assert paper["reference"] == "2034/018"
    assert paper["title"] == (
        "Neufassung der Richtlinie zur Förderung der Jugendarbeit im Landkreis Auental und der"
        " Ordnung für die Arbeitsgruppen"
    )
    assert (paper["public"], paper["date"], paper["lead_unit"]) == (
        True,
        "2034-03-07",
        "Jugendamt Auental",
    )
    steps = [
        (step["committee"], step["date"], step["role"] and step["role"]["code"])
        for step in paper["consultations"]
    ]
    assert steps == [
        ("Jugendhilfeausschuss", "2034-03-21", "preparation"),
        ("Ausschuss für Finanzen, Wirtschaft und Beteiligungen", "2034-03-28", "preparation"),
        ("Kreistag", "2034-04-04", "decision"),
    ]
    assert paper["consultations"][0]["result"] == {
        "raw": "ungeändert beschlossen",
        "code": "adopted",
    }
    proposal = paper["proposal"]
    assert proposal is not None
    assert [point["text"][:30] for point in proposal["points"]] == [
        "Die Richtlinie wird in der als",
        "Die Verwaltung wird beauftragt",
    ]
    assert "1. Januar 2035" in proposal["points"][0]["text"]
    assert [section["heading"] for section in paper["facts"]] == ["Sachverhalt"]


def test_labels_and_values_stacked_in_two_cells_become_rows() -> None:
    assert pdf_lines(HEAD_TABLE)[:3] == [
        "Beschlussvorlage Federführend: Jugendamt Auental\tVorlagennummer:\t2034/018",
        "\tStatus:\töffentlich",
        "\tDatum:\t07.03.2034",
    ]


def test_a_cell_that_wraps_stays_one_cell() -> None:
    narrow = ROUTE_TABLE.replace("(2fr, auto, auto, 1.2fr)", "(4cm, auto, auto, 3cm)")
    lines = pdf_lines(narrow)
    assert lines[1:3] == [
        "Jugendhilfeausschuss\t21.03.2034\tVorberatung\tungeändert beschlossen",
        "Ausschuss für Finanzen, Wirtschaft und Beteiligungen\t28.03.2034\tVorberatung",
    ]


def test_rows_stacked_in_one_cell_are_parted_at_their_dates() -> None:
    table = """#table(columns: 3,
      [Beratungsfolge \\ Jugendhilfeausschuss \\ Ausschuss für Finanzen \\ und Wirtschaft \\ Kreistag],
      [Termin \\ 21.03.2034 \\ 28.03.2034 \\ #v(0.55em) 04.04.2034],
      [Status \\ Ö \\ N \\ #v(0.55em) Ö])"""
    assert pdf_lines(table) == [
        "Beratungsfolge\tTermin\tStatus",
        "Jugendhilfeausschuss\t21.03.2034\tÖ",
        "Ausschuss für Finanzen und Wirtschaft\t28.03.2034\tN",
        "Kreistag\t04.04.2034\tÖ",
    ]


def test_a_table_without_lines_keeps_its_columns() -> None:
    lines = pdf_lines(ROUTE_TABLE.replace("#table(", "#table(stroke: none, column-gutter: 12pt,"))
    assert [line.split("\t") for line in lines] == [
        ["Gremium", "Termin", "Zuständigkeit", "Ergebnis"],
        ["Jugendhilfeausschuss", "21.03.2034", "Vorberatung", "ungeändert beschlossen"],
        ["Ausschuss für Finanzen, Wirtschaft und Beteiligungen", "28.03.2034", "Vorberatung"],
        ["Kreistag", "04.04.2034", "Entscheidung"],
    ]


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    left, right = "Links steht der Anfang der Vorlage. " * 12, "Rechts steht ihr Ende. " * 18
    lines = pdf_lines(f"#columns(2)[{left} #colbreak() {right}]")
    assert [line for line in lines if line] == [left.strip(), right.strip()]


def test_a_frame_around_text_is_no_table() -> None:
    lines = pdf_lines(f"#table(columns: 1, [*Sachverhalt:* \\ {WORDS * 3}])")
    assert lines == ["Sachverhalt:", (WORDS * 3).strip()]


def test_a_long_text_beside_its_heading_stays_text() -> None:
    lines = pdf_lines(f"#table(columns: (auto, 1fr), [Sachverhalt:], [{WORDS * 30}])")
    assert lines == ["Sachverhalt:", (WORDS * 30).strip()]


def test_lines_of_a_paragraph_are_joined_and_paragraphs_are_not() -> None:
    lines = pdf_lines(f"{WORDS * 4}\n\n{WORDS * 2}")
    assert lines == [(WORDS * 4).strip(), "", (WORDS * 2).strip()]


def test_hyphens_of_the_print_go_and_those_of_the_language_stay() -> None:
    narrow = "#set par(justify: true)\n#set text(hyphenate: true)\n#block(width: 4.4cm)[{}]"
    said = "Jugendhilfeplanungsverordnung und Kindertagesbetreuungsgesetz sowie Haupt- und Ehrenamt"
    assert " ".join(pdf_lines(narrow.format(said))) == said


def test_repeated_heads_and_feet_stand_beside_the_page_number() -> None:
    lines = pdf_lines(f"{WORDS}\n#pagebreak()\nZweite Seite.", FRAME)
    assert lines == [
        "Landkreis Auental",
        f"{' ' * 75}Vorlage 2034/018",
        "",
        WORDS.strip(),
        "-- 1 of 2 -- Jugendamt\tSeite 1 von 2",
        "",
        "Zweite Seite.",
        "-- 2 of 2 -- Landkreis Auental\tVorlage 2034/018 Jugendamt\tSeite 2 von 2",
    ]


def test_a_sentence_that_goes_on_over_the_page_stays_whole() -> None:
    lines = pdf_lines(VARIED, FRAME)
    assert VARIED in lines
    discarded = parse("\n".join(lines)).paper["discarded"]
    assert {entry["reason"] for entry in discarded} >= {"Seitenmarke"}


def test_items_of_a_list_begin_their_own_lines() -> None:
    item = "Die Arbeitsgruppe trifft sich viermal im Jahr und berichtet dem Ausschuss danach "
    lines = pdf_lines(f"+ {item * 2}bald.\n+ {item}bald.\n  - Erstens.\n  - {item * 2}später.")
    assert [line.strip() for line in lines] == [
        f"1. {item * 2}bald.",
        f"2. {item}bald.",
        "• Erstens.",
        f"• {item * 2}später.",
    ]


def test_bold_print_that_draws_each_sign_twice_is_read_once() -> None:
    twice = "#place(top, dx: 0.3pt)[Beschlussvorschlag]\n#place(top)[Beschlussvorschlag]"
    assert pdf_lines(twice) == ["Beschlussvorschlag"]


def test_text_across_the_page_is_left_out() -> None:
    lines = pdf_lines(f"#place(center + horizon, rotate(-90deg)[ENTWURF])\n{BODY}")
    assert not any("ENTWURF" in line for line in lines)


def test_a_value_below_its_label_gets_the_label() -> None:
    stacked = (
        "#table(columns: 3, [Amt \\ 51 Jugend], [Datum \\ 12.03.2034], [Vorlage Nr. \\ 51/012])"
    )
    own_cells = "#table(columns: 2, [Datum], [Vorlage Nr.], [12.03.2034], [51/012])"
    assert pdf_lines(stacked) == ["Amt: 51 Jugend\tDatum: 12.03.2034\tVorlage Nr.: 51/012"]
    assert pdf_lines(own_cells) == ["Datum: 12.03.2034\tVorlage Nr.: 51/012"]
    table = own_cells.replace("[51/012]", "[51/012], [19.03.2034], [51/013]")
    assert pdf_lines(table)[0] == "Datum\tVorlage Nr.", "heads of several rows stay heads"


def test_a_cross_below_its_sign_becomes_the_sign() -> None:
    table = """#set text(font: "DejaVu Sans Mono")
    #table(columns: 4, [Gremium], [Termin], [Ö], [N],
      [Jugendhilfeausschuss], [21.03.2034], [☒], [☐], [Hauptausschuss], [28.03.2034], [], [x])
    #table(columns: 2, [Geprüft], [☒])"""
    lines = pdf_lines(table)
    assert lines == [
        "Gremium\tTermin\tÖ\tN",
        "Jugendhilfeausschuss\t21.03.2034\tÖ\t",
        "Hauptausschuss\t28.03.2034\t\tN",
        "",
        "Geprüft\t☒",
    ]
    assert [step["public"] for step in parse("\n".join(lines)).paper["consultations"]] == [
        True,
        False,
    ]


def test_a_letterhead_on_both_sides_is_no_table() -> None:
    lines = pdf_lines("Stadt Auenheim #h(1fr) Beschlussvorlage\n\nDatum: #h(1fr) 12.03.2034")
    assert [line.strip() for line in lines if line] == [
        "Stadt Auenheim",
        "Beschlussvorlage",
        "Datum:\t12.03.2034",
    ]


def test_a_heading_below_a_short_list_begins_a_line() -> None:
    lines = pdf_lines(
        "*Beschlussvorschlag:*\n\n1. Der Hof wird frei.\n\n2. Die Stadt berichtet.\n\n*Sachverhalt:*\n\nEs fehlt Platz."
    )
    assert [line.strip() for line in lines if line.strip()] == [
        "Beschlussvorschlag:",
        "1. Der Hof wird frei.",
        "2. Die Stadt berichtet.",
        "Sachverhalt:",
        "Es fehlt Platz.",
    ]

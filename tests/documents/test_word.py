"""Paragraphs, tables and Word's own numbers to lines."""

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from app.documents.docx import docx_text
from app.reading.parse import parse
from tests.documents.make import add_table, saved, word, word_lines


def paper() -> Document:
    made = word()
    made.sections[0].header.paragraphs[0].text = "Landkreis Auental\tVorlage 2034/019"
    made.add_paragraph("Beschlussvorlage")
    rows = [
        ["Vorlagennummer:", "2034/019", "Status:", "öffentlich"],
        ["Federführend:\nDatum:", "Jugendamt Auental\n07.03.2034", "", ""],
    ]
    add_table(made, rows)
    made.add_paragraph("Betreff: Neue Arbeitsgruppen")
    made.add_paragraph("Beratungsfolge:")
    route = [
        ["Gremium", "Termin", "Zuständigkeit"],
        ["Jugendhilfeausschuss", "21.03.2034", "Vorberatung"],
        ["Kreistag", "04.04.2034", "Entscheidung"],
    ]
    add_table(made, route)
    made.add_heading("Beschlussvorschlag:", 2)
    made.add_paragraph("Der Jugendhilfeausschuss beschließt:")
    made.add_paragraph("Eine Arbeitsgruppe wird gebildet.", style="List Number")
    made.add_paragraph("Sie berichtet halbjährlich.", style="List Number")
    made.add_heading("Sachverhalt", 2)
    made.add_paragraph("Der Anlass ist bekannt.")
    return made


def test_a_paper_of_tables_and_lists_is_read_like_its_text() -> None:
    found = parse(docx_text(saved(paper()))).paper
    assert (found["reference"], found["title"]) == ("2034/019", "Neue Arbeitsgruppen")
    assert (found["public"], found["date"]) == (True, "2034-03-07")
    assert found["lead_unit"] == "Jugendamt Auental"
    assert [(step["committee"], step["date"]) for step in found["consultations"]] == [
        ("Jugendhilfeausschuss", "2034-03-21"),
        ("Kreistag", "2034-04-04"),
    ]
    assert found["proposal"] is not None
    assert [(point["marker"], point["text"]) for point in found["proposal"]["points"]] == [
        ("1.", "Eine Arbeitsgruppe wird gebildet."),
        ("2.", "Sie berichtet halbjährlich."),
    ]


def body(xml: str) -> list[str]:
    """Lines of a document with this WordprocessingML in its body."""
    made = word()
    whole = parse_xml(f"<w:body {nsdecls('w', 'w14')}>{xml}</w:body>")
    for child in reversed(list(whole)):
        made.element.body.insert(0, child)
    return word_lines(made)


def paragraph(runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def text(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def test_text_in_content_controls_is_read() -> None:
    inline = f"<w:sdt><w:sdtContent>{text('2034/019')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtContent>{paragraph(text('Im Steuerelement.'))}</w:sdtContent></w:sdt>"
    assert body(paragraph(text("Vorlage ") + inline) + block) == [
        "Vorlage 2034/019",
        "",
        "Im Steuerelement.",
    ]


def test_deleted_text_is_gone_and_inserted_text_is_there() -> None:
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>drei</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" w:author="a">{text("vier")}</w:ins>'
    assert body(paragraph(text("Es sind ") + deleted + inserted + text(" Plätze."))) == [
        "Es sind vier Plätze."
    ]


def test_boxes_keep_their_crosses() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>{}'
        "</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
    )
    crossed, empty = field.format("<w:checked/>"), field.format('<w:checked w:val="0"/>')
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    lines = body(paragraph(crossed + text("Ja ") + empty + text("Nein ") + symbol))
    assert lines == ["☒ Ja ☐ Nein ☒"]


def test_fields_show_their_result_and_not_their_code() -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    runs = (
        field.format("begin")
        + '<w:r><w:instrText> DATE \\@ "d. MMMM" </w:instrText></w:r>'
        + field.format("separate")
        + text("7. März")
        + field.format("end")
    )
    assert body(paragraph(text("Datum: ") + runs)) == ["Datum: 7. März"]


NUMBERS = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="7">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
 <w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
</w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="9"><w:abstractNumId w:val="7"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(*items: tuple[int, int]) -> list[str]:
    """items: (list, level); the marks that Word would print."""
    made = word()
    made.part.numbering_part._element = parse_xml(NUMBERS)
    for number, level in items:
        properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        wrapped = f"<w:body {nsdecls('w')}>{paragraph(text('Punkt'), properties)}</w:body>"
        made.element.body.append(parse_xml(wrapped)[0])
    return [line.removesuffix("Punkt").strip() for line in word_lines(made) if line]


def test_word_counts_levels_as_it_prints_them() -> None:
    items = [(7, 0), (7, 1), (7, 1), (7, 0), (7, 1), (7, 2)]
    assert numbered(*items) == ["1.", "a)", "b)", "2.", "a)", "2.1"]


def test_a_list_begins_where_it_is_told_and_bullets_become_readable() -> None:
    assert numbered((8, 0), (8, 1), (8, 0)) == ["IV.", "•", "V."]


def test_a_restarted_list_counts_from_the_beginning_again() -> None:
    assert numbered((7, 0), (7, 0), (9, 0), (0, 0)) == ["1.", "2.", "1.", ""]


def test_a_table_that_only_lays_out_gives_its_paragraphs() -> None:
    made = word()
    add_table(made, [["Sachverhalt:\nDer Anlass ist bekannt."]])
    assert word_lines(made) == ["Sachverhalt:", "Der Anlass ist bekannt."]


def test_rows_set_with_tabs_stand_together() -> None:
    made = word()
    for line in ("Jugendhilfeausschuss\t21.03.2034", "Kreistag\t04.04.2034", "Betreff"):
        made.add_paragraph(line)
    assert word_lines(made) == [
        "Jugendhilfeausschuss\t21.03.2034",
        "Kreistag\t04.04.2034",
        "",
        "Betreff",
    ]

"""Papers as PDF and Word files, made by the test: own words, invented places and people."""

import io
from collections.abc import Sequence

import docx
import typst
from docx.document import Document

from app.documents.docx import docx_text
from app.documents.pdf import pdf_text

PAGE = '#set page(paper: "a4", margin: 2.5cm)\n#set text(size: 11pt, lang: "de")\n'


def pdf(body: str, page: str = PAGE) -> bytes:
    """body: typst markup."""
    made = typst.compile((page + body).encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def pdf_lines(body: str, page: str = PAGE) -> list[str]:
    return pdf_text(pdf(body, page)).splitlines()


def saved(document: Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def word_lines(document: Document) -> list[str]:
    return docx_text(saved(document)).splitlines()


def word() -> Document:
    return docx.Document()


def add_table(document: Document, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


WORDS = "Die Verwaltung berichtet jährlich über die Lage der jungen Menschen im Kreis. "
VARIED = " ".join(
    f"Der Vorschlag {letter}{other} wird im Ausschuss beraten und danach dem Kreistag vorgelegt."
    for letter in "abcdefghij"
    for other in "klmnopq"
)

HEAD_TABLE = """
#table(columns: (1fr, auto, auto),
  [Beschlussvorlage \\ Federführend: \\ Jugendamt Auental],
  [Vorlagennummer: \\ Status: \\ Datum:],
  [2034/018 \\ öffentlich \\ 07.03.2034])
*Betreff:* Neufassung der Richtlinie zur Förderung der Jugendarbeit im Landkreis Auental und der
Ordnung für die Arbeitsgruppen
"""
ROUTE_TABLE = """
#table(columns: (2fr, auto, auto, 1.2fr),
  [Gremium], [Termin], [Zuständigkeit], [Ergebnis],
  [Jugendhilfeausschuss], [21.03.2034], [Vorberatung], [ungeändert beschlossen],
  [Ausschuss für Finanzen, Wirtschaft und Beteiligungen], [28.03.2034], [Vorberatung], [],
  [Kreistag], [04.04.2034], [Entscheidung], [])
"""
BODY = f"""
*Beschlussvorschlag:*

Der Jugendhilfeausschuss empfiehlt dem Kreistag, wie folgt zu beschließen:

+ Die Richtlinie wird in der als Anlage beigefügten Fassung beschlossen. Sie tritt zum
  1. Januar 2035 in Kraft und ersetzt die bisherige Richtlinie aus dem Jahr 1998.
+ Die Verwaltung wird beauftragt, eine Arbeitsgruppe mit drei Mitgliedern des
  Jugendhilfeausschusses einzurichten.

*Sachverhalt:*

{WORDS * 4}

{WORDS * 12}

*Anlagen:* keine
"""
FRAME = """#set page(paper: "a4", margin: 2.5cm,
  header: [Landkreis Auental #h(1fr) Vorlage 2034/018],
  footer: context [Jugendamt #h(1fr) Seite #counter(page).display() von 2])
#set text(size: 11pt, lang: "de")
#set par(justify: true)
"""
PAPER = HEAD_TABLE + ROUTE_TABLE + BODY

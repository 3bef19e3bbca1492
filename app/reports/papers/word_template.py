"""Writes templates/reports/bericht.docx, as it was before anybody changed it in Word:

    python -m app.reports.papers.word_template

As for the minutes: app/minutes/papers/word_template.py. Names of the values: content.py.
"""

from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.shared import Cm

from app.minutes.papers.word_template import (
    flow,
    on_one_page,
    set_footer,
    set_page,
    set_styles,
    write,
)
from app.reports.papers.content import SHAPES
from app.web.templates import TEMPLATES

TARGET = TEMPLATES / "reports" / "bericht.docx"
HEAD = (  # style, or None for a line that docxtpl removes; text
    ("Kopf", "{{ body }}"), ("Kopf", "{{ kind }}"), ("Heading 1", "{{ heading }}"),
    ("Untertitel", "{{ subtitle }}"),
    (None, "{%p if state %}"), ("Kopf", "{{ state }}"), (None, "{%p endif %}"),
    (None, "{%p for fact in facts %}"), ("Angabe", "{{ fact[0] }}:\t{{ fact[1] }}"),
    (None, "{%p endfor %}"),
)  # fmt: skip
PART = (
    (None, "{%p for part in parts %}"),
    (None, "{%p if part.level == 2 %}"), ("Heading 2", "{{ part.heading }}"), (None, "{%p else %}"),
    ("Heading 3", "{{ part.heading }}"), (None, "{%p endif %}"),
    (None, "{%p if part.figures %}"), (None, "{%p for figure in figures %}"),
    ("List Bullet", "{{ figure[0] }}: {{ figure[1] }}"), (None, "{%p endfor %}"),
    ("Klein", "{{ drawn }}"), (None, "{%p endif %}"),
)  # fmt: skip
END = (
    (None, "{%p if part.nothing %}"), ("Normal", "{{ part.nothing }}"), (None, "{%p endif %}"),
    (None, "{%p endfor %}"),
    (None, "{%p if fingerprint %}"),
    ("Klein", "Prüfsumme des Inhalts (SHA-256): {{ fingerprint }}"), (None, "{%p endif %}"),
)  # fmt: skip
PAGE = 16.5  # cm between the margins


def template() -> Any:
    paper = Document()
    set_page(paper)
    set_styles(paper)
    paper.core_properties.title = "Sachstandsbericht"
    write(paper, HEAD)
    write(paper, PART)
    flow(paper, "part.blocks")
    write(
        paper,
        (
            (None, "{%p for grid in part.grids %}"),
            (None, "{%p if grid.caption %}"),
            ("Gruppe", "{{ grid.caption }}"),
            (None, "{%p endif %}"),
        ),
    )
    for at, (shape, parts) in enumerate(SHAPES.items()):
        word = "elif" if at else "if"
        write(paper, ((None, f'{{%p {word} grid.shape == "{shape}" %}}'),))
        _grid(paper, tuple(PAGE * part / sum(parts) for part in parts))
    write(paper, ((None, "{%p endif %}"), (None, "{%p endfor %}")))
    write(paper, END)
    set_footer(paper)
    return paper


def _grid(paper: Any, sizes: tuple[float, ...]) -> None:
    table = paper.add_table(rows=4, cols=len(sizes), style="Table Grid")
    table.autofit = False
    for at, size in enumerate(sizes):
        table.cell(0, at).paragraphs[0].add_run(f"{{{{ grid.columns[{at}] }}}}").bold = True
        table.cell(2, at).text = f"{{{{ row[{at}] }}}}"
        table.columns[at].width = Cm(size)
        for row in table.rows:
            row.cells[at].width = Cm(size)
    table.cell(1, 0).text = "{%tr for row in grid.rows %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    for at in (0, 2):
        on_one_page(table.rows[at])
    head = OxmlElement("w:tblHeader")  # repeated on each page, and read out as heading
    table.rows[0]._tr.get_or_add_trPr().append(head)  # noqa: SLF001 - python-docx has no name for it


if __name__ == "__main__":
    template().save(str(TARGET))

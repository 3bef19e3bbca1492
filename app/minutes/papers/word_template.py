"""Writes templates/minutes/niederschrift.docx, as it was before anybody changed it in Word:

    python -m app.minutes.papers.word_template

The file is meant to be edited: fonts, logo, order, words. What stands in {{ }} and {% %} is filled
in by docxtpl; `{%p … %}` removes its own paragraph, `{%tr … %}` its own row of a table. Names of the
values: app/minutes/papers/content.py, and `blocks` as app/minutes/papers/word.py makes them.
"""

from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from app.web.templates import TEMPLATES

TARGET = TEMPLATES / "minutes" / "niederschrift.docx"
BLACK = RGBColor(0, 0, 0)
LISTS = 3  # depths with a style of their own
LINES = (  # style, or None for a line that docxtpl removes; text
    ("Kopf", "{{ body }}"), ("Heading 1", "{{ heading }}"), ("Untertitel", "{{ subtitle }}"),
    (None, "{%p if state %}"), ("Kopf", "{{ state }}"), (None, "{%p endif %}"),
    (None, "{%p for fact in facts %}"), ("Angabe", "{{ fact[0] }}:\t{{ fact[1] }}"),
    (None, "{%p endfor %}"),
    ("Heading 2", "Anwesenheit"),
    (None, "{%p if not attendance %}"), ("Normal", "Die Anwesenheit wurde nicht erfasst."),
    (None, "{%p endif %}"),
    (None, "{%p for group in attendance %}"), ("Heading 3", "{{ group.label }}"),
    (None, "{%p for bench in group.benches %}"), (None, "{%p if bench.label %}"),
    ("Gruppe", "{{ bench.label }}"), (None, "{%p endif %}"),
    (None, "{%p for person in bench.people %}"), ("List Bullet", "{{ person }}"),
    (None, "{%p endfor %}"), (None, "{%p endfor %}"), (None, "{%p endfor %}"),
    (None, "{%p if agenda %}"), ("Heading 2", "Tagesordnung"),
    (None, "{%p for heading in agenda %}"), ("Punkt", "{{ heading }}"), (None, "{%p endfor %}"),
    (None, "{%p endif %}"),
)  # fmt: skip
CLOSING = (
    (None, "{%p if files %}"), ("Heading 2", "Anlagen"), (None, "{%p for file in files %}"),
    ("List Bullet", "{{ file[0] }}"), ("Summe", "{{ file[1] }}"), (None, "{%p endfor %}"),
    (None, "{%p endif %}"),
    (None, "{%p for line in closing %}"),
    (None, "{%p if loop.first %}"), ("Schluss", "{{ line }}"), (None, "{%p else %}"),
    ("Normal", "{{ line }}"), (None, "{%p endif %}"), (None, "{%p endfor %}"),
    (None, "{%p for signature in signatures %}"), ("Unterschrift", "{{ signature }}"),
    (None, "{%p endfor %}"),
    (None, "{%p for line in small %}"), ("Klein", "{{ line }}"), (None, "{%p endfor %}"),
)  # fmt: skip
KINDS = (
    ("p", "Normal"), ("quote", "Quote"), ("heading1", "Heading 3"), ("heading2", "Gruppe"),
    *((f"item{n}", "List Bullet" if n == 1 else f"List Bullet {n}") for n in range(1, LISTS + 1)),
    *((f"number{n}", f"Nummer {n}") for n in range(1, LISTS + 1)),
)  # fmt: skip


def template() -> Any:
    paper = Document()
    set_page(paper)
    set_styles(paper)
    write(paper, LINES)
    _items(paper)
    write(paper, CLOSING)
    set_footer(paper)
    return paper


def write(paper: Any, lines: Any) -> None:
    for style, text in lines:
        paper.add_paragraph(text, style=style or "Normal")


def _items(paper: Any) -> None:
    write(paper, (
        (None, "{%p for item in items %}"), ("Heading 2", "{{ item.heading }}"),
        (None, "{%p if item.notice %}"), ("Kopf", "{{ item.notice }}"), (None, "{%p endif %}"),
        (None, "{%p if item.empty %}"), ("Normal", "Hierzu wurde nichts festgehalten."),
        (None, "{%p endif %}"),
    ))  # fmt: skip
    flow(paper, "item.blocks")
    write(
        paper,
        ((None, "{%p for decision in item.decisions %}"), ("Heading 3", "{{ decision.label }}")),
    )
    flow(paper, "decision.blocks")
    write(paper, (("Ergebnis", "{{ decision.result }}"), (None, "{%p endfor %}")))
    write(
        paper,
        ((None, "{%p if item.tasks %}"), ("Heading 3", "Aufgaben"), (None, "{%p if named %}")),
    )
    table_of_tasks(paper, ("Was", "Wer", "Bis", "Stand"), (6.6, 4.0, 3.1, 2.8))
    write(paper, ((None, "{%p else %}"),))
    table_of_tasks(paper, ("Was", "Bis", "Stand"), (10.6, 3.1, 2.8))
    write(paper, ((None, "{%p endif %}"), (None, "{%p endif %}"), (None, "{%p endfor %}")))


def flow(paper: Any, blocks: str) -> None:
    """One paragraph for each kind; only that of the block's own kind stays."""
    write(paper, ((None, f"{{%p for block in {blocks} %}}"),))
    for at, (kind, style) in enumerate(KINDS):
        word = "elif" if at else "if"
        write(
            paper, ((None, f'{{%p {word} block.kind == "{kind}" %}}'), (style, "{{r block.rich }}"))
        )
    write(paper, ((None, "{%p endif %}"), (None, "{%p endfor %}")))


def table_of_tasks(paper: Any, columns: tuple[str, ...], widths: tuple[float, ...]) -> None:
    table = paper.add_table(rows=4, cols=len(columns), style="Table Grid")
    table.autofit = False
    for at, (word, width) in enumerate(zip(columns, widths, strict=True)):
        table.cell(0, at).paragraphs[0].add_run(word).bold = True
        table.cell(2, at).text = f"{{{{ task[{at}] }}}}"
        table.columns[at].width = Cm(width)  # the grid, which not only Word goes by
        for row in table.rows:
            row.cells[at].width = Cm(width)
    table.cell(1, 0).text = "{%tr for task in item.tasks %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    for at in (0, 2):
        on_one_page(table.rows[at])
    head = OxmlElement("w:tblHeader")  # repeated on each page, and read out as heading
    table.rows[0]._tr.get_or_add_trPr().append(head)  # noqa: SLF001 - python-docx has no name for it


def on_one_page(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no name either


def set_page(paper: Any) -> None:
    """A4, margins of DIN 5008."""
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.7), Cm(2.4)
    known = paper.core_properties
    known.author = known.last_modified_by = known.comments = known.keywords = ""
    known.title, known.language = "Niederschrift", "de-DE"


def set_styles(paper: Any) -> None:
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(5)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "de-DE")
    normal.element.get_or_add_rPr().append(language)
    for name, size, before in (("Heading 1", 20, 0), ("Heading 2", 13, 16), ("Heading 3", 11, 10)):
        heading = paper.styles[name]
        heading.font.name, heading.font.size = "Calibri", Pt(size)
        heading.font.bold, heading.font.color.rgb = True, BLACK
        heading.element.rPr.rFonts.attrib.clear()
        heading.paragraph_format.space_before = Pt(before)
    for name in (
        "Kopf",
        "Untertitel",
        "Angabe",
        "Gruppe",
        "Ergebnis",
        "Unterschrift",
        "Klein",
        "Punkt",
        "Schluss",
        "Summe",
    ):
        _own(paper, name)
    for depth in range(1, LISTS + 1):
        form = _own(paper, f"Nummer {depth}").paragraph_format
        form.left_indent, form.first_line_indent = Cm(0.7 * depth), Cm(-0.7)
        form.tab_stops.add_tab_stop(Cm(0.7 * depth))
    _looks(paper)


def _own(paper: Any, name: str) -> Any:
    style = paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.quick_style = paper.styles["Normal"], True
    return style


def _looks(paper: Any) -> None:
    styles = paper.styles
    styles["Kopf"].font.italic = True
    styles["Untertitel"].font.size = Pt(13)
    fact = styles["Angabe"].paragraph_format
    fact.left_indent, fact.first_line_indent, fact.space_after = Cm(3.4), Cm(-3.4), Pt(1)
    fact.tab_stops.add_tab_stop(Cm(3.4))
    styles["Gruppe"].font.italic = True
    styles["Gruppe"].paragraph_format.keep_with_next = True
    styles["Gruppe"].paragraph_format.space_before = Pt(6)
    styles["Ergebnis"].font.bold = True
    styles["Unterschrift"].paragraph_format.space_before = Cm(1.4)
    styles["Unterschrift"].paragraph_format.keep_together = True
    styles["Klein"].font.size = styles["Summe"].font.size = Pt(8)
    styles["Summe"].paragraph_format.left_indent = Cm(0.63)
    styles["Punkt"].paragraph_format.space_after = Pt(1)
    styles["Schluss"].paragraph_format.space_before = Cm(0.8)
    styles["Quote"].paragraph_format.left_indent = Cm(0.7)


def set_footer(paper: Any) -> None:
    line = paper.sections[0].footer.paragraphs[0]
    line.add_run("{{ short }} – Seite ")
    _field(line, "PAGE")
    line.add_run(" von ")
    _field(line, "NUMPAGES")
    line.add_run("{% if state %}\n{{ state }}{% endif %}")  # for whom it is, on each page


def _field(line: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    line._p.append(field)  # noqa: SLF001 - python-docx has no name for it


if __name__ == "__main__":
    template().save(str(TARGET))

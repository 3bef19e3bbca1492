"""The report for Word, from a template that people may change: see word_template.py."""

import io
from functools import partial
from typing import Any

from app.minutes.papers.word import blocks_for_word, clean
from app.reports.papers.content import content_of
from app.reports.rules.record import Record
from app.web.press import press
from app.web.templates import TEMPLATES

TEMPLATE = TEMPLATES / "reports" / "bericht.docx"


async def word_of(record: Record) -> bytes:
    """Takes some 100 ms in a thread. Raises Busy where too many papers are in line."""
    return await press.run(partial(_made, content_of(record)))


def _made(content: dict[str, Any]) -> bytes:
    from docxtpl import DocxTemplate  # late: most processes never need it

    paper = DocxTemplate(TEMPLATE)
    for part in content["parts"]:
        part["blocks"] = blocks_for_word(paper, part["blocks"])
    paper.render(clean(content), autoescape=True)
    known = paper.docx.core_properties
    known.title, known.author, known.language = content["title"], content["body"], "de-DE"
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()

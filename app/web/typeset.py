"""Accessible PDF from data: what people wrote reaches typst as JSON, never as markup (docs/adr/0012)."""

import json
from functools import partial
from typing import Any

from app.web.glyphs import legible
from app.web.press import press
from app.web.templates import TEMPLATES

NOWHERE = TEMPLATES / "keine-pakete"  # typst looks for packages here only, and finds none
Standards = list[Any]  # names of typst
SCREEN: Standards = ["ua-1"]
ARCHIVE: Standards = ["ua-1", "a-3a"]  # both at once: ISO 14289-1 and ISO 19005-3


async def typeset(template: str, content: dict[str, Any], *, archive: bool = False) -> bytes:
    """PDF/UA-1, for the archive PDF/A-3a as well; takes 15 to 300 ms, so never inside a transaction.

    A character that no font has is written out. Raises Busy where too many papers are in line.
    """
    return await press.run(partial(_made, template, content, ARCHIVE if archive else SCREEN))


def _made(template: str, content: dict[str, Any], standards: Standards) -> bytes:
    import typst  # late: 7 MB that most processes never need

    try:
        return _compile(template, content, standards)
    except typst.TypstError:
        readable = legible(content)
        if readable == content:
            raise
        return _compile(template, readable, standards)


def _compile(template: str, content: dict[str, Any], standards: Standards) -> bytes:
    import typst

    pdf = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        format="pdf",
        sys_inputs={"data": json.dumps(content)},
        pdf_standards=standards,
        ignore_system_fonts=True,
        package_path=str(NOWHERE),
        package_cache_path=str(NOWHERE),
    )
    assert isinstance(pdf, bytes)
    return pdf

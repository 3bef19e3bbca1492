"""Accessible PDF from data: what people wrote reaches typst as JSON, never as markup (trust.md F8)."""

import asyncio
import json
from typing import Any

from app.web.templates import TEMPLATES

NOWHERE = TEMPLATES / "keine-pakete"  # typst looks for packages here only, and finds none


async def typeset(template: str, content: dict[str, Any]) -> bytes:
    """PDF/UA-1; takes 15 to 300 ms in a thread, so never inside a transaction."""
    return await asyncio.to_thread(_compile, template, json.dumps(content))


def _compile(template: str, content: str) -> bytes:
    import typst  # late: 7 MB that most processes never need

    pdf = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        format="pdf",
        sys_inputs={"data": content},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        package_path=str(NOWHERE),
        package_cache_path=str(NOWHERE),
    )
    assert isinstance(pdf, bytes)
    return pdf

from app.reports.papers.content import content_of
from app.reports.rules.record import Record
from app.web.typeset import typeset

TEMPLATE = "reports/bericht.typ"


async def pdf_of(record: Record) -> bytes:
    """PDF/UA-1 and PDF/A-3a in one: accessible, and fit for the archive."""
    content = content_of(record)
    for part in content["parts"]:
        del part["blocks"]  # the same as `flow`, for Word
    return await typeset(TEMPLATE, content, archive=True)

"""The Niederschrift as PDF: approved and put away, or as it stands today."""

from app.files.operations import StoredFile
from app.files.store import store_bytes
from app.minutes.papers.content import Edition, content_of
from app.minutes.papers.names import file_name
from app.minutes.record import Record
from app.web.typeset import typeset

PDF = "application/pdf"
TEMPLATE = "minutes/niederschrift.typ"


async def niederschrift(record: Record, *, note: str = "") -> StoredFile:
    """Makes the PDF and puts its bytes away; outside of any transaction. `note` ends the paper."""
    edition = Edition(note=note)
    pdf = await pdf_of(record, edition)
    return StoredFile(
        name=file_name(record, edition, "pdf"),
        media_type=PDF,
        size=len(pdf),
        sha256=await store_bytes(pdf),
    )


async def pdf_of(record: Record, edition: Edition) -> bytes:
    """PDF/UA-1 and PDF/A-3a in one: accessible, and fit for the archive."""
    content = content_of(record, edition)
    for part in content["items"]:
        for block in (part, *part["decisions"]):
            del block["blocks"]  # the same as `flow`, for Word
    return await typeset(TEMPLATE, content, archive=True)

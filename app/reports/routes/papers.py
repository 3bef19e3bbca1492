"""The report as a file for the council system; a draft says on each page that it is one."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from app.files.rules.kinds import KINDS
from app.reports.papers.names import file_name
from app.reports.papers.pdf import pdf_of
from app.reports.papers.plain import plain_text
from app.reports.papers.word import word_of
from app.reports.queries.reports import record_to_read
from app.web.downloads import download
from app.web.sessions import CurrentActor

ONE = "/berichte/{report_id:uuid}"
PDF, TEXT = "application/pdf", "text/plain"  # Litestar adds the charset
WORD = KINDS["docx"].media_type


@get(f"{ONE}/bericht.pdf", name="reports:pdf")
async def as_pdf(actor: CurrentActor, report_id: FromPath[UUID]) -> Response[bytes]:
    _, record = await record_to_read(actor, report_id)
    return download(await pdf_of(record), file_name(record, "pdf"), PDF)


@get(f"{ONE}/bericht.docx", name="reports:word")
async def as_word(actor: CurrentActor, report_id: FromPath[UUID]) -> Response[bytes]:
    _, record = await record_to_read(actor, report_id)
    return download(await word_of(record), file_name(record, "docx"), WORD)


@get(f"{ONE}/bericht.txt", name="reports:text")
async def as_text(actor: CurrentActor, report_id: FromPath[UUID]) -> Response[bytes]:
    _, record = await record_to_read(actor, report_id)
    return download(plain_text(record).encode(), file_name(record, "txt"), TEXT)


ROUTES = [as_pdf, as_word, as_text]

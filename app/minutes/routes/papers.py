"""The minutes as papers to take along, made when they are asked for.

The approved Niederschrift itself lies in the files: see closing.py.
"""

from typing import Any
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from app.core.actor import Actor
from app.core.errors import NotFound, RuleViolation
from app.files.rules.kinds import KINDS
from app.minutes import access, queries
from app.minutes.niederschrift import PDF, pdf_of
from app.minutes.papers.content import Edition
from app.minutes.papers.excerpt import public_part
from app.minutes.papers.names import file_name
from app.minutes.papers.plain import plain_text
from app.minutes.papers.word import word_of
from app.minutes.record import Record
from app.minutes.tables import MinutesStatus
from app.web.downloads import download
from app.web.press import press
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to

PATH = "/sitzungen/{meeting_id:uuid}/protokoll"
WORD = KINDS["docx"].media_type
TEXT = "text/plain"  # Litestar adds the charset
WHOLE, EXCERPT = Edition(), Edition(public=True)


async def _record(actor: Actor, meeting_id: UUID) -> Record:
    """Frozen once it is approved."""
    async with press.gathering:
        _, _, minutes = await access.minutes_to_read(actor, meeting_id)
        if minutes is None:
            raise NotFound
        if minutes.status == MinutesStatus.APPROVED:
            return await queries.frozen_record(minutes.id)
        return await queries.record_of(meeting_id)


async def _excerpt(actor: Actor, meeting_id: UUID) -> Record:
    """Raises RuleViolation before the approval, and where no item is public."""
    public = public_part(await _record(actor, meeting_id))
    if public.approved_on is None:
        raise RuleViolation("Den öffentlichen Auszug gibt es, sobald das Protokoll genehmigt ist.")
    if not public.items:
        raise RuleViolation("In diesem Protokoll ist kein Punkt öffentlich.")
    return public


async def _pdf(record: Record, edition: Edition) -> Response[bytes]:
    return download(await pdf_of(record, edition), file_name(record, edition, "pdf"), PDF)


async def _word(record: Record, edition: Edition) -> Response[bytes]:
    return download(await word_of(record, edition), file_name(record, edition, "docx"), WORD)


def _text(record: Record, edition: Edition) -> Response[bytes]:
    content = plain_text(record, edition).encode()
    return download(content, file_name(record, edition, "txt"), TEXT)


@get(f"{PATH}/entwurf.pdf", name="minutes:draft:pdf")
async def draft_as_pdf(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    """A draft no more: on to the file that was approved."""
    record = await _record(actor, meeting_id)
    if record.approved_on is not None:
        return go_to(request, "minutes:pdf", meeting_id=meeting_id)
    return await _pdf(record, WHOLE)


@get(f"{PATH}/niederschrift.docx", name="minutes:word")
async def as_word(actor: CurrentActor, meeting_id: FromPath[UUID]) -> Response[bytes]:
    return await _word(await _record(actor, meeting_id), WHOLE)


@get(f"{PATH}/niederschrift.txt", name="minutes:text")
async def as_text(actor: CurrentActor, meeting_id: FromPath[UUID]) -> Response[bytes]:
    return _text(await _record(actor, meeting_id), WHOLE)


@get(f"{PATH}/auszug.pdf", name="minutes:excerpt:pdf")
async def excerpt_as_pdf(actor: CurrentActor, meeting_id: FromPath[UUID]) -> Response[bytes]:
    return await _pdf(await _excerpt(actor, meeting_id), EXCERPT)


@get(f"{PATH}/auszug.docx", name="minutes:excerpt:word")
async def excerpt_as_word(actor: CurrentActor, meeting_id: FromPath[UUID]) -> Response[bytes]:
    return await _word(await _excerpt(actor, meeting_id), EXCERPT)


@get(f"{PATH}/auszug.txt", name="minutes:excerpt:text")
async def excerpt_as_text(actor: CurrentActor, meeting_id: FromPath[UUID]) -> Response[bytes]:
    return _text(await _excerpt(actor, meeting_id), EXCERPT)


ROUTES = [draft_as_pdf, as_word, as_text, excerpt_as_pdf, excerpt_as_word, excerpt_as_text]

"""A Vorlage with its Beratungsfolge as Paper, Consultation and File."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.core import clock
from app.oparl.rules import addresses
from app.oparl.rules.shapes import Json, Stamp, Stamps, inside, shown, urls
from app.oparl.rules.words import public_paper, written
from app.oparl.tables import Kind
from app.reading.paper import Coded, Paper, Point
from app.vorlagen.tables import ConsultationResult, VorlageStatus

TEXT_PART, CONTENT_PART, DOWNLOAD_PART = "text", "content", "download"  # of a file's address
OWN = "spurwerk:"  # prefix of what OParl has no property for (3.0)


@dataclass(frozen=True)
class Step:
    """One consultation of a public paper; `committee_id` and `session_id` only where linked.

    `session_id` stands for the committee's day, see oparl_session().
    """

    id: UUID
    vorlage_id: UUID
    body_id: UUID
    paper_title: str
    position: int
    committee_name: str
    committee_id: UUID | None
    session_id: UUID | None
    role_raw: str
    role_code: str
    held_on: date | None
    public: bool | None
    agenda_number: str
    meeting_title: str
    result_raw: str
    result_code: str
    resolution_text: str

    @property
    def result(self) -> Coded | None:
        """As printed, else the word of the code; of a closed session none."""
        if self.public is False or not (self.result_raw or self.result_code):
            return None
        raw = self.result_raw or ConsultationResult(self.result_code).label
        return {"raw": raw, "code": self.result_code or ConsultationResult.OTHER.value}


@dataclass(frozen=True)
class Attachment:
    """A stored file; `printed_name`: as the paper calls it, may be empty."""

    id: UUID
    vorlage_id: UUID
    file_id: UUID
    printed_name: str
    file_name: str
    media_type: str
    size: int  # bytes
    created_at: datetime


@dataclass(frozen=True)
class PaperRow:
    id: UUID
    body_id: UUID
    body_name: str
    reference: str | None
    title: str
    paper_type: str
    dated_on: date | None
    lead_unit: str
    status: VorlageStatus
    paper: Paper
    points: tuple[Point, ...]
    steps: tuple[Step, ...] = ()
    related: tuple[UUID, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def paper(stamp: Stamp, row: PaperRow, stamps: Stamps) -> Json:
    steps = [(stamps.get((Kind.CONSULTATION, step.id)), step) for step in row.steps]
    files = [(stamps.get((Kind.FILE, one.id)), one) for one in row.attachments]
    text = stamps.get((Kind.FILE, row.id))
    return shown(
        stamp,
        body=addresses.of(Kind.BODY, row.body_id),
        name=row.title,
        reference=row.reference,
        date=row.dated_on.isoformat() if row.dated_on else None,
        paperType=row.paper_type,
        relatedPaper=urls(Kind.PAPER, row.related),
        mainFile=inside(file(text, row), "paper") if text else None,
        auxiliaryFile=[inside(attachment(mark, one), "paper") for mark, one in files if mark],
        consultation=[inside(consultation(mark, step), "paper") for mark, step in steps if mark],
        **{f"{OWN}paper": complete(row), f"{OWN}status": row.status.value},
    )


def complete(row: PaperRow) -> Paper:
    """vorlage/1 with all that is public, as the rows say today."""
    return public_paper(
        row.paper,
        file=addresses.of(Kind.PAPER, row.id),
        body=row.body_name,
        head={
            "reference": row.reference,
            "title": row.title,
            "paper_type": row.paper_type,
            "date": row.dated_on.isoformat() if row.dated_on else None,
            "lead_unit": row.lead_unit or None,
        },
        points=list(row.points),
        consultations=[
            {
                "position": step.position,
                "committee": step.committee_name,
                "role": {"raw": step.role_raw, "code": step.role_code or "other"}
                if step.role_raw
                else None,
                "date": step.held_on.isoformat() if step.held_on else None,
                "public": step.public,
                "agenda_number": step.agenda_number or None,
                "meeting_title": step.meeting_title or None,
                "result": step.result,
            }
            for step in row.steps
        ],
    )


def consultation(stamp: Stamp, step: Step) -> Json:
    item = addresses.of(Kind.AGENDA_ITEM, step.id) if step.session_id else None
    return shown(
        stamp,
        paper=addresses.of(Kind.PAPER, step.vorlage_id),
        agendaItem=item,
        meeting=addresses.of(Kind.MEETING, step.session_id) if step.session_id else None,
        organization=urls(Kind.ORGANIZATION, [step.committee_id]) if step.committee_id else None,
        authoritative=step.role_code == "decision" if step.role_code else None,
        role=step.role_raw,
        **{f"{OWN}position": step.position},
    )


def text_of(row: PaperRow) -> str:
    return written(complete(row))


def file_name(row: PaperRow) -> str:
    """Without characters that a file system could mind: vorlage-2024-012.txt."""
    number = re.sub(r"[^A-Za-z0-9]+", "-", row.reference or str(row.id)).strip("-")
    return f"vorlage-{number}.txt"


def file(stamp: Stamp, row: PaperRow) -> Json:
    """The words of the paper as a text that anybody can read and Spurwerk can import."""
    text = text_of(row)
    content = text.encode()
    return shown(
        stamp,
        name=" ".join(filter(None, (row.paper_type or "Vorlage", row.reference))),
        fileName=file_name(row),
        mimeType="text/plain",
        date=row.dated_on.isoformat() if row.dated_on else None,
        size=len(content),
        sha512Checksum=hashlib.sha512(content).hexdigest(),
        text=text,
        accessUrl=addresses.part(Kind.FILE, row.id, TEXT_PART),
        downloadUrl=addresses.part(Kind.FILE, row.id, DOWNLOAD_PART),
        paper=urls(Kind.PAPER, [row.id]),
    )


def attachment(stamp: Stamp, row: Attachment) -> Json:
    return shown(
        stamp,
        name=row.printed_name or row.file_name,
        fileName=row.file_name,
        mimeType=row.media_type,
        date=clock.berlin(row.created_at).date().isoformat(),
        size=row.size,
        accessUrl=addresses.part(Kind.FILE, row.id, CONTENT_PART),
        downloadUrl=addresses.part(Kind.FILE, row.id, DOWNLOAD_PART),
        paper=urls(Kind.PAPER, [row.vorlage_id]),
    )

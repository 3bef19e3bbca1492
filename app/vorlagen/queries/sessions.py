"""When a committee sat or will sit, and the papers of a day."""

import re
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import NotFound, existing
from app.core.paging import PER_PAGE
from app.core.words import Visibility
from app.vorlagen import access
from app.vorlagen.tables import CommitteeSession, ConsultationResult, Vorlage

# A day whose consultations the reader may not see, or that was only a slip, is no session for them.
# LATERAL: day by day, so that the papers of the other pages are not counted.
DAYS = """
SELECT s.held_on, s.title, s.place, s.begins_at, day.papers
FROM committee_session s CROSS JOIN LATERAL (
  SELECT count(DISTINCT vorlage.id) AS papers
  FROM consultation c JOIN vorlage ON vorlage.id = c.vorlage
  WHERE c.committee = s.committee AND c.held_on = s.held_on AND ({})
) AS day
WHERE s.committee = {} AND (day.papers > 0 OR s.version > 1)
ORDER BY s.held_on DESC LIMIT {} OFFSET {}
"""
PAPERS = """
SELECT vorlage.id, vorlage.reference, vorlage.title, vorlage.visibility, c.agenda_number, c.role_raw,
  c.result_raw, c.result_code
FROM consultation c JOIN vorlage ON vorlage.id = c.vorlage AND ({})
WHERE c.committee = {} AND c.held_on = {}
ORDER BY vorlage.reference, vorlage.id, c.position
"""


@dataclass(frozen=True)
class SessionDay:
    """`begins_at` by the clock on the wall; `papers`: how many of them the reader may see."""

    held_on: date
    title: str
    place: str
    begins_at: time | None
    papers: int


@dataclass(frozen=True)
class SessionList:
    days: list[SessionDay]
    is_last: bool


@dataclass(frozen=True)
class SessionPaper:
    id: UUID
    reference: str | None
    title: str
    visibility: Visibility
    agenda_number: str
    role: str
    result: str


@dataclass(frozen=True)
class Session:
    held_on: date
    title: str
    place: str
    begins_at: time | None
    version: int
    papers: list[SessionPaper]


async def sessions_of(actor: Actor, committee_id: UUID, number: int) -> SessionList:
    """Newest first; the caller has checked the right to read the committee."""
    readable = access.readable_by(actor).querystring
    offset = (number - 1) * PER_PAGE
    rows = await Vorlage.raw(DAYS, readable, committee_id, PER_PAGE + 1, offset)
    return SessionList([SessionDay(**row) for row in rows[:PER_PAGE]], len(rows) <= PER_PAGE)


async def session_on(actor: Actor, committee_id: UUID, held_on: date) -> Session:
    """Raises NotFound for a day without anything the reader may see."""
    row = existing(await CommitteeSession.select(
            CommitteeSession.title, CommitteeSession.place, CommitteeSession.begins_at,
            CommitteeSession.version,
        )
        .where(CommitteeSession.committee == committee_id, CommitteeSession.held_on == held_on)
        .first())  # fmt: skip
    papers = await _papers(actor, committee_id, held_on)
    if not papers and row["version"] == 1:
        raise NotFound
    return Session(held_on=held_on, papers=papers, **row)


async def _papers(actor: Actor, committee_id: UUID, held_on: date) -> list[SessionPaper]:
    readable = access.readable_by(actor).querystring
    rows = await Vorlage.raw(PAPERS, readable, committee_id, held_on)
    papers = [
        SessionPaper(
            id=row["id"],
            reference=row["reference"],
            title=row["title"],
            visibility=Visibility(row["visibility"]),
            agenda_number=row["agenda_number"],
            role=row["role_raw"],
            result=row["result_raw"] or _word(row["result_code"]),
        )
        for row in rows
    ]
    return sorted(papers, key=lambda paper: agenda_order(paper.agenda_number))


def _word(code: str) -> str:
    return ConsultationResult(code).label if code else ""


def agenda_order(number: str) -> tuple[bool, list[tuple[int, str]]]:
    """Ö 7.2 before Ö 7.10; without a number after all others."""
    parts = re.findall(r"\d+|[^\W\d_]+", number.casefold())
    return not parts, [(int(p[:9]), "") if p.isdecimal() else (10**9, p) for p in parts]

"""Reports as rows of a list, with their sections, and what they are about."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.paging import PER_PAGE
from app.core.words import Visibility
from app.minutes.rules import Save
from app.reports import access
from app.reports.access import READABLE, Seen, readable_values
from app.reports.rules.facts import Facts
from app.reports.rules.record import Record, SectionPart, title_of
from app.reports.tables import (
    Report,
    ReportRevision,
    ReportSection,
    ReportStatus,
    SectionKind,
)

LIST = f"""
SELECT r.id, r.number, r.edition, r.about, r.status, r.visibility, r.session_on, r.since, r.until, r.released_at,
  g.name AS committee, count(*) OVER () AS count
FROM report r JOIN steering_group g ON g.id = r.committee
WHERE {READABLE} AND ({{}}::uuid IS NULL OR EXISTS (
  SELECT FROM report_subject s WHERE s.report = r.id AND {{}}::uuid IN (s.vorlage, s."group", r.committee)))
ORDER BY r.status, coalesce(r.session_on, r.until) DESC, r.number DESC, r.edition DESC, r.id
LIMIT {PER_PAGE} OFFSET {{}}
"""
SUBJECTS = """
SELECT s.id, v.id AS vorlage_id, v.reference, v.title, v.visibility, s.added_at FROM report_subject s
JOIN vorlage v ON v.id = s.vorlage WHERE s.report = {} ORDER BY v.reference, v.id
"""
NEXT = "SELECT id FROM report WHERE previous = {} AND discarded_at IS NULL"
ORDER = list(SectionKind)


@dataclass(frozen=True)
class ReportRow:
    id: UUID
    number: int
    edition: int
    about: str
    status: ReportStatus
    visibility: Visibility
    session_on: date | None
    since: date
    until: date
    released_at: datetime | None
    committee: str

    @property
    def title(self) -> str:
        return title_of(self.number, self.edition)


@dataclass(frozen=True)
class Listed:
    rows: list[ReportRow]
    count: int


@dataclass(frozen=True)
class Subject:
    """A Vorlage that the report is about."""

    id: UUID
    vorlage_id: UUID
    reference: str
    title: str
    visibility: Visibility
    added_at: datetime | None

    @property
    def label(self) -> str:
        return self.reference or self.title


async def reports_for(actor: Actor, number: int, about: UUID | None = None) -> Listed:
    """Drafts first; `about`: a Vorlage, a group or a committee."""
    offset = (number - 1) * PER_PAGE
    rows = await Report.raw(LIST, *readable_values(actor), about, about, offset)
    count = rows[0].pop("count") if rows else 0
    for row in rows:
        row.pop("count", None)
    return Listed([ReportRow(**{**row, **_typed(row)}) for row in rows], count)


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    return {"status": ReportStatus(row["status"]), "visibility": Visibility(row["visibility"])}


async def sections_of(report_id: UUID) -> list[ReportSection]:
    """In the order of the paper."""
    rows = await ReportSection.objects().where(ReportSection.report == report_id)
    return sorted(rows, key=lambda row: ORDER.index(SectionKind(row.kind)))


async def subjects_of(report_id: UUID) -> list[Subject]:
    rows = await Report.raw(SUBJECTS, report_id)
    return [
        Subject(
            **{
                **row,
                "reference": row["reference"] or "",
                "visibility": Visibility(row["visibility"]),
            }
        )
        for row in rows
    ]


async def next_edition(report_id: UUID) -> UUID | None:
    rows = await Report.raw(NEXT, report_id)
    return rows[0]["id"] if rows else None


def facts_of(report: Report) -> Facts:
    return Facts.of(report.facts, report.facts_at)


async def record_to_read(actor: Actor, report_id: UUID) -> tuple[Seen, Record]:
    seen = await access.report_to_read(actor, report_id)
    return seen, await record_for(seen)


async def record_for(seen: Seen) -> Record:
    """Frozen once it is released; a draft as it stands."""
    if not seen.is_draft:
        return Record.of(json.loads(seen.report.record))
    return record_of(seen, await sections_of(seen.report.id))


def record_of(seen: Seen, sections: list[ReportSection]) -> Record:
    """Of a draft."""
    report = seen.report
    facts = facts_of(report)
    return Record(
        number=report.number, edition=report.edition, about=report.about, body_name=seen.body_name,
        unit=seen.office_name, committee=seen.committee_name, session_on=report.session_on,
        since=report.since, until=report.until, drawn_at=facts.drawn_at,
        visibility=Visibility(report.visibility), figures=facts.figures,
        sections=tuple(_part(row, facts) for row in sections if row.shown),
    )  # fmt: skip


def _part(row: ReportSection, facts: Facts) -> SectionPart:
    kind = SectionKind(row.kind)
    return SectionPart(kind=kind, text=row.text, rich=row.rich, part=facts.part(kind))


async def saves_of(section_id: UUID) -> list[Save]:
    """Newest first, without the texts."""
    rows = (
        await ReportRevision.select(
            ReportRevision.version, ReportRevision.written_by_name, ReportRevision.written_at
        )
        .where(ReportRevision.section == section_id)
        .order_by(ReportRevision.version, ascending=False)
    )
    return [Save(row["version"], row["written_by_name"], row["written_at"]) for row in rows]


async def two_texts(
    section_id: UUID, versions: tuple[int, int]
) -> tuple[ReportRevision | None, ReportRevision | None]:
    """In the order asked for; None for a version that is not there."""
    rows = await ReportRevision.objects().where(
        ReportRevision.section == section_id, ReportRevision.version.is_in(list(versions))
    )
    found = {row.version: row for row in rows}
    return found.get(versions[0]), found.get(versions[1])


async def section_to_write(
    actor: Actor, report_id: UUID, section_id: UUID
) -> tuple[Seen, ReportSection]:
    """For pages of the office; locks nothing."""
    seen = await access.report_to_write(actor, report_id)
    section = await access.section_of(seen.report, section_id)
    return seen, section

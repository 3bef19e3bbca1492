"""Drafts are for the office that writes them and for who leads a group in them; what is released is
read as a Vorlage is: public by everybody of the body, else by the committee.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import Forbidden, NotFound, existing
from app.groups.tables import Group
from app.meetings.access import columns_of, values_of
from app.reports.tables import Report, ReportSection, ReportStatus
from app.vorlagen.access import committee_to_read

# A Vorlage may become confidential after a report about it went out.
OPEN = """(r.visibility = 'public' AND NOT EXISTS (SELECT FROM report_subject s
  JOIN vorlage v ON v.id = s.vorlage WHERE s.report = r.id AND v.visibility <> 'public'))"""
LED = """EXISTS (SELECT FROM report_subject s WHERE s.report = r.id AND s."group" = ANY({}::uuid[]))"""
# Values: offices, groups that the reader leads, committees of the reader, bodies.
READABLE = f"""r.discarded_at IS NULL AND (r.body = ANY({{}}::uuid[]) OR {LED}
  OR (r.status = 'released' AND (r.committee = ANY({{}}::uuid[]) OR ({OPEN} AND r.body = ANY({{}}::uuid[])))))"""
ONE = f"""
SELECT {columns_of(Report, "r")}, b.name AS body_name, b.office_name, b.land, g.name AS committee_name,
  coalesce(v.reference, '') AS reference, {OPEN} AS open
FROM report r JOIN body b ON b.id = r.body JOIN steering_group g ON g.id = r.committee
LEFT JOIN vorlage v ON v.id = r.vorlage
WHERE r.id = {{}} AND {READABLE}
"""


@dataclass(frozen=True)
class Seen:
    """A report in front of somebody who may read it."""

    report: Report
    body_name: str
    office_name: str
    committee_name: str
    land: str
    reference: str
    may_write: bool

    @property
    def is_draft(self) -> bool:
        return bool(self.report.status == ReportStatus.DRAFT)


def readable_values(actor: Actor) -> tuple[Any, ...]:
    """Of READABLE."""
    return tuple(map(list, (actor.office_of, actor.leads, actor.member_of, actor.bodies)))


async def report_to_read(actor: Actor, report_id: UUID) -> Seen:
    rows = await Report.raw(ONE, report_id, *readable_values(actor))
    if not rows:
        raise NotFound
    (row,) = rows
    report = Report(_exists_in_db=True, **values_of(row, "r."))
    return Seen(
        report, row["body_name"], row["office_name"], row["committee_name"], row["land"],
        row["reference"], report.body in actor.office_of,
    )  # fmt: skip


async def report_to_write(actor: Actor, report_id: UUID) -> Seen:
    """For pages of the office; locks nothing."""
    seen = await report_to_read(actor, report_id)
    if not seen.may_write:
        raise Forbidden
    return seen


async def report_to_change(actor: Actor, report_id: UUID) -> Report:
    """Locked; inside a transaction."""
    await report_to_write(actor, report_id)
    return existing(
        await Report.objects().where(Report.id == report_id).lock_rows("UPDATE").first()
    )


async def discarded_draft(actor: Actor, report_id: UUID, *, lock: bool = False) -> Report | None:
    """For who may bring it back; None also for a report that is nobody's discarded draft."""
    query = Report.objects().where(
        Report.id == report_id, Report.discarded_at.is_not_null(),
        Report.body.is_in(list(actor.office_of) or [report_id]),
    )  # fmt: skip
    return await (query.lock_rows("UPDATE") if lock else query).first()


async def section_of(report: Report, section_id: UUID) -> ReportSection:
    """404 for a section of another report."""
    return existing(
        await ReportSection.objects()
        .where(ReportSection.id == section_id, ReportSection.report == report.id)
        .first()
    )


async def committee_of_office(actor: Actor, committee_id: UUID) -> Group:
    """That it exists is known to everybody of the body; only the office reports to it."""
    committee = await committee_to_read(actor, committee_id)
    if committee.body not in actor.office_of:
        raise Forbidden
    return committee

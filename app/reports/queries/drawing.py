"""What the data say today about a report's period; writes nothing."""

from datetime import datetime
from uuid import UUID

from app.groups.tables import Group
from app.reports.queries.reports import facts_of as facts_of_report
from app.reports.queries.sources import Wanted, sources_of
from app.reports.rules.drawing import facts_of
from app.reports.rules.facts import Facts
from app.reports.tables import Report, ReportSubject


async def drawn(report: Report, now: datetime) -> tuple[Facts, list[UUID]]:
    """With the groups that work on its Vorlagen and are not yet among its subjects."""
    rows = await ReportSubject.objects().where(ReportSubject.report == report.id)
    papers = [row.vorlage for row in rows if row.vorlage]
    wanted = Wanted.by(report, papers, [row.group for row in rows if row.group and row.chosen])
    found = await sources_of(wanted, now)
    known = {row.group for row in rows}
    committee = await Group.objects().get(Group.id == report.committee)
    assert committee is not None
    session = (committee.name, report.session_on)
    facts = facts_of(vars(found), until=report.until, session=session, now=now)
    return facts, [row["id"] for row in found.groups if row["id"] not in known]


async def has_changed(report: Report, now: datetime) -> bool:
    """Whether a draft's figures are no longer those of the data."""
    facts, _ = await drawn(report, now)
    return not facts_of_report(report).same_as(facts)

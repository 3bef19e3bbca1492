"""What the data say today about a report's period; writes nothing."""

from datetime import datetime
from uuid import UUID

from app.reports.access import Seen
from app.reports.queries.reports import facts_of as facts_of_report
from app.reports.queries.sources import Wanted, sources_of
from app.reports.rules.drawing import facts_of
from app.reports.rules.facts import Facts
from app.reports.tables import Report, ReportSubject


async def drawn(report: Report, committee_name: str, now: datetime) -> tuple[Facts, list[UUID]]:
    """With the groups that work on its Vorlagen and are not yet among its subjects."""
    rows = await ReportSubject.objects().where(ReportSubject.report == report.id)
    papers = [row.vorlage for row in rows if row.vorlage]
    wanted = Wanted.by(report, papers, [row.group for row in rows if row.group and row.chosen])
    found = await sources_of(wanted, now)
    known = {row.group for row in rows}
    session = (committee_name, report.session_on)
    facts = facts_of(vars(found), until=report.until, session=session, now=now)
    return facts, [row["id"] for row in found.groups if row["id"] not in known]


async def has_changed(seen: Seen, now: datetime) -> bool:
    """Whether a draft's figures are no longer those of the data."""
    facts, _ = await drawn(seen.report, seen.committee_name, now)
    return not facts_of_report(seen.report).same_as(facts)

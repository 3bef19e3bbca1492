from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from app.core.actor import Actor
from app.core.clock import now, today
from app.groups.tables import Group
from app.reports.access import report_to_write
from app.reports.forms import NewReport
from app.reports.operations.drafting import begin_report
from app.reports.operations.releasing import release_report
from app.reports.queries.reports import record_for
from app.reports.tables import Report, ReportRevision, ReportSection, ReportSubject, SectionKind
from app.vorlagen.tables import Vorlage
from tests.cast import Cast


async def make_report(cast: Cast, **columns: Any) -> Report:
    """A row alone, of the committee."""
    values = {
        "body": cast.body.id, "committee": cast.committee.id, "number": 1, "about": "2024/012",
        "since": today() - timedelta(days=90), "until": today(), **columns,
    }  # fmt: skip
    report = Report(**values)
    await report.save()
    return report


async def make_revision_of(report: Report) -> ReportRevision:
    section = ReportSection(report=report.id, kind=SectionKind.SUMMARY)
    await section.save()
    row = ReportRevision(section=section.id, version=1, text="x", rich="", written_by_name="Anna")
    await row.save()
    return row


async def begin(
    cast: Cast, *, papers: tuple[Vorlage, ...] = (), groups: tuple[Group, ...] = (), **changes: Any
) -> UUID:
    """A draft of Anna's about the last ninety days, drawn from the data."""
    data: dict[str, Any] = {
        "id": uuid4(), "committee": cast.committee.id, "papers": tuple(p.id for p in papers),
        "groups": tuple(g.id for g in groups), "session_on": None,
        "since": today() - timedelta(days=90), "until": today(), **changes,
    }  # fmt: skip
    return await begin_report(await cast.actor("anna"), NewReport(**data), now=now())


async def release(actor: Actor, report_id: UUID | str) -> None:
    seen = await report_to_write(actor, UUID(str(report_id)))
    record = await record_for(seen)
    await release_report(actor, seen.report.id, record.fingerprint, now=now())


async def section_of(report_id: UUID, kind: SectionKind) -> ReportSection:
    row = (
        await ReportSection.objects()
        .where(ReportSection.report == report_id, ReportSection.kind == kind)
        .first()
    )
    assert row is not None
    return row


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """A draft about the cast's group and about the public paper that vorlagen put there."""
    report_id = await begin(cast, groups=(cast.group,))
    paper = await Vorlage.objects().where(Vorlage.reference == "2024/013").first()
    assert paper is not None
    subject = ReportSubject(report=report_id, vorlage=paper.id)
    await subject.save()
    world["report_id"], world["report_subject_id"] = str(report_id), str(subject.id)
    world["section_id"] = str((await section_of(report_id, SectionKind.SUMMARY)).id)

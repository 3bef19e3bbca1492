"""A draft that nobody wants goes, and can come back for some days."""

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.groups.tables import Group
from app.reports import access
from app.reports.queries import choices
from app.reports.rules import life
from app.reports.tables import Report


@opens_transaction
async def discard_report(actor: Actor, report_id: UUID, *, now: datetime) -> None:
    """With all its texts. The same a second time changes nothing."""
    if await access.discarded_draft(actor, report_id, lock=True):
        return
    report = await access.report_to_change(actor, report_id)
    life.check_open(report)
    report.discarded_at = now
    await report.save([Report.discarded_at])
    await audit.record(actor, "report.discarded", report_id, body_id=report.body)


@opens_transaction
async def bring_back_report(actor: Actor, report_id: UUID) -> None:
    """As it was; one that is there already stays as it is."""
    report = await access.discarded_draft(actor, report_id, lock=True)
    if report is None:
        await access.report_to_change(actor, report_id)
        return
    await restore(actor, report)


@inside_transaction
async def restore(actor: Actor, report: Report) -> None:
    """A new report gets the next number, where another has taken its own meanwhile."""
    await Group.objects().where(Group.id == report.committee).lock_rows("NO KEY UPDATE").first()
    highest = await choices.highest_number(report.committee, report.vorlage)
    if report.previous is None and report.number <= highest:
        report.number = highest + 1
    report.discarded_at = None
    await report.save([Report.discarded_at, Report.number])
    await audit.record(actor, "report.brought_back", report.id, body_id=report.body)

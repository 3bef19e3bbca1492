"""How long before its sessions a committee wants reports, and the mail that says one is due."""

from datetime import date, datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import StaleVersion
from app.groups.tables import Group
from app.outbox import operations as outbox
from app.outbox.tables import PeriodicRun
from app.people.queries.bodies import stored_body
from app.reports import access, mails
from app.reports.operations.drafting import STALE
from app.reports.rules.deadlines import USUAL, Duty, run_key
from app.reports.tables import ReportDeadline


@opens_transaction
async def set_deadline(actor: Actor, committee_id: UUID, days: int, base: int) -> None:
    """`base`: version of the deadline that the page showed, 0 for none. Raises StaleVersion."""
    committee = await access.committee_of_office(actor, committee_id)
    await Group.objects().where(Group.id == committee_id).lock_rows("NO KEY UPDATE").first()
    known = await ReportDeadline.objects().where(ReportDeadline.committee == committee_id).first()
    if days == (known.days if known else USUAL):
        return
    if base != (known.version if known else 0):
        raise StaleVersion(STALE, f"{known.days} Arbeitstage" if known else "")
    if known:
        known.days, known.version = days, known.version + 1
    row = known or ReportDeadline(committee=committee_id, days=days)
    await row.save()
    await audit.record(
        actor, "report.deadline_set", committee_id, body_id=committee.body, days=days
    )


@opens_transaction
async def tell_due(actor: Actor, duty: Duty, *, now: datetime) -> bool:
    """One mail for each session of a committee; False when it was written before."""
    if not await _claim(duty.key, now):
        return False
    body = await stored_body(duty.body_id)
    if not body.contact_mail:
        return False
    await outbox.enqueue([mails.report_due(duty, body)])
    await audit.record(actor, "report.due_told", duty.committee_id, body_id=duty.body_id)
    return True


@opens_transaction
async def note_run(day: date, *, now: datetime) -> None:
    """Today's work is done; until then a crash means that the rest goes out after the restart."""
    await _claim(run_key(day), now)


@inside_transaction
async def _claim(key: str, now: datetime) -> bool:
    claimed = (
        await PeriodicRun.insert(PeriodicRun(key=key, at=now))
        .on_conflict(target=PeriodicRun.key, action="DO NOTHING")
        .returning(PeriodicRun.key)
    )
    return bool(claimed)

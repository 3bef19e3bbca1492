"""A draft is released and frozen; a new edition goes on from it; it becomes an addition of a Vorlage."""

import json
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import NotFound, StaleVersion
from app.reports import access
from app.reports.operations.discarding import restore
from app.reports.operations.drafting import add_sections, draw, fill
from app.reports.papers.addition import blocks_of_record
from app.reports.queries.reports import facts_of, next_edition, record_of, sections_of
from app.reports.rules import life
from app.reports.rules.record import Record
from app.reports.tables import Report, ReportStatus, ReportSubject
from app.vorlagen import access as vorlagen
from app.vorlagen.operations.additions import Addition, add_addition
from app.web.filters import datum


class DataChanged(StaleVersion):
    """The data say something else than the draft; it has to be filled anew and read again."""


@opens_transaction
async def release_report(actor: Actor, report_id: UUID, seen: str, *, now: datetime) -> None:
    """Freezes what the page showed; `seen` is its fingerprint. A second press changes nothing.

    Raises DataChanged, and StaleVersion where somebody has written since.
    """
    shown = await access.report_to_write(actor, report_id)
    report = await access.report_to_change(actor, report_id)
    if report.status == ReportStatus.RELEASED:
        return
    if not facts_of(report).same_as(await draw(report, now)):
        raise DataChanged(life.CHANGED)
    record = record_of(replace(shown, report=report), await sections_of(report_id))
    if record.fingerprint != seen:
        raise StaleVersion(life.REWRITTEN)
    frozen = replace(record, released_on=clock.berlin(now).date())
    report.record = json.dumps(frozen.content(), ensure_ascii=False)
    report.fingerprint, report.status = frozen.fingerprint, ReportStatus.RELEASED
    report.released_at, report.released_by_name = now, actor.name
    report.released_by, report.version = actor.person_id, report.version + 1
    await report.save([
        Report.record, Report.fingerprint, Report.status, Report.released_at, Report.released_by,
        Report.released_by_name, Report.version,
    ])  # fmt: skip
    await audit.record(
        actor, "report.released", report_id, body_id=report.body, fingerprint=frozen.fingerprint
    )


@opens_transaction
async def continue_report(actor: Actor, report_id: UUID, *, now: datetime) -> UUID:
    """The next edition, with the same texts and newly drawn figures; there is only one, and one that
    was discarded comes back.
    """
    old = await access.report_to_change(actor, report_id)
    life.check_released(old)
    if known := await next_edition(report_id):
        return known
    if discarded := await Report.objects().where(Report.previous == old.id).first():
        await restore(actor, discarded)
        return UUID(str(discarded.id))
    new_id = uuid4()
    new = Report(
        id=new_id, body=old.body, committee=old.committee, vorlage=old.vorlage, number=old.number,
        edition=old.edition + 1, previous=old.id, about=old.about, session_on=old.session_on,
        since=old.since, until=old.until, visibility=old.visibility, created_at=now,
    )  # fmt: skip
    await new.save()
    subjects = await ReportSubject.objects().where(ReportSubject.report == report_id)
    await ReportSubject.insert(
        *(
            ReportSubject(report=new_id, vorlage=row.vorlage, group=row.group, chosen=row.chosen)
            for row in subjects
        )
    )
    await fill(new, now)
    await add_sections(new, await sections_of(report_id))
    await audit.record(actor, "report.continued", new_id, body_id=old.body, previous=str(old.id))
    return new_id


@opens_transaction
async def add_to_vorlage(actor: Actor, report_id: UUID, subject_id: UUID, *, now: datetime) -> bool:
    """As "Sachlage vom …", once; False when it stands there already."""
    report = await access.report_to_change(actor, report_id)
    subject = (
        await ReportSubject.objects()
        .where(ReportSubject.id == subject_id, ReportSubject.report == report_id)
        .first()
    )
    if subject is None or subject.vorlage is None:
        raise NotFound
    life.check_released(report)
    if subject.added_at is not None:
        return False
    vorlage = await vorlagen.vorlage_to_change(actor, subject.vorlage)
    life.check_may_be_added(report.visibility, vorlage.visibility)
    record = Record.of(json.loads(report.record))
    assert record.released_on is not None
    heading = f"Sachlage vom {datum(record.released_on)}: {record.title}"
    addition = Addition(heading, record.released_on, blocks_of_record(record))
    await add_addition(actor, vorlage, addition)
    subject.added_at = now
    await subject.save([ReportSubject.added_at])
    return True

"""The text of one section saved, by the rules of the minutes: nobody's words are overwritten."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import StaleVersion
from app.minutes.forms import ItemText
from app.reports import access
from app.reports.rules import life
from app.reports.tables import ReportRevision, ReportSection

WRITTEN = (
    ReportSection.text,
    ReportSection.rich,
    ReportSection.version,
    ReportSection.changed_by_name,
    ReportSection.changed_at,
)


@opens_transaction
async def write_section(
    actor: Actor, report_id: UUID, section_id: UUID, data: ItemText, *, now: datetime
) -> None:
    """The same words again are no conflict.

    Raises StaleVersion with the other text when somebody else saved since data.version.
    """
    report = await access.report_to_change(actor, report_id)
    life.check_open(report)
    section = await access.section_of(report, section_id)
    data = _with_look(section, data)
    if (data.text, data.rich) == (section.text, section.rich):
        return
    if data.version != section.version:
        _refuse(section)
    await _store(actor, section, data, now)
    await audit.record(
        actor, "report.section_written", report.id, body_id=report.body, section=section.kind
    )


def _refuse(section: ReportSection) -> None:
    at = f" um {clock.berlin(section.changed_at):%H:%M} Uhr" if section.changed_at else ""
    who = section.changed_by_name or "Jemand"
    raise StaleVersion(
        f"{who} hat diesen Abschnitt{at} geändert. Beide Fassungen stehen nebeneinander.",
        section.text,
    )


def _with_look(section: ReportSection, data: ItemText) -> ItemText:
    """Who saves the same plain text from a plain field leaves the rich one as it is."""
    if data.rich is not None:
        return data
    return replace(data, rich=section.rich if data.text == section.text else "")


@inside_transaction
async def _store(actor: Actor, section: ReportSection, data: ItemText, now: datetime) -> None:
    before = [_revision(section)] if section.version or section.text else []
    section.version += 1
    section.text, section.rich = data.text, data.rich or ""
    section.changed_by_name, section.changed_at = actor.name, now
    await section.save([*WRITTEN])
    await ReportRevision.insert(*before, _revision(section)).on_conflict(action="DO NOTHING")


def _revision(section: ReportSection) -> ReportRevision:
    return ReportRevision(
        section=section.id,
        version=section.version,
        text=section.text,
        rich=section.rich,
        written_by_name=section.changed_by_name,
        written_at=section.changed_at,
    )

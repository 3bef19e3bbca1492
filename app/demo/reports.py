"""Two reports of the office: the last one released, and the next one as its draft stands today."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from app.core.actor import Actor
from app.core.clock import now
from app.demo import history as add
from app.demo.history import History
from app.demo.musterland import Loaded
from app.minutes.forms import ItemText
from app.reports.access import report_to_write
from app.reports.forms import NewReport
from app.reports.operations.drafting import begin_report
from app.reports.operations.releasing import add_to_vorlage, release_report
from app.reports.operations.writing import write_section
from app.reports.queries.choices import session_days
from app.reports.queries.reports import record_for, sections_of, subjects_of
from app.reports.tables import SectionKind

SAID_LAST = (
    "Die Projektsteuerungsgruppe hat ihre Arbeit aufgenommen und die Aufträge des Kreistags unter "
    "sich verteilt. Mit den Sozialraumträgern sind die Gespräche begonnen."
)
SAID_NOW = (
    "Für die Verteilung der Sozialraumbudgets liegt ein Vorschlag vor. Die Erhebung des Bedarfs "
    "beginnt, sobald der Kita-Bericht da ist."
)
ON_STATE = "Zu den ruhenden Aufträgen berichtet die Verwaltung im nächsten Quartal."


async def load(history: History, loaded: Loaded) -> None:
    office = add.office_of(loaded.county.body, loaded.county.coordination)
    told_at, today = history.at(-80, 10), now()
    period = (history.day(-200), told_at.date())
    first = await _begin(office, loaded, period, history.day(-60), told_at)
    await _write(office, first, {SectionKind.SUMMARY: SAID_LAST}, told_at)
    await _release(office, first, told_at)
    days = await session_days(loaded.groups.committee.id, today, history.today)
    period = (told_at.date() + timedelta(days=1), history.today)
    second = await _begin(office, loaded, period, days[0] if days else None, today)
    texts = {SectionKind.SUMMARY: SAID_NOW, SectionKind.MANDATES: ON_STATE}
    await _write(office, second, texts, today)


async def _begin(
    office: Actor, loaded: Loaded, period: tuple[date, date], session_on: date | None, at: datetime
) -> UUID:
    since, until = period
    committee, paper = loaded.groups.committee.id, loaded.vorlage.id
    data = NewReport(
        id=uuid4(), committee=committee, papers=(paper,), groups=(), session_on=session_on,
        since=since, until=until,
    )  # fmt: skip
    return await begin_report(office, data, now=at)


async def _write(
    office: Actor, report_id: UUID, texts: dict[SectionKind, str], at: datetime
) -> None:
    ids = {SectionKind(row.kind): row.id for row in await sections_of(report_id)}
    for kind, text in texts.items():
        await write_section(office, report_id, ids[kind], ItemText(text, 0), now=at)


async def _release(office: Actor, report_id: UUID, at: datetime) -> None:
    record = await record_for(await report_to_write(office, report_id))
    await release_report(office, report_id, record.fingerprint, now=at)
    for subject in await subjects_of(report_id):
        await add_to_vorlage(office, report_id, subject.id, now=at)

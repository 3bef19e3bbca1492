"""A draft: begun, drawn from the data, its period and its sections chosen. Texts: see writing.py."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound, StaleVersion
from app.groups.tables import Group
from app.reports import access
from app.reports.forms import NewReport
from app.reports.queries import choices
from app.reports.queries.drawing import drawn
from app.reports.queries.reports import facts_of as facts_of_report
from app.reports.queries.reports import sections_of
from app.reports.rules import life
from app.reports.rules.facts import Facts
from app.reports.tables import Report, ReportSection, ReportSubject, SectionKind

STALE = "Inzwischen hat jemand diesen Bericht geändert. Bitte prüfen Sie Ihre Angaben noch einmal."
ABOUT = 500  # characters
K = TypeVar("K")
V = TypeVar("V")


@opens_transaction
async def begin_report(actor: Actor, data: NewReport, *, now: datetime) -> UUID:
    """The same id a second time changes nothing. NotFound for what the form did not offer."""
    committee = await access.committee_of_office(actor, data.committee)
    await Group.objects().where(Group.id == committee.id).lock_rows("NO KEY UPDATE").first()
    if await Report.exists().where(Report.id == data.id):
        await access.report_to_write(actor, data.id)
        return data.id
    papers = await _papers(committee.id, data.papers)
    groups = await _groups(committee.body, data.groups)
    first = papers[0].id if papers else None
    report = Report(
        id=data.id, body=committee.body, committee=committee.id, vorlage=first,
        number=1 + await choices.highest_number(committee.id, first),
        about=_about([paper.label for paper in papers] or list(groups.values())),
        session_on=data.session_on, since=data.since, until=data.until,
        visibility=life.visibility_of(paper.visibility for paper in papers), created_at=now,
    )  # fmt: skip
    await report.save()
    subjects = [ReportSubject(report=data.id, vorlage=paper.id) for paper in papers]
    subjects += [ReportSubject(report=data.id, group=UUID(key)) for key in groups]
    await ReportSubject.insert(*subjects)
    await fill(report, now)
    await add_sections(report)
    await audit.record(actor, "report.begun", data.id, body_id=committee.body)
    return data.id


@inside_transaction
async def _papers(committee_id: UUID, ids: Iterable[UUID]) -> list[choices.PaperChoice]:
    known = {paper.id: paper for paper in await choices.papers_of(committee_id)}
    return [_of(known, key) for key in ids]


@inside_transaction
async def _groups(body_id: UUID, ids: Iterable[UUID]) -> dict[str, str]:
    known = await choices.groups_of(body_id)
    return {str(key): _of(known, str(key)) for key in ids}


def _of(known: dict[K, V], key: K) -> V:
    if key not in known:
        raise NotFound
    return known[key]


def _about(labels: Sequence[str]) -> str:
    text = "; ".join(labels)
    return text if len(text) <= ABOUT else f"{text[: ABOUT - 2].rstrip()} …"


@inside_transaction
async def add_sections(report: Report, texts: Sequence[ReportSection] = ()) -> None:
    """As in an earlier edition, or with the first words of each."""
    facts = facts_of_report(report)
    known = {row.kind: row for row in texts}
    rows = []
    for kind in SectionKind:
        old = known.get(kind.value)
        rows.append(
            ReportSection(
                report=report.id, kind=kind,
                shown=old.shown if old else life.is_worth_showing(kind, facts),
                text=old.text if old else life.first_text(kind), rich=old.rich if old else "",
            )
        )  # fmt: skip
    await ReportSection.insert(*rows)


@inside_transaction
async def draw(report: Report, now: datetime) -> Facts:
    """What the data say today about the report's period; changes nothing but the groups found."""
    committee = await Group.objects().get(Group.id == report.committee)
    assert committee is not None
    facts, others = await drawn(report, committee.name, now)
    if others:
        await ReportSubject.insert(
            *(ReportSubject(report=report.id, group=key, chosen=False) for key in others)
        )
    return facts


@inside_transaction
async def fill(report: Report, now: datetime) -> None:
    report.facts, report.facts_at = (await draw(report, now)).as_json(), now
    await report.save([Report.facts, Report.facts_at])


@opens_transaction
async def refill(actor: Actor, report_id: UUID, *, now: datetime) -> None:
    """Figures and tables anew; what people wrote stays."""
    report = await access.report_to_change(actor, report_id)
    life.check_open(report)
    await fill(report, now)
    await _changed(actor, report, "report.filled")


@opens_transaction
async def change_period(
    actor: Actor, report_id: UUID, period: tuple[date, date], base: int, *, now: datetime
) -> None:
    """Raises StaleVersion. The same period again is no conflict."""
    report = await access.report_to_change(actor, report_id)
    life.check_open(report)
    if (report.since, report.until) == period:
        return
    _check_base(report, base)
    report.since, report.until = period
    await report.save([Report.since, Report.until])
    await fill(report, now)
    await _changed(actor, report, "report.period_changed")


@opens_transaction
async def show_sections(actor: Actor, report_id: UUID, kinds: frozenset[str], base: int) -> None:
    """The others are left out and keep their texts. Raises StaleVersion."""
    report = await access.report_to_change(actor, report_id)
    life.check_open(report)
    rows = await sections_of(report_id)
    wrong = [row for row in rows if row.shown != (row.kind in kinds)]
    if not wrong:
        return
    _check_base(report, base)
    for row in wrong:
        row.shown = row.kind in kinds
        await row.save([ReportSection.shown])
    await _changed(actor, report, "report.sections_chosen")


@opens_transaction
async def bring_back(actor: Actor, report_id: UUID, section_id: UUID) -> None:
    """A section that was left out stands in the report again."""
    report = await access.report_to_change(actor, report_id)
    life.check_open(report)
    section = await access.section_of(report, section_id)
    if section.shown:
        return
    section.shown = True
    await section.save([ReportSection.shown])
    await _changed(actor, report, "report.sections_chosen")


def _check_base(report: Report, base: int) -> None:
    if report.version != base:
        raise StaleVersion(STALE)


@inside_transaction
async def _changed(actor: Actor, report: Report, action: str) -> None:
    report.version += 1
    await report.save([Report.version])
    await audit.record(actor, action, report.id, body_id=report.body)

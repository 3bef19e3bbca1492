"""The page a draft is written on: one sheet per section with its form."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from app.minutes.forms import ItemForm, distinct
from app.reports.access import Seen
from app.reports.forms import PeriodForm, ShownForm
from app.reports.queries import choices
from app.reports.queries.reports import Subject, facts_of, sections_of, subjects_of
from app.reports.rules.deadlines import due_on
from app.reports.rules.facts import Facts, Part
from app.reports.tables import ReportSection, SectionKind


@dataclass(frozen=True)
class SheetPart:
    """What the macros of the minutes ask for."""

    id: UUID
    label: str
    changed_at: datetime | None
    changed_by: str
    version: int


@dataclass(frozen=True)
class Sheet:
    part: SheetPart
    text: ItemForm
    facts: Part
    shown: bool


@dataclass(frozen=True)
class Desk:
    seen: Seen
    facts: Facts
    sheets: list[Sheet]
    subjects: list[Subject]
    period: PeriodForm
    shown: ShownForm
    due_on: date | None

    @property
    def notes(self) -> dict[str, str]:
        """For the list of sections: how much there is."""
        return {kind.value: self.facts.part(kind).note for kind in SectionKind}


@dataclass(frozen=True)
class Typed:
    """Forms that came back."""

    period: PeriodForm | None = None
    shown: ShownForm | None = None
    texts: dict[UUID, ItemForm] = field(default_factory=dict)


NOTHING = Typed()


async def desk_of(seen: Seen, typed: Typed = NOTHING) -> Desk:
    """Three statements."""
    report = seen.report
    facts, rows = facts_of(report), await sections_of(report.id)
    chosen = [row.kind for row in rows if row.shown]
    dates = {"since": report.since, "until": report.until, "version": report.version}
    shown = typed.shown or ShownForm(data={"shown": chosen, "version": report.version})
    return Desk(
        seen, facts, [sheet_of(row, facts, typed.texts.get(row.id)) for row in rows],
        await subjects_of(report.id), typed.period or PeriodForm(data=dates), shown.offer(rows),
        await deadline_of(seen),
    )  # fmt: skip


async def deadline_of(seen: Seen) -> date | None:
    session_on = seen.report.session_on
    if session_on is None:
        return None
    days, _ = await choices.deadline_of(seen.report.committee)
    return due_on(session_on, days, seen.land)


def sheet_of(row: ReportSection, facts: Facts, typed: ItemForm | None = None) -> Sheet:
    """`typed` stands in for the form it came from, also in a section that was left out meanwhile."""
    kind = SectionKind(row.kind)
    part = SheetPart(row.id, kind.label, row.changed_at, row.changed_by_name, row.version)
    text = typed or ItemForm(data={"text": row.text, "rich": row.rich, "version": row.version})
    text.text.label.text = "Text" if kind == SectionKind.RESOLUTION else "Text dazu"
    return Sheet(part, distinct(text, row.id), facts.part(kind), row.shown or typed is not None)

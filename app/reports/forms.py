"""What is chosen for a report. The texts of its sections come by the form of the minutes' items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from wtforms import DateField, HiddenField, IntegerField, SelectField, SelectMultipleField
from wtforms.fields import Field
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from app.core.clock import today
from app.reports.queries.choices import PaperChoice
from app.reports.rules.deadlines import LONGEST
from app.reports.rules.life import check_period
from app.reports.tables import ReportSection, SectionKind
from app.web.filters import kurztag
from app.web.forms import GermanForm, OnceForm, not_in_the_far_past, with_empty


@dataclass(frozen=True, kw_only=True)
class NewReport:
    id: UUID
    committee: UUID
    papers: tuple[UUID, ...]
    groups: tuple[UUID, ...]
    session_on: date | None
    since: date
    until: date


class Period(GermanForm):
    since = DateField(
        "Von", [DataRequired("Bitte geben Sie den ersten Tag an."), not_in_the_far_past]
    )
    until = DateField(
        "Bis", [DataRequired("Bitte geben Sie den letzten Tag an."), not_in_the_far_past]
    )

    def validate_until(self, field: Field) -> None:
        if not isinstance(field.data, date) or not isinstance(self.since.data, date):
            return
        if field.data > today():
            raise ValidationError("Der Zeitraum kann höchstens bis heute reichen.")
        try:
            check_period(self.since.data, field.data)
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None


class NewForm(OnceForm, Period):
    committee = HiddenField()
    papers = SelectMultipleField("Vorlagen")
    groups = SelectMultipleField("Gruppen")
    session_on = SelectField("Sitzung, zu der berichtet wird", [Optional()])

    def offer(
        self, papers: Sequence[PaperChoice], groups: dict[str, str], days: Sequence[date]
    ) -> Self:
        self.papers.choices = {str(paper.id): paper.label for paper in papers}
        self.groups.choices = groups
        known = {day.isoformat(): kurztag(day) for day in days}
        self.session_on.choices = with_empty(known, "steht noch nicht fest")
        return self

    def propose(self) -> Self:
        """The next session, and the paper where there is only one."""
        days, papers = _keys(self.session_on), _keys(self.papers)
        self.session_on.data = next(filter(None, days), "")
        self.papers.data = self.papers.data or (papers if len(papers) == 1 else [])
        return self

    def validate_groups(self, _field: Field) -> None:
        if not (self.papers.data or self.groups.data):
            raise ValidationError("Bitte wählen Sie mindestens eine Vorlage oder eine Gruppe.")

    def cleaned(self) -> NewReport:
        assert self.since.data is not None
        assert self.until.data is not None
        chosen = self.session_on.data
        return NewReport(
            id=self.new_id,
            committee=UUID(str(self.committee.data)),
            papers=tuple(map(UUID, self.papers.data or ())),
            groups=tuple(map(UUID, self.groups.data or ())),
            session_on=date.fromisoformat(chosen) if chosen else None,
            since=self.since.data,
            until=self.until.data,
        )


def _keys(field: SelectField) -> list[str]:
    return [str(key) for key in field.choices or ()]


class VersionForm(GermanForm):
    """`version`: of the report that the page showed; 0 for what is no number."""

    version = HiddenField(default="0")

    @property
    def base(self) -> int:
        typed = str(self.version.data)
        return int(typed) if typed.isdecimal() and len(typed) <= 9 else 0


class PeriodForm(Period, VersionForm):
    pass


class ShownForm(VersionForm):
    shown = SelectMultipleField("Abschnitte im Bericht", [Optional()])

    def offer(self, sections: Sequence[ReportSection]) -> Self:
        self.shown.choices = {row.kind: SectionKind(row.kind).label for row in sections}
        return self


class ReleaseForm(GermanForm):
    """`seen`: fingerprint of what the page showed."""

    seen = HiddenField(default="")


class DeadlineForm(VersionForm):
    days = IntegerField(
        "Arbeitstage vor der Sitzung",
        [
            InputRequired("Bitte geben Sie eine Zahl an."),
            NumberRange(0, LONGEST, f"Bitte eine Zahl von 0 bis {LONGEST} angeben."),
        ],
    )

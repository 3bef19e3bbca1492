"""What may become of a report, and the words it begins with; pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from app.core.errors import RuleViolation
from app.core.words import Visibility
from app.reports.rules.facts import Facts
from app.reports.tables import Report, ReportStatus, SectionKind

TO_NOTE = "Der Sachstandsbericht wird zur Kenntnis genommen."
RELEASED = (
    "Der Bericht ist freigegeben und ändert sich nicht mehr. Eine neue Fassung führt ihn fort."
)
CHANGED = (
    "Seit dem Entwurf haben sich die Daten geändert. Die Zahlen sind jetzt neu gefüllt, Ihre Texte "
    "sind geblieben. Bitte sehen Sie den Bericht noch einmal durch."
)
REWRITTEN = "Inzwischen hat jemand den Bericht geändert. Bitte sehen Sie ihn noch einmal durch."
LONG_AGO = timedelta(days=180)  # for a first report
OFTEN_SILENT = (SectionKind.FINANCE, SectionKind.CLIMATE)


def check_open(report: Report) -> None:
    if report.status != ReportStatus.DRAFT:
        raise RuleViolation(RELEASED)


def check_released(report: Report) -> None:
    if report.status != ReportStatus.RELEASED:
        raise RuleViolation("Das geht erst, wenn der Bericht freigegeben ist.")


def check_period(since: date, until: date) -> None:
    """ValueError with a German sentence."""
    if since > until:
        raise ValueError("Das Ende des Zeitraums liegt vor seinem Beginn.")


def proposed_since(last_until: date | None, today: date) -> date:
    """The day after the last released report."""
    return min(last_until + timedelta(days=1), today) if last_until else today - LONG_AGO


def visibility_of(papers: Iterable[str]) -> Visibility:
    """A report about a Vorlage that is not public is for the committee only."""
    open_ones = all(word == Visibility.PUBLIC for word in papers)
    return Visibility.PUBLIC if open_ones else Visibility.CONFIDENTIAL


def first_text(kind: SectionKind) -> str:
    return TO_NOTE if kind == SectionKind.RESOLUTION else ""


def is_worth_showing(kind: SectionKind, facts: Facts) -> bool:
    """For a new draft; people switch sections on and off afterwards."""
    return kind not in OFTEN_SILENT or bool(facts.part(kind).grids)


def check_may_be_added(report_is: str, vorlage_is: str) -> None:
    """What is not public does not go into a paper that is."""
    if report_is != Visibility.PUBLIC and vorlage_is == Visibility.PUBLIC:
        raise RuleViolation(
            "Der Bericht ist nichtöffentlich und kommt deshalb nicht in eine öffentliche Vorlage."
        )

"""Sachstandsberichte to a committee: what was drawn from the data, and what people wrote to it."""

from typing import Any

from piccolo.columns import (
    JSONB,
    UUID,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.reference import LazyTableReference
from piccolo.constraints import Unique
from piccolo.table import Table

from app.core.words import Visibility, Word
from app.groups.tables import Group
from app.people.tables import Body, Person
from app.vorlagen.tables import Vorlage


class ReportStatus(Word):
    DRAFT = "draft", "Entwurf"
    RELEASED = "released", "freigegeben"


class SectionKind(Word):
    """In the order of the paper."""

    RESOLUTION = "resolution", "Beschlussvorschlag"
    SUMMARY = "summary", "Zusammenfassung"
    MANDATES = "mandates", "Stand der Aufträge"
    DECISIONS = "decisions", "Empfehlungen der Gruppen"
    TASKS = "tasks", "Aufgaben"
    MEETINGS = "meetings", "Sitzungen"
    QUESTIONS = "questions", "Offene Fragen"
    STEPS = "steps", "Nächste Schritte"
    FINANCE = "finance", "Finanzielle Auswirkungen"
    CLIMATE = "climate", "Auswirkungen auf das Klima"


class Report(Table):
    """One edition. A released one is never changed; the next edition goes on from it.

    The period is in days of Berlin, both inclusive.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(Body, index=True, null=False)
    committee = ForeignKey(Group, index=True, null=False)
    vorlage = ForeignKey(
        Vorlage,
        index=True,
        null=True,
        on_delete=OnDelete.set_null,
        help_text="the first of several",
    )
    number = Integer(help_text="the how manyth report to the committee about this Vorlage")
    edition = Integer(default=1)
    previous: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Report", module_path="app.reports.tables"),
        null=True, unique=True, on_delete=OnDelete.restrict,
        help_text="the released edition it goes on from",
    )  # fmt: skip
    about = Text(help_text="the Vorlagen or groups, in words")
    session_on = Date(null=True, default=None, help_text="when the committee gets it")
    since = Date()
    until = Date(help_text="last day, inclusive")
    status = Varchar(length=20, choices=ReportStatus, default=ReportStatus.DRAFT)
    visibility = Varchar(length=20, choices=Visibility, default=Visibility.PUBLIC)
    facts = JSONB(default="{}", help_text="as drawn: app/reports/rules/facts.py")
    facts_at = Timestamptz(default=TimestamptzNow(), help_text="when they were drawn")
    record = JSONB(null=True, default=None, help_text="frozen with the release")
    fingerprint = Varchar(length=64, default="", help_text="SHA-256 of the frozen record")
    released_at = Timestamptz(null=True, default=None)
    released_by = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    released_by_name = Varchar(length=250, default="")
    discarded_at = Timestamptz(
        null=True,
        default=None,
        help_text="a draft that nobody wants; for some days it can come back",
    )
    version = Integer(default=1)
    created_at = Timestamptz(default=TimestamptzNow())


class ReportSubject(Table, tablename="report_subject"):
    """A Vorlage or a group that the report is about; either of the two columns is filled."""

    id = UUID(primary_key=True)
    report = ForeignKey(Report, index=True, null=False)
    vorlage = ForeignKey(Vorlage, index=True, null=True)
    group = ForeignKey(Group, index=True, null=True)
    chosen = Boolean(default=True, help_text="false: a group that works on one of the Vorlagen")
    added_at = Timestamptz(
        null=True, default=None, help_text="when the report became a dated addition of the Vorlage"
    )


class ReportSection(Table, tablename="report_section"):
    """What people wrote; `text` is the plain twin of `rich`. What is switched off keeps its text."""

    id = UUID(primary_key=True)
    report = ForeignKey(Report, index=True, null=False)
    kind = Varchar(length=20, choices=SectionKind)
    shown = Boolean(default=True)
    text = Text(default="")
    rich = Text(default="")
    version = Integer(default=0, help_text="0: nobody has written yet")
    changed_by_name = Varchar(length=250, default="")
    changed_at = Timestamptz(null=True, default=None)

    one_section_of_kind = Unique([report, kind])


class ReportRevision(Table, tablename="report_revision"):
    """One save of the text of one section; never changed, only removed with its term."""

    id = UUID(primary_key=True)
    section = ForeignKey(ReportSection, null=False)
    version = Integer()
    text = Text()
    rich = Text()
    written_by_name = Varchar(length=250)
    written_at = Timestamptz(null=True, default=None)

    one_save_of_report = Unique([section, version])


class ReportDeadline(Table, tablename="report_deadline"):
    """How many working days before its session a committee wants its reports; none: the usual."""

    id = UUID(primary_key=True)
    committee = ForeignKey(Group, null=False, unique=True)
    days = Integer()
    version = Integer(default=1)

"""What is new for one person: pure, over half-open windows mark < at <= until, one for each kind.

Every event lies in exactly one window of a chain of windows, so it is told once (docs/adr/0042).
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from app.core.tokens import derived_token
from app.digest.rules.marks import Marks
from app.digest.tables import Kind

Without = frozenset[Kind]  # kinds that a reader has left out
NOTHING: Without = frozenset()
MOST_BUILT = 100  # most subscribers of a committee were told the same last time


def digest_token(subscription_id: UUID) -> str:
    return derived_token("digest", str(subscription_id))


@dataclass(frozen=True)
class Step:
    """A mandate has a new state."""

    at: datetime
    vorlage_id: UUID
    label: str  # Punkt 3, or the mandate's title where it has no point
    text: str
    was: str
    became: str
    sentence: str  # empty where it was said at an item that is not public


@dataclass(frozen=True)
class Recommendation:
    """A group's decision, told when the minutes went out."""

    at: datetime
    vorlage_id: UUID
    group_name: str
    held_at: datetime
    text: str
    votes: str
    number: str = ""  # in the register: 12/2026; digests sent before it say nothing


@dataclass(frozen=True)
class Paper:
    vorlage_id: UUID
    reference: str
    title: str
    recorded_at: datetime


@dataclass(frozen=True)
class ReportEvent:
    """A report was released, or (`added_to` says where) became part of a Vorlage."""

    at: datetime
    report_id: UUID
    title: str
    about: str
    since: date
    until: date
    added_to: str = ""


@dataclass(frozen=True)
class ReportNews:
    """A report of which anything is new."""

    report_id: UUID
    title: str
    about: str
    since: date
    until: date
    is_new: bool
    added_to: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Hidden:
    """Something new that may only be read after the login: of its words nothing is here."""

    kind: Kind
    at: datetime


@dataclass(frozen=True)
class NextMeeting:
    starts_at: datetime
    group_name: str
    title: str
    planned_at: datetime | None = None
    is_new: bool = False


@dataclass(frozen=True)
class OwnTask:
    """An open task of the reader; the title of a non-public one is empty."""

    id: UUID
    title: str
    group_name: str
    due_on: date | None
    given_at: datetime
    is_new: bool = False


@dataclass(frozen=True)
class CommitteeNews:
    """Everything between the oldest watermark and now; each person gets a part of it."""

    committee_id: UUID
    committee_name: str
    papers: Sequence[Paper]  # public ones in which anything is new
    steps: Sequence[Step]
    recommendations: Sequence[Recommendation]
    next_meetings: Sequence[NextMeeting]
    session: NextMeeting | None
    hidden: Sequence[Hidden] = ()
    reports: Sequence[ReportEvent] = ()


@dataclass(frozen=True)
class PaperNews:
    paper: Paper
    is_new: bool
    steps: tuple[Step, ...]
    recommendations: tuple[Recommendation, ...]
    reason: str = ""  # digests sent before it say nothing

    @property
    def is_empty(self) -> bool:
        return not (self.is_new or self.steps or self.recommendations)


@dataclass(frozen=True)
class DigestContent:
    since: datetime
    until: datetime
    papers: tuple[PaperNews, ...]
    hidden: int  # points that may only be read after the login
    next_meetings: tuple[NextMeeting, ...]
    session: NextMeeting | None
    tasks: tuple[OwnTask, ...] = ()
    more_tasks: int = 0
    reports: tuple[ReportNews, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Own tasks and meetings have mails of their own: alone they are no reason for one more."""
        return not (self.papers or self.hidden or self.reports)

    @property
    def step_count(self) -> int:
        return sum(len(news.steps) for news in self.papers)

    @property
    def recommendation_count(self) -> int:
        return sum(len(news.recommendations) for news in self.papers)


@dataclass(frozen=True)
class Part:
    """Of an edition: what all read who were told the same before. `written`: its words, once."""

    content: DigestContent
    written: dict[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Edition:
    """A committee's news at one moment, put together once for all who are told the same."""

    news: CommitteeNews
    since: datetime  # nobody's mark lies before
    until: datetime
    body_id: UUID
    sender: dict[str, str]  # what a mail says about the office
    _built: dict[Hashable, Part] = field(default_factory=dict, compare=False)

    def content(self, marks: Marks, without: Without = NOTHING) -> DigestContent:
        return self.part(marks, without).content

    def part(self, marks: Marks, without: Without = NOTHING) -> Part:
        key = (tuple(marks[kind] for kind in Kind), without)
        if key not in self._built:
            if len(self._built) >= MOST_BUILT:
                self._built.clear()
            self._built[key] = Part(build(self.news, marks, self.until, without))
        return self._built[key]


def build(
    news: CommitteeNews, marks: Marks, until: datetime, without: Without = NOTHING
) -> DigestContent:
    """Of a kind that the reader wants `without` nothing is new."""
    marks = {kind: until if kind in without else marks[kind] for kind in Kind}

    def is_new(kind: Kind, at: datetime) -> bool:
        return marks[kind] < at <= until

    parts = [_paper_news(paper, news, marks, until) for paper in news.papers]
    return DigestContent(
        since=min(marks.values()),
        reports=_reports(news, marks, until),
        until=until,
        papers=tuple(part for part in parts if not part.is_empty),
        hidden=sum(is_new(hidden.kind, hidden.at) for hidden in news.hidden),
        next_meetings=tuple(
            replace(m, is_new=m.planned_at is not None and is_new(Kind.MEETINGS, m.planned_at))
            for m in news.next_meetings
        ),
        session=news.session,
    )


def _reports(news: CommitteeNews, marks: Marks, until: datetime) -> tuple[ReportNews, ...]:
    """One line for each report, whatever happened to it."""
    found: dict[UUID, list[ReportEvent]] = {}
    for event in news.reports:
        if marks[Kind.REPORTS] < event.at <= until:
            found.setdefault(event.report_id, []).append(event)
    return tuple(_report_news(events, news.committee_name) for events in found.values())


def _report_news(events: Sequence[ReportEvent], committee: str) -> ReportNews:
    first, is_new = events[0], not all(event.added_to for event in events)
    what = "freigegeben ist" if is_new else "jetzt in der Sachlage einer Vorlage steht"
    return ReportNews(
        first.report_id, first.title, first.about, first.since, first.until, is_new,
        tuple(event.added_to for event in events if event.added_to),
        f"Sie erhalten dies, weil dieser Bericht {what} ({committee}).",
    )  # fmt: skip


def _paper_news(paper: Paper, news: CommitteeNews, marks: Marks, until: datetime) -> PaperNews:
    def is_new(kind: Kind, told: Step | Recommendation) -> bool:
        return told.vorlage_id == paper.vorlage_id and marks[kind] < told.at <= until

    part = PaperNews(
        paper=paper,
        is_new=marks[Kind.PAPERS] < paper.recorded_at <= until,
        steps=tuple(step for step in news.steps if is_new(Kind.MANDATES, step)),
        recommendations=tuple(
            found for found in news.recommendations if is_new(Kind.DECISIONS, found)
        ),
    )
    return replace(part, reason=_reason(part, news.committee_name))


def _reason(part: PaperNews, committee: str) -> str:
    """Why it stands in this mail, in one sentence."""
    if part.is_new:
        what = "diese Vorlage neu ist"
    elif part.recommendations and part.steps:
        what = "es zu dieser Vorlage eine Empfehlung und einen neuen Stand gibt"
    elif part.recommendations:
        what = "es zu dieser Vorlage eine Empfehlung gibt"
    else:
        what = "ein Auftrag aus dieser Vorlage einen neuen Stand hat"
    return f"Sie erhalten dies, weil {what} ({committee})."


def with_tasks(
    content: DigestContent, tasks: Sequence[OwnTask], more: int, told: datetime
) -> DigestContent:
    """`told`: the mark of own tasks."""
    own = tuple(replace(task, is_new=told < task.given_at <= content.until) for task in tasks)
    return replace(content, tasks=own, more_tasks=more)

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from app.core.settings import settings
from app.groups.tables import Group
from app.ical.values import Event
from app.invitations import rules
from app.invitations.mails.dates import DateLine, date_lines
from app.invitations.queries.recipients import Recipient
from app.meetings.paper import HIDDEN_ITEM
from app.meetings.queries.agenda import AgendaRow
from app.meetings.rules import event_of, where_of
from app.meetings.tables import Meeting, MeetingSeries, MeetingStatus
from app.people.tables import Body
from app.series.rules import SeriesData, is_single, master_event, original_start


@dataclass(frozen=True)
class Before:
    """When and where the meeting was to be, for the mail that moves it."""

    starts_at: datetime
    ends_at: datetime
    place: str

    @classmethod
    def of(cls, meeting: Meeting) -> "Before":
        return cls(meeting.starts_at, meeting.ends_at, where_of(meeting))


class Drawn:
    """What is the same for a thousand recipients is found out once."""

    @cached_property
    def drawn(self) -> dict[tuple[Hashable, ...], object]:
        """Words of mails by what stands in them."""
        return {}


@dataclass(frozen=True)
class Letter(Drawn):
    """What all recipients of one change of one meeting share.

    With `series` it is one of a series: to who is invited to the series it goes under the UID of
    the series with a RECURRENCE-ID, to guests of this one meeting under its own.
    """

    meeting: Meeting
    group: Group
    body: Body
    agenda: list[AgendaRow]
    sender: str  # the person who invites, moves or cancels
    now: datetime
    moved_from: Before | None = None
    once: str = ""  # makes a repeated mail of the same sequence one that may be sent
    series: MeetingSeries | None = None
    apart: bool = False  # neither overtakes a mail about the series nor is overtaken by one

    @property
    def contact_name(self) -> str:
        return str(self.body.contact_name or self.sender)

    @property
    def subject_id(self) -> UUID:
        return UUID(str(self.meeting.id))

    def uid_for(self, to: Recipient) -> str:
        in_series = self.series is not None and to.series_invitation_id is not None
        return str(self.series.uid if self.series and in_series else self.meeting.uid)

    def sequence_for(self, to: Recipient) -> int:
        """An override is never below its master: some calendars keep one number per UID."""
        own: int = self.meeting.sequence
        if self.series is None or to.series_invitation_id is None:
            return own
        return max(own, self.series.sequence)

    @property
    def asked_since(self) -> int:
        """SEQUENCE of the last change that asked everybody again."""
        own: int = self.meeting.sequence
        return own

    def event_for(self, post: "Post") -> Event:
        lines = [f"{number} {title}" for number, title in agenda_lines(self.agenda, post.to)]
        base = settings().base_url
        event = event_of(
            self.meeting, self.group.name, lines, base_url=base, sequence=post.sequence
        )
        if self.series is None or post.to.series_invitation_id is None:
            return event
        return replace(event, uid=self.series.uid, recurrence_at=original_start(self.meeting))


@dataclass(frozen=True)
class SeriesLetter(Drawn):
    """What all recipients of one change of a whole series share.

    meetings: all of its set, by original start. changes: sentences that say what is new.
    """

    series: MeetingSeries
    meetings: tuple[Meeting, ...]
    group: Group
    body: Body
    sender: str
    now: datetime
    changes: tuple[str, ...] = ()
    asks_again: bool = False  # time or place differ, answers count no longer
    sibling: str = ""  # UID of the series that this one goes on from
    reason: str = ""  # of a cancellation
    once: str = ""

    @property
    def contact_name(self) -> str:
        return str(self.body.contact_name or self.sender)

    @property
    def subject_id(self) -> UUID:
        return UUID(str(self.series.id))

    def uid_for(self, _to: Recipient) -> str:
        return str(self.series.uid)

    def sequence_for(self, _to: Recipient) -> int:
        number: int = self.series.sequence
        return number

    @property
    def asked_since(self) -> int:
        """A meeting that falls out raises the number too and asks nobody: what was sent decides."""
        return 0

    def event_for(self, post: "Post") -> Event:
        master = self._master(post.sequence)
        mine = sorted({*master.exdates, *post.to.left_out})
        return replace(master, exdates=tuple(mine)) if post.to.left_out else master

    def _master(self, sequence: int) -> Event:
        if sequence not in self._masters:
            self._masters[sequence] = master_event(
                self.series, self.meetings, self.group.name, base_url=settings().base_url,
                sequence=sequence, sibling=self.sibling,
            )  # fmt: skip
        return self._masters[sequence]

    @cached_property
    def _masters(self) -> dict[int, Event]:
        """By SEQUENCE."""
        return {}

    @cached_property
    def coming(self) -> tuple[Meeting, ...]:
        return tuple(
            meeting
            for meeting in self.meetings
            if meeting.ends_at > self.now and meeting.status != MeetingStatus.CANCELLED
        )

    @cached_property
    def date_lines(self) -> tuple[tuple[datetime, DateLine], ...]:
        return tuple(date_lines(self.series, self.meetings, self.now))

    @cached_property
    def to_override(self) -> tuple[tuple[Meeting, bool], ...]:
        """Meetings that may stand in the calendar object by themselves; True: for everybody."""
        starts = set(SeriesData.of(self.series).starts())
        return tuple(
            (meeting, is_single(self.series, meeting))
            for meeting in self.meetings
            if meeting.status != MeetingStatus.CANCELLED and original_start(meeting) in starts
        )


AnyLetter = Letter | SeriesLetter


@dataclass(frozen=True)
class Post:
    """One recipient with the numbers of this mail; `sequence` and `stamp` are already raised."""

    to: Recipient
    sequence: int
    stamp: datetime
    keep_answer: bool

    @property
    def message_id(self) -> str:
        numbered = rules.Numbered(
            self.to.organizer_id, self.to.created_at, self.sequence, self.stamp
        )
        return rules.message_id(numbered, settings().mail_domain)


def agenda_lines(agenda: list[AgendaRow], to: Recipient) -> tuple[tuple[str, str], ...]:
    """Titles that may stand in a mail; guests do not even learn of a confidential item."""
    return tuple(
        (row.printed_label, HIDDEN_ITEM if row.confidential else row.marked_title)
        for row in agenda
        if to.member or not row.confidential
    )

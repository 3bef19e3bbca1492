"""What the interface answers with. Names as in OParl where it has one; times with their offset."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from app.mandates.tables import MandateKind, MandateStatus
from app.meetings.tables import MeetingStatus
from app.tasks.tables import Priority, TaskStatus


class Shape(msgspec.Struct, kw_only=True, rename="camel"):
    """Field names are in camelCase, as in OParl."""


class Named(Shape):
    id: UUID
    name: str


class TaskShape(Shape):
    """Eine Aufgabe. due: letzter Tag; startsOn: Tag der Wiedervorlage; origin: der Beschlusspunkt."""

    id: UUID
    title: str
    state: TaskStatus
    priority: Priority
    due: date | None
    starts_on: date | None
    done_at: datetime | None
    done_note: str
    responsible: str
    group: Named
    origin: str
    web: str


class MeetingShape(Shape):
    """Eine Sitzung. where: Ort und Raum."""

    id: UUID
    title: str
    state: MeetingStatus
    start: datetime
    end: datetime
    where: str
    video_url: str
    cancel_reason: str
    group: Named
    web: str


class MandateShape(Shape):
    """Ein Auftrag. lastSentence: was beim letzten Schritt gesagt wurde."""

    id: UUID
    title: str
    kind: MandateKind
    state: MandateStatus
    due: date | None
    last_sentence: str
    last_on: date | None
    group: Named
    web: str


class Pagination(Shape):
    """total: Zahl aller Einträge."""

    page: int
    pages: int
    total: int


class TaskPage(Shape):
    data: list[TaskShape]
    pagination: Pagination


class MeetingPage(Shape):
    data: list[MeetingShape]


class MandatePage(Shape):
    data: list[MandateShape]
    pagination: Pagination


class Problem(Shape):
    """Was nicht ging (RFC 9457)."""

    title: str
    status: int
    detail: str
    request_id: str

"""How long a Niederschrift of ten pages takes, and what the others notice of two hundred at once."""

import asyncio
import io
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from statistics import median
from uuid import UUID

from app.core.words import Visibility
from app.decisions.tables import Outcome
from app.groups.tables import GroupKind, Role, Standing
from app.invitations.tables import Attendance
from app.minutes.niederschrift import pdf_of
from app.minutes.papers.content import Edition
from app.minutes.papers.word import word_of
from app.minutes.parts import TaskPart
from app.minutes.record import Attendee, DecisionPart, ItemPart, Record
from app.people.tables import Side
from app.tasks.tables import TaskStatus

ITEMS, PEOPLE, PARAGRAPHS, WORDS = 12, 24, 4, 52  # ten pages
AT_ONCE, QUICK_AT_ONCE = 200, 20
ROUNDS, BEAT = 7, 0.005  # seconds
LEXICON = (
    "die", "Gruppe", "berät", "über", "den", "Bedarf", "an", "Räumen", "und", "stellt", "fest",
    "Zuständigkeiten", "Kosten", "Familienzentren", "Sozialraumträger", "offen", "bleiben", "weil",
    "Vereinbarungen", "Abstimmung", "brauchen", "sowie", "eine", "gemeinsame", "Planung", "mit",
)  # fmt: skip
DAY = datetime(2026, 3, 5, 13, tzinfo=UTC)


@dataclass(frozen=True)
class PrintingRun:
    """Milliseconds of computing for one; seconds for all at once, and the loop's worst delay in ms."""

    pages: int
    pdf: float
    word: float
    at_once: int
    seconds: float
    delay: float


async def measure_printing(*, quick: bool) -> PrintingRun:
    at_once = QUICK_AT_ONCE if quick else AT_ONCE
    random = Random(1)  # noqa: S311 - no secret
    first = await pdf_of(_record(random), Edition())
    pdf = [await _computing(pdf_of, _record(random)) for _ in range(ROUNDS)]
    word = [await _computing(word_of, _record(random)) for _ in range(ROUNDS)]
    seconds, delay = await _all_at_once([_record(random) for _ in range(at_once)])
    return PrintingRun(_pages(first), median(pdf), median(word), at_once, seconds, delay)


def _pages(pdf: bytes) -> int:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


async def _computing(make: Callable[[Record, Edition], Awaitable[bytes]], record: Record) -> float:
    begun = time.process_time()
    await make(record, Edition())
    return (time.process_time() - begun) * 1000


async def _all_at_once(records: list[Record]) -> tuple[float, float]:
    """A beat stands for the pages: how late the loop comes to it, at worst of a hundred."""
    delays: list[float] = []

    async def beat() -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(BEAT)
            delays.append((time.perf_counter() - begun - BEAT) * 1000)

    heart = asyncio.create_task(beat())
    begun = time.perf_counter()
    await asyncio.gather(*(pdf_of(record, Edition()) for record in records))
    seconds = time.perf_counter() - begun
    heart.cancel()
    return seconds, sorted(delays)[int(len(delays) * 0.99)]


def _record(random: Random) -> Record:
    """Always another text: the press remembers what it has set before."""
    return Record(
        meeting_id=UUID(int=1), meeting_title="5. Sitzung", starts_at=DAY,
        ends_at=DAY + timedelta(hours=2), place="Kreishaus, Raum 204", group_id=UUID(int=2),
        group_name="Steuerungsgruppe Familienzentren", group_kind=GroupKind.STEUERUNGSGRUPPE,
        body_name="Landkreis Vielfalt", taken_by="Paul Petersen", voters=PEOPLE,
        attendees=tuple(_attendee(n) for n in range(PEOPLE)),
        items=tuple(_item(random, n + 1) for n in range(ITEMS)), approved_on=date(2026, 3, 26),
        approved_by="Bernd Brandt", began_at=DAY, ended_at=DAY + timedelta(hours=2),
    )  # fmt: skip


def _attendee(number: int) -> Attendee:
    return Attendee(
        invitation_id=UUID(int=number), name=f"Vorname Nachname{number}", traeger=f"Träger {number}",
        deputy="", standing=Standing.VOTING, attendance=Attendance.PRESENT,
        side=list(Side)[number % 6], role=Role.MITGLIED,
    )  # fmt: skip


def _item(random: Random, number: int) -> ItemPart:
    paragraphs = [" ".join(random.choices(LEXICON, k=WORDS)) for _ in range(PARAGRAPHS)]
    decision = DecisionPart(
        id=UUID(int=number), text=paragraphs[0], outcome=Outcome.RECOMMENDED, yes=20, no=1,
        abstentions=3, version=1, visibility=Visibility.PUBLIC,
    )  # fmt: skip
    task = TaskPart(
        id=UUID(int=number), title="Bedarf erheben und berichten", who="Carla Cordes",
        person_id=None, due_on=date(2026, 4, 30), status=TaskStatus.OPEN,
        visibility=Visibility.PUBLIC,
    )  # fmt: skip
    return ItemPart(
        id=UUID(int=number), number=number, label=str(number), title="Räume der Familienzentren",
        visibility=Visibility.PUBLIC, text="\n\n".join(paragraphs),
        rich="".join(f"<p>{text}</p>" for text in paragraphs), version=1, changed_by="",
        changed_at=None, decisions=(decision,), tasks=(task, replace(task, who="Ole Otto")),
    )  # fmt: skip

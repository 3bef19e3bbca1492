"""What a line of the minutes says about a task, and what may become of a task."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hmac import compare_digest
from textwrap import shorten
from uuid import UUID

from app.core.clock import berlin
from app.core.errors import RuleViolation
from app.core.tokens import derived_token
from app.tasks.tables import TaskStatus

TITLE_LENGTH = 300
PREFIX = re.compile(r"^\s*(?:A|Aufgabe)\s*:\s*", re.IGNORECASE)
# A hyphen needs blanks on both sides ("Kinder- und Jugendhilfe"), a dash on one.
DASH = re.compile(r"\s+-\s+|\s+[–—]\s*|\s*[–—]\s+")
DAY = re.compile(
    r"^(?:bis\s+)?(?:zum\s+)?(\d{1,2})\.\s?(\d{1,2})(?:\.\s?(\d{4}|\d{2})?)?$", re.IGNORECASE
)

WHAT_IS_MISSING = (
    "Es fehlt, was zu tun ist. Bitte schreiben Sie „A: Name – was zu tun ist – Datum“."
)
WHO_IS_MISSING = (
    "Wer es tut und was zu tun ist, lässt sich nicht unterscheiden. "
    "Bitte schreiben Sie „A: Name – was zu tun ist – Datum“."
)
TOO_LONG = "Die Aufgabe ist länger als 300 Zeichen. Bitte kürzen Sie sie."

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
HONORIFICS = {"frau", "herr", "herrn", "dr.", "prof."}


@dataclass(frozen=True)
class TaskLine:
    """One line of the minutes; `problems` are German sentences, empty when all is clear."""

    name: str
    title: str
    day: date | None
    problems: tuple[str, ...] = ()


def parse_task_line(line: str, after: date) -> TaskLine:
    """Reads "A: Müller – Entwurf Budget – 12.12."; a day without a year is the next one from `after`."""
    parts = [part.strip() for part in DASH.split(PREFIX.sub("", line)) if part.strip()]
    day, problems = None, []
    if len(parts) > 1 and (found := DAY.match(parts[-1])):
        day, problem = _day(found, after)
        problems += [problem] if problem else []
        parts.pop()
    name, title = (parts[0], " – ".join(parts[1:])) if len(parts) > 1 else ("", "".join(parts))
    if day is None and not problems and not name and DAY.match(title):
        title = ""
    if not title:
        problems.append(WHAT_IS_MISSING)
    elif not name:
        problems.append(WHO_IS_MISSING)
    if len(title) > TITLE_LENGTH:
        problems.append(TOO_LONG)
    return TaskLine(name, title, day, tuple(problems))


def _day(found: re.Match[str], after: date) -> tuple[date | None, str]:
    day, month, typed_year = int(found[1]), int(found[2]), found[3]
    if typed_year:
        year = int(typed_year) + (2000 if len(typed_year) == 2 else 0)
        exact = _date(year, month, day)
        if exact is None:
            return None, f"Den {day:02}.{month:02}.{year} gibt es nicht."
        if exact < after:
            return None, f"Der {exact:%d.%m.%Y} ist schon vorbei. Bitte prüfen Sie das Jahr."
        return exact, ""
    for year in range(after.year, after.year + 9):  # 29.02. may be eight years away
        candidate = _date(year, month, day)
        if candidate is not None and candidate >= after:
            return candidate, ""
    return None, f"Den {day:02}.{month:02}. gibt es nicht."


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _folded(name: str) -> list[str]:
    plain = name.lower().translate(UMLAUTS)
    return [word for word in re.split(r"[\s,]+", plain) if word and word not in HONORIFICS]


def is_called(typed: str, given_name: str, family_name: str) -> bool:
    """Müller · Frau Müller · Anna Müller · A. Müller · Müller, Anna; umlauts may be written out."""
    words, given, family = _folded(typed), _folded(given_name), _folded(family_name)
    initial = [f"{given[0][0]}."] if given else []
    first = given[:1]
    known = [
        given + family,
        first + family,
        initial + family,
        family + given,
        family + first,
        family,
    ]
    return bool(words) and words in known


def has_given_name(typed: str, given_name: str, _family_name: str) -> bool:
    words = _folded(typed)
    return bool(words) and words in (_folded(given_name), _folded(given_name)[:1])


def called(text: str, names: Mapping[UUID, str]) -> set[UUID]:
    """Whom a comment names: @Carla Cordes, or @Cordes where only one is called so."""
    found, families = set(), [name.split()[-1] for name in names.values() if name]
    for person_id, name in names.items():
        family = name.split()[-1] if name else ""
        ways = [name, *([family] if families.count(family) == 1 else [])]
        if any(way and re.search(rf"@{re.escape(way)}\b", text, re.IGNORECASE) for way in ways):
            found.add(person_id)
    return found


def link_token(task_id: UUID, person_id: UUID) -> str:
    """32 digits that find the task, then 160 bit that prove it was sent to this person."""
    return f"{task_id.hex}{derived_token('task', f'{task_id}:{person_id}')}"


def task_in(token: str) -> UUID | None:
    return UUID(token[:32]) if re.fullmatch(r"[0-9a-f]{32}[a-z2-7]{32}", token) else None


def is_link_of(token: str, task_id: UUID, person_id: UUID | None) -> bool:
    """A link to somebody who is no longer responsible fits no more."""
    return person_id is not None and compare_digest(token, link_token(task_id, person_id))


BRIEF = 80


def brief(text: str) -> str:
    """At most 80 characters."""
    return text if len(text) <= BRIEF else shorten(text, BRIEF, placeholder=" …")


LINK_LIVES = timedelta(days=180)  # after the task fell due, or after it was given


def link_has_ended(due_on: date | None, created_at: datetime, today: date) -> bool:
    return today > max(due_on or date.min, berlin(created_at).date()) + LINK_LIVES


NEXT: dict[TaskStatus, frozenset[TaskStatus]] = {
    TaskStatus.OPEN: frozenset({TaskStatus.IN_PROGRESS, TaskStatus.DONE, TaskStatus.DROPPED}),
    TaskStatus.IN_PROGRESS: frozenset({TaskStatus.DONE, TaskStatus.DROPPED}),
    TaskStatus.DONE: frozenset({TaskStatus.OPEN}),
    TaskStatus.DROPPED: frozenset({TaskStatus.OPEN}),
}
ACTIVE = (TaskStatus.OPEN, TaskStatus.IN_PROGRESS)
CLOSED = (TaskStatus.DONE, TaskStatus.DROPPED)
REFUSALS = {
    TaskStatus.OPEN: "Die Aufgabe ist schon offen.",
    TaskStatus.IN_PROGRESS: "Die Aufgabe ist schon in Arbeit.",
    TaskStatus.DONE: "Die Aufgabe ist schon als erledigt gemeldet.",
    TaskStatus.DROPPED: "Die Aufgabe ist verworfen. Bitte öffnen Sie sie zuerst wieder.",
}


def check_may_become(status: TaskStatus, wanted: TaskStatus) -> None:
    if wanted not in NEXT[status]:
        raise RuleViolation(REFUSALS[status])


def section(due_on: date | None, today: date) -> str:
    """Heading under which an own open task stands; a week ends on Sunday."""
    if due_on is None:
        return "Ohne Termin"
    if due_on < today:
        return "Überfällig"
    sunday = today + timedelta(days=6 - today.weekday())
    return "Diese Woche" if due_on <= sunday else "Später"

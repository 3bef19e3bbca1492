from datetime import date
from uuid import uuid4

import pytest

from app.tasks import rules
from app.tasks.rules import parse_task_line

MEETING = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("line", "name", "title", "day"),
    [
        ("A: Müller – Entwurf Budget – 12.12.", "Müller", "Entwurf Budget", date(2026, 12, 12)),
        ("A: Müller - Entwurf Budget - 12.12.", "Müller", "Entwurf Budget", date(2026, 12, 12)),
        ("A: Müller — Entwurf Budget — 12.12.", "Müller", "Entwurf Budget", date(2026, 12, 12)),
        ("A:Müller– Entwurf –12.12.", "Müller", "Entwurf", date(2026, 12, 12)),
        ("a : Müller – Entwurf – 12.12", "Müller", "Entwurf", date(2026, 12, 12)),
        ("Aufgabe: Müller – Entwurf – bis 12.12.", "Müller", "Entwurf", date(2026, 12, 12)),
        ("Müller – Entwurf – bis zum 12.12.2026", "Müller", "Entwurf", date(2026, 12, 12)),
        ("A: Müller – Entwurf – 12.12.26", "Müller", "Entwurf", date(2026, 12, 12)),
        ("A: Müller – Entwurf – 5. 1.", "Müller", "Entwurf", date(2027, 1, 5)),
        ("A: Müller – Entwurf – 24.11.", "Müller", "Entwurf", MEETING),
        ("A: Müller – Entwurf – 23.11.", "Müller", "Entwurf", date(2027, 11, 23)),
        ("A: Müller – Entwurf – 29.02.", "Müller", "Entwurf", date(2028, 2, 29)),
        ("A: Müller – Entwurf", "Müller", "Entwurf", None),
        ("A: Kurz-Lang – Kinder- und Jugendplan", "Kurz-Lang", "Kinder- und Jugendplan", None),
        ("A: Müller – Plan – Teil 2 – 1.3.", "Müller", "Plan – Teil 2", date(2027, 3, 1)),
        ("A: Müller – Zahlen 2025–2026 melden", "Müller", "Zahlen 2025–2026 melden", None),
    ],
)
def test_line_says_who_what_and_by_when(line: str, name: str, title: str, day: date | None) -> None:
    assert parse_task_line(line, MEETING) == rules.TaskLine(name, title, day)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("", rules.WHAT_IS_MISSING),
        ("A:", rules.WHAT_IS_MISSING),
        ("A: Müller – 12.12.", rules.WHO_IS_MISSING),
        ("A: 12.12.", rules.WHAT_IS_MISSING),
        ("A: Entwurf Budget", rules.WHO_IS_MISSING),
        ("A: Müller – Entwurf – 31.02.", "Den 31.02. gibt es nicht."),
        ("A: Müller – Entwurf – 30.02.2027", "Den 30.02.2027 gibt es nicht."),
        (
            "A: Müller – Entwurf – 12.12.2025",
            "Der 12.12.2025 ist schon vorbei. Bitte prüfen Sie das Jahr.",
        ),
        (f"A: Müller – {'x' * 301} – 12.12.", rules.TOO_LONG),
    ],
)
def test_line_that_is_unclear_says_what_is_missing(line: str, problem: str) -> None:
    assert parse_task_line(line, MEETING).problems == (problem,)


def test_link_fits_its_task_and_its_person_only() -> None:
    task, other, person = uuid4(), uuid4(), uuid4()
    token = rules.link_token(task, person)
    assert rules.task_in(token) == task
    assert rules.is_link_of(token, task, person)
    assert not rules.is_link_of(token, task, None)
    assert not rules.is_link_of(token, task, other)
    assert not rules.is_link_of(token.replace(task.hex, other.hex), other, person)
    assert rules.task_in("unbekannt") is None

from datetime import date
from uuid import uuid4

import pytest

from app.core.errors import RuleViolation
from app.minutes.rules import objections_until, responsible
from app.tasks.queries import Assignee

MEMBERS = [
    Assignee(uuid4(), "Anna", "Müller", "Jugendwerk Nord"),
    Assignee(uuid4(), "Bernd Udo", "von Straßen"),
    Assignee(uuid4(), "Carla", "Schmidt"),
    Assignee(uuid4(), "Dora", "Schmidt", "Jugendwerk Nord"),
    Assignee(uuid4(), "Carla", "Kurz-Lang"),
]


@pytest.mark.parametrize(
    ("typed", "index"),
    [
        ("Müller", 0),
        ("mueller", 0),
        ("Frau Dr. Müller", 0),
        ("Müller, Anna", 0),
        ("A. Müller", 0),
        ("Anna", 0),
        ("von Strassen", 1),
        ("Bernd von Straßen", 1),
        ("D. Schmidt", 3),
        ("Kurz-Lang", 4),
    ],
)
def test_one_person_is_meant(typed: str, index: int) -> None:
    assert responsible(typed, MEMBERS) == MEMBERS[index]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Schmidt", "kann Carla Schmidt oder Dora Schmidt .Jugendwerk Nord. sein"),
        ("Carla", "kann Carla Schmidt oder Carla Kurz-Lang sein"),
        ("B. Müller", "Möglich sind: Anna Müller, Bernd Udo von Straßen, Carla Schmidt"),
        ("Meier", "gehört heute nicht zur Gruppe"),
        ("", "gehört heute nicht zur Gruppe"),
    ],
)
def test_the_refusal_names_the_candidates(typed: str, sentence: str) -> None:
    with pytest.raises(RuleViolation, match=sentence):
        responsible(typed, MEMBERS)


def test_the_last_day_for_objections_counts() -> None:
    assert objections_until(date(2026, 11, 22), 14) == date(2026, 12, 6)

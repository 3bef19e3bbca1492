from datetime import date
from uuid import uuid4

import pytest

from app.core.errors import RuleViolation
from app.minutes.rules import objections_until, responsible
from app.tasks.queries import Assignee

MEMBERS = [
    Assignee(uuid4(), "Anna", "Müller", "Jugendwerk Nord"),
    Assignee(uuid4(), "Bernd", "Müller"),
    Assignee(uuid4(), "Carla", "Cordes"),
]


@pytest.mark.parametrize(
    ("typed", "index"), [("Cordes", 2), ("Frau Cordes", 2), ("Carla", 2), ("Anna Müller", 0)]
)
def test_one_person_is_meant(typed: str, index: int) -> None:
    assert responsible(typed, MEMBERS) == MEMBERS[index]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Müller", "kann Anna Müller .Jugendwerk Nord. oder Bernd Müller sein"),
        ("Meier", "Möglich sind: Anna Müller, Bernd Müller, Carla Cordes"),
    ],
)
def test_the_refusal_names_the_candidates(typed: str, sentence: str) -> None:
    with pytest.raises(RuleViolation, match=sentence):
        responsible(typed, MEMBERS)


def test_the_last_day_for_objections_counts() -> None:
    assert objections_until(date(2026, 11, 22), 14) == date(2026, 12, 6)

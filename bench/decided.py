"""A county with 2,000 decision points, and work at each of them."""

import json
from datetime import date, datetime, timedelta
from uuid import UUID

from app.groups.tables import Group, GroupKind
from app.mandates.tables import Mandate, MandateStatus, MandateStep
from app.people.tables import Body, Office, OfficeRole, Person
from app.tasks.tables import Task, TaskStatus
from app.vorlagen.tables import DecisionPoint, Vorlage
from bench.rows import Rows

PAPERS, POINTS, GROUPS, MANDATES = 100, 20, 20, 2  # points of a paper, mandates of a point


def add_decided(rows: Rows, now: datetime) -> UUID:
    """Who coordinates the county."""
    body = rows.add(
        Body, name="Landkreis Beschluss", office_name="Jugendhilfeplanung",
        contact_name="Claudia Brandt", contact_mail="planung@example.org",
    )  # fmt: skip
    person = rows.add(
        Person, body=body, given_name="Claudia", family_name="Vielpunkt",
        email="punkte@beschluss.example.org",
    )  # fmt: skip
    rows.add(OfficeRole, person=person, body=body, office=Office.COORDINATION)
    groups = [
        rows.add(
            Group, body=body, name=f"Gruppe {n + 1}",
            kind=GroupKind.AUSSCHUSS if n == 0 else GroupKind.STEUERUNGSGRUPPE,
            purpose="Sie bereitet den Beschluss vor.",
        )
        for n in range(GROUPS)
    ]  # fmt: skip
    for number in range(PAPERS):
        _paper(rows, body, groups, number, now)
    return person


def _paper(rows: Rows, body: UUID, groups: list[UUID], number: int, now: datetime) -> None:
    empty = json.dumps({})
    vorlage = rows.add(
        Vorlage, body=body, committee=groups[0], reference=f"2025/P{number:03}",
        title=f"Ausbau der Jugendhilfe im Sozialraum {number}", dated_on=date(2025, 1, 1),
        paper_type="Beschlussvorlage", paper=empty, reading=empty, source_text="x",
        source_sha256="0" * 64,
    )  # fmt: skip
    for position in range(1, POINTS + 1):
        point = rows.add(
            DecisionPoint, vorlage=vorlage, position=position, marker=f"{position}.", depth=1,
            text=f"Die Verwaltung klärt bis zum Sommer die Frage {position} und berichtet darüber.",
        )  # fmt: skip
        for nth in range(MANDATES):
            _mandate(rows, groups[1 + (number + nth) % (GROUPS - 1)], point, now)


def _mandate(rows: Rows, group: UUID, point: UUID, now: datetime) -> None:
    mandate = rows.add(
        Mandate, group=group, decision_point=point, title="Frage klären",
        status=MandateStatus.IN_PROGRESS,
    )  # fmt: skip
    for _ in range(2):
        rows.add(
            MandateStep, mandate=mandate, to_status=MandateStatus.IN_PROGRESS,
            sentence="Die Gruppe hat begonnen.", person_name="Claudia Brandt",
        )  # fmt: skip
    rows.add(
        Task, group=group, agenda_item=None, mandate=mandate, title="Zahlen zusammenstellen",
        person=None, due_on=(now + timedelta(days=21)).date(), status=TaskStatus.OPEN, done_at=None,
    )  # fmt: skip

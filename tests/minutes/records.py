"""A record without a database: eight people of all benches, four items, one of them not public."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from app.core.words import Visibility
from app.decisions.tables import Outcome
from app.groups.tables import GroupKind, Role, Standing
from app.invitations.tables import Attendance
from app.minutes.parts import TaskPart
from app.minutes.record import Attendee, DecisionPart, ItemPart, Record
from app.people.tables import Side
from app.tasks.tables import TaskStatus

NOBODY = UUID(int=0)
TEXT = "Die Leitung begrüßt alle.\n\nDie Räume reichen im Norden nicht."


def attendee(name: str, traeger: str = "", **columns: Any) -> Attendee:
    values: dict[str, Any] = {
        "deputy": "", "standing": Standing.VOTING, "attendance": Attendance.PRESENT,
        "side": Side.FREE, "role": Role.MITGLIED, **columns,
    }  # fmt: skip
    return Attendee(invitation_id=NOBODY, name=name, traeger=traeger, **values)


PEOPLE = (
    attendee("Bernd Brandt", "Landkreis Musterland", side=Side.PUBLIC, role=Role.LEITUNG),
    attendee("Carla Cordes", "Jugendwerk Nord e. V.", deputy="Nele Nissen"),
    attendee("Jutta Jansen", "Kreistag", side=Side.POLITICS, left_at=datetime(2026, 3, 5, 15, tzinfo=UTC)),
    attendee("Ole Otto", "Elternrat", side=Side.AFFECTED),
    attendee("Rita Roth", "Institut Süd", standing=Standing.ADVISORY, side=Side.EXTERNAL),
    attendee("Gustav Gerdes", standing="", side="", role=""),
    attendee("Eva Ebert", "Haus am See gGmbH", attendance=Attendance.EXCUSED),
    attendee("Udo Ulm", "Haus am Berg", attendance=Attendance.ABSENT),
)  # fmt: skip


def decision(text: str = "Die Gruppe empfiehlt Modell B.", **columns: Any) -> DecisionPart:
    values: dict[str, Any] = {
        "outcome": Outcome.RECOMMENDED, "yes": 4, "no": 0, "abstentions": 1,
        "visibility": Visibility.PUBLIC, **columns,
    }  # fmt: skip
    return DecisionPart(id=NOBODY, text=text, version=1, **values)


def task(title: str = "Bedarf erheben", **columns: Any) -> TaskPart:
    values: dict[str, Any] = {
        "who": "Carla Cordes", "person_id": NOBODY, "due_on": date(2026, 4, 30),
        "status": TaskStatus.OPEN, "visibility": Visibility.PUBLIC, **columns,
    }  # fmt: skip
    return TaskPart(id=NOBODY, title=title, **values)


def item(number: int, title: str, text: str = TEXT, **columns: Any) -> ItemPart:
    values: dict[str, Any] = {
        "visibility": Visibility.PUBLIC, "decisions": (), "tasks": (), **columns,
    }  # fmt: skip
    return ItemPart(
        id=UUID(int=number), number=number, label=str(number), title=title, text=text, version=1,
        changed_by="Paul Petersen", changed_at=None, **values,
    )  # fmt: skip


def make_record(*items: ItemPart, **columns: Any) -> Record:
    """Approved, held on 5 March 2026 from 14:03 to 16:10 in Berlin."""
    values: dict[str, Any] = {
        "approved_on": date(2026, 3, 26), "approved_by": "Bernd Brandt", "attendees": PEOPLE,
        "began_at": datetime(2026, 3, 5, 13, 3, tzinfo=UTC),
        "ended_at": datetime(2026, 3, 5, 15, 10, tzinfo=UTC), **columns,
    }  # fmt: skip
    return Record(
        meeting_id=NOBODY, meeting_title="5. Sitzung",
        starts_at=datetime(2026, 3, 5, 13, tzinfo=UTC), ends_at=datetime(2026, 3, 5, 15, tzinfo=UTC),
        place="Kreishaus, Raum 204", group_id=NOBODY,
        group_name="Steuerungsgruppe Familienzentren", group_kind=GroupKind.STEUERUNGSGRUPPE,
        body_name="Landkreis Musterland", taken_by="Paul Petersen", voters=6, items=items or ITEMS,
        **values,
    )  # fmt: skip


ITEMS = (
    item(1, "Begrüßung"),
    item(2, "Räume im Norden", decisions=(decision(),), tasks=(task(), task("Angebot einholen", due_on=None))),
    item(3, "Personal einer Einrichtung", visibility=Visibility.CONFIDENTIAL, decisions=(decision(visibility=Visibility.CONFIDENTIAL),)),
    item(4, "Verschiedenes", "", visibility=Visibility.INTERNAL),
)  # fmt: skip

"""A county of sixty groups in which one person sits, for the calendar over all of them."""

from datetime import datetime, time, timedelta
from uuid import UUID

from app.core import clock
from app.groups.tables import Group, GroupKind, Membership, Role, Standing
from app.meetings.tables import Meeting, MeetingStatus
from app.people.tables import Body, Person, Side, Traeger
from bench.rows import Rows

GROUPS, MEETINGS = 60, 2  # of a group in this month


def add_planner(rows: Rows, now: datetime) -> UUID:
    """Who sits in all of them."""
    body = rows.add(
        Body, name="Landkreis Vielfalt", office_name="Jugendhilfeplanung",
        contact_name="Claudia Brandt", contact_mail="planung@example.org",
    )  # fmt: skip
    traeger = rows.add(Traeger, body=body, name="Träger der Runden", side=Side.FREE)
    person = rows.add(
        Person, body=body, given_name="Ewa", family_name="Vielsitzer",
        email="runden@vielfalt.example.org",
    )  # fmt: skip
    for n in range(GROUPS):
        group = rows.add(
            Group, body=body, name=f"Runde {n + 1}", kind=GroupKind.STEUERUNGSGRUPPE,
            purpose="Sie bereitet den Beschluss vor.",
        )  # fmt: skip
        rows.add(
            Membership, group=group, person=person, traeger=traeger, role=Role.MITGLIED,
            standing=Standing.VOTING, since=(now - timedelta(days=500)).date(), until=None,
        )  # fmt: skip
        _meetings(rows, group, n)
    return person


def _meetings(rows: Rows, group: UUID, n: int) -> None:
    first = clock.today().replace(day=1)
    for nth in range(MEETINGS):
        day = first + timedelta(days=(n * 7 + nth * 14) % 28)
        starts_at = clock.from_wall_clock(day, time(8 + n % 9))
        rows.add(
            Meeting, group=group, title=f"{nth + 1}. Sitzung", starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2), place="Kreishaus, Raum 1",
            status=MeetingStatus.INVITED, uid=f"bench-runde-{n}-{nth}@example.org",
        )  # fmt: skip

"""A group of 60 people that has worked for ten years: half a thousand memberships, most of them over."""

from datetime import date, timedelta
from uuid import UUID

from app.groups.tables import Group, GroupKind, Membership, Role, Standing
from bench.county import County
from bench.rows import Rows

MEMBERS, YEARS, CHANGES = 60, 10, 45  # people who change in a year


def add_old_group(rows: Rows, county: County, today: date) -> UUID:
    """Those who sit there now came last; before them others of the county, a year or so each."""
    began = today - timedelta(days=365 * YEARS)
    group = rows.add(
        Group, body=county.body, name="Arbeitsgemeinschaft nach § 78", kind=GroupKind.AG78,
        purpose="Sie berät alle Träger der Jugendhilfe im Kreis.",
    )  # fmt: skip
    for n in range(YEARS * CHANGES):
        since = began + timedelta(days=n * 8 % (365 * (YEARS - 1)))
        _sits(rows, county, group, n, since, since + timedelta(days=300))
    for n in range(MEMBERS):
        _sits(rows, county, group, n, today - timedelta(days=60), None)
    return group


def _sits(rows: Rows, county: County, group: UUID, n: int, since: date, until: date | None) -> None:
    rows.add(
        Membership, group=group, person=county.people[n % len(county.people)],
        traeger=county.traeger[n % len(county.traeger)],
        role=Role.LEITUNG if until is None and n == 1 else Role.MITGLIED,
        standing=Standing.VOTING, since=since, until=until,
    )  # fmt: skip

"""A county at work: 25 groups, 400 people, 400 meetings with minutes and tasks."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import asyncpg

from app.accounts.tables import Session
from app.core import clock
from app.core.tokens import hash_of
from app.core.words import Visibility
from app.decisions.tables import Decision
from app.demo.papers import Reading, read_paper
from app.feeds.tables import CalendarFeed
from app.groups.tables import (
    CompositionRule,
    FormerName,
    Group,
    GroupKind,
    Membership,
    Quantity,
    Role,
    Standing,
    Trait,
)
from app.invitations.tables import Answer, Attendance, Invitation
from app.mandates.tables import Mandate, MandateStatus, MandateStep
from app.meetings.tables import AgendaItem, Meeting, MeetingStatus
from app.minutes.tables import Minutes, MinutesItem, MinutesStatus
from app.outbox.tables import MailState, OutgoingMail
from app.people.tables import Body, Office, OfficeRole, Person, Side, Traeger
from app.tasks.tables import Task, TaskStatus
from app.vorlagen.tables import GroupOrigin
from bench.county import County
from bench.crowd import add_crowd
from bench.decided import add_decided
from bench.old_group import add_old_group
from bench.papers import add_paper, add_papers
from bench.planner import add_planner
from bench.rows import Rows

GROUPS, PEOPLE, MEETINGS = 25, 400, 16  # of a county, of a county, of a group
SEATS, ITEMS, TASKS, DECISIONS, MANDATES = 20, 6, 3, 2, 5
OFFICE, MEMBER = 0, 3  # who reads: positions in the list of people
TEXT = (
    "Die Gruppe bespricht den Stand der Gespräche mit den Gemeinden und hält fest, welche Fragen "
    "zur Finanzierung offen sind. Die Verwaltung legt bis zur nächsten Sitzung Zahlen vor.\n\n"
    "Aus den Sozialräumen wird berichtet, dass die Wege kürzer geworden sind."
)


def token(person: UUID) -> str:
    """Of the session and of the feed alike; a scratch database holds nothing to protect."""
    return f"bench-{person.hex}"


async def seed(dsn: str, counties: int, papers: int) -> County:
    """The first county, with so many papers; the others make the tables long."""
    now = clock.now()
    dates = dict.fromkeys(("dated", "decided", "recommended", "renamed"), clock.today())
    reading = read_paper("sozialraeume.txt", **dates)
    connection = await asyncpg.connect(dsn)
    first = None
    for number in range(counties):
        rows = Rows(number)
        county = _county(rows, number, reading, now)
        if first is None:
            county.old_group = add_old_group(rows, county, clock.today())
            county.crowd_office = add_crowd(rows)
            county.planner = add_planner(rows, now)
            county.controller = add_decided(rows, now)
            for reader in (county.crowd_office, county.planner, county.controller):
                _doors(rows, reader, now)
            add_papers(rows, county, papers - len(county.papers))  # last: their number differs
        async with connection.transaction():
            await rows.copy(connection)
        first = first or county
    await connection.execute("VACUUM ANALYZE")
    await connection.close()
    assert first is not None
    return first


def _county(rows: Rows, number: int, reading: Reading, now: datetime) -> County:
    body = rows.add(
        Body, name=f"Landkreis {number + 1}", office_name="Jugendhilfeplanung",
        contact_name="Claudia Brandt", contact_mail="planung@example.org",
    )  # fmt: skip
    sides = list(Side)
    traeger = [
        rows.add(Traeger, body=body, name=f"Träger {n}", side=sides[n % 2]) for n in range(12)
    ]
    county = County(number, body, traeger, _people(rows, number, body))
    for person in county.people:
        _doors(rows, person, now)
    rows.add(OfficeRole, person=county.people[OFFICE], body=body, office=Office.COORDINATION)
    for index in range(GROUPS):
        _group(rows, county, index, now)
    for index in range(GROUPS):
        add_paper(rows, county, index, reading)
    for group, point in zip(county.groups, county.points, strict=False):
        rows.add(GroupOrigin, group=group, decision_point=point)
        _mandates(rows, county, group, point)
    for index, group in enumerate(county.groups):
        for nth in range(MEETINGS):
            _meeting(rows, county, group, now + timedelta(days=7 - 22 * nth, hours=index % 8))
    return county


def _people(rows: Rows, number: int, body: UUID) -> list[UUID]:
    given, family = (
        ("Anna", "Bernd", "Çelik", "Dörte", "Ewa"),
        ("Müller", "Özdemir", "Weiß", "Abel"),
    )
    return [
        rows.add(
            Person, body=body, given_name=given[n % 5], family_name=f"{family[n % 4]}-{n}",
            email=f"person{n}.kreis{number}@example.org",
        )
        for n in range(PEOPLE)
    ]  # fmt: skip


def _doors(rows: Rows, person: UUID, now: datetime) -> None:
    hashed, later = hash_of(token(person)), now + timedelta(hours=12)
    rows.add(Session, person=person, token_hash=hashed, last_used_at=now, expires_at=later)
    rows.add(CalendarFeed, person=person, device="Handy", token_hash=hashed, last_used_at=now)


def _group(rows: Rows, county: County, index: int, now: datetime) -> None:
    group = rows.add(
        Group, body=county.body, name=f"Steuerungsgruppe {index + 1}",
        kind=GroupKind.AUSSCHUSS if index == 0 else GroupKind.STEUERUNGSGRUPPE,
        purpose=TEXT,
    )  # fmt: skip
    if county.groups:
        _rules(rows, county, group)
    others = [county.people[MEMBER + (index * 16 + n) % (PEOPLE - MEMBER)] for n in range(SEATS)]
    people = list(dict.fromkeys([county.people[OFFICE], county.people[MEMBER], *others]))[:SEATS]
    roles = (Role.KOORDINATION, Role.MITGLIED, Role.LEITUNG, Role.PROTOKOLL)
    for n, person in enumerate(people):
        rows.add(
            Membership, group=group, person=person, traeger=county.traeger[n % 12],
            role=roles[n] if n < len(roles) else Role.MITGLIED,
            standing=Standing.VOTING if n else Standing.ADVISORY,
            since=(now - timedelta(days=500)).date(), until=None,
        )  # fmt: skip
    rows.add(
        FormerName, group=group, name="Lenkungsgruppe", until=(now - timedelta(days=200)).date()
    )
    county.groups.append(group)
    county.members[group] = people


def _rules(rows: Rows, county: County, group: UUID) -> None:
    """One for the committee's members, one that wants more than there are."""
    rows.add(
        CompositionRule, group=group, position=1, quantity=Quantity.EXACTLY, number=3,
        trait=Trait.COMMITTEE, committee=county.groups[0], side=None,
        quote="drei Mitglieder des Ausschusses",
    )  # fmt: skip
    rows.add(
        CompositionRule, group=group, position=2, quantity=Quantity.AT_LEAST, number=SEATS,
        trait=Trait.SIDE, committee=None, side=Side.FREE,
        quote="die Geschäftsführungen der freien Träger",
    )  # fmt: skip


def _mandates(rows: Rows, county: County, group: UUID, point: UUID) -> None:
    for n in range(MANDATES):
        mandate = rows.add(
            Mandate, group=group, decision_point=point, title=f"Frage {n + 1} klären",
            status=MandateStatus.IN_PROGRESS,
        )  # fmt: skip
        county.mandates.append(mandate)
        rows.add(
            MandateStep, mandate=mandate, to_status=MandateStatus.IN_PROGRESS,
            sentence="Die Gruppe hat begonnen.", person_name="Claudia Brandt",
        )  # fmt: skip


def _meeting(rows: Rows, county: County, group: UUID, starts_at: datetime) -> None:
    number = len(county.meetings)
    coming = number % MEETINGS == 0
    uid = f"bench-{county.number}-{number}@example.org"
    meeting = rows.add(
        Meeting, group=group, title=f"{MEETINGS - number % MEETINGS}. Sitzung",
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), place="Kreishaus, Raum 1",
        status=MeetingStatus.INVITED if coming else MeetingStatus.HELD, uid=uid,
    )  # fmt: skip
    county.meetings.append(meeting)
    items = [
        rows.add(
            AgendaItem, meeting=meeting, position=n + 1, title=f"Punkt {n + 1} der Tagesordnung",
            minutes=20, vorlage=county.papers[0] if n == 1 else None,
            visibility=Visibility.CONFIDENTIAL if n == ITEMS - 1 else Visibility.INTERNAL,
        )
        for n in range(ITEMS)
    ]  # fmt: skip
    _minutes(rows, meeting, items, number)
    _results(rows, county, group, items, starts_at)
    for n, person in enumerate(county.members[group]):
        _invitation(rows, meeting, person, f"{uid}:{n}", coming=coming)


def _minutes(rows: Rows, meeting: UUID, items: list[UUID], number: int) -> None:
    """Drafts for the coming and the last meeting, the others sent."""
    draft = number % MEETINGS < 2
    now = clock.now()
    minutes = rows.add(
        Minutes, meeting=meeting, taken_by="Dörte Weiß-3",
        status=MinutesStatus.DRAFT if draft else MinutesStatus.SENT,
        sent_at=None if draft else now - timedelta(days=number % MEETINGS),
        objections_until=None if draft else now.date(),
    )  # fmt: skip
    for item in items:
        rows.add(MinutesItem, minutes=minutes, agenda_item=item, text=TEXT, changed_at=now)


def _results(
    rows: Rows, county: County, group: UUID, items: list[UUID], starts_at: datetime
) -> None:
    for item in items[:DECISIONS]:
        rows.add(Decision, agenda_item=item, text=TEXT[:150], yes=12, no=2, abstentions=1)
    members = county.members[group]
    for n, item in zip(count(len(county.meetings) * TASKS), items[:TASKS], strict=False):
        rows.add(
            Task, group=group, agenda_item=item, mandate=county.mandates[n % len(county.mandates)],
            title=f"Zahlen für Frage {n} zusammenstellen", person=members[n % SEATS],
            due_on=(starts_at + timedelta(days=21)).date(),
            status=TaskStatus.OPEN if n // SEATS % 2 else TaskStatus.DONE,
            done_at=None if n // SEATS % 2 else starts_at,
        )  # fmt: skip


def _invitation(rows: Rows, meeting: UUID, person: UUID, key: str, *, coming: bool) -> None:
    accepted: dict[str, Any] = {
        "answer": Answer.OPEN if coming else Answer.ACCEPTED,
        "attendance": Attendance.UNKNOWN if coming else Attendance.PRESENT,
    }
    invitation = rows.add(
        Invitation, meeting=meeting, person=person, address="x@example.org",
        reply_token_hash=hash_of(f"r{key}"), answer_token_hash=hash_of(f"a{key}"),
        sent_sequence=0, **accepted,
    )  # fmt: skip
    rows.add(
        OutgoingMail, kind="invitation_sent", recipient_name="Anna Abel",
        recipient_address="x@example.org", subject="Einladung", message_id=f"<{key}>",
        dedupe_key=key, thread_key=f"{key.partition(':')[0]}:{invitation}",
        envelope_sender="bounce@example.org", mime=b"Subject: Einladung\r\n\r\n",
        state=MailState.SENT, done_at=clock.now(),
    )  # fmt: skip

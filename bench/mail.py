"""1,000 invitations: built, stored and delivered, against the same bytes pushed alone."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from aiosmtplib import SMTP

from app.accounts.queries import actor_of_session
from app.core import clock
from app.core.actor import Actor
from app.invitations.forms import GuestList
from app.invitations.operations.invite import invite_people
from app.meetings.tables import AgendaItem, Meeting
from app.outbox import jobs
from app.outbox.tables import MailState, OutgoingMail
from bench.county import County
from bench.seed import ITEMS, OFFICE, SEATS, token

TITLE = "Klausur"  # of the meetings that are measured


@dataclass(frozen=True)
class MailRun:
    """Seconds for all mails together."""

    mails: int
    size: int  # bytes, on average
    built: float  # and stored
    delivered: float
    alone: float  # aiosmtplib by itself

    @property
    def share(self) -> float:
        """Of the rate that aiosmtplib reaches alone."""
        return self.alone / self.delivered

    @property
    def whole(self) -> float:
        """The same with building and storing."""
        return self.alone / (self.built + self.delivered)


async def measure_mail(county: County, port: int, mails: int) -> MailRun:
    """Needs a pool, and SPURWERK_SMTP_URL to name the sink on `port`."""
    actor = await actor_of_session(token(county.people[OFFICE]))
    assert actor is not None
    now = clock.now()
    meetings = [await _planned_meeting(county, n, now) for n in range(-(-mails // SEATS))]
    await OutgoingMail.raw("CHECKPOINT")
    begun = time.perf_counter()
    for group, meeting in meetings:
        await _invite(actor, county.members[group], meeting, now)
    built = time.perf_counter()
    await jobs.deliver_all()
    delivered = time.perf_counter()
    rows = await OutgoingMail.select().where(
        OutgoingMail.subject_id.is_in([meeting for _, meeting in meetings]),
        OutgoingMail.state == MailState.SENT,
    )
    alone = await _push_alone(rows, port)
    size = sum(len(row["mime"]) for row in rows) // len(rows)
    return MailRun(len(rows), size, built - begun, delivered - built, alone)


async def _planned_meeting(county: County, number: int, now: datetime) -> tuple[UUID, UUID]:
    group, starts_at = county.groups[number % len(county.groups)], now + timedelta(days=40)
    meeting = Meeting(
        id=uuid4(), group=group, title=TITLE, starts_at=starts_at, place="Kreishaus",
        ends_at=starts_at + timedelta(hours=2), uid=f"{uuid4()}@example.org",
    )  # fmt: skip
    await meeting.save()
    items = [
        AgendaItem(id=uuid4(), meeting=meeting.id, position=n + 1, title=f"Punkt {n + 1}", minutes=20)
        for n in range(ITEMS)
    ]  # fmt: skip
    await AgendaItem.insert(*items)
    return group, meeting.id


async def _invite(actor: Actor, people: list[UUID], meeting: UUID, now: datetime) -> None:
    guests = GuestList(people=frozenset(people), optional=frozenset())
    await invite_people(actor, meeting, guests, now=now)


async def _push_alone(rows: list[dict[str, bytes]], port: int) -> float:
    """Over one connection, as the outbox does."""
    client = SMTP(hostname="127.0.0.1", port=port, local_hostname="example.org")
    await client.connect()
    begun = time.perf_counter()
    for row in rows:
        await client.mail(str(row["envelope_sender"]))
        await client.rcpt(str(row["recipient_address"]))
        await client.data(row["mime"])
    seconds = time.perf_counter() - begun
    await client.quit()
    return seconds

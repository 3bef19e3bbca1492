"""Addresses that no program fetches for ninety days are switched off, and their owners told."""

from datetime import UTC, datetime, timedelta

from app.audit.tables import AuditEntry
from app.core import clock
from app.feeds import jobs
from app.feeds.tables import CalendarChange, CalendarFeed
from app.outbox.tables import OutgoingMail, PeriodicRun
from app.people.tables import Person
from tests.cast import Cast
from tests.feeds.make import make_dated, make_feed

NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)


async def ended() -> set[str]:
    rows = await CalendarFeed.select(CalendarFeed.device).where(
        CalendarFeed.revoked_at.is_not_null()
    )
    return {row["device"] for row in rows}


async def test_what_nobody_used_for_ninety_days_is_switched_off_with_a_mail(cast: Cast) -> None:
    just, over = NOW - timedelta(days=89), NOW - timedelta(days=91)
    await make_feed(cast.carla, device="genutzt", created_at=over, last_used_at=just)
    await make_feed(cast.carla, device="neu", created_at=just)
    await make_feed(cast.carla, device="vergessen", created_at=over, last_used_at=over)
    await make_feed(cast.bernd, device="nie geholt", created_at=over)
    assert await jobs.tidy(NOW) is False

    assert await ended() == {"vergessen", "nie geholt"}
    mails = await OutgoingMail.select(OutgoingMail.recipient_address, OutgoingMail.kind)
    assert {(each["recipient_address"], each["kind"]) for each in mails} == {
        (cast.carla.email, "feed_ended"), (cast.bernd.email, "feed_ended"),
    }  # fmt: skip
    assert await AuditEntry.count().where(AuditEntry.action == "feed.ended") == 2


async def test_it_happens_once_a_day(cast: Cast) -> None:
    await jobs.tidy(NOW)
    await make_feed(cast.carla, device="alt", created_at=NOW - timedelta(days=91))
    await jobs.tidy(NOW + timedelta(hours=1))
    assert await ended() == set()
    await jobs.tidy(NOW + timedelta(days=1))
    assert await ended() == {"alt"}
    assert await PeriodicRun.count().where(PeriodicRun.key.like("feeds:%")) == 2


async def test_who_is_blocked_gets_no_mail(cast: Cast) -> None:
    await make_feed(cast.carla, created_at=NOW - timedelta(days=91))
    await Person.update({Person.blocked: True}).where(Person.id == cast.carla.id)
    await jobs.tidy(NOW)

    assert await ended() == {"Mein Telefon"}
    assert await OutgoingMail.count() == 0


async def test_notes_of_changes_are_forgotten_after_two_days(cast: Cast) -> None:
    await make_dated(cast.group)
    assert await CalendarChange.count() > 0
    await jobs.tidy(clock.now())
    assert await CalendarChange.count() > 0
    await jobs.tidy(clock.now() + timedelta(days=3))
    assert await CalendarChange.count() == 0

"""People without a membership: told once, deleted a month later, unless they come back."""

from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes, policy

import pytest

from app.audit.tables import AuditEntry
from app.core.clock import from_wall_clock
from app.core.settings import settings
from app.groups.tables import Membership
from app.invitations.tables import Invitation
from app.outbox.tables import OutgoingMail, PeriodicRun
from app.people.tables import Person
from app.privacy import deletion_list, retention
from app.privacy.jobs import keep_terms
from app.privacy.rules import retention as rules
from tests.cast import Cast, make_member, make_person
from tests.meetings.make import make_meeting
from tests.privacy.make import fresh, make_mail_to
from tests.privacy.test_retention import of

LAST = date(2027, 1, 31)  # Carla's last day
DAY = timedelta(days=1)


def noon(day: date) -> datetime:
    return from_wall_clock(day, time(12))


TOLD = noon(LAST + timedelta(days=91))


@pytest.fixture(autouse=True)
def forgetful() -> None:
    (settings().data_dir / deletion_list.NAME).unlink(missing_ok=True)


async def carla_leaves(cast: Cast) -> str:
    await Membership.update({Membership.until: LAST}).where(Membership.person == cast.carla.id)
    await Person.update({Person.created_at: datetime(2024, 1, 1, tzinfo=UTC)}, force=True)
    return str(cast.id("carla"))


async def test_told_after_ninety_days_and_deleted_thirty_days_later(cast: Cast) -> None:
    carla = await carla_leaves(cast)
    assert carla not in of(await retention.due_now(TOLD - DAY), "notices")
    expected = await retention.due_now(TOLD)
    assert carla in of(expected, "notices")
    assert await retention.run(TOLD) == expected
    assert carla not in of(await retention.due_now(TOLD), "notices")

    last = TOLD + timedelta(days=30)
    assert of(await retention.due_now(last), "accounts") == []
    expected = await retention.due_now(last + DAY)
    assert carla in of(expected, "accounts")
    assert await retention.run(last + DAY) == expected
    assert (await fresh(cast.carla)).family_name.startswith("Mitglied")
    assert of(await retention.due_now(last + DAY), "accounts") == []


async def test_the_notice_says_the_day_the_reason_and_whom_to_ask(cast: Cast) -> None:
    carla = await carla_leaves(cast)
    await retention.run(TOLD)
    mail = await OutgoingMail.objects().get(OutgoingMail.person_id == carla)
    assert mail is not None
    ends_on = f"{LAST + timedelta(days=91 + 31):%d.%m.%Y}"
    assert mail.subject == f"Ihr Eintrag in Spurwerk wird am {ends_on} gelöscht"
    message = message_from_bytes(mail.mime, policy=policy.default)
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        assert part is not None
        text = " ".join(str(part.get_content()).split())
        assert "Anna Albers" in text
        assert "Warum bekomme ich diese E-Mail?" in text
        assert "Diese E-Mail kommt einmal." in text
        assert "/einstellungen/auskunft" in text
    assert await AuditEntry.exists().where(
        AuditEntry.action == "person.notified", AuditEntry.subject_id == carla
    )


async def test_whoever_sits_again_stays_and_the_notice_is_taken_back(cast: Cast) -> None:
    carla = await carla_leaves(cast)
    await retention.run(TOLD)
    await make_member(cast.other_group, cast.carla, since=TOLD.date())
    later = TOLD + timedelta(days=31)
    lines = await retention.due_now(later)
    assert carla in of(lines, "void_notices")
    assert carla not in of(lines, "accounts")
    await retention.run(later)
    assert (await fresh(cast.carla)).deletion_notice_at is None


async def test_an_office_an_invitation_or_a_block_keeps_the_entry(cast: Cast) -> None:
    carla = await carla_leaves(cast)
    gina = await make_person(cast.body, "Gina", "Gast")
    hans = await make_person(cast.body, "Hans", "Halt", blocked=True)
    await Person.update({Person.created_at: datetime(2024, 1, 1, tzinfo=UTC)}, force=True)
    meeting = await make_meeting(
        cast.group, starts_at=TOLD - 2 * DAY, ends_at=TOLD - 2 * DAY + timedelta(hours=2)
    )
    await Invitation(
        meeting=meeting.id, person=gina.id, reply_token_hash="r", answer_token_hash="a"
    ).save()
    due = of(await retention.due_now(TOLD), "notices")
    assert carla in due
    assert not {str(cast.id("anna")), str(gina.id), str(hans.id)} & set(due)
    assert str(gina.id) in of(await retention.due_now(TOLD + timedelta(days=90)), "notices")


async def test_a_backup_brought_back_does_not_bring_the_person_back(cast: Cast) -> None:
    carla = await carla_leaves(cast)
    before = await Person.select().where(Person.id == carla)
    await retention.run(TOLD)
    await retention.run(TOLD + timedelta(days=31))
    await Person.update({name: before[0][name] for name in ("given_name", "family_name", "email")}
        | {Person.erased_at: None, Person.pseudonym: None, Person.blocked: False}
    ).where(Person.id == carla)  # fmt: skip
    soon = TOLD + timedelta(days=32)
    assert of(await retention.due_now(soon), "replay") == [carla]
    await retention.run(soon)
    assert (await fresh(cast.carla)).given_name == "Ehemaliges"
    listed = (settings().data_dir / deletion_list.NAME).read_text()
    assert carla in listed
    assert "Cordes" not in listed


async def test_the_worker_runs_once_a_day(cast: Cast) -> None:
    day = noon(date(2027, 1, 5))
    await keep_terms(day)
    await keep_terms(day + timedelta(hours=3))
    assert await AuditEntry.count().where(AuditEntry.action == "retention.run") == 1
    await keep_terms(day + DAY)
    assert await AuditEntry.count().where(AuditEntry.action == "retention.run") == 2
    assert await PeriodicRun.count().where(PeriodicRun.key.like("retention:%")) == 2


async def test_many_rows_go_in_several_batches(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.privacy import retention as module
    from app.privacy.queries import due

    monkeypatch.setattr(due, "BATCH", 2)
    monkeypatch.setattr(module, "BATCH", 2)
    for _ in range(5):
        await make_mail_to(cast.carla, done_at=noon(LAST) - timedelta(days=400), mime=b"")
    assert len(of(await retention.run(noon(LAST)), "mails")) == 5
    assert not await OutgoingMail.exists()
    assert rules.BATCH == 1000

"""Each row of the deletion concept, a day before and a day after its term; the list says what the run does."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from piccolo.table import Table

from app.accounts.tables import LoginRequest, Session
from app.audit.tables import AuditEntry
from app.groups.tables import Group
from app.invitations.tables import Answer, Invitation, SeriesInvitation
from app.meetings.tables import Meeting, MeetingSeries
from app.minutes.tables import Minutes, MinutesRevision, MinutesStatus
from app.outbox.tables import MailState, OutgoingMail, SuspendedAddress
from app.people.tables import PersonMerge
from app.polls.tables import PollDate
from app.privacy import retention
from app.privacy.rules.retention import RULES, Line
from app.replies.tables import InboundMail, Outcome
from app.rosters.tables import RosterImport
from app.tasks.tables import Task, TaskStatus, TaskStep
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import first_item, make_meeting
from tests.minutes.make import make_minutes, make_objection, make_save
from tests.polls.make import make_poll, make_voter
from tests.privacy.make import make_mail_to

T = datetime(2026, 3, 31, 12, tzinfo=UTC)
DAY = timedelta(days=1)


async def make_login(cast: Cast) -> Table:
    return await saved(
        LoginRequest(
            person=cast.carla.id, address_hash=b"a", network_hash=b"n", token_hash="t",
            code_hash="c", created_at=T, expires_at=T,
        )
    )  # fmt: skip


async def make_session(cast: Cast) -> Table:
    return await saved(
        Session(
            person=cast.carla.id, token_hash="s", created_at=T, last_used_at=T - timedelta(hours=8),
            expires_at=T + timedelta(days=30),
        )
    )  # fmt: skip


async def make_body(cast: Cast) -> Table:
    return await make_mail_to(cast.carla, done_at=T)


async def make_head(cast: Cast) -> Table:
    return await make_mail_to(cast.carla, done_at=T, mime=b"")


async def make_answer(cast: Cast) -> Table:
    meeting = await make_meeting(cast.group, starts_at=T - timedelta(hours=2), ends_at=T)
    return await saved(
        Invitation(
            meeting=meeting.id, person=cast.carla.id, answer=Answer.DECLINED, comment="Urlaub",
            deputy_name="Ulf Ubben", address=cast.carla.email, reply_token_hash="r",
            answer_token_hash="a",
        )
    )  # fmt: skip


async def make_suspended(cast: Cast) -> Table:
    return await saved(
        SuspendedAddress(
            body_id=cast.body.id, person_id=cast.carla.id, address=cast.carla.email,
            bounced_at=T, suspended_at=T,
        )
    )  # fmt: skip


async def make_revision(cast: Cast) -> Table:
    minutes = await make_minutes(
        await make_meeting(cast.group), status=MinutesStatus.APPROVED, approved_at=T
    )
    sent, approved = (
        MinutesRevision(minutes=minutes.id, status=status, content="{}", created_by_name="Paul")
        for status in (MinutesStatus.SENT, MinutesStatus.APPROVED)
    )
    await approved.save()
    return await saved(sent)


async def make_settled(cast: Cast) -> Table:
    meeting = await make_meeting(cast.group)
    minutes = await make_minutes(meeting, status=MinutesStatus.APPROVED, approved_at=T)
    return await make_objection(minutes, await first_item(meeting), cast.carla)


async def make_old_save(cast: Cast) -> Table:
    return await make_save(await make_meeting(cast.group), approved_at=T)


async def make_approved(cast: Cast) -> Table:
    return await make_minutes(
        await make_meeting(cast.group), status=MinutesStatus.APPROVED, approved_at=T
    )


async def make_done(cast: Cast) -> Table:
    return await saved(Task(group=cast.group.id, title="x", status=TaskStatus.DONE, done_at=T))


async def make_dropped(cast: Cast) -> Table:
    long_ago = T - timedelta(days=900)
    task = Task(group=cast.group.id, title="x", status=TaskStatus.DROPPED, created_at=long_ago)
    await task.save()
    await TaskStep(task=task.id, person_name="Bernd", to_status=TaskStatus.DROPPED, at=T).save()
    return task


async def make_roster(cast: Cast) -> Table:
    return await saved(
        RosterImport(
            body=cast.body.id, file_name="liste.csv", cells='[["Carla"]]', ended_at=T,
            created_at=T - timedelta(days=90),
        )
    )  # fmt: skip


async def make_series_answer(cast: Cast) -> Table:
    meeting = await make_meeting(cast.group, starts_at=T, ends_at=T + timedelta(hours=2))
    series = MeetingSeries(
        group=cast.group.id, title="Runde", rule="FREQ=WEEKLY;COUNT=1", starts_at=T,
        ends_at=T + timedelta(hours=2), uid="runde@example.org",
    )  # fmt: skip
    await series.save()
    await Meeting.update({Meeting.series: series.id}).where(Meeting.id == meeting.id)
    return await saved(
        SeriesInvitation(
            series=series.id, person=cast.carla.id, answer=Answer.DECLINED, comment="Urlaub",
            address=cast.carla.email, reply_token_hash="r", answer_token_hash="a",
        )
    )  # fmt: skip


async def make_merge(cast: Cast) -> Table:
    return await saved(
        PersonMerge(
            body=cast.body.id, kept=cast.carla.id, dissolved_id=uuid4(), moved='{"person": {}}',
            merged_at=T,
        )
    )  # fmt: skip


def inbound(mime: bytes) -> Callable[[Cast], Awaitable[Table]]:
    async def make(cast: Cast) -> Table:
        return await saved(
            InboundMail(
                content_hash="h", came_by="lmtp", outcome=Outcome.LETTER, person=cast.carla.id,
                mime=mime, received_at=T,
            )
        )  # fmt: skip

    return make


async def make_voter_of_old(cast: Cast) -> Table:
    poll = await make_poll(cast.group, days=())
    await PollDate(poll=poll.id, starts_at=T, ends_at=T + timedelta(hours=2)).save()
    return await make_voter(poll, cast.carla)


def entry(action: str) -> Callable[[Cast], Awaitable[Table]]:
    async def make(_: Cast) -> Table:
        return await saved(AuditEntry(at=T, actor_name="Anna Albers", action=action))

    return make


async def saved(row: Table) -> Table:
    await row.save()
    return row


CASES = (  # term, row with its time at T, last moment before the term, first after, what stays
    ("logins", make_login, T + timedelta(hours=24), timedelta(seconds=1), False),
    ("sessions", make_session, T + 7 * DAY, DAY, False),
    ("mail_bodies", make_body, T + 30 * DAY, DAY, True),
    ("mails", make_head, datetime(2027, 3, 31, 12, tzinfo=UTC), DAY, False),
    ("bounces", make_suspended, datetime(2027, 3, 31, 12, tzinfo=UTC), DAY, False),
    ("answers", make_answer, datetime(2027, 12, 31, 12, tzinfo=UTC), DAY, True),
    ("inbound_bodies", inbound(b"Subject: x"), T + 30 * DAY, DAY, True),
    ("inbound_mails", inbound(b""), datetime(2027, 3, 31, 12, tzinfo=UTC), DAY, False),
    ("drafts", make_revision, datetime(2026, 9, 30, 12, tzinfo=UTC), DAY, False),
    ("objections", make_settled, datetime(2026, 9, 30, 12, tzinfo=UTC), DAY, False),
    ("saves", make_old_save, datetime(2026, 9, 30, 12, tzinfo=UTC), DAY, False),
    ("records", make_approved, datetime(2036, 3, 31, 12, tzinfo=UTC), DAY, True),
    ("tasks", make_done, datetime(2029, 3, 31, 12, tzinfo=UTC), DAY, False),
    ("tasks", make_dropped, datetime(2029, 3, 31, 12, tzinfo=UTC), DAY, False),
    ("rosters", make_roster, T + 7 * DAY, DAY, True),
    ("series_answers", make_series_answer, datetime(2027, 12, 31, 12, tzinfo=UTC), DAY, True),
    ("polls", make_voter_of_old, datetime(2027, 12, 31, 12, tzinfo=UTC), DAY, False),
    ("merges", make_merge, T + 30 * DAY, DAY, True),
    ("security", entry("session.begun"), datetime(2027, 3, 31, 12, tzinfo=UTC), DAY, False),
    ("audit", entry("task.given"), datetime(2029, 3, 31, 12, tzinfo=UTC), DAY, False),
    ("audit_roles", entry("membership.begun"), datetime(2036, 3, 31, 12, tzinfo=UTC), DAY, False),
    ("audit_roles", entry("minutes.approved"), datetime(2036, 3, 31, 12, tzinfo=UTC), DAY, False),
)  # fmt: skip


def of(lines: list[Line], key: str) -> list[str]:
    return [row_id for line in lines if line.key == key for row_id in line.ids]


async def still_there(row: Table) -> bool:
    key: Any = row._meta.primary_key
    return await type(row).exists().where(key == row.id)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("key", "make", "last", "step", "stays"), CASES)
async def test_a_term_is_kept_to_the_day(
    cast: Cast,
    key: str,
    make: Callable[[Cast], Awaitable[Table]],
    last: datetime,
    step: timedelta,
    stays: bool,
) -> None:
    row = await make(cast)
    for before in (last - step, last):
        assert of(await retention.due_now(before), key) == []
    await retention.run(last)
    assert await still_there(row)

    expected = await retention.due_now(last + step)
    assert of(expected, key) == [str(row.id)]  # type: ignore[attr-defined]
    assert await still_there(row)
    assert await retention.run(last + step) == expected
    assert await still_there(row) == stays
    if key != "records":
        assert of(await retention.due_now(last + step), key) == []


def test_every_rule_has_a_case() -> None:
    assert {rule.key for rule in RULES} - {"void_notices"} == {case[0] for case in CASES}


async def test_an_empty_letter_keeps_its_head_and_says_why(visit: Visit, cast: Cast) -> None:
    mail = await make_mail_to(cast.carla, done_at=T, state=MailState.FAILED)
    await retention.run(T + 31 * DAY)
    found = await OutgoingMail.objects().get(OutgoingMail.id == mail.id)
    assert found is not None
    assert (bytes(found.mime), found.subject) == (b"", "Aufgabe")
    anna = await visit("anna")
    shown = await anna.get(f"/postausgang/{mail.id}")
    assert "ihr Inhalt ist nach Ablauf der Frist gelöscht" in shown.text
    assert "Als Datei herunterladen" not in shown.text
    refused = await anna.post(f"/postausgang/{mail.id}/erneut")
    assert refused.status_code != 404
    found = await OutgoingMail.objects().get(OutgoingMail.id == mail.id)
    assert found is not None
    assert found.state == MailState.FAILED


async def test_answers_are_emptied_but_not_while_minutes_are_open(cast: Cast) -> None:
    invitation = await make_answer(cast)
    meeting_id = invitation.meeting  # type: ignore[attr-defined]
    minutes = Minutes(meeting=meeting_id, status=MinutesStatus.SENT)
    await minutes.save()
    later = datetime(2028, 1, 2, tzinfo=UTC)
    assert of(await retention.due_now(later), "answers") == []
    await Minutes.update({Minutes.status: MinutesStatus.APPROVED}).where(Minutes.id == minutes.id)
    await retention.run(later)
    found = await Invitation.objects().get(Invitation.person == cast.id("carla"))
    assert found is not None
    told = (found.answer, found.comment, found.deputy_name, found.address)
    assert told == (Answer.OPEN, "", "", "")


async def test_what_is_not_done_stays_for_ever(cast: Cast) -> None:
    task = Task(group=cast.group.id, title="offen", created_at=T)
    await task.save()
    waiting = await make_mail_to(cast.carla, done_at=None, created_at=T)
    lines = await retention.due_now(T + timedelta(days=20 * 365))
    assert str(task.id) not in of(lines, "tasks")
    assert str(waiting.id) not in of(lines, "mails")
    assert await Group.exists().where(Group.id == cast.group.id)


async def test_a_cut_of_the_audit_log_leaves_a_certificate_and_the_run_its_counts(
    cast: Cast,
) -> None:
    await entry("task.given")(cast)
    await entry("task.given")(cast)
    await retention.run(datetime(2029, 4, 2, tzinfo=UTC))
    cut = await AuditEntry.objects().get(AuditEntry.action == "audit.cut")
    assert cut is not None
    assert '"count": 2' in cut.details
    assert f'"first": "{date(2026, 3, 31)}' in cut.details
    run = await AuditEntry.objects().get(AuditEntry.action == "retention.run")
    assert run is not None
    assert '"audit": 2' in run.details
    with pytest.raises(Exception, match="append-only"):
        await AuditEntry.delete(force=True)

"""One row for each line of the deletion concept, its time at T, and when its term ends."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from piccolo.table import Table

from app.accounts.tables import LoginRequest, Session
from app.audit.tables import AuditEntry
from app.invitations.tables import Answer, Invitation, SeriesInvitation
from app.meetings.tables import Meeting, MeetingSeries
from app.minutes.tables import MinutesRevision, MinutesStatus
from app.notifications.tables import Topic, WaitingNotification
from app.outbox.tables import SuspendedAddress
from app.people.tables import PersonMerge
from app.polls.tables import PollDate
from app.replies.tables import InboundMail, Outcome
from app.rosters.tables import RosterImport
from app.tasks.tables import Task, TaskStatus, TaskStep
from tests.agenda.make import make_proposal
from tests.cast import Cast
from tests.mandates.make import make_mandate_proposal
from tests.meetings.make import first_item, make_meeting
from tests.minutes.make import make_minutes, make_objection, make_save
from tests.polls.make import make_poll, make_voter
from tests.privacy.make import make_mail_to
from tests.reports.make import make_report, make_revision_of
from tests.textblocks.make import make_block

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


async def make_notification(cast: Cast) -> Table:
    return await saved(
        WaitingNotification(
            person_id=cast.carla.id, body_id=cast.body.id, kind="minutes_sent", title="", text="",
            topic=Topic.MINUTES, dedupe_key="n", created_at=T - DAY, told_at=T,
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


async def make_old_proposal(cast: Cast) -> Table:
    meeting = await make_meeting(cast.group, starts_at=T - timedelta(hours=2), ends_at=T)
    return await make_proposal(cast, meeting)


async def make_answered_proposal(cast: Cast) -> Table:
    return await make_mandate_proposal(cast, status="declined", answer="Nein.", decided_at=T)


async def make_removed_block(cast: Cast) -> Table:
    return await make_block(cast.group, removed_at=T)


async def make_released_report(cast: Cast) -> Table:
    return await make_report(cast, released_at=T, status="released")


async def make_discarded_report(cast: Cast) -> Table:
    return await make_report(cast, discarded_at=T)


async def make_report_save(cast: Cast) -> Table:
    return await make_revision_of(await make_report(cast, released_at=T, status="released"))


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
    ("notifications", make_notification, datetime(2027, 3, 31, 12, tzinfo=UTC), DAY, False),
    ("answers", make_answer, datetime(2027, 12, 31, 12, tzinfo=UTC), DAY, True),
    ("inbound_bodies", inbound(b"Subject: x"), T + 30 * DAY, DAY, True),
    ("inbound_mails", inbound(b""), datetime(2027, 3, 31, 12, tzinfo=UTC), DAY, False),
    ("drafts", make_revision, datetime(2026, 9, 30, 12, tzinfo=UTC), DAY, False),
    ("objections", make_settled, datetime(2026, 9, 30, 12, tzinfo=UTC), DAY, False),
    ("saves", make_old_save, datetime(2026, 9, 30, 12, tzinfo=UTC), DAY, False),
    ("report_saves", make_report_save, datetime(2026, 9, 30, 12, tzinfo=UTC), DAY, False),
    ("reports", make_released_report, datetime(2036, 3, 31, 12, tzinfo=UTC), DAY, True),
    ("records", make_approved, datetime(2036, 3, 31, 12, tzinfo=UTC), DAY, True),
    ("tasks", make_done, datetime(2029, 3, 31, 12, tzinfo=UTC), DAY, False),
    ("tasks", make_dropped, datetime(2029, 3, 31, 12, tzinfo=UTC), DAY, False),
    ("rosters", make_roster, T + 7 * DAY, DAY, True),
    ("series_answers", make_series_answer, datetime(2027, 12, 31, 12, tzinfo=UTC), DAY, True),
    ("polls", make_voter_of_old, datetime(2027, 12, 31, 12, tzinfo=UTC), DAY, False),
    ("proposals", make_old_proposal, datetime(2027, 12, 31, 12, tzinfo=UTC), DAY, False),
    ("mandate_proposals", make_answered_proposal, datetime(2027, 12, 31, 12, tzinfo=UTC), DAY, False),
    ("discarded_reports", make_discarded_report, T + 30 * DAY, DAY, False),
    ("removed_blocks", make_removed_block, T + 30 * DAY, DAY, False),
    ("merges", make_merge, T + 30 * DAY, DAY, True),
    ("security", entry("session.begun"), datetime(2027, 3, 31, 12, tzinfo=UTC), DAY, False),
    ("audit", entry("task.given"), datetime(2029, 3, 31, 12, tzinfo=UTC), DAY, False),
    ("audit_roles", entry("membership.begun"), datetime(2036, 3, 31, 12, tzinfo=UTC), DAY, False),
    ("audit_roles", entry("minutes.approved"), datetime(2036, 3, 31, 12, tzinfo=UTC), DAY, False),
)  # fmt: skip

"""Which rows are past their term: a table, a condition with one {} for the moment, what then happens."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from piccolo.columns import Column
from piccolo.table import Table

from app.accounts.queries import IDLE
from app.accounts.tables import LoginRequest, Session
from app.agenda.tables import AgendaProposal
from app.attachments.tables import Attachment, TaskFile
from app.audit.tables import AuditEntry
from app.core.clock import BERLIN, berlin
from app.core.terms import Terms
from app.invitations.tables import Answer, Invitation, SeriesInvitation
from app.mandates.tables import MandateProposal
from app.minutes.tables import Minutes, MinutesRevision, Objection, TextRevision
from app.notifications.tables import WaitingNotification
from app.outbox.tables import OutgoingMail, SuspendedAddress
from app.people.tables import Person, PersonMerge
from app.polls.tables import PollVoter
from app.replies.tables import InboundMail
from app.reports.tables import Report, ReportRevision
from app.rosters.tables import RosterImport
from app.tasks.tables import Task
from app.textblocks.tables import TextBlock
from app.vorlagen.tables import VorlageFile

BATCH = 1_000  # rows of one transaction: nobody waits long for their locks
UNDO_WITHIN = timedelta(days=30)  # of a merger
STRAY = timedelta(days=1)  # bytes are put away before their row
Changes = dict[Column | str, Any]


@dataclass(frozen=True)
class Rule:
    """change None: delete the rows; LISTED: only say which."""

    key: str  # of a Term
    table: type[Table]
    condition: str
    moment: Callable[[Terms, datetime], Any]
    change: Changes | None = None


LISTED: Changes = {}
SECURITY = "audit_entry.action LIKE 'session.%'"
ROLES = (
    "audit_entry.action ~ '^(membership|group|decision|audit)[.]"
    "|^minutes[.](approved|redacted|passage_removed)|^person[.](erased|merged)|^(handover|succession)[.]'"
)
LAST_TIE = """greatest(
  (person.created_at AT TIME ZONE 'Europe/Berlin')::date,
  (SELECT max(coalesce(m.until, 'infinity')) FROM membership m WHERE m.person = person.id),
  (SELECT 'infinity'::date FROM office_role o WHERE o.person = person.id LIMIT 1),
  (SELECT max((mt.ends_at AT TIME ZONE 'Europe/Berlin')::date) FROM invitation i
    JOIN meeting mt ON mt.id = i.meeting WHERE i.person = person.id AND i.revoked_at IS NULL),
  (SELECT max(coalesce(e.ends_on, e.starts_on, 'infinity')) FROM event_participant ep
    JOIN group_event e ON e.id = ep.event WHERE ep.person = person.id)
)"""
LIVING = "person.erased_at IS NULL AND NOT person.blocked"


def past(setting: str) -> Callable[[Terms, datetime], datetime]:
    return lambda terms, now: terms.before(setting, now)


def last_day(terms: Terms, now: datetime) -> date:
    return berlin(now).date() - timedelta(days=terms.account_notice_days)


def start_of_year(terms: Terms, now: datetime) -> datetime:
    """Meetings before it are past the end of their year by the term."""
    return datetime(berlin(now).year - terms.answers_years, 1, 1, tzinfo=BERLIN)


RULES = (
    Rule("logins", LoginRequest, "login_request.created_at < {}", past("login_hours")),
    Rule(
        "sessions", Session,
        f"least(login_session.expires_at, login_session.last_used_at + interval '{IDLE.seconds} seconds')"
        " < {}",
        past("session_days"),
    ),
    Rule(
        "mail_bodies", OutgoingMail,
        "outgoing_mail.done_at < {} AND length(outgoing_mail.mime) > 0",
        past("mail_body_days"), {OutgoingMail.mime: b""},
    ),
    Rule("mails", OutgoingMail, "outgoing_mail.done_at < {}", past("mail_months")),
    Rule(
        "notifications", WaitingNotification,
        "coalesce(waiting_notification.told_at, waiting_notification.created_at) < {}",
        past("mail_months"),
    ),
    Rule("bounces", SuspendedAddress, "suspended_address.bounced_at < {}", past("mail_months")),
    Rule(
        "inbound_bodies", InboundMail,
        "inbound_mail.received_at < {} AND length(inbound_mail.mime) > 0",
        past("inbound_body_days"), {InboundMail.mime: b""},
    ),
    Rule("inbound_mails", InboundMail, "inbound_mail.received_at < {}", past("mail_months")),
    Rule(
        "answers", Invitation,
        "(SELECT m.ends_at FROM meeting m WHERE m.id = invitation.meeting) < {}"
        " AND (invitation.answer <> 'open' OR invitation.comment <> ''"
        " OR invitation.deputy_name <> '' OR invitation.address <> ''"
        " OR invitation.answer_note <> '')"
        " AND NOT EXISTS (SELECT 1 FROM minutes mi"
        " WHERE mi.meeting = invitation.meeting AND mi.status <> 'approved')",
        start_of_year,
        {
            Invitation.answer: Answer.OPEN, Invitation.answered_at: None,
            Invitation.answered_sequence: None, Invitation.comment: "",
            Invitation.deputy_name: "", Invitation.address: "", Invitation.answer_note: "",
            Invitation.answered_stamp: None,
        },
    ),
    Rule(
        "series_answers", SeriesInvitation,
        "(SELECT max(m.ends_at) FROM meeting m WHERE m.series = series_invitation.series) < {}"
        " AND (series_invitation.answer <> 'open' OR series_invitation.comment <> ''"
        " OR series_invitation.address <> '')",
        start_of_year,
        {
            SeriesInvitation.answer: Answer.OPEN, SeriesInvitation.answered_at: None,
            SeriesInvitation.answered_sequence: None, SeriesInvitation.comment: "",
            SeriesInvitation.address: "",
        },
    ),
    Rule(
        "polls", PollVoter,
        "(SELECT max(d.ends_at) FROM poll_date d WHERE d.poll = poll_voter.poll) < {}",
        start_of_year,
    ),
    Rule(
        "proposals", AgendaProposal,
        "(SELECT m.ends_at FROM meeting m WHERE m.id = agenda_proposal.meeting) < {}",
        start_of_year,
    ),
    Rule("mandate_proposals", MandateProposal, "mandate_proposal.decided_at < {}", start_of_year),
    Rule(
        "drafts", MinutesRevision,
        "minutes_revision.status <> 'approved' AND (SELECT mi.approved_at FROM minutes mi"
        " WHERE mi.id = minutes_revision.minutes) < {}",
        past("drafts_months"),
    ),
    Rule(
        "saves", TextRevision,
        "(SELECT mi.approved_at FROM minutes mi JOIN minutes_item it ON it.minutes = mi.id"
        " WHERE it.id = text_revision.item) < {}",
        past("drafts_months"),
    ),
    Rule(
        "objections", Objection,
        "(SELECT mi.approved_at FROM minutes mi WHERE mi.id = minutes_objection.minutes) < {}",
        past("drafts_months"),
    ),
    Rule(
        "report_saves", ReportRevision,
        "(SELECT r.released_at FROM report r JOIN report_section s ON s.report = r.id"
        " WHERE s.id = report_revision.section) < {}",
        past("drafts_months"),
    ),
    Rule("reports", Report, "report.released_at < {}", past("records_years"), LISTED),
    Rule("records", Minutes, "minutes.approved_at < {}", past("records_years"), LISTED),
    Rule(
        "tasks", Task,
        "task.status IN ('done', 'dropped') AND coalesce(task.done_at, (SELECT max(s.at)"
        " FROM task_step s WHERE s.task = task.id), task.created_at) < {}",
        past("tasks_years"),
    ),
    Rule("discarded_reports", Report, "report.discarded_at < {}", past("removed_files_days")),
    Rule("removed_blocks", TextBlock, "text_block.removed_at < {}", past("removed_files_days")),
    Rule(
        "rosters", RosterImport,
        "coalesce(roster_import.ended_at, roster_import.created_at) < {}"
        " AND roster_import.cells::text <> '[]'",
        past("rosters_days"), {RosterImport.cells: "[]"},
    ),
    Rule(
        "merges", PersonMerge,
        "person_merge.merged_at < {} AND person_merge.moved::text <> '{{}}'",
        lambda _, now: now - UNDO_WITHIN, {PersonMerge.moved: "{}"},
    ),
    Rule("security", AuditEntry, SECURITY + " AND audit_entry.at < {}", past("security_months")),
    Rule(
        "audit", AuditEntry, f"NOT ({SECURITY}) AND NOT ({ROLES})" + " AND audit_entry.at < {}",
        past("audit_years"),
    ),
    Rule("audit_roles", AuditEntry, ROLES + " AND audit_entry.at < {}", past("audit_roles_years")),
    Rule(
        "void_notices", Person,
        "person.deletion_notice_at IS NOT NULL AND person.erased_at IS NULL AND "
        + LAST_TIE + " >= {}",
        last_day, {Person.deletion_notice_at: None},
    ),
)  # fmt: skip
FILE_RULES = (  # of tables with a column `file`; the bytes go as well
    Rule("removed_files", VorlageFile, "vorlage_file.removed_at < {}", past("removed_files_days")),
    Rule(
        "removed_attachments", Attachment, "attachment.removed_at < {}", past("removed_files_days")
    ),
    Rule(
        "removed_task_files", TaskFile, "task_file.removed_at < {}", past("removed_files_days")
    ),
    Rule(
        "attachments", Attachment,
        "(SELECT m.ends_at FROM meeting m WHERE m.id = attachment.meeting) < {}"
        " AND attachment.removed_at IS NULL AND (attachment.place = 'meeting'"
        " OR NOT EXISTS (SELECT 1 FROM minutes mi"
        " WHERE mi.meeting = attachment.meeting AND mi.status = 'approved'))",
        past("attachments_years"),
    ),
)  # fmt: skip
NOTICES = Rule(
    "notices", Person,
    f"{LIVING} AND person.deletion_notice_at IS NULL AND {LAST_TIE}" + " < {}", last_day,
)  # fmt: skip
ACCOUNTS = Rule(
    "accounts", Person, f"{LIVING}" + " AND person.deletion_notice_at < {}", past("account_days")
)


@dataclass(frozen=True)
class Line:
    """What one term asks for: ids of rows, or hashes of bytes."""

    key: str
    ids: list[str] = field(default_factory=list)

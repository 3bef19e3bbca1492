from piccolo.columns import (
    JSONB,
    UUID,
    Boolean,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Unique
from piccolo.table import Table

from app.core.words import Word
from app.meetings.tables import Meeting, MeetingSeries
from app.people.tables import Person


class Answer(Word):
    OPEN = "open", "offen"
    ACCEPTED = "accepted", "zugesagt"
    TENTATIVE = "tentative", "unter Vorbehalt"
    DECLINED = "declined", "abgesagt"


class Attendance(Word):
    UNKNOWN = "unknown", "nicht erfasst"
    PRESENT = "present", "anwesend"
    EXCUSED = "excused", "entschuldigt"
    ABSENT = "absent", "unentschuldigt"


class SeriesInvitation(Table):
    """One person, one series: what calendars know of it. Each meeting has its Invitation as well.

    `answer` is the one to the whole series; an answer to a single meeting stands at its Invitation.
    """

    id = UUID(primary_key=True)
    series = ForeignKey(MeetingSeries, null=False)  # the index of one_per_person_and_series
    person = ForeignKey(Person, index=True, null=False)
    address = Varchar(length=254, help_text="where the invitation went")
    required = Boolean(default=True, help_text="REQ- or OPT-PARTICIPANT")
    reply_token_hash = Varchar(length=64, unique=True, help_text="SHA-256 of the ORGANIZER token")
    answer_token_hash = Varchar(length=64, unique=True, help_text="SHA-256 of the token in /a/…")
    answer = Varchar(length=20, choices=Answer, default=Answer.OPEN)
    answered_at = Timestamptz(null=True, default=None)
    answered_sequence = Integer(null=True, default=None)
    answered_stamp = Timestamptz(null=True, default=None, help_text="DTSTAMP of the last reply")
    comment = Text(default="")
    sent_sequence = Integer(null=True, default=None)
    sent_stamp = Timestamptz(null=True, default=None, help_text="DTSTAMP, strictly rising")
    first_message_id = Varchar(length=120, default="")
    revoked_at = Timestamptz(null=True, default=None, help_text="uninvited or cancelled")
    created_at = Timestamptz(default=TimestamptzNow())

    one_per_person_and_series = Unique([series, person])


class Invitation(Table):
    """One person, one meeting. Tokens are derived from the secret; only their hashes stand here."""

    id = UUID(primary_key=True)
    meeting = ForeignKey(Meeting, null=False)  # one_per_person begins with it
    series_invitation = ForeignKey(
        SeriesInvitation, index=True, null=True, on_delete=OnDelete.restrict,
        help_text="whose calendar object this meeting is part of",
    )  # fmt: skip
    person = ForeignKey(Person, index=True, null=False)
    address = Varchar(length=254, help_text="where the invitation went")
    required = Boolean(default=True, help_text="REQ- or OPT-PARTICIPANT")
    reply_token_hash = Varchar(
        length=64, unique=True, null=True, default=None,
        help_text="SHA-256 of the ORGANIZER token; None where that is the one of the series",
    )  # fmt: skip
    answer_token_hash = Varchar(length=64, unique=True, help_text="SHA-256 of the token in /a/…")
    answer = Varchar(length=20, choices=Answer, default=Answer.OPEN)
    answered_at = Timestamptz(null=True, default=None)
    answered_sequence = Integer(null=True, default=None, help_text="older than sent: veraltet")
    answered_stamp = Timestamptz(null=True, default=None, help_text="DTSTAMP of the last reply")
    answer_note = Varchar(
        length=300, default="", help_text="how it came, where that is worth a word: by whose mail"
    )
    comment = Text(default="")
    deputy_name = Varchar(length=200, default="")
    attendance = Varchar(length=20, choices=Attendance, default=Attendance.UNKNOWN)
    came_at = Timestamptz(null=True, default=None, help_text="where that was later than the others")
    left_at = Timestamptz(null=True, default=None, help_text="before the end")
    sent_sequence = Integer(null=True, default=None)
    sent_stamp = Timestamptz(null=True, default=None, help_text="DTSTAMP, strictly rising")
    first_message_id = Varchar(length=120, default="")
    revoked_at = Timestamptz(null=True, default=None, help_text="uninvited or cancelled")
    created_at = Timestamptz(default=TimestamptzNow())

    one_per_person = Unique([meeting, person])


class InvitationOrder(Table):
    """Mails of one large send that are still to be written; the worker deletes what is written."""

    id = UUID(primary_key=True)
    meeting = ForeignKey(Meeting, index=True, null=True, help_text="or a series")
    series = ForeignKey(MeetingSeries, index=True, null=True)
    send = UUID(help_text="one click; its mails stand in several rows")
    position = Integer(help_text="of this row in its send")
    total = Integer(help_text="mails of the whole send")
    letter = JSONB(help_text="what the mails share and no other table knows")
    pieces = JSONB(help_text="row in the outbox, kind of mail, recipient and numbers of each")
    created_at = Timestamptz(default=TimestamptzNow())

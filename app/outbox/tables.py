from piccolo.columns import (
    UUID,
    Bytea,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Unique
from piccolo.table import Table

from app.core.words import Word


class MailState(Word):
    WAITING = "waiting", "wartet"
    SENT = "sent", "versandt"
    DELAYED = "delayed", "verzögert"
    FAILED = "failed", "nicht zustellbar"
    DROPPED = "dropped", "überholt"


class OutgoingMail(Table):
    """The row is what is sent: bytes and Message-ID are fixed before SMTP."""

    id = UUID(primary_key=True)
    body_id = UUID(null=True, default=None, index=True)
    person_id = UUID(null=True, default=None, index=True)
    subject_id = UUID(
        null=True, default=None, index=True, help_text="meeting, minutes, … it is about"
    )
    group_id = UUID(
        null=True, default=None, help_text="goes only to who belongs to this group when it leaves"
    )
    kind = Varchar(length=60, help_text="invitation_sent, login_link_requested, …")
    recipient_name = Varchar(length=250)
    recipient_address = Varchar(length=254)
    subject = Varchar(length=300)
    message_id = Varchar(length=120, unique=True)
    dedupe_key = Varchar(length=200, unique=True)
    thread_key = Varchar(
        length=200, default="", index=True, help_text="mails of one thread leave in order"
    )
    envelope_sender = Varchar(length=254)
    mime = Bytea(help_text="the whole message as sent, 7 bit")
    state = Varchar(length=20, choices=MailState, default=MailState.WAITING)
    attempts = Integer(default=0)
    due_at = Timestamptz(default=TimestamptzNow())
    done_at = Timestamptz(null=True, default=None)
    last_answer = Text(default="", help_text="what the mail server said")
    created_at = Timestamptz(default=TimestamptzNow(), index=True)


class SuspendedAddress(Table):
    """An address that refused mail of one body for good, counted until it is suspended or released.

    Each body counts by itself: what one office decides must not stop the mail of another.
    """

    id = UUID(primary_key=True)
    body_id = UUID(index=True)
    person_id = UUID(null=True, default=None, index=True)
    address = Varchar(length=254, help_text="in lower case")
    bounces = Integer(default=1, help_text="mails that came back for good")
    last_answer = Text(default="", help_text="what the other server said")
    bounced_at = Timestamptz(default=TimestamptzNow())
    suspended_at = Timestamptz(null=True, default=None, help_text="from then on nothing is sent")

    one_per_body_and_address = Unique([body_id, address])


class PeriodicRun(Table):
    """Who inserts the key does the work."""

    key = Varchar(length=200, primary_key=True)
    at = Timestamptz(default=TimestamptzNow())

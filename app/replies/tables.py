from piccolo.columns import UUID, Bytea, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from app.core.words import Word
from app.invitations.tables import Invitation, SeriesInvitation
from app.meetings.tables import Meeting
from app.people.tables import Body, Person


class Outcome(Word):
    """What became of a mail that came in. The first six wait for a person until `settled_at`."""

    HELD = "held", "zu prüfen"  # an answer whose sender is not proven
    REQUEST = "request", "Anfrage zur Teilnahme"  # uninvited or forwarded
    DELEGATION = "delegation", "Vertretung vorgeschlagen"
    PROPOSAL = "proposal", "anderer Termin vorgeschlagen"  # COUNTER
    LETTER = "letter", "gewöhnliche E-Mail"  # no calendar part: to be read
    QUARANTINE = "quarantine", "nicht lesbar"
    APPLIED = "applied", "übernommen"
    OLD = "old", "bezieht sich auf alten Stand"
    DUPLICATE = "duplicate", "schon bekannt"
    BOUNCE = "bounce", "Rückläufer"
    AUTOMATIC = "automatic", "automatische Antwort"
    IGNORED = "ignored", "ohne Folgen"


class InboundMail(Table):
    """One received mail and its fate. `mime` is emptied when its term is over."""

    id = UUID(primary_key=True)
    content_hash = Varchar(length=64, unique=True, help_text="SHA-256 of the bytes: known or new")
    message_id = Varchar(length=250, default="", index=True)
    came_by = Varchar(length=10, help_text="pipe, lmtp, imap")
    recipient = Varchar(length=254, default="", help_text="of the envelope, without its token")
    sender_name = Varchar(length=250, default="")
    sender_address = Varchar(length=254, default="", help_text="From; empty where it is not one")
    subject = Varchar(length=300, default="")
    outcome = Varchar(length=20, choices=Outcome, index=True)
    reason = Text(default="", help_text="a German sentence for who decides")
    body = ForeignKey(Body, index=True, null=True, help_text="whose office sees it")
    meeting = ForeignKey(Meeting, index=True, null=True, on_delete=OnDelete.set_null)
    invitation = ForeignKey(Invitation, index=True, null=True, on_delete=OnDelete.set_null)
    series_invitation = ForeignKey(
        SeriesInvitation, index=True, null=True, on_delete=OnDelete.set_null
    )
    person = ForeignKey(
        Person, index=True, null=True, on_delete=OnDelete.set_null,
        help_text="who was invited; of a letter who has the address it came from",
    )  # fmt: skip
    partstat = Varchar(length=20, default="", help_text="ACCEPTED, DECLINED, TENTATIVE, DELEGATED")
    sequence = Integer(null=True, default=None)
    stamp = Timestamptz(null=True, default=None, help_text="DTSTAMP, or the Date header")
    recurrence_at = Timestamptz(null=True, default=None)
    comment = Text(default="", help_text="plain text, at most 1 kB")
    proposed_starts_at = Timestamptz(null=True, default=None)
    proposed_ends_at = Timestamptz(null=True, default=None)
    other_name = Varchar(length=250, default="", help_text="who asks to come, or the delegate")
    other_address = Varchar(length=254, default="")
    mime = Bytea(default=b"")
    received_at = Timestamptz(default=TimestamptzNow(), index=True)
    settled_at = Timestamptz(null=True, default=None)
    settled_by_name = Varchar(length=200, default="")
    settled_how = Varchar(length=40, default="", help_text="applied, invited, refused, read, …")

from piccolo.columns import JSONB, UUID, ForeignKey, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Unique
from piccolo.table import Table

from app.core.words import Word
from app.groups.tables import Group
from app.people.tables import Person


class Rhythm(Word):
    BEFORE_MEETING = "before_meeting", "vor jeder Sitzung"
    WEEKLY = "weekly", "wöchentlich"
    MONTHLY = "monthly", "monatlich"


class Subscription(Table):
    """Off until chosen (trust.md D11); the row is the proof of the choice."""

    id = UUID(primary_key=True)
    person = ForeignKey(Person, index=True, null=False)
    committee = ForeignKey(Group, index=True, null=False)
    rhythm = Varchar(length=20, choices=Rhythm, default=Rhythm.BEFORE_MEETING)
    chosen_at = Timestamptz(default=TimestamptzNow())
    chosen_how = Varchar(length=200, default="")
    ended_at = Timestamptz(null=True, default=None)
    watermark = Timestamptz(default=None, help_text="everything up to here has been told")
    token_hash = Varchar(length=64, unique=True, help_text="SHA-256 of the token in /abmelden/…")

    one_per_committee = Unique([person, committee])


class Digest(Table):
    """One sent digest, for later reading."""

    id = UUID(primary_key=True)
    subscription = ForeignKey(Subscription, index=True, null=False)
    since = Timestamptz(default=None)
    until = Timestamptz(default=None)
    content = JSONB()
    created_at = Timestamptz(default=TimestamptzNow())

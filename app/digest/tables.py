from piccolo.columns import JSONB, UUID, ForeignKey, Integer, Timestamptz, Varchar
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
    COMMITTEE = "committee", "wie im Ausschuss üblich"


class Kind(Word):
    """Each kind of news has a watermark of its own."""

    PAPERS = "papers", "neue Vorlagen"
    MANDATES = "mandates", "Stand der Aufträge"
    DECISIONS = "decisions", "Empfehlungen"
    REPORTS = "reports", "Sachstandsberichte"
    TASKS = "tasks", "eigene Aufgaben"
    MEETINGS = "meetings", "Sitzungen"


NEWS = (Kind.PAPERS, Kind.MANDATES, Kind.DECISIONS, Kind.REPORTS)  # a reason for a mail


class Subscription(Table):
    """Off until chosen (Art. 7 DSGVO); what was chosen when and how stands in Choice."""

    id = UUID(primary_key=True)
    person = ForeignKey(Person, index=True, null=False)
    committee = ForeignKey(Group, index=True, null=False)
    rhythm = Varchar(length=20, choices=Rhythm, default=Rhythm.BEFORE_MEETING)
    weekday = Integer(default=0, help_text="of a weekly one: 0 is Monday")
    chosen_at = Timestamptz(default=TimestamptzNow(), help_text="the rhythm that holds now")
    chosen_how = Varchar(length=200, default="")
    ended_at = Timestamptz(null=True, default=None)
    watermark = Timestamptz(default=None, help_text="of every kind, everything up to here is told")
    told_papers = Timestamptz(null=True, default=None, help_text="of this kind even up to here")
    told_mandates = Timestamptz(null=True, default=None)
    told_decisions = Timestamptz(null=True, default=None)
    told_reports = Timestamptz(null=True, default=None)
    told_tasks = Timestamptz(null=True, default=None)
    told_meetings = Timestamptz(null=True, default=None)
    left_out = Varchar(length=100, default="", help_text="kinds of news, with a blank between")
    served = Varchar(length=60, default="", help_text="the last occasion that was served")
    look_at = Timestamptz(
        default=TimestamptzNow(), index=True, help_text="the worker looks for an occasion then"
    )
    token_hash = Varchar(length=64, unique=True, help_text="SHA-256 of the token in /abmelden/…")

    one_per_committee = Unique([person, committee])


class Choice(Table, tablename="digest_choice"):
    """One choice as it was made: the proof of the consent, and of its end. Never changed."""

    id = UUID(primary_key=True)
    subscription = ForeignKey(Subscription, index=True, null=False)
    rhythm = Varchar(length=20, default="", help_text="empty: ended")
    weekday = Integer(default=0)
    left_out = Varchar(length=100, default="", help_text="kinds of news, with a blank between")
    how = Varchar(length=200, help_text="by whom and where")
    wording = Varchar(length=20, help_text="which version of the words on the page")
    at = Timestamptz(default=TimestamptzNow())


class CommitteeRhythm(Table, tablename="digest_default"):
    """What the office has set for those who chose no rhythm of their own."""

    id = UUID(primary_key=True)
    committee = ForeignKey(Group, null=False, unique=True)
    rhythm = Varchar(length=20, choices=Rhythm, default=Rhythm.BEFORE_MEETING)
    weekday = Integer(default=0)
    changed_at = Timestamptz(default=TimestamptzNow())


class Digest(Table):
    """One sent digest, for later reading."""

    id = UUID(primary_key=True)
    subscription = ForeignKey(Subscription, index=True, null=False)
    since = Timestamptz(default=None)
    until = Timestamptz(default=None)
    content = JSONB()
    created_at = Timestamptz(default=TimestamptzNow())

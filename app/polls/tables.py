from piccolo.columns import UUID, Boolean, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Unique
from piccolo.table import Table

from app.core.words import Word
from app.groups.tables import Group
from app.meetings.tables import Meeting
from app.people.tables import Person


class PollStatus(Word):
    OPEN = "open", "läuft"
    CLOSED = "closed", "beendet"
    DECIDED = "decided", "entschieden"
    CANCELLED = "cancelled", "zurückgezogen"


class Vote(Word):
    YES = "yes", "Ja"
    IF_NEED_BE = "if_need_be", "Zur Not"
    NO = "no", "Nein"


class Poll(Table):
    """Terminabfrage: dates to choose from, until one becomes the meeting."""

    id = UUID(primary_key=True)
    group = ForeignKey(Group, index=True, null=False)
    title = Varchar(length=200, help_text="of the meeting to be")
    note = Text(default="")
    place = Varchar(length=300, default="")
    room = Varchar(length=120, default="")
    video_url = Varchar(length=500, default="")
    answers_until = Timestamptz(help_text="UTC; end of a Berlin day")
    show_totals = Boolean(default=False, help_text="voters see how many can come, never who")
    yes_is_acceptance = Boolean(default=False, help_text="a yes to the chosen date accepts it")
    status = Varchar(length=20, choices=PollStatus, default=PollStatus.OPEN)
    meeting = ForeignKey(
        Meeting, index=True, null=True, on_delete=OnDelete.set_null, help_text="what came of it"
    )
    version = Integer(default=1)
    created_at = Timestamptz(default=TimestamptzNow())
    updated_at = Timestamptz(default=TimestamptzNow())


class PollDate(Table):
    """Times are UTC, meant as wall-clock time in Berlin."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, index=True, null=False)
    starts_at = Timestamptz()
    ends_at = Timestamptz()

    offered_once = Unique([poll, starts_at, ends_at])


class PollVoter(Table):
    """One person asked. The token of /u/… is derived from the secret; its hash stands here."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, index=True, null=False)
    person = ForeignKey(Person, index=True, null=False)
    address = Varchar(length=254, help_text="where the question went")
    needed = Boolean(default=False, help_text="no date without this person: the chair")
    vote_token_hash = Varchar(length=64, unique=True, help_text="SHA-256")
    answered_at = Timestamptz(null=True, default=None)
    comment = Text(default="")
    reminded_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None, help_text="no longer asked")
    created_at = Timestamptz(default=TimestamptzNow())

    asked_once = Unique([poll, person])


class PollVote(Table):
    id = UUID(primary_key=True)
    voter = ForeignKey(PollVoter, index=True, null=False)
    date = ForeignKey(PollDate, index=True, null=False)
    vote = Varchar(length=20, choices=Vote)

    one_per_date = Unique([voter, date])

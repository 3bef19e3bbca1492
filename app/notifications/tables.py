from piccolo.columns import UUID, Text, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Unique
from piccolo.table import Table

from app.core.words import Word


class Way(Word):
    AT_ONCE = "at_once", "sofort"
    DAILY = "daily", "gesammelt, einmal am Tag"
    NONE = "none", "gar nicht"


class Topic(Word):
    """What a person chooses a way for; one covers several kinds of mail (rules.topic_of)."""

    MINUTES = "minutes", "Protokoll versandt"
    MINUTES_CHANGED = "minutes_changed", "Protokoll berichtigt oder genehmigt"
    OBJECTIONS = "objections", "Einwände gegen Protokolle"
    TASK_GIVEN = "task_given", "Aufgabe bekommen"
    TASK_CHANGED = "task_changed", "Neues zu Aufgaben"
    MENTIONS = "mentions", "Erwähnungen"
    PROPOSALS = "proposals", "Vorschläge zu Tagesordnung und Aufträgen"


class NotificationChoice(Table):
    """Where there is no row, mails go at once."""

    id = UUID(primary_key=True)
    person_id = UUID()
    topic = Varchar(length=30, choices=Topic)
    way = Varchar(length=20, choices=Way, default=Way.AT_ONCE)
    chosen_at = Timestamptz(default=TimestamptzNow())

    one_per_topic = Unique([person_id, topic])


class WaitingNotification(Table):
    """What would have been a mail, until the one mail of the day takes it along."""

    id = UUID(primary_key=True)
    person_id = UUID(index=True)
    body_id = UUID()
    group_id = UUID(
        null=True, default=None, help_text="told only to who belongs to this group by then"
    )
    kind = Varchar(length=60)
    topic = Varchar(length=30, choices=Topic)
    title = Varchar(length=300, help_text="the subject; empty once told")
    text = Text(help_text="what the mail would have said; empty once told")
    dedupe_key = Varchar(length=200, unique=True, help_text="as of outgoing_mail, in neither twice")
    created_at = Timestamptz(default=TimestamptzNow())
    told_at = Timestamptz(null=True, default=None)

from piccolo.columns import UUID, Array, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Unique
from piccolo.table import Table

from app.core.words import Word
from app.people.tables import Body


class Topic(Word):
    """What an audit entry of that kind begins with."""

    TASK = "task", "Aufgaben"
    MANDATE = "mandate", "Aufträge"
    MEETING = "meeting", "Sitzungen"
    MINUTES = "minutes", "Protokolle"
    DECISION = "decision", "Beschlüsse der Gruppen"
    VORLAGE = "vorlage", "Vorlagen"
    REPORT = "report", "Sachstandsberichte"
    GROUP = "group", "Gruppen"


class CallState(Word):
    WAITING = "waiting", "wartet"
    SENT = "sent", "angekommen"
    FAILED = "failed", "nicht angekommen"


class Webhook(Table):
    """An address of a body that is told what happened there."""

    id = UUID(primary_key=True)
    body = ForeignKey(Body, index=True, null=False)
    address = Varchar(length=2000)
    topics = Array(Varchar(length=20))
    created_at = Timestamptz(default=TimestamptzNow())
    paused_at = Timestamptz(null=True, default=None, help_text="given up on; a person resumes it")
    ended_at = Timestamptz(null=True, default=None)
    collected_until = Timestamptz(
        null=True, default=None, help_text="every entry of the audit log up to here has its call"
    )


class WebhookCall(Table):
    """One event for one address, until it has arrived or is given up; ids only, no content."""

    id = UUID(primary_key=True)
    webhook = ForeignKey(Webhook, index=True, null=False)
    entry = UUID(null=True, default=None, help_text="of the audit log; none of a test")
    content = Text(help_text="JSON, the same bytes at each attempt")
    state = Varchar(length=20, choices=CallState, default=CallState.WAITING)
    attempts = Integer(default=0)
    due_at = Timestamptz(default=TimestamptzNow(), index=True)
    done_at = Timestamptz(null=True, default=None)
    last_answer = Varchar(length=300, default="")
    created_at = Timestamptz(default=TimestamptzNow())

    one_per_event = Unique([webhook, entry])

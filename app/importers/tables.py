"""OParl sources, their runs, and the papers that wait to be taken over."""

from piccolo.columns import (
    JSONB,
    UUID,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Unique
from piccolo.table import Table

from app.core.words import Word
from app.people.tables import Body, Person
from app.vorlagen.tables import PaperDraft


class SourceKind(Word):
    BODY = "body", "alle Vorlagen einer Körperschaft"
    LIST = "list", "eine Liste von Vorlagen"
    PAPER = "paper", "eine einzelne Vorlage"


class RunState(Word):
    RUNNING = "running", "läuft"
    DONE = "done", "abgeglichen"
    PAUSED = "paused", "noch nicht zu Ende"
    FAILED = "failed", "abgebrochen"


class PaperState(Word):
    """Whether it was taken over is told by its draft."""

    WAITING = "waiting", "zum Übernehmen"
    WITHDRAWN = "withdrawn", "von der Quelle zurückgezogen"
    DISMISSED = "dismissed", "weggelegt"


class OparlSource(Table):
    """An address of a body's council information system."""

    id = UUID(primary_key=True)
    body = ForeignKey(Body, index=True, null=False)
    kind = Varchar(length=20, choices=SourceKind)
    name = Varchar(length=200)
    address = Varchar(length=2000, help_text="as typed")
    start = Varchar(length=2000, help_text="of the first page, or of the single paper")
    watermark = Timestamptz(
        null=True, default=None, help_text="the next run asks for what is newer"
    )
    continue_at = Varchar(length=2000, default="", help_text="page at which a run broke off")
    series_began_at = Timestamptz(
        null=True, default=None, help_text="when the first of the runs began that belong together"
    )
    created_by = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    created_at = Timestamptz(default=TimestamptzNow())

    once_per_body = Unique([body, start])


class OparlRun(Table):
    """One comparison with the source; a worker holds it until `due_at`, `attempts` is its ticket."""

    id = UUID(primary_key=True)
    source = ForeignKey(OparlSource, index=True, null=False)
    state = Varchar(length=20, choices=RunState, default=RunState.RUNNING)
    started_at = Timestamptz(default=TimestamptzNow())
    ended_at = Timestamptz(null=True, default=None)
    due_at = Timestamptz(default=TimestamptzNow())
    attempts = Integer(default=0)
    troubles = Integer(default=0, help_text="failures in a row")
    next_page = Varchar(length=2000, default="", help_text="empty: all pages are read")
    stop_reason = Varchar(
        length=500, default="", help_text="why the list could not be followed to its end"
    )
    seen = JSONB(default="[]", help_text="addresses of the pages read")
    objects_read = Integer(default=0)
    objects_total = Integer(null=True, default=None, help_text="as the server says")
    newest = Timestamptz(null=True, default=None, help_text="latest `modified` met")
    papers_new = Integer(default=0)
    papers_changed = Integer(default=0)
    papers_withdrawn = Integer(default=0)
    failures = JSONB(default="[]", help_text="[{address, sentence}], the first hundred")


class OparlPaper(Table):
    """A paper of the source, as the server sent it."""

    id = UUID(primary_key=True)
    source = ForeignKey(OparlSource, index=True, null=False)
    address = Varchar(length=1000, help_text="its OParl id")
    object = JSONB(help_text="as the server sent it, bearable for jsonb")
    object_sha256 = Varchar(length=64, help_text="without created and modified")
    modified = Varchar(length=60, default="", help_text="as the server says")
    is_pending = Boolean(default=True, help_text="what it points to is still to be read")
    attempts = Integer(default=0, help_text="to read what it points to")
    state = Varchar(length=20, choices=PaperState, default=PaperState.WAITING)
    draft = ForeignKey(
        PaperDraft,
        null=True,
        unique=True,
        on_delete=OnDelete.set_null,
        help_text="once all is read",
    )
    reference = Varchar(length=80, default="")
    title = Varchar(length=1000, default="")
    paper_type = Varchar(length=200, default="")
    dated_on = Date(null=True, default=None)
    is_open = Boolean(default=False, help_text="a consultation is still without result")
    withdrawn_on = Date(null=True, default=None)

    once_per_source = Unique([source, address])

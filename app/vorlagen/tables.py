"""The council paper, its steps and its decision points."""

from piccolo.columns import (
    JSONB,
    UUID,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Time,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Unique
from piccolo.table import Table

from app.core.words import Visibility, Word
from app.files.tables import File
from app.groups.tables import Group
from app.people.tables import Body, Person


class VorlageStatus(Word):
    RECORDED = "recorded", "erfasst"
    DELIBERATED = "deliberated", "beraten"
    IMPLEMENTED = "implemented", "umgesetzt"
    SUPERSEDED = "superseded", "überholt"


class PaperKind(Word):
    """Codes as in schema vorlage/1; the words as printed stand in `Vorlage.paper_type`."""

    DECISION = "decision", "Beschlussvorlage"
    INFORMATION = "information", "Informationsvorlage"
    NOTIFICATION = "notification", "Mitteilung"
    REPORT = "report", "Bericht"
    MOTION = "motion", "Antrag"
    QUESTION = "question", "Anfrage"
    OTHER = "other", "sonstige"


class ConsultationResult(Word):
    """Codes as in schema vorlage/1; "" as long as nothing is known."""

    ADOPTED = "adopted", "beschlossen oder empfohlen wie vorgelegt"
    ADOPTED_AMENDED = "adopted_amended", "geändert beschlossen oder empfohlen"
    ADOPTED_PARTLY = "adopted_partly", "zum Teil beschlossen oder empfohlen"
    NOTED = "noted", "zur Kenntnis genommen"
    NOTED_APPROVINGLY = "noted_approvingly", "zustimmend zur Kenntnis genommen"
    POSTPONED = "postponed", "vertagt"
    DEFERRED = "deferred", "zurückgestellt oder abgesetzt"
    REFERRED = "referred", "verwiesen"
    REJECTED = "rejected", "abgelehnt"
    WITHDRAWN = "withdrawn", "zurückgezogen"
    SETTLED = "settled", "erledigt"
    NONE = "none", "ohne Ergebnis"
    OTHER = "other", "sonstiges Ergebnis"


AMENDED = (ConsultationResult.ADOPTED_AMENDED, ConsultationResult.ADOPTED_PARTLY)


class HintKind(Word):
    SEATS = "seats", "Besetzung"
    RENAME = "rename", "Umbenennung"
    REPORT = "report", "Berichtspflicht"


class HintState(Word):
    OFFERED = "offered", "noch offen"
    ACCEPTED = "accepted", "übernommen"
    DECLINED = "declined", "nicht übernommen"


class Vorlage(Table):
    id = UUID(primary_key=True)
    body = ForeignKey(Body, index=True, null=False)
    committee = ForeignKey(
        Group, index=True, null=True, on_delete=OnDelete.set_null, help_text="gets the reports"
    )
    reference = Varchar(length=80, null=True, default=None, help_text="Vorlagennummer")
    title = Text()
    paper_type = Varchar(length=200, default="", help_text="as printed")
    visibility = Varchar(length=20, choices=Visibility, default=Visibility.PUBLIC)
    dated_on = Date(null=True, default=None)
    lead_unit = Varchar(length=300, default="")
    status = Varchar(length=20, choices=VorlageStatus, default=VorlageStatus.RECORDED)
    paper = JSONB(help_text="schema vorlage/1, as confirmed by a person")
    reading = JSONB(help_text="schema vorlage/1, as the reader understood it")
    evidence = JSONB(default="{}", help_text="JSON pointer → lines, rule, confidence")
    source_text = Text()
    source_sha256 = Varchar(length=64)
    source_note = Varchar(
        length=300, default="", help_text="what the source said later: that it took the paper back"
    )
    version = Integer(default=1)
    created_by = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    created_at = Timestamptz(default=TimestamptzNow())

    reference_once_per_body = Unique([body, reference])


class Consultation(Table):
    """A step of the Beratungsfolge; codes as in schema vorlage/1."""

    id = UUID(primary_key=True)
    vorlage = ForeignKey(Vorlage, index=True, null=False)
    position = Integer()
    committee_name = Varchar(length=300)
    committee = ForeignKey(Group, index=True, null=True, on_delete=OnDelete.set_null)
    role_raw = Varchar(length=200, default="")
    role_code = Varchar(length=20, default="")
    held_on = Date(null=True, default=None)
    agenda_number = Varchar(length=40, default="")
    meeting_title = Varchar(length=300, default="")
    result_raw = Varchar(length=300, default="")
    result_code = Varchar(length=30, default="")
    resolution_text = Text(default="", help_text="as decided, where it differs from the proposal")


class CommitteeSession(Table):
    """A day on which a committee sits; what it deals with are the consultations of that day.

    No Meeting: nobody is invited and nothing is minuted here. A trigger adds the row with the first
    consultation of the day; version 1 means that nobody has said more about it.
    """

    id = UUID(primary_key=True)
    committee = ForeignKey(Group, index=True, null=False)
    held_on = Date()
    title = Varchar(length=300, default="", help_text="26. Sitzung …")
    place = Varchar(length=300, default="")
    begins_at = Time(null=True, default=None, help_text="by the clock on the wall")
    version = Integer(default=1)
    created_at = Timestamptz(default=TimestamptzNow())

    one_a_day = Unique([committee, held_on])


class DecisionPoint(Table):
    id = UUID(primary_key=True)
    vorlage = ForeignKey(Vorlage, index=True, null=False)
    position = Integer()
    marker = Varchar(length=20, default="")
    depth = Integer(default=0)
    text = Text()
    absent_since = Integer(
        null=True, default=None, help_text="number of the Fassung that holds it no longer"
    )
    needless_reason = Text(default="", help_text="why there is nothing to do; empty: not said")
    needless_since = Date(null=True, default=None)


class VorlageFile(Table):
    """An attachment with its bytes; who reads it must read the Vorlage as well."""

    id = UUID(primary_key=True)
    vorlage = ForeignKey(Vorlage, index=True, null=False)
    file = ForeignKey(File, index=True, null=False, on_delete=OnDelete.restrict)
    visibility = Varchar(length=20, choices=Visibility, default=Visibility.PUBLIC)
    printed_name = Varchar(length=300, default="", help_text="as the paper names it; may be empty")
    uploaded_by = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    created_at = Timestamptz(default=TimestamptzNow())
    removed_at = Timestamptz(
        null=True, default=None, help_text="for some days it can be brought back"
    )


class GroupOrigin(Table):
    """The decision point that set up a group."""

    id = UUID(primary_key=True)
    group = ForeignKey(Group, index=True, null=False, unique=True)
    decision_point = ForeignKey(DecisionPoint, index=True, null=False)


class PaperDraft(Table):
    """A paper that was read elsewhere and waits for a person to check it in the preview."""

    id = UUID(primary_key=True)
    body = ForeignKey(Body, index=True, null=False)
    origin = Varchar(length=1000, help_text="address it comes from")
    reading = JSONB(help_text="schema vorlage/1")
    evidence = JSONB(default="{}", help_text="JSON pointer → lines, rule, confidence")
    warnings = JSONB(default="[]", help_text="[{code, sentence, lines}]")
    resolutions = JSONB(default="[]", help_text="decided wordings: [{committee, held_on, text}]")
    status = Varchar(
        length=20, default="", help_text="of the Vorlage where it comes from, if known"
    )
    source_text = Text()
    source_sha256 = Varchar(length=64)
    vorlage = ForeignKey(Vorlage, index=True, null=True, on_delete=OnDelete.set_null)
    taken_sha256 = Varchar(length=64, default="", help_text="of the text that became the Vorlage")
    read_at = Timestamptz(default=TimestamptzNow())


class Fassung(Table):
    """One state of a paper as it came in; the newest one is what stands in the Vorlage.

    The first one is written when the second one arrives.
    """

    id = UUID(primary_key=True)
    vorlage = ForeignKey(Vorlage, index=True, null=False)
    number = Integer()
    dated_on = Date(null=True, default=None)
    received_at = Timestamptz(default=TimestamptzNow())
    created_by = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    paper = JSONB(help_text="schema vorlage/1, as confirmed by a person")
    reading = JSONB(help_text="schema vorlage/1, as the reader understood it")
    evidence = JSONB(default="{}", help_text="JSON pointer → lines, rule, confidence")
    source_text = Text()
    source_sha256 = Varchar(length=64)
    note = Text(default="", help_text="what is new, in the words of the office")

    number_once_per_vorlage = Unique([vorlage, number])


class WordingHint(Table):
    """What a sentence of the paper seems to set up; a person takes it over or not."""

    id = UUID(primary_key=True)
    vorlage = ForeignKey(Vorlage, index=True, null=False)
    decision_point = ForeignKey(DecisionPoint, index=True, null=True)
    kind = Varchar(length=20, choices=HintKind)
    sentence = Text()
    data = JSONB(help_text="keys as in app/vorlagen/rules/proposals.py")
    state = Varchar(length=20, choices=HintState, default=HintState.OFFERED)
    decided_by = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    decided_at = Timestamptz(null=True, default=None)

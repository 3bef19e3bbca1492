"""Gremien and groups, and who sits in them for whom."""

from typing import Any

from piccolo.columns import (
    UUID,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.reference import LazyTableReference
from piccolo.constraints import Unique
from piccolo.table import Table

from app.core.words import Word
from app.files.tables import File
from app.people.tables import Body, Person, Region, Side, Traeger, TraegerSet

VORLAGE = LazyTableReference("Vorlage", module_path="app.vorlagen.tables")
POINT = LazyTableReference("DecisionPoint", module_path="app.vorlagen.tables")


class GroupKind(Word):
    KREISTAG = "kreistag", "Kreistag oder Rat"
    AUSSCHUSS = "ausschuss", "Ausschuss"
    STEUERUNGSGRUPPE = "steuerungsgruppe", "Steuerungsgruppe"
    LENKUNGSGRUPPE = "lenkungsgruppe", "Lenkungsgruppe"
    UNTERARBEITSGRUPPE = "unterarbeitsgruppe", "Unterarbeitsgruppe"
    SPURGRUPPE = "spurgruppe", "Spurgruppe"
    ARBEITSGRUPPE = "arbeitsgruppe", "Arbeitsgruppe"
    AG78 = "ag78", "Arbeitsgemeinschaft nach § 78 SGB VIII"


COMMITTEES = (GroupKind.KREISTAG, GroupKind.AUSSCHUSS)  # they decide; all others recommend


class GroupStatus(Word):
    PLANNED = "planned", "geplant"
    ACTIVE = "active", "aktiv"
    FINISHED = "finished", "abgeschlossen"
    DISSOLVED = "dissolved", "aufgelöst"


class Role(Word):
    LEITUNG = "leitung", "Leitung"
    MODERATION = "moderation", "Moderation"
    KOORDINATION = "koordination", "Koordination"
    PROTOKOLL = "protokoll", "Protokollführung"
    MITGLIED = "mitglied", "Mitglied"


LEADING = (Role.LEITUNG, Role.MODERATION, Role.KOORDINATION)  # they act for the group


class Standing(Word):
    VOTING = "voting", "stimmberechtigt"
    ADVISORY = "advisory", "beratend"
    DEPUTY = "deputy", "Vertretung"
    GUEST = "guest", "Gast"


class Insight(Word):
    """What members see of each other; the leading and the office see all."""

    LEADING = "leading", "nur Leitung und Koordination sehen die Mitgliederliste"
    NAMES = "names", "Mitglieder sehen Namen und Träger"
    ADDRESSES = "addresses", "Mitglieder sehen auch E-Mail-Adressen"


class Quorum(Word):
    NONE = "none", "keine"
    HALF = "half", "mehr als die Hälfte der Stimmberechtigten"
    NUMBER = "number", "mindestens so viele Stimmberechtigte"


class Approval(Word):
    """When minutes stand; the leading may always say that the group has approved them."""

    MEETING = "meeting", "in der nächsten Sitzung"
    TACIT = "tacit", "stillschweigend, wenn nach der Einwandfrist kein Einwand offen ist"


class Quantity(Word):
    EXACTLY = "exactly", "genau"
    AT_LEAST = "at_least", "mindestens"
    AT_MOST = "at_most", "höchstens"


class Trait(Word):
    """Who may sit on a seat of the rule."""

    NAMED = "named", "wer ausdrücklich auf diesen Sitz gesetzt ist"
    COMMITTEE = "committee", "Mitglieder eines Gremiums"
    FUNCTION = "function", "Personen mit einer Funktion bei einem Träger"
    SIDE = "side", "Vertretungen einer Seite"
    REGION = "region", "Vertretungen einer Region"
    EACH_TRAEGER = "each_traeger", "je Träger einer Liste ein Sitz"


class AgendaNumbers(Word):
    """How the items of an agenda are numbered."""

    PLAIN = "plain", "1, 2, 2.1"
    PARTS = "parts", "Ö 1, Ö 2.1, N 1"


class Group(Table, tablename="steering_group"):
    id = UUID(primary_key=True)
    body = ForeignKey(Body, index=True, null=False)
    name = Varchar(length=200)
    kind = Varchar(length=30, choices=GroupKind)
    status = Varchar(length=20, choices=GroupStatus, default=GroupStatus.ACTIVE)
    parent: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Group", module_path="app.groups.tables"),
        index=True,
        null=True,
        on_delete=OnDelete.restrict,
    )
    purpose = Text(default="")
    seat_rules = Text(default="", help_text="as the first release kept them; see CompositionRule")
    agenda_template = Text(default="", help_text="one item a line; empty: the usual one")
    agenda_numbers = Varchar(length=20, choices=AgendaNumbers, default=AgendaNumbers.PLAIN)
    proposal_days = Integer(
        null=True, default=7, help_text="before a meeting: until then members propose items"
    )
    former_names = Text(default="", help_text="as the first release kept them; see FormerName")
    objection_days = Integer(default=14, help_text="after the minutes went out")
    approval = Varchar(length=20, choices=Approval, default=Approval.MEETING)
    minutes_clock = Boolean(default=False, help_text="they say when each item was spoken about")
    minutes_days = Integer(default=3, help_text="from the meeting until missing minutes are late")
    mail_minutes_sent = Boolean(default=True, help_text="to the members, when minutes go out")
    mail_minutes_corrected = Boolean(default=True, help_text="after accepted objections")
    mail_minutes_approved = Boolean(default=True, help_text="when minutes stand")
    notice_days = Integer(null=True, default=None, help_text="Ladungsfrist in working days")
    quorum = Varchar(length=20, choices=Quorum, default=Quorum.NONE)
    quorum_number = Integer(null=True, default=None)
    insight = Varchar(length=20, choices=Insight, default=Insight.NAMES)
    remind_answers = Boolean(default=True, help_text="who has not answered an invitation yet")
    remind_meeting = Boolean(default=True, help_text="before a meeting, with its agenda")
    remind_minutes = Boolean(default=True, help_text="the minute-taker, after a meeting")
    remind_tasks = Boolean(default=True, help_text="who is responsible, and in time who leads")
    leading_weeks = Integer(
        default=3, help_text="from a task's due date until who leads is told; 0: never"
    )
    trust_without_token = Boolean(
        default=False, help_text="calendar replies without our token count where DMARC passed"
    )
    starts_on = Date(null=True, default=None)
    ends_on = Date(null=True, default=None)
    version = Integer(default=1)
    created_at = Timestamptz(default=TimestamptzNow())


class FormerName(Table):
    """A name the group bore until a day (last one, inclusive); None: nobody knows until when."""

    id = UUID(primary_key=True)
    group = ForeignKey(Group, index=True, null=False)
    name = Varchar(length=200)
    until = Date(null=True, default=None)
    vorlage: ForeignKey[Any] = ForeignKey(
        VORLAGE, index=True, null=True, on_delete=OnDelete.set_null, help_text="that renamed it"
    )


class Succession(Table):
    """What became of a group: another one goes on with its work. Several into one: a merger."""

    id = UUID(primary_key=True)
    group = ForeignKey(Group, index=True, null=False)
    successor = ForeignKey(Group, index=True, null=False)
    on_day = Date(help_text="first day of the successor's")
    vorlage: ForeignKey[Any] = ForeignKey(
        VORLAGE, index=True, null=True, on_delete=OnDelete.set_null
    )
    note = Text(default="")

    successor_once_per_group = Unique([group, successor])


class GroupEvent(Table):
    """What a Spurgruppe prepares, such as a Großgruppenkonferenz."""

    id = UUID(primary_key=True)
    group = ForeignKey(Group, index=True, null=False, unique=True)
    title = Varchar(length=200)
    starts_on = Date(null=True, default=None)
    ends_on = Date(null=True, default=None)
    place = Varchar(length=300, default="")
    purpose = Text(default="")
    documentation = Text(default="", help_text="what came of it")
    version = Integer(default=1)


class EventParticipant(Table):
    """A person of the body's list, or a number of people whom a Träger sends."""

    id = UUID(primary_key=True)
    event = ForeignKey(GroupEvent, index=True, null=False)
    person = ForeignKey(Person, index=True, null=True)
    traeger = ForeignKey(Traeger, index=True, null=True, on_delete=OnDelete.set_null)
    number = Integer(default=1)
    part = Varchar(length=200, default="", help_text="for instance Moderation einer Arbeitsgruppe")


class EventFile(Table):
    """A piece of the event's documentation; who reads it must read the group as well."""

    id = UUID(primary_key=True)
    event = ForeignKey(GroupEvent, index=True, null=False)
    file = ForeignKey(File, index=True, null=False, on_delete=OnDelete.restrict)
    uploaded_by = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    created_at = Timestamptz(default=TimestamptzNow())


class CompositionRule(Table):
    """How many of whom sit in the group, and the sentence that says so. Trait columns by `trait`."""

    id = UUID(primary_key=True)
    group = ForeignKey(Group, index=True, null=False)
    position = Integer(help_text="from 1")
    quantity = Varchar(length=20, choices=Quantity, default=Quantity.EXACTLY)
    number = Integer(default=1, help_text="seats; of EACH_TRAEGER: seats for each")
    trait = Varchar(length=20, choices=Trait, default=Trait.NAMED)
    committee = ForeignKey(Group, index=True, null=True, on_delete=OnDelete.restrict)
    function = Varchar(length=200, default="", help_text="a word of Affiliation.function")
    side = Varchar(length=20, choices=Side, null=True, default=None)
    region = ForeignKey(Region, index=True, null=True, on_delete=OnDelete.restrict)
    traeger_set = ForeignKey(TraegerSet, index=True, null=True, on_delete=OnDelete.restrict)
    may_share = Boolean(default=False, help_text="who fills it may fill another rule's seat too")
    quote = Text(help_text="the sentence of the decision")
    source = Varchar(length=200, default="", help_text="where it stands, in words")
    vorlage: ForeignKey[Any] = ForeignKey(
        VORLAGE, index=True, null=True, on_delete=OnDelete.set_null
    )
    decision_point: ForeignKey[Any] = ForeignKey(
        POINT, index=True, null=True, on_delete=OnDelete.set_null
    )
    since = Date(null=True, default=None)
    until = Date(null=True, default=None, help_text="last day, inclusive")
    version = Integer(default=1)


class Membership(Table):
    id = UUID(primary_key=True)
    group = ForeignKey(Group, index=True, null=False)
    person = ForeignKey(Person, index=True, null=False)
    traeger = ForeignKey(Traeger, index=True, null=True, on_delete=OnDelete.set_null)
    role = Varchar(length=20, choices=Role, default=Role.MITGLIED)
    standing = Varchar(length=20, choices=Standing, default=Standing.VOTING)
    deputy_of: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Membership", module_path="app.groups.tables"),
        index=True,
        null=True,
        on_delete=OnDelete.set_null,
    )
    seat = Varchar(length=300, default="", help_text="the seat in words, where no rule says it")
    rule = ForeignKey(
        CompositionRule, index=True, null=True, on_delete=OnDelete.set_null,
        help_text="set on a seat of this rule; else the check finds one",
    )  # fmt: skip
    since = Date()
    until = Date(null=True, default=None, help_text="last day, inclusive")
    invite_by_default = Boolean(default=True)
    version = Integer(default=1)

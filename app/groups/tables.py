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
from piccolo.table import Table

from app.core.words import Word
from app.people.tables import Body, Person, Traeger


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


class Standing(Word):
    VOTING = "voting", "stimmberechtigt"
    ADVISORY = "advisory", "beratend"
    DEPUTY = "deputy", "Vertretung"
    GUEST = "guest", "Gast"


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
    seat_rules = Text(default="", help_text="one rule a line, as the decision says it")
    agenda_template = Text(default="", help_text="one item a line; empty: the usual one")
    former_names = Text(default="", help_text="one a line, newest first")
    objection_days = Integer(default=14, help_text="after the minutes went out")
    starts_on = Date(null=True, default=None)
    ends_on = Date(null=True, default=None)
    version = Integer(default=1)
    created_at = Timestamptz(default=TimestamptzNow())


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
    seat = Varchar(length=300, default="", help_text="the seat rule this fills, in words")
    since = Date()
    until = Date(null=True, default=None, help_text="last day, inclusive")
    invite_by_default = Boolean(default=True)

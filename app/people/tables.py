"""Körperschaften, Träger and people. Personal data: name, office mail, phone, function, no more."""

from typing import Any

from piccolo.columns import (
    JSONB,
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


class Side(Word):
    PUBLIC = "public", "öffentlicher Träger"
    FREE = "free", "freier Träger"
    FREELANCE = "freelance", "freiberuflich"
    POLITICS = "politics", "Politik"
    AFFECTED = "affected", "Betroffene und Selbstvertretung"
    EXTERNAL = "external", "externe Begleitung"


class Office(Word):
    COORDINATION = "coordination", "Koordination"
    OPERATOR = "operator", "Betrieb"


class Land(Word):
    """ISO 3166-2:DE without "DE-"."""

    BW = "BW", "Baden-Württemberg"
    BY = "BY", "Bayern"
    BE = "BE", "Berlin"
    BB = "BB", "Brandenburg"
    HB = "HB", "Bremen"
    HH = "HH", "Hamburg"
    HE = "HE", "Hessen"
    MV = "MV", "Mecklenburg-Vorpommern"
    NI = "NI", "Niedersachsen"
    NW = "NW", "Nordrhein-Westfalen"
    RP = "RP", "Rheinland-Pfalz"
    SL = "SL", "Saarland"
    SN = "SN", "Sachsen"
    ST = "ST", "Sachsen-Anhalt"
    SH = "SH", "Schleswig-Holstein"
    TH = "TH", "Thüringen"


class Body(Table):
    id = UUID(primary_key=True)
    name = Varchar(length=200)
    office_name = Varchar(length=200, default="", help_text="who signs the mails")
    contact_name = Varchar(length=200, default="")
    contact_mail = Varchar(length=254, default="")
    contact_phone = Varchar(length=60, default="")
    postal_address = Text(default="", help_text="for the Impressum")
    land = Varchar(length=2, default="NI", help_text="ISO 3166-2:DE, for its holidays")


class Region(Table):
    id = UUID(primary_key=True)
    body = ForeignKey(Body, index=True, null=False)
    name = Varchar(length=200)
    municipalities = Text(default="", help_text="one a line")


class Traeger(Table):
    id = UUID(primary_key=True)
    body = ForeignKey(Body, index=True, null=False)
    name = Varchar(length=200)
    side = Varchar(length=20, choices=Side)
    region = ForeignKey(
        Region, index=True, null=True, on_delete=OnDelete.set_null, help_text="see TraegerRegion"
    )
    parent: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Traeger", module_path="app.people.tables"),
        index=True,
        null=True,
        on_delete=OnDelete.set_null,
        help_text="the association it belongs to",
    )
    contact_mail = Varchar(length=254, default="", help_text="mailbox of the house, of nobody")
    starts_on = Date(null=True, default=None)
    ends_on = Date(null=True, default=None, help_text="last day, inclusive")
    version = Integer(default=1)
    created_at = Timestamptz(default=TimestamptzNow())


class TraegerRegion(Table, tablename="traeger_works_in"):
    """A Träger works in a region; in several, in none said."""

    id = UUID(primary_key=True)
    traeger = ForeignKey(Traeger, index=True, null=False)
    region = ForeignKey(Region, index=True, null=False)

    region_once_per_traeger = Unique([traeger, region])


class TraegerSet(Table):
    """Träger that a decision names together, such as "die Sozialraumträger"."""

    id = UUID(primary_key=True)
    body = ForeignKey(Body, index=True, null=False)
    name = Varchar(length=200)


class TraegerInSet(Table):
    id = UUID(primary_key=True)
    traeger_set = ForeignKey(TraegerSet, index=True, null=False)
    traeger = ForeignKey(Traeger, index=True, null=False)

    traeger_once_per_set = Unique([traeger_set, traeger])


class Person(Table):
    """One human, found by e-mail (lower case, unique). `email` is the one for invitations."""

    id = UUID(primary_key=True)
    body = ForeignKey(Body, index=True, null=False, help_text="whose Koordination keeps the entry")
    given_name = Varchar(length=120)
    family_name = Varchar(length=120)
    title = Varchar(length=60, default="")
    email = Varchar(length=254, unique=True)
    phone = Varchar(length=60, default="")
    created_at = Timestamptz(default=TimestamptzNow())
    blocked = Boolean(default=False)
    version = Integer(default=1)
    pseudonym = Integer(
        null=True, default=None, unique=True, help_text="erased: Ehemaliges Mitglied 17"
    )
    erased_at = Timestamptz(null=True, default=None)
    deletion_notice_at = Timestamptz(null=True, default=None, help_text="told: without membership")


class PersonAddress(Table):
    """Further addresses of a person: for logging in and for replies, never written to by itself."""

    id = UUID(primary_key=True)
    person = ForeignKey(Person, index=True, null=False)
    email = Varchar(length=254, unique=True, help_text="lower case")
    created_at = Timestamptz(default=TimestamptzNow())


class PersonMerge(Table):
    """Two entries of one human made one; `moved` is what an undo puts back."""

    id = UUID(primary_key=True)
    body = ForeignKey(Body, index=True, null=False)
    kept = ForeignKey(Person, index=True, null=False)
    dissolved_id = UUID(default=None, help_text="of the person whose row is gone")
    moved = JSONB(help_text="the dissolved row and the ids of rows that changed hands, per table")
    merged_by = ForeignKey(Person, index=True, null=True, on_delete=OnDelete.set_null)
    merged_at = Timestamptz(default=TimestamptzNow())
    undone_at = Timestamptz(null=True, default=None)


class Affiliation(Table):
    """The person works for a Träger, with a function, from–until."""

    id = UUID(primary_key=True)
    person = ForeignKey(Person, index=True, null=False)
    traeger = ForeignKey(Traeger, index=True, null=False)
    function = Varchar(length=200, default="")
    since = Date(null=True, default=None)
    until = Date(null=True, default=None)


class OfficeRole(Table):
    id = UUID(primary_key=True)
    person = ForeignKey(Person, index=True, null=False)
    body = ForeignKey(Body, index=True, null=False)
    office = Varchar(length=20, choices=Office)

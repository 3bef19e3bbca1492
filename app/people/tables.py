"""Körperschaften, Träger and people. Personal data: name, office mail, phone, function (trust.md D2)."""

from piccolo.columns import (
    UUID,
    Boolean,
    Date,
    ForeignKey,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults.timestamptz import TimestamptzNow
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


class Body(Table):
    id = UUID(primary_key=True)
    name = Varchar(length=200)
    office_name = Varchar(length=200, default="", help_text="who signs the mails")
    contact_name = Varchar(length=200, default="")
    contact_mail = Varchar(length=254, default="")
    contact_phone = Varchar(length=60, default="")
    postal_address = Text(default="", help_text="for the Impressum")


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
    region = ForeignKey(Region, index=True, null=True, on_delete=OnDelete.set_null)
    created_at = Timestamptz(default=TimestamptzNow())


class Person(Table):
    """One human, found by e-mail (lower case, unique)."""

    id = UUID(primary_key=True)
    body = ForeignKey(Body, index=True, null=False, help_text="whose Koordination keeps the entry")
    given_name = Varchar(length=120)
    family_name = Varchar(length=120)
    title = Varchar(length=60, default="")
    email = Varchar(length=254, unique=True)
    phone = Varchar(length=60, default="")
    created_at = Timestamptz(default=TimestamptzNow())
    blocked = Boolean(default=False)


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

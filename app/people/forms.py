from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from wtforms import DateField, EmailField, SelectField, StringField, TelField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.core.words import choices
from app.people.rules import normal_email
from app.people.tables import Side
from app.web.forms import (
    GermanForm,
    OnceForm,
    fold_lines,
    not_in_the_far_past,
    optional_uuid,
    strip,
    with_empty,
)


class SearchForm(GermanForm):
    q = StringField("Suchen nach")


@dataclass(frozen=True, kw_only=True)
class PersonData:
    """email: normalised, lower case."""

    given_name: str
    family_name: str
    email: str
    title: str = ""
    phone: str = ""


class PersonForm(GermanForm):
    title = StringField("Titel", [Optional(), Length(max=60)], filters=[strip])
    given_name = StringField(
        "Vorname", [DataRequired("Der Vorname fehlt."), Length(max=120)], filters=[strip]
    )
    family_name = StringField(
        "Nachname", [DataRequired("Der Nachname fehlt."), Length(max=120)], filters=[strip]
    )
    email = EmailField(
        "E-Mail-Adresse",
        [DataRequired("Die E-Mail-Adresse fehlt. An sie gehen die Einladungen."), Length(max=254)],
        filters=[strip],
    )
    phone = TelField("Telefon", [Optional(), Length(max=60)], filters=[strip])

    def validate_email(self, field: Field) -> None:
        try:
            normal_email(field.data)
        except ValueError as problem:
            raise ValidationError(str(problem)) from None

    def cleaned(self) -> PersonData:
        return PersonData(
            given_name=cast("str", self.given_name.data),
            family_name=cast("str", self.family_name.data),
            email=normal_email(cast("str", self.email.data)),
            title=self.title.data or "",
            phone=self.phone.data or "",
        )


class NewPersonForm(PersonForm, OnceForm):
    """Also the first Träger; the route fills the choices with `offer_traeger`."""

    traeger_id = SelectField("Träger", [Optional()], choices={})
    function = StringField("Funktion", [Optional(), Length(max=200)], filters=[strip])

    def offer_traeger(self, all_traeger: dict[str, str]) -> None:
        self.traeger_id.choices = with_empty(all_traeger, "– ohne Träger –")

    def affiliation(self) -> "AffiliationData | None":
        traeger_id = optional_uuid(self.traeger_id.data)
        if traeger_id is None:
            return None
        return AffiliationData(traeger_id=traeger_id, function=self.function.data or "")


@dataclass(frozen=True, kw_only=True)
class AffiliationData:
    """Without an id it cannot come twice: it is made together with its person."""

    traeger_id: UUID
    function: str = ""
    since: date | None = None
    id: UUID | None = None


class AffiliationForm(OnceForm):
    traeger_id = SelectField("Träger", [DataRequired("Bitte wählen Sie den Träger.")], choices={})
    function = StringField("Funktion", [Optional(), Length(max=200)], filters=[strip])
    since = DateField("Seit", [Optional(), not_in_the_far_past])

    def offer_traeger(self, all_traeger: dict[str, str]) -> None:
        self.traeger_id.choices = with_empty(all_traeger)

    def cleaned(self) -> AffiliationData:
        return AffiliationData(
            id=self.new_id,
            traeger_id=UUID(self.traeger_id.data),
            function=self.function.data or "",
            since=self.since.data,
        )


@dataclass(frozen=True, kw_only=True)
class TraegerData:
    name: str
    side: Side
    region_id: UUID | None = None


class TraegerForm(GermanForm):
    name = StringField(
        "Name",
        [
            DataRequired("Der Name fehlt. Bitte tragen Sie ein, wie der Träger heißt."),
            Length(max=200),
        ],
        filters=[strip],
    )
    side = SelectField("Seite", choices=choices(Side))
    region_id = SelectField("Region", [Optional()], choices={})

    def offer_regions(self, regions: dict[str, str]) -> None:
        self.region_id.choices = with_empty(regions, "– keine bestimmte Region –")

    def cleaned(self) -> TraegerData:
        return TraegerData(
            name=cast("str", self.name.data),
            side=Side(self.side.data),
            region_id=optional_uuid(self.region_id.data),
        )


class NewTraegerForm(TraegerForm, OnceForm):
    pass


@dataclass(frozen=True, kw_only=True)
class RegionData:
    id: UUID
    name: str
    municipalities: str = ""


class RegionForm(OnceForm):
    name = StringField(
        "Name der Region",
        [DataRequired("Der Name der Region fehlt."), Length(max=200)],
        filters=[strip],
    )
    municipalities = TextAreaField(
        "Gemeinden", [Optional(), Length(max=5000)], filters=[fold_lines]
    )

    def cleaned(self) -> RegionData:
        return RegionData(
            id=self.new_id,
            name=cast("str", self.name.data),
            municipalities=self.municipalities.data or "",
        )

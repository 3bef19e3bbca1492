from dataclasses import dataclass
from typing import cast

from wtforms import EmailField, SelectField, StringField, TelField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.people.forms.affiliations import AffiliationData
from app.people.rules import normal_email
from app.web.forms import GermanForm, OnceForm, optional_uuid, strip, with_empty
from app.web.versioned import VersionedForm


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
        is_address(self, field)

    def cleaned(self) -> PersonData:
        return PersonData(
            given_name=cast("str", self.given_name.data),
            family_name=cast("str", self.family_name.data),
            email=normal_email(cast("str", self.email.data)),
            title=self.title.data or "",
            phone=self.phone.data or "",
        )


def is_address(_form: GermanForm, field: Field) -> None:
    try:
        normal_email(field.data)
    except ValueError as problem:
        raise ValidationError(str(problem)) from None


class PersonChangeForm(PersonForm, VersionedForm):
    pass


class NewPersonForm(PersonForm, OnceForm):
    """Also the first Träger; the route fills the choices with `offer_traeger`."""

    traeger_id = SelectField("Träger", [Optional()], choices={})
    function = StringField("Funktion", [Optional(), Length(max=200)], filters=[strip])

    def offer_traeger(self, all_traeger: dict[str, str]) -> None:
        self.traeger_id.choices = with_empty(all_traeger, "– ohne Träger –")

    def affiliation(self) -> AffiliationData | None:
        traeger_id = optional_uuid(self.traeger_id.data)
        if traeger_id is None:
            return None
        return AffiliationData(traeger_id=traeger_id, function=self.function.data or "")

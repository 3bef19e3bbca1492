from dataclasses import dataclass
from typing import Any, cast

from wtforms import EmailField, SelectField, StringField, TelField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.core.actor import Actor
from app.core.words import choices
from app.ical.address import mail_address
from app.people.access import Desk, kept_in_address
from app.people.forms.persons import is_address
from app.people.rules import normal_email
from app.people.tables import Land, Office
from app.web.forms import GermanForm, OnceForm, fold_lines, strip


class BodyChoice(GermanForm):
    """Stands on top of a page for who coordinates several bodies."""

    koerperschaft = SelectField("Körperschaft", choices={})


def at_desk(actor: Actor, desk: Desk) -> dict[str, Any]:
    """For a page that works in one body; people/_body_choice.html shows the choice, if there is one.

    kept: the query that keeps it in the addresses of the page.
    """
    form = BodyChoice(data={"koerperschaft": str(desk.body.id)})
    form.koerperschaft.choices = {str(body.id): body.name for body in desk.bodies}
    return {
        "body_name": desk.body.name,
        "body_query": kept_in_address(actor, desk.body.id),
        "body_choice": form if len(desk.bodies) > 1 else None,
    }


@dataclass(frozen=True, kw_only=True)
class BodyData:
    name: str
    office_name: str
    contact_name: str
    contact_mail: str
    contact_phone: str
    postal_address: str
    land: Land


class BodyForm(GermanForm):
    name = StringField(
        "Name",
        [DataRequired("Der Name fehlt, zum Beispiel Landkreis Musterland."), Length(max=200)],
        filters=[strip],
    )
    office_name = StringField(
        "Name der Dienststelle", [Optional(), Length(max=200)], filters=[strip]
    )
    contact_name = StringField("Ansprechperson", [Optional(), Length(max=200)], filters=[strip])
    contact_mail = EmailField(
        "E-Mail-Adresse der Dienststelle", [Optional(), Length(max=254)], filters=[strip]
    )
    contact_phone = TelField("Telefon", [Optional(), Length(max=60)], filters=[strip])
    postal_address = TextAreaField(
        "Postanschrift", [Optional(), Length(max=1000)], filters=[fold_lines]
    )
    land = SelectField("Land", choices=choices(Land), default=Land.NI)

    def validate_contact_mail(self, field: Field) -> None:
        try:
            mail_address(field.data)
        except ValueError as problem:
            raise ValidationError(str(problem)) from None

    def cleaned(self) -> BodyData:
        mail = self.contact_mail.data
        return BodyData(
            name=cast("str", self.name.data),
            office_name=self.office_name.data or "",
            contact_name=self.contact_name.data or "",
            contact_mail=mail_address(mail) if mail else "",
            contact_phone=self.contact_phone.data or "",
            postal_address=self.postal_address.data or "",
            land=Land(self.land.data),
        )


class NewBodyForm(BodyForm, OnceForm):
    pass


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """Names are needed only for an address that nobody has yet."""

    office: Office
    email: str
    given_name: str = ""
    family_name: str = ""


class AppointForm(OnceForm):
    """Its id becomes the new person's, if there is one."""

    office = SelectField("Amt", choices=choices(Office))
    email = EmailField(
        "E-Mail-Adresse",
        [DataRequired("Die E-Mail-Adresse fehlt."), Length(max=254)],
        filters=[strip],
    )
    given_name = StringField("Vorname", [Optional(), Length(max=120)], filters=[strip])
    family_name = StringField("Nachname", [Optional(), Length(max=120)], filters=[strip])

    def validate_email(self, field: Field) -> None:
        is_address(self, field)

    def cleaned(self) -> Appointment:
        return Appointment(
            office=Office(self.office.data),
            email=normal_email(cast("str", self.email.data)),
            given_name=self.given_name.data or "",
            family_name=self.family_name.data or "",
        )

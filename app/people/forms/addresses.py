from typing import cast

from wtforms import EmailField, HiddenField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length

from app.people.forms.persons import is_address
from app.people.rules import normal_email
from app.web.forms import OnceForm, strip


class AddressForm(OnceForm):
    id = HiddenField(id="address-id")  # stands on one page with another new thing's
    address = EmailField(
        "Weitere E-Mail-Adresse",
        [DataRequired("Bitte geben Sie die Adresse an."), Length(max=254)],
        filters=[strip],
    )

    def validate_address(self, field: Field) -> None:
        is_address(self, field)

    def cleaned(self) -> str:
        """Normalised, lower case."""
        return normal_email(cast("str", self.address.data))

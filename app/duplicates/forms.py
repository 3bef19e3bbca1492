from typing import Any

from wtforms import EmailField, RadioField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, ValidationError

from app.duplicates.rules import FIELDS
from app.people.rules import normal_email
from app.people.tables import Person
from app.web.forms import GermanForm, strip

SIDES = {"kept": "", "other": ""}


class PairForm(GermanForm):
    """Two entries by their addresses: of twenty thousand people nobody scrolls a list."""

    kept = EmailField(
        "E-Mail-Adresse des Eintrags, der bleibt",
        [DataRequired("Die Adresse fehlt."), Length(max=254)],
        filters=[strip],
    )
    other = EmailField(
        "E-Mail-Adresse des Eintrags, der aufgelöst wird",
        [DataRequired("Die Adresse fehlt."), Length(max=254)],
        filters=[strip],
    )

    def validate_kept(self, field: Field) -> None:
        _check_address(field)

    def validate_other(self, field: Field) -> None:
        _check_address(field)


def _check_address(field: Field) -> None:
    try:
        field.data = normal_email(field.data)
    except ValueError as problem:
        raise ValidationError(str(problem)) from None


class FieldsForm(GermanForm):
    """Of each field, whose value stays. The route fills the choices with `offer`."""

    title = RadioField("Titel", choices=SIDES, default="kept")
    given_name = RadioField("Vorname", choices=SIDES, default="kept")
    family_name = RadioField("Nachname", choices=SIDES, default="kept")
    email = RadioField("E-Mail-Adresse für Einladungen", choices=SIDES, default="kept")
    phone = RadioField("Telefon", choices=SIDES, default="kept")

    def offer(self, kept: Person, other: Person) -> "FieldsForm":
        for name in FIELDS:
            values = {"kept": getattr(kept, name), "other": getattr(other, name)}
            field: Any = self[name]
            field.choices = {side: value or "– leer –" for side, value in values.items()}
        return self

    @classmethod
    def proposed(cls, kept: Person, other: Person) -> "FieldsForm":
        """What the kept entry says, and where it says nothing, the other one."""
        data: dict[str, Any] = {
            name: "kept" if getattr(kept, name) or not getattr(other, name) else "other"
            for name in FIELDS
        }
        return cls(data=data).offer(kept, other)

    def differing(self, kept: Person, other: Person) -> list[Field]:
        return [self[name] for name in FIELDS if getattr(kept, name) != getattr(other, name)]

    def cleaned(self) -> frozenset[str]:
        """Names of the fields that the dissolved entry gives."""
        return frozenset(name for name in FIELDS if self[name].data == "other")

from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from wtforms import DateField, EmailField, SelectField, SelectMultipleField, StringField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.core.words import choices
from app.ical.address import mail_address
from app.people.forms.periods import not_before
from app.people.tables import Side
from app.web.forms import (
    GermanForm,
    OnceForm,
    not_in_the_far_past,
    optional_uuid,
    strip,
    with_empty,
)
from app.web.versioned import VersionedForm


class Boxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def ids(self) -> tuple[UUID, ...]:
        """In the order of the choices, each once."""
        chosen = set(self.data or ())
        offered = cast("dict[str, str]", self.choices)
        return tuple(UUID(value) for value in offered if value in chosen)


@dataclass(frozen=True, kw_only=True)
class TraegerData:
    """starts_on, ends_on: first and last day, inclusive."""

    name: str
    side: Side
    parent_id: UUID | None = None
    region_ids: tuple[UUID, ...] = ()
    contact_mail: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


class TraegerForm(GermanForm):
    """The route fills the choices with `offer`."""

    name = StringField(
        "Name",
        [
            DataRequired("Der Name fehlt. Bitte tragen Sie ein, wie der Träger heißt."),
            Length(max=200),
        ],
        filters=[strip],
    )
    side = SelectField("Seite", choices=choices(Side))
    parent_id = SelectField("Gehört zum Verband", [Optional()], choices={})
    region_ids = Boxes("Arbeitet in den Regionen", [Optional()], choices={})
    contact_mail = EmailField(
        "Gemeinsames Postfach", [Optional(), Length(max=254)], filters=[strip]
    )
    starts_on = DateField("Tätig seit", [Optional(), not_in_the_far_past])
    ends_on = DateField("Tätig bis", [Optional(), not_in_the_far_past, not_before("starts_on")])

    def offer(self, regions: dict[str, str], associations: dict[str, str]) -> None:
        self.region_ids.choices = regions
        self.parent_id.choices = with_empty(associations, "– kein Verband –")

    def validate_contact_mail(self, field: Field) -> None:
        try:
            mail_address(field.data)
        except ValueError as problem:
            raise ValidationError(str(problem)) from None

    def cleaned(self) -> TraegerData:
        return TraegerData(
            name=cast("str", self.name.data),
            side=Side(self.side.data),
            parent_id=optional_uuid(self.parent_id.data),
            region_ids=self.region_ids.ids(),
            contact_mail=mail_address(self.contact_mail.data) if self.contact_mail.data else "",
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
        )


class NewTraegerForm(TraegerForm, OnceForm):
    pass


class TraegerChangeForm(TraegerForm, VersionedForm):
    pass

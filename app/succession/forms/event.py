"""What a Spurgruppe prepares, who takes part and what came of it."""

from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from wtforms import (
    DateField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from app.groups.tables import GroupEvent
from app.web.forms import (
    OnceForm,
    fold_lines,
    not_in_the_far_past,
    optional_uuid,
    strip,
    with_empty,
)
from app.web.versioned import VersionedForm

MAX_TEXT = 20_000
BOTH = "Bitte wählen Sie eine Person oder einen Träger, nicht beides."
NOBODY = "Bitte wählen Sie eine Person oder einen Träger."


@dataclass(frozen=True, kw_only=True)
class EventData:
    title: str
    starts_on: date | None
    ends_on: date | None
    place: str
    purpose: str
    documentation: str


class EventForm(VersionedForm):
    """version 0: there is none yet."""

    title = StringField(
        "Titel", [DataRequired("Bitte geben Sie der Veranstaltung einen Titel."), Length(max=200)],
        filters=[strip],
    )  # fmt: skip
    starts_on = DateField("Erster Tag", [Optional(), not_in_the_far_past])
    ends_on = DateField("Letzter Tag", [Optional(), not_in_the_far_past])
    place = StringField("Ort", [Optional(), Length(max=300)], filters=[strip])
    purpose = TextAreaField("Wozu", [Optional(), Length(max=MAX_TEXT)], filters=[fold_lines])
    documentation = TextAreaField(
        "Was dabei herauskam", [Optional(), Length(max=MAX_TEXT)], filters=[fold_lines]
    )

    @classmethod
    def of(cls, event: GroupEvent | None) -> "EventForm":
        return cls(obj=event) if event else cls(data={"version": "0"})

    def validate_ends_on(self, field: Field) -> None:
        if field.data and not self.starts_on.data:
            raise ValidationError("Bitte geben Sie auch den ersten Tag an.")
        if field.data and field.data < self.starts_on.data:
            raise ValidationError("Das Ende liegt vor dem Beginn.")

    def cleaned(self) -> EventData:
        return EventData(
            title=cast("str", self.title.data),
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            place=self.place.data or "",
            purpose=self.purpose.data or "",
            documentation=self.documentation.data or "",
        )


@dataclass(frozen=True, kw_only=True)
class Participant:
    """Exactly one of person_id and traeger_id."""

    id: UUID
    person_id: UUID | None
    traeger_id: UUID | None
    number: int
    part: str


class ParticipantForm(OnceForm):
    """The route fills the choices with `offer` before it validates."""

    person_id = SelectField("Person aus der Liste", [Optional()], choices={})
    traeger_id = SelectField("Träger", choices={})
    number = IntegerField(
        "Wie viele kommen von dort?",
        [Optional(), NumberRange(1, 2000, "Bitte eine Zahl zwischen 1 und 2000 angeben.")],
    )
    part = StringField("Beitrag", [Optional(), Length(max=200)], filters=[strip])

    def offer(self, people: dict[str, str], traeger: dict[str, str]) -> "ParticipantForm":
        self.person_id.choices = with_empty(people, "– niemand einzeln –")
        self.traeger_id.choices = with_empty(traeger, "– kein Träger –")
        return self

    def validate_traeger_id(self, field: Field) -> None:
        if field.data and self.person_id.data:
            raise ValidationError(BOTH)
        if not field.data and not self.person_id.data:
            raise ValidationError(NOBODY)

    def cleaned(self) -> Participant:
        return Participant(
            id=self.new_id,
            person_id=optional_uuid(self.person_id.data),
            traeger_id=optional_uuid(self.traeger_id.data),
            number=(self.number.data or 1) if self.traeger_id.data else 1,
            part=self.part.data or "",
        )

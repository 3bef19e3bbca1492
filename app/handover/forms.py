from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from wtforms import DateField, EmailField, HiddenField, RadioField, SelectField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.core.clock import today
from app.core.words import choices
from app.groups.tables import Standing
from app.handover.rules import After, Part, check_day
from app.people.rules import normal_email
from app.web.forms import GermanForm, OnceForm, TickBoxes, optional_uuid, strip, with_empty


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Exactly one of taker_id and taker_mail."""

    taker_id: UUID | None
    taker_mail: str
    starts_on: date
    after: After
    standing: Standing
    parts: frozenset[Part]


class HandoverForm(GermanForm):
    """The route fills the choices of people."""

    taker_id = SelectField("Wer übernimmt?", choices={})
    taker_mail = EmailField(
        "Oder jemand anderes: E-Mail-Adresse", [Optional(), Length(max=254)], filters=[strip]
    )
    starts_on = DateField("Ab", [DataRequired("Der Tag fehlt.")])
    after = RadioField(
        "Was wird aus der Person, die übergibt?", choices=choices(After), default=After.MEMBER
    )
    standing = SelectField(
        "Stellung, falls neu in der Gruppe",
        choices={
            each.value: each.label
            for each in Standing
            if each in (Standing.VOTING, Standing.ADVISORY)
        },
        default=Standing.VOTING,
    )
    parts = TickBoxes(
        "Was geht über?",
        [DataRequired("Bitte wählen Sie, was übergeht.")],
        choices=choices(Part),
    )

    def offer_takers(self, people: dict[str, str]) -> None:
        self.taker_id.choices = with_empty(people, "– jemand anderes –")

    def validate_taker_id(self, field: Field) -> None:
        if bool(field.data) == bool(self.taker_mail.data):
            raise ValidationError(
                "Bitte wählen Sie jemanden aus der Liste oder geben Sie eine Adresse an."
            )

    def validate_taker_mail(self, field: Field) -> None:
        try:
            field.data = normal_email(field.data)
        except ValueError as problem:
            raise ValidationError(str(problem)) from None

    def validate_starts_on(self, field: Field) -> None:
        try:
            check_day(field.data, today())
        except ValueError as problem:
            raise ValidationError(str(problem)) from None

    @classmethod
    def usual(cls, **data: Any) -> Any:
        return cls(data={"starts_on": today(), "parts": [part.value for part in Part], **data})

    def wish(self) -> Wish:
        return Wish(
            taker_id=optional_uuid(self.taker_id.data),
            taker_mail=self.taker_mail.data or "",
            starts_on=cast("date", self.starts_on.data),
            after=After(self.after.data),
            standing=Standing(self.standing.data),
            parts=frozenset(Part(part) for part in self.parts.data or ()),
        )


class GroupHandoverForm(HandoverForm):
    giver_id = SelectField(
        "Wer übergibt?", [DataRequired("Bitte wählen Sie, wer übergibt.")], choices={}
    )

    def offer_givers(self, people: dict[str, str]) -> None:
        self.giver_id.choices = with_empty(people)


class PersonHandoverForm(HandoverForm):
    groups = TickBoxes(
        "In welchen Gruppen?", [DataRequired("Bitte wählen Sie mindestens eine Gruppe.")]
    )

    def offer_groups(self, found: dict[str, tuple[str, str]]) -> None:
        self.groups.choices = {group_id: name for group_id, (name, _) in found.items()}

    def chosen(self) -> list[UUID]:
        return sorted(UUID(raw) for raw in self.groups.data or ())


class ConfirmForm(OnceForm):
    """Of the preview; `seen` is its fingerprint."""

    seen = HiddenField()

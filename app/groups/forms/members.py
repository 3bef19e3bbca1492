from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import cast
from uuid import UUID

from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    SelectField,
    StringField,
)
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.core.words import choices
from app.groups.tables import Membership, Role, Standing
from app.people.forms.persons import PersonData
from app.people.rules import normal_email
from app.web.forms import (
    GermanForm,
    OnceForm,
    not_in_the_far_past,
    optional_uuid,
    strip,
    with_empty,
)
from app.web.versioned import VersionedForm

SEAT_LENGTH = 300  # of the column


class WhoForm(GermanForm):
    """Somebody from the body's list, or a new person."""

    person_id = SelectField("Person aus der Liste", choices={})
    given_name = StringField("Vorname", [Length(max=120)], filters=[strip])
    family_name = StringField("Nachname", [Length(max=120)], filters=[strip])
    email = EmailField("E-Mail-Adresse", [Length(max=254)], filters=[strip])

    @property
    def types_somebody(self) -> bool:
        return bool(self.given_name.data or self.family_name.data or self.email.data)

    def validate_person_id(self, field: Field) -> None:
        if field.data and self.types_somebody:
            raise ValidationError(
                "Bitte wählen Sie entweder jemanden aus der Liste oder tragen Sie eine neue Person "
                "ein, nicht beides."
            )
        if not field.data and not self.types_somebody:
            raise ValidationError("Bitte wählen Sie eine Person oder tragen Sie eine neue ein.")

    def validate_given_name(self, field: Field) -> None:
        if self.types_somebody and not field.data:
            raise ValidationError("Der Vorname fehlt.")

    def validate_family_name(self, field: Field) -> None:
        if self.types_somebody and not field.data:
            raise ValidationError("Der Nachname fehlt.")

    def validate_email(self, field: Field) -> None:
        try:
            if self.types_somebody:
                normal_email(field.data)
        except ValueError as problem:
            raise ValidationError(str(problem)) from None

    def new_person(self) -> PersonData | None:
        if not self.types_somebody:
            return None
        return PersonData(
            given_name=cast("str", self.given_name.data),
            family_name=cast("str", self.family_name.data),
            email=normal_email(cast("str", self.email.data)),
        )


@dataclass(frozen=True, kw_only=True)
class MembershipData:
    """rule: the seat of a CompositionRule; seat: the seat in words, where no rule says it."""

    role: Role
    standing: Standing
    since: date
    until: date | None = None
    rule: UUID | None = None
    seat: str = ""
    traeger_id: UUID | None = None
    deputy_of: UUID | None = None
    invite_by_default: bool = True
    end_former_chair: bool = False


@dataclass(frozen=True, kw_only=True)
class MemberOffers:
    """Choices of the select fields; chairs: person id → name of who leads or will, without this row."""

    traeger: dict[str, str]
    deputies: dict[str, str]
    rules: dict[str, str]
    chairs: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)


class MembershipForm(GermanForm):
    """The route fills the choices with `offer` before it validates."""

    traeger_id = SelectField("Träger", [Optional()], choices={})
    role = SelectField("Rolle", choices=choices(Role))
    end_former_chair = BooleanField("Bisherige Leitung zum Vortag beenden")
    standing = SelectField("Stellung", choices=choices(Standing))
    rule = SelectField("Sitz nach Besetzungsregel", [Optional()], choices={})
    seat = StringField("Anderer Sitz", [Optional(), Length(max=SEAT_LENGTH)], filters=[strip])
    deputy_of = SelectField("Vertritt", [Optional()], choices={})
    since = DateField("Seit", [DataRequired("Der Beginn fehlt."), not_in_the_far_past])
    until = DateField("Letzter Tag", [Optional(), not_in_the_far_past])
    invite_by_default = BooleanField("Zu jeder Sitzung einladen")
    chairs: Mapping[str, str] = MappingProxyType({})  # as in MemberOffers

    def offer(self, offers: MemberOffers) -> None:
        self.rule.choices = with_empty(offers.rules, "– kein Sitz nach Regel –")
        self.deputy_of.choices = with_empty(offers.deputies, "– niemanden –")
        self.traeger_id.choices = with_empty(offers.traeger, "– ohne Träger –")
        self.chairs = offers.chairs

    def validate_seat(self, field: Field) -> None:
        if field.data and self.rule.data:
            raise ValidationError(
                "Bitte wählen Sie einen Sitz oder schreiben Sie einen, nicht beides."
            )

    def validate_until(self, field: Field) -> None:
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError("Das Ende liegt vor dem Beginn.")

    def membership(self) -> MembershipData:
        return MembershipData(
            role=Role(self.role.data),
            standing=Standing(self.standing.data),
            since=cast("date", self.since.data),
            until=self.until.data,
            rule=optional_uuid(self.rule.data),
            seat=self.seat.data or "",
            traeger_id=optional_uuid(self.traeger_id.data),
            deputy_of=optional_uuid(self.deputy_of.data),
            invite_by_default=bool(self.invite_by_default.data),
            end_former_chair=bool(self.end_former_chair.data),
        )


class MembershipEditForm(VersionedForm, MembershipForm):
    not_stored = frozenset({"version", "end_former_chair"})

    @classmethod
    def of(cls, membership: Membership) -> "MembershipEditForm":
        ids = {
            "traeger_id": membership.traeger,
            "deputy_of": membership.deputy_of,
            "rule": membership.rule,
        }
        data = {name: str(value or "") for name, value in ids.items()}
        plain = ("role", "standing", "seat", "since", "until", "invite_by_default")
        data |= {name: getattr(membership, name) for name in plain}
        return cls(data=data | {"version": str(membership.version)})


@dataclass(frozen=True, kw_only=True)
class NewMember:
    """Exactly one of person_id and person."""

    id: UUID
    person_id: UUID | None
    person: PersonData | None
    membership: MembershipData


class NewMemberForm(WhoForm, MembershipForm, OnceForm):
    def offer(self, offers: MemberOffers) -> None:
        super().offer(offers)
        self.person_id.choices = with_empty(offers.people)
        self.traeger_id.choices = with_empty(offers.traeger, "– wie bei der Person hinterlegt –")

    def cleaned(self) -> NewMember:
        return NewMember(
            id=self.new_id,
            person_id=optional_uuid(self.person_id.data),
            person=self.new_person(),
            membership=self.membership(),
        )

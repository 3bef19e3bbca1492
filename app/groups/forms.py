from dataclasses import dataclass, field
from datetime import date
from typing import cast
from uuid import UUID

from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from app.core.words import choices
from app.groups.rules import SEAT_LENGTH, seats_of
from app.groups.tables import Group, GroupKind, GroupStatus, Membership, Role, Standing
from app.people.forms import PersonData
from app.people.rules import normal_email
from app.web.forms import (
    GermanForm,
    OnceForm,
    fold_lines,
    not_in_the_far_past,
    optional_uuid,
    strip,
    with_empty,
)

NAME_MISSING = "Der Name fehlt. Bitte tragen Sie ein, wie die Gruppe heißt."
MAX_TEXT = 20_000  # characters; a decision's text is far shorter


@dataclass(frozen=True, kw_only=True)
class GroupData:
    """seat_rules: one rule a line, as the decision says it."""

    id: UUID
    body_id: UUID
    name: str
    kind: GroupKind
    parent_id: UUID | None = None
    purpose: str = ""
    seat_rules: str = ""
    starts_on: date | None = None


class GroupForm(OnceForm):
    """The route fills `parent_id.choices` with `offer_parents` before it validates."""

    name = StringField("Name", [DataRequired(NAME_MISSING), Length(max=200)], filters=[strip])
    kind = SelectField("Art", choices=choices(GroupKind))
    parent_id = SelectField("Teil von", [Optional()], choices={})
    starts_on = DateField("Beginn", [Optional(), not_in_the_far_past])
    purpose = TextAreaField("Zweck", [Optional(), Length(max=MAX_TEXT)], filters=[fold_lines])
    seat_rules = TextAreaField(
        "Besetzungsregeln", [Optional(), Length(max=MAX_TEXT)], filters=[fold_lines]
    )

    def offer_parents(self, parents: dict[str, str]) -> None:
        self.parent_id.choices = with_empty(parents, "– keine übergeordnete Gruppe –")

    def cleaned(self, body_id: UUID) -> GroupData:
        return GroupData(
            id=self.new_id,
            body_id=body_id,
            name=cast("str", self.name.data),
            kind=GroupKind(self.kind.data),
            parent_id=optional_uuid(self.parent_id.data),
            purpose=self.purpose.data or "",
            seat_rules=self.seat_rules.data or "",
            starts_on=self.starts_on.data,
        )


class DayForm(GermanForm):
    stichtag = DateField("Stand am", [Optional(), not_in_the_far_past])

    def chosen(self, today: date) -> date:
        """Today if nothing or nonsense was asked for."""
        if not self.validate() or self.stichtag.data is None:
            self.stichtag.process(None, today)
        return cast("date", self.stichtag.data)


@dataclass(frozen=True, kw_only=True)
class GroupChange:
    version: int
    name: str
    purpose: str
    seat_rules: str
    agenda_template: str
    status: GroupStatus
    objection_days: int
    ends_on: date | None


class GroupEditForm(GermanForm):
    version = HiddenField()
    name = StringField("Name", [DataRequired(NAME_MISSING), Length(max=200)], filters=[strip])
    status = SelectField("Stand", choices=choices(GroupStatus))
    ends_on = DateField("Ende", [Optional(), not_in_the_far_past])
    purpose = TextAreaField("Zweck", [Optional(), Length(max=MAX_TEXT)], filters=[fold_lines])
    seat_rules = TextAreaField(
        "Besetzungsregeln", [Optional(), Length(max=MAX_TEXT)], filters=[fold_lines]
    )
    objection_days = IntegerField(
        "Einwandfrist in Tagen",
        [NumberRange(0, 365, "Bitte eine Zahl zwischen 0 und 365 angeben.")],
    )
    agenda_template = TextAreaField(
        "Vorlage für die Tagesordnung", [Optional(), Length(max=MAX_TEXT)], filters=[fold_lines]
    )

    def validate_version(self, field: Field) -> None:
        if not str(field.data).isdecimal() or len(str(field.data)) > 9:
            raise ValidationError("Bitte laden Sie die Seite neu.")

    def cleaned(self) -> GroupChange:
        return GroupChange(
            version=int(cast("str", self.version.data)),
            name=cast("str", self.name.data),
            purpose=self.purpose.data or "",
            seat_rules=self.seat_rules.data or "",
            agenda_template=self.agenda_template.data or "",
            status=GroupStatus(self.status.data),
            objection_days=cast("int", self.objection_days.data),
            ends_on=self.ends_on.data,
        )

    def beside(self, group: Group) -> list[tuple[str, str]]:
        """(label, what is stored) of each field that differs; the next submit is a knowing one."""
        stored = GroupEditForm(obj=group)
        self.version.data = str(group.version)
        return [
            (str(field.label.text), shown(stored[field.name]))
            for field in self
            if field.name != "version" and field.data != stored[field.name].data
        ]


def shown(field: Field) -> str:
    """What the reader of the form sees in it, as text."""
    if isinstance(field, SelectField):
        return dict(cast("dict[str, str]", field.choices))[field.data]
    if isinstance(field, DateField):
        return f"{field.data:%d.%m.%Y}" if field.data else ""
    return str(field.data)


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
    role: Role
    standing: Standing
    since: date
    until: date | None = None
    seat: str = ""
    traeger_id: UUID | None = None
    deputy_of: UUID | None = None
    invite_by_default: bool = True


@dataclass(frozen=True, kw_only=True)
class MemberOffers:
    """Choices of the select fields."""

    traeger: dict[str, str]
    deputies: dict[str, str]
    seat_rules: str
    people: dict[str, str] = field(default_factory=dict)


class MembershipForm(GermanForm):
    """The route fills the choices with `offer` before it validates."""

    traeger_id = SelectField("Träger", [Optional()], choices={})
    role = SelectField("Rolle", choices=choices(Role))
    standing = SelectField("Stellung", choices=choices(Standing))
    seat_rule = SelectField("Sitz nach Besetzungsregel", [Optional()], choices={})
    seat_other = StringField("Anderer Sitz", [Optional(), Length(max=SEAT_LENGTH)], filters=[strip])
    deputy_of = SelectField("Vertritt", [Optional()], choices={})
    since = DateField("Seit", [DataRequired("Der Beginn fehlt."), not_in_the_far_past])
    until = DateField("Letzter Tag", [Optional(), not_in_the_far_past])
    invite_by_default = BooleanField("Zu jeder Sitzung einladen")

    def offer(self, offers: MemberOffers) -> None:
        seats = {rule[:SEAT_LENGTH]: shorter(rule) for rule in seats_of(offers.seat_rules)}
        self.seat_rule.choices = with_empty(seats, "– kein Sitz nach Regel –")
        self.deputy_of.choices = with_empty(offers.deputies, "– niemanden –")
        self.traeger_id.choices = with_empty(offers.traeger, "– ohne Träger –")

    def validate_seat_other(self, field: Field) -> None:
        if field.data and self.seat_rule.data:
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
            seat=self.seat_rule.data or self.seat_other.data or "",
            traeger_id=optional_uuid(self.traeger_id.data),
            deputy_of=optional_uuid(self.deputy_of.data),
            invite_by_default=bool(self.invite_by_default.data),
        )

    @classmethod
    def of(cls, membership: Membership, seat_rules: str) -> "MembershipForm":
        by_rule = membership.seat in {rule[:SEAT_LENGTH] for rule in seats_of(seat_rules)}
        kept = {"seat_rule": membership.seat} if by_rule else {"seat_other": membership.seat}
        ids = {"traeger_id": membership.traeger or "", "deputy_of": membership.deputy_of or ""}
        return cls(obj=membership, data=kept | {name: str(value) for name, value in ids.items()})


def shorter(rule: str) -> str:
    return rule if len(rule) <= 90 else f"{rule[:88].rstrip()} …"


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

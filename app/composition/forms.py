from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from app.core.errors import RELOAD
from app.core.words import choices
from app.groups.rules.seats import WantedRule
from app.groups.tables import CompositionRule, Quantity, Trait
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
from app.web.versioned import VersionedForm

LONGEST_QUOTE = 2000  # characters
MOST_SEATS = 99
# What narrows which trait; the other fields of the form are left out.
READ = {
    Trait.NAMED: (),
    Trait.COMMITTEE: ("committee",),
    Trait.FUNCTION: ("function", "side", "region", "traeger_set"),
    Trait.SIDE: ("side", "function", "region", "traeger_set"),
    Trait.REGION: ("region", "function", "side", "traeger_set"),
    Trait.EACH_TRAEGER: ("traeger_set", "function"),
}
MISSING = {
    Trait.COMMITTEE: ("committee", "Bitte wählen Sie, aus welchem Gremium die Mitglieder kommen."),
    Trait.FUNCTION: (
        "function",
        "Bitte tragen Sie die Funktion ein, zum Beispiel Geschäftsführung.",
    ),
    Trait.SIDE: ("side", "Bitte wählen Sie, von welcher Seite die Vertretungen kommen."),
    Trait.EACH_TRAEGER: ("traeger_set", "Bitte wählen Sie die Liste der Träger."),
}


@dataclass(frozen=True, kw_only=True)
class RuleChoices:
    committees: Mapping[str, str]
    regions: Mapping[str, str]
    traeger_sets: Mapping[str, str]
    origins: Mapping[str, str]


class RuleForm(GermanForm):
    """The route fills the choices with `offer` before it validates."""

    quote = TextAreaField(
        "Satz des Beschlusses",
        [
            DataRequired("Der Satz fehlt. Bitte schreiben Sie, was über den Sitz beschlossen ist."),
            Length(max=LONGEST_QUOTE),
        ],
        filters=[fold_lines],
    )
    quantity = SelectField("Wie viele?", choices=choices(Quantity))
    number = IntegerField(
        "Zahl der Sitze",
        [NumberRange(1, MOST_SEATS, f"Bitte eine Zahl zwischen 1 und {MOST_SEATS} angeben.")],
    )
    trait = RadioField("Wer zählt?", choices=choices(Trait))
    committee = SelectField("Gremium", [Optional()], choices={})
    function = StringField("Funktion", [Optional(), Length(max=200)], filters=[strip])
    side = SelectField("Seite", [Optional()], choices=with_empty(choices(Side), "– jede –"))
    region = SelectField("Region", [Optional()], choices={})
    traeger_set = SelectField("Liste von Trägern", [Optional()], choices={})
    may_share = BooleanField("Wer hier zählt, darf zugleich einen Sitz einer anderen Regel füllen")
    origin = SelectField("Vorlage und Beschlusspunkt", [Optional()], choices={})
    source = StringField("Fundstelle in Worten", [Optional(), Length(max=200)], filters=[strip])
    since = DateField("Gilt ab", [Optional(), not_in_the_far_past])
    until = DateField("Gilt bis", [Optional(), not_in_the_far_past])

    def offer(self, offered: RuleChoices) -> None:
        self.committee.choices = with_empty(dict(offered.committees), "– kein Gremium –")
        self.region.choices = with_empty(dict(offered.regions), "– jede –")
        self.traeger_set.choices = with_empty(dict(offered.traeger_sets), "– keine Liste –")
        self.origin.choices = with_empty(dict(offered.origins), "– nicht aus einer Vorlage –")

    def validate_until(self, field: Field) -> None:
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError("Das Ende liegt vor dem Beginn.")

    def validate(self, extra_validators: Any = None) -> bool:
        """With what the chosen trait cannot do without."""
        right = super().validate(extra_validators)
        name, sentence = MISSING.get(self.trait.data, ("", ""))
        if name and not self[name].data and not self[name].errors:
            self[name].errors = [sentence]
            return False
        return right

    def cleaned(self) -> WantedRule:
        vorlage, _, point = (self.origin.data or "").partition("/")
        read = READ[Trait(self.trait.data)]
        return WantedRule(
            quote=cast("str", self.quote.data),
            quantity=Quantity(self.quantity.data),
            number=cast("int", self.number.data),
            trait=Trait(self.trait.data),
            committee=optional_uuid(self.committee.data if "committee" in read else None),
            function=(self.function.data or "") if "function" in read else "",
            side=Side(self.side.data) if self.side.data and "side" in read else None,
            region=optional_uuid(self.region.data if "region" in read else None),
            traeger_set=optional_uuid(self.traeger_set.data if "traeger_set" in read else None),
            may_share=bool(self.may_share.data),
            source=self.source.data or "",
            vorlage=optional_uuid(vorlage),
            decision_point=optional_uuid(point),
            since=self.since.data,
            until=self.until.data,
        )


def filled_with(rule: CompositionRule | WantedRule) -> dict[str, Any]:
    """The data of a form."""
    columns = (
        "quote", "quantity", "number", "trait", "function", "may_share", "source", "since", "until",
    )  # fmt: skip
    ids = ("committee", "region", "traeger_set")
    origin = "/".join(str(one) for one in (rule.vorlage, rule.decision_point) if one)
    return {
        **{name: getattr(rule, name) for name in columns},
        **{name: str(getattr(rule, name) or "") for name in ids},
        "side": rule.side or "",
        "origin": origin,
    }


class NewRuleForm(RuleForm, OnceForm):
    """vorschlag: "Vorlage/Vorschlag", the ids of a WordingHint that becomes this rule."""

    vorschlag = HiddenField()

    def validate_vorschlag(self, field: Field) -> None:
        try:
            [UUID(part) for part in str(field.data or "").split("/") if part]
        except ValueError:
            raise ValidationError(RELOAD) from None

    def hint(self) -> tuple[UUID, UUID] | None:
        vorlage, _, hint = str(self.vorschlag.data or "").partition("/")
        return (UUID(vorlage), UUID(hint)) if vorlage and hint else None


class ChangedRuleForm(VersionedForm, RuleForm):
    @classmethod
    def of(cls, rule: CompositionRule) -> "ChangedRuleForm":
        return cls(data={**filled_with(rule), "version": str(rule.version)})

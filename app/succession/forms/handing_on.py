from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from wtforms import BooleanField, DateField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.succession.forms.ending import Fate, FateForm
from app.succession.forms.renaming import NO_VORLAGE
from app.web.forms import (
    OnceForm,
    fold_lines,
    not_in_the_far_past,
    optional_uuid,
    strip,
    with_empty,
)


@dataclass(frozen=True, kw_only=True)
class HandingOn:
    """id: of the new group, if one is to be set up under `name`; else `successor_id` is set."""

    id: UUID
    successor_id: UUID | None
    name: str
    on_day: date
    vorlage_id: UUID | None
    note: str
    members: bool
    rules: bool
    cancel: bool
    fate: Fate
    seen: str


class HandOnForm(FateForm, OnceForm):
    successor_id = SelectField("Es gibt sie schon", [Optional()], choices={})
    name = StringField("Name der neuen Gruppe", [Length(max=200)], filters=[strip])
    on_day = DateField(
        "Erster Tag der Nachfolge",
        [InputRequired("Bitte geben Sie an, ab wann die Nachfolge gilt."), not_in_the_far_past],
    )
    vorlage_id = SelectField("Vorlage", [Optional()], choices={})
    note = TextAreaField("Anmerkung", [Optional(), Length(max=2000)], filters=[fold_lines])
    members = BooleanField("Mitglieder übernehmen")
    rules = BooleanField("Regeln übernehmen")
    cancel = BooleanField("Künftige Sitzungen absagen")

    def offer(self, successors: dict[str, str], vorlagen: dict[str, str]) -> None:
        self.successor_id.choices = with_empty(successors, "– eine neue Gruppe –")
        self.vorlage_id.choices = with_empty(vorlagen, NO_VORLAGE)
        for field in (self.tasks, self.mandates):
            if field is not None:
                field.choices = {**dict(field.choices), "move": "gehen an die Nachfolge"}  # type: ignore[arg-type]

    def validate_name(self, field: Field) -> None:
        if field.data and self.successor_id.data:
            raise ValidationError(
                "Bitte wählen Sie eine Gruppe oder nennen Sie eine neue, nicht beides."
            )
        if not field.data and not self.successor_id.data:
            raise ValidationError("Bitte wählen Sie die Nachfolge oder nennen Sie die neue Gruppe.")

    def cleaned(self, seen: str) -> HandingOn:
        return HandingOn(
            id=self.new_id,
            successor_id=optional_uuid(self.successor_id.data),
            name=self.name.data or "",
            on_day=cast("date", self.on_day.data),
            vorlage_id=optional_uuid(self.vorlage_id.data),
            note=self.note.data or "",
            members=bool(self.members.data),
            rules=bool(self.rules.data),
            cancel="cancel" in self and bool(self.cancel.data),
            fate=self.fate(heir=True),
            seen=seen,
        )

from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.groups.forms.setting_up import NAME_MISSING
from app.web.forms import OnceForm, not_in_the_far_past, optional_uuid, strip, with_empty

DAY_MISSING = "Bitte geben Sie an, ab welchem Tag der neue Name gilt."
NO_VORLAGE = "– ohne Vorlage –"


@dataclass(frozen=True, kw_only=True)
class Renaming:
    """id: of the former name's row. typo: the old spelling was never a name."""

    id: UUID
    name: str
    on_day: date
    vorlage_id: UUID | None
    typo: bool


class RenameForm(OnceForm):
    """The route fills `vorlage_id.choices` with `offer` before it validates."""

    name = StringField("Neuer Name", [DataRequired(NAME_MISSING), Length(max=200)], filters=[strip])
    on_day = DateField("Gilt ab", [InputRequired(DAY_MISSING), not_in_the_far_past])
    vorlage_id = SelectField("Vorlage", [Optional()], choices={})
    typo = BooleanField("Nur ein Schreibfehler: Der bisherige Name war nie gemeint")

    def offer(self, vorlagen: dict[str, str]) -> "RenameForm":
        self.vorlage_id.choices = with_empty(vorlagen, NO_VORLAGE)
        return self

    def cleaned(self) -> Renaming:
        return Renaming(
            id=self.new_id,
            name=cast("str", self.name.data),
            on_day=cast("date", self.on_day.data),
            vorlage_id=optional_uuid(self.vorlage_id.data),
            typo=bool(self.typo.data),
        )

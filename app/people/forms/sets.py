"""Lists of Träger that a decision names together."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from wtforms import StringField
from wtforms.validators import DataRequired, Length, Optional

from app.people.forms.traeger import Boxes
from app.web.forms import GermanForm, OnceForm, strip


@dataclass(frozen=True, kw_only=True)
class SetData:
    name: str
    traeger_ids: tuple[UUID, ...] = ()


class SetForm(GermanForm):
    """The route fills the choices with `offer_traeger`."""

    name = StringField(
        "Name der Liste",
        [DataRequired("Der Name der Liste fehlt."), Length(max=200)],
        filters=[strip],
    )
    traeger_ids = Boxes("Diese Träger gehören dazu", [Optional()], choices={})

    def offer_traeger(self, all_traeger: dict[str, str]) -> None:
        self.traeger_ids.choices = all_traeger

    def cleaned(self) -> SetData:
        return SetData(name=cast("str", self.name.data), traeger_ids=self.traeger_ids.ids())


class NewSetForm(SetForm, OnceForm):
    pass

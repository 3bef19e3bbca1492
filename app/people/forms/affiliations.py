from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wtforms import DateField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional

from app.people.forms.periods import not_before
from app.web.forms import GermanForm, OnceForm, not_in_the_far_past, strip, with_empty


@dataclass(frozen=True, kw_only=True)
class AffiliationData:
    """Without an id it cannot come twice: it is made together with its person."""

    traeger_id: UUID
    function: str = ""
    since: date | None = None
    until: date | None = None
    id: UUID | None = None


class AffiliationForm(GermanForm):
    """The route fills the choices with `offer_traeger`."""

    traeger_id = SelectField("Träger", [DataRequired("Bitte wählen Sie den Träger.")], choices={})
    function = StringField("Funktion", [Optional(), Length(max=200)], filters=[strip])
    since = DateField("Seit", [Optional(), not_in_the_far_past])
    until = DateField("Bis", [Optional(), not_in_the_far_past, not_before("since")])

    def offer_traeger(self, all_traeger: dict[str, str]) -> None:
        self.traeger_id.choices = with_empty(all_traeger)

    def cleaned(self, affiliation_id: UUID) -> AffiliationData:
        return AffiliationData(
            id=affiliation_id,
            traeger_id=UUID(self.traeger_id.data),
            function=self.function.data or "",
            since=self.since.data,
            until=self.until.data,
        )


class NewAffiliationForm(AffiliationForm, OnceForm):
    pass

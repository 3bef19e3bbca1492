"""The filter of the list of people; it stands in the address, and what is no choice is not chosen."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from wtforms import BooleanField, HiddenField, SearchField, SelectField, StringField

from app.core.words import choices
from app.people.queries.find import Wanted
from app.people.tables import Side
from app.web.forms import GermanForm, optional_uuid, strip, with_empty

MOST_WORDS, MOST_CHARACTERS = 6, 200


class FindForm(GermanForm):
    q = SearchField("Suchen nach", filters=[strip], render_kw={"maxlength": MOST_CHARACTERS})
    traeger = SelectField("Träger", validate_choice=False)
    seite = SelectField("Seite", choices=with_empty(choices(Side), "alle Seiten"))
    region = SelectField("Region", validate_choice=False)
    funktion = StringField("Funktion", filters=[strip], render_kw={"maxlength": MOST_CHARACTERS})
    ohne = BooleanField("ohne Mitgliedschaft")
    koerperschaft = HiddenField()

    def __init__(self, sent: Any, traeger: dict[str, str], regions: dict[str, str]) -> None:
        super().__init__(sent)
        self.traeger.choices = with_empty(traeger, "alle Träger")
        self.region.choices = with_empty(regions, "alle Regionen")
        for select in (self.traeger, self.seite, self.region):
            if select.data not in (select.choices or {}):
                select.data = ""

    @property
    def filters(self) -> list[Any]:
        return [self.traeger, self.seite, self.region, self.funktion, self.ohne]

    @property
    def count_set(self) -> int:
        """Of what folds on a phone; the search field always stands open."""
        return sum(bool(field.data) for field in self.filters)

    def wanted(self, body_id: UUID) -> Wanted:
        return Wanted(
            body_id=body_id,
            words=tuple((self.q.data or "")[:MOST_CHARACTERS].split()[:MOST_WORDS]),
            traeger_id=optional_uuid(self.traeger.data),
            side=Side(self.seite.data) if self.seite.data else None,
            region_id=optional_uuid(self.region.data),
            function=(self.funktion.data or "")[:MOST_CHARACTERS],
            without_seat=bool(self.ohne.data),
        )

    def query(self) -> str:
        """As it stands in an address, without what is not set."""
        set_ = [(field.name, field.data) for field in self if field.data and field is not self.ohne]
        return urlencode([*set_, *([("ohne", "y")] if self.ohne.data else [])])

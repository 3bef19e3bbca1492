"""The filter of the list; it stands in the address, and what is no choice counts as not chosen."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from wtforms import SearchField, SelectField

from app.core.words import choices
from app.vorlagen.queries.choices import Choices
from app.vorlagen.queries.lists import Wanted
from app.vorlagen.rules.search import MOST_CHARACTERS, tsquery
from app.vorlagen.tables import PaperKind, VorlageStatus
from app.web.forms import GermanForm, optional_uuid, strip, with_empty


class FindForm(GermanForm):
    suche = SearchField("Suche", filters=[strip], render_kw={"maxlength": MOST_CHARACTERS})
    koerperschaft = SelectField("Körperschaft")
    gremium = SelectField("Gremium")
    art = SelectField("Art", choices=with_empty(choices(PaperKind), "alle Arten"))
    stand = SelectField("Stand", choices=with_empty(choices(VorlageStatus), "jeder Stand"))
    jahr = SelectField("Jahr")

    def __init__(self, sent: Any, offered: Choices) -> None:
        super().__init__(sent)
        self.koerperschaft.choices = with_empty(offered.bodies, "alle")
        self.gremium.choices = with_empty(offered.committees, "alle Gremien")
        self.jahr.choices = with_empty({year: year for year in offered.years}, "alle Jahre")
        if len(offered.bodies) < 2:
            del self.koerperschaft
        for select in self.selects:
            if select.data not in (select.choices or {}):
                select.data = ""

    @property
    def selects(self) -> list[SelectField]:
        return [field for field in self if isinstance(field, SelectField)]

    @property
    def count_set(self) -> int:
        """Of the choices that fold on a phone; the search field always stands open."""
        return sum(bool(select.data) for select in self.selects)

    def wanted(self) -> Wanted:
        typed = (self.suche.data or "")[:MOST_CHARACTERS]
        return Wanted(
            words=tsquery(typed) if typed else None,
            body=self._id("koerperschaft"),
            committee=self._id("gremium"),
            kind=self.art.data or "",
            status=self.stand.data or "",
            year=int(self.jahr.data) if self.jahr.data else None,
        )

    def _id(self, name: str) -> UUID | None:
        return optional_uuid(self[name].data) if name in self else None

    def query(self) -> str:
        """As it stands in an address, without what is not set."""
        return urlencode([(field.name, field.data) for field in self if field.data])

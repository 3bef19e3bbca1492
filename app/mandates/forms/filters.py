from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from wtforms import HiddenField, SelectField

from app.core.words import choices
from app.mandates.queries.lists import WARNINGS, Wanted
from app.mandates.rules import UNDER_WAY
from app.mandates.tables import MandateKind, MandateStatus
from app.web.forms import GermanForm, optional_uuid, with_empty

RUNNING, EVERY = "laufend", "alle"
BOARD = "tafel"


def offer(field: SelectField, offered: dict[str, str], otherwise: str = "") -> None:
    field.choices = offered
    if field.data not in offered:
        field.data = otherwise


class FilterForm(GermanForm):
    """In the address of a list; what is not in the list counts as not chosen."""

    stand = SelectField("Stand", choices={})
    art = SelectField("Art", choices={})
    vorlage = SelectField("Vorlage", choices={})
    warnung = SelectField("Hinweis", choices={})
    ansicht = HiddenField()

    def __init__(self, query: Any, papers: Mapping[str, str], *, default: str = RUNNING) -> None:
        super().__init__(query)
        self.default = default
        states = {RUNNING: "alle, die noch laufen", EVERY: "alle", **choices(MandateStatus)}
        offer(self.stand, states, default)
        offer(self.art, with_empty(choices(MandateKind), "alle Arten"))
        offer(self.vorlage, with_empty(papers, "alle Vorlagen"))
        offer(self.warnung, with_empty(WARNINGS, "mit und ohne"))
        self.ansicht.data = BOARD if self.ansicht.data == BOARD else ""

    @property
    def board(self) -> bool:
        return bool(self.ansicht.data)

    @property
    def count_set(self) -> int:
        chosen = (
            self.stand.data != self.default,
            self.art.data,
            self.vorlage.data,
            self.warnung.data,
        )
        return sum(map(bool, chosen))

    def wanted(self, page: int = 0, vorlage_id: UUID | None = None) -> Wanted:
        return Wanted(
            statuses=self._statuses(), kind=self.art.data or "", warning=self.warnung.data or "",
            vorlage_id=vorlage_id or optional_uuid(self.vorlage.data), page=page,
        )  # fmt: skip

    def _statuses(self) -> tuple[MandateStatus, ...]:
        if self.stand.data == EVERY:
            return tuple(MandateStatus)
        if self.stand.data == RUNNING:
            return UNDER_WAY
        return (MandateStatus(self.stand.data),)

    def query(self, **changes: str) -> str:
        """What is chosen, for the address of another page of the list or the other view."""
        chosen = {field.name: field.data or "" for field in self} | changes
        return urlencode({name: value for name, value in chosen.items() if value})

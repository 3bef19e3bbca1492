from typing import Any

from wtforms import SelectField

from app.core.words import choices
from app.mandates.queries.control import ALL, NOT_DONE, STATES
from app.mandates.rules import UNDER_WAY
from app.mandates.tables import MandateStatus
from app.web.forms import GermanForm, with_empty

RUNNING = "laufend"


class FilterForm(GermanForm):
    """In the address of a list; what is not in the list counts as not chosen."""

    stand = SelectField("Stand", choices=choices(MandateStatus))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stand.choices = {
            RUNNING: "alle, die noch laufen",
            "alle": "alle",
            **choices(MandateStatus),
        }
        if self.stand.data not in self.stand.choices:
            self.stand.data = RUNNING

    def statuses(self) -> list[MandateStatus]:
        if self.stand.data == "alle":
            return list(MandateStatus)
        if self.stand.data == RUNNING:
            return list(UNDER_WAY)
        return [MandateStatus(self.stand.data)]


class ControlForm(GermanForm):
    """In the address of the Beschlusskontrolle."""

    gremium = SelectField("Gremium", choices={})
    stand = SelectField("Stand", choices=STATES, default=NOT_DONE)

    def offer_committees(self, committees: dict[str, str]) -> None:
        self.gremium.choices = with_empty(committees, "alle Gremien")

    @property
    def count_set(self) -> int:
        return bool(self.committee_id()) + (self.state() != ALL)

    def committee_id(self) -> str:
        return self.gremium.data or ""

    def state(self) -> str:
        if self.stand.data not in STATES:
            self.stand.data = NOT_DONE
        return str(self.stand.data)

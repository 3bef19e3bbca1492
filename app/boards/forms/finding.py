"""The filter in the address of a list; what is not offered counts as not chosen."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar.datastructures import FormMultiDict
from wtforms import SelectField, StringField
from wtforms.fields import Field

from app.boards.queries.counts import Choices
from app.boards.rules import DUE, LONGEST, NOBODY, OF_GROUP, OVERDUE, OWN, Wanted
from app.core.words import choices
from app.tasks.tables import Priority, TaskStatus
from app.web.forms import GermanForm, strip, with_empty
from app.web.sessions import AnyRequest

NAMES = ("suche", "stand", "gruppe", "verantwortlich", "frist", "dringlichkeit")
Sent = tuple[tuple[str, str], ...]
FORMS_KEPT = 100  # of some twenty kilobytes each, per process
STATES = {
    "offen": "offen oder in Arbeit", "erledigt": "erledigt", "verworfen": "verworfen", "alle": "alle",
}  # fmt: skip


@dataclass(frozen=True)
class Offered:
    """`people`: of a group's list; `groups`: of the list of own tasks; a board has no choice of states."""

    of_group: bool
    people: Choices = ()
    groups: Choices = ()
    states: bool = True


class FindForm(GermanForm):
    suche = StringField("Suchen", filters=[strip])
    stand = SelectField("Stand", choices=STATES, default="offen")
    gruppe = SelectField("Gruppe", choices={})
    verantwortlich = SelectField("Verantwortlich", choices={})
    frist = SelectField("Frist", choices=with_empty(DUE, "alle"))
    dringlichkeit = SelectField("Dringlichkeit", choices=with_empty(choices(Priority), "alle"))

    def __init__(self, sent: Sent, offered: Offered) -> None:
        super().__init__(FormMultiDict(sent))
        self.of_group, self.has_states = offered.of_group, offered.states
        self.gruppe.choices = with_empty(dict(offered.groups), "alle Gruppen")
        self.verantwortlich.choices = with_empty(dict(offered.people), "alle")
        if self.stand.data == OVERDUE:  # addresses of earlier days
            self.frist.data = OVERDUE
        self.has_groups = len(offered.groups) > 1
        offers = {
            self.gruppe: offered.groups,
            self.verantwortlich: offered.people,
            self.frist: DUE.items(),
            self.dringlichkeit: choices(Priority).items(),
        }
        for select, known in offers.items():
            if select.data not in dict(known):
                select.data = ""
        if self.stand.data not in self.states:
            self.stand.data = "offen"
        self.suche.data = (self.suche.data or "")[:LONGEST]

    @property
    def states(self) -> Any:
        return OF_GROUP if self.of_group else OWN

    @property
    def closed(self) -> bool:
        return bool(self.stand.data == "erledigt")

    @cached_property
    def selects(self) -> list[Field]:
        """The state of own tasks stands in the tabs."""
        if self.of_group:
            states = [self.stand] if self.has_states else []
            return [*states, self.verantwortlich, self.frist, self.dringlichkeit]
        groups = [self.gruppe] if self.has_groups else []
        return [*groups, self.frist, self.dringlichkeit]

    @cached_property
    def count_set(self) -> int:
        return sum(
            bool(field.data) for field in (self.suche, *self.selects) if field.data != "offen"
        )

    @cached_property
    def wanted(self) -> Wanted:
        who = self.verantwortlich.data or ""
        return Wanted(
            states=self.states[self.stand.data],
            group_id=UUID(self.gruppe.data) if self.gruppe.data else None,
            person_id=UUID(who) if who and who != NOBODY else None,
            unassigned=who == NOBODY,
            due=self.frist.data,
            priority=self.dringlichkeit.data,
            words=tuple((self.suche.data or "").lower().split()),
        )

    def on_board(self) -> Wanted:
        """The columns are the states."""
        return replace(self.wanted, states=tuple(TaskStatus))

    @cached_property
    def query(self) -> str:
        """As it stands in the address; the usual state is left out."""
        usual = {"stand": "offen"}
        said = {name: self[name].data for name in NAMES}
        kept = {name: value for name, value in said.items() if value and usual.get(name) != value}
        return urlencode(kept)


@lru_cache(maxsize=FORMS_KEPT)
def _form(sent: Sent, offered: Offered) -> FindForm:
    """The same object for equal values: what is drawn of it is drawn once. Nothing may change it."""
    return FindForm(sent, offered)


def find_form(request: AnyRequest, offered: Offered) -> FindForm:
    return _form(sent_in(request.query_params), offered)


def sent_in(params: Any) -> Sent:
    """What a filter may say; of a name twice the first."""
    return tuple(
        (name, value.replace("\x00", "")[:LONGEST]) for name in NAMES if (value := params.get(name))
    )

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, InputRequired, Length

from app.core.words import choices
from app.decisions.tables import Implementation, Outcome
from app.register.queries import Offered, Wanted
from app.web.forms import (
    GermanForm,
    OnceForm,
    fold_lines,
    not_in_the_far_past,
    strip,
    version_field,
    with_empty,
)

REMOVED = "removed"
LONGEST = 200  # characters of what is searched for


class FindForm(GermanForm):
    """In the address of a list; what is not offered counts as not chosen."""

    suche = StringField("Suchen", filters=[strip])
    gruppe = SelectField("Gruppe", choices={})
    jahr = SelectField("Jahr", choices={})
    stand = SelectField("Umsetzung", choices=with_empty(choices(Implementation), "alle"))
    ergebnis = SelectField(
        "Ergebnis", choices=with_empty({**choices(Outcome), REMOVED: "entfallen"}, "alle")
    )

    def __init__(self, sent: Any, offered: Offered, group_id: UUID | None = None) -> None:
        super().__init__(sent)
        self.group_id = group_id
        self.gruppe.choices = with_empty(offered.groups, "alle eigenen Gruppen")
        self.jahr.choices = with_empty({str(year): str(year) for year in offered.years}, "alle")
        for select in (self.gruppe, self.jahr, self.stand, self.ergebnis):
            if select.data not in {value for value, *_ in select.iter_choices()}:
                select.data = ""

    @property
    def selects(self) -> list[Field]:
        mine: list[Field] = [self.jahr, self.stand, self.ergebnis]
        return mine if self.group_id else [self.gruppe, *mine]

    @property
    def count_set(self) -> int:
        return sum(bool(select.data) for select in self.selects)

    def wanted(self) -> Wanted:
        chosen = UUID(self.gruppe.data) if self.gruppe.data else None
        return Wanted(
            group_id=self.group_id or chosen,
            year=int(self.jahr.data) if self.jahr.data else None,
            state=self.stand.data,
            outcome=self.ergebnis.data,
            words=tuple((self.suche.data or "")[:LONGEST].lower().split()),
        )

    def query(self, **more: str) -> str:
        """As it stands in the address."""
        fields = {field.name: field.data for field in (self.suche, *self.selects) if field.data}
        return urlencode({**fields, **more})


@dataclass(frozen=True)
class StateData:
    """`id` of the step: noting it twice has one effect."""

    id: UUID
    version: int  # of the entry that the reader has seen
    to_state: Implementation
    on_day: date
    sentence: str


class StateForm(OnceForm):
    version = version_field("0")
    to_state = SelectField("Umsetzung", choices=choices(Implementation))
    on_day = DateField(
        "Seit dem", [InputRequired("Bitte nennen Sie den Tag."), not_in_the_far_past]
    )
    sentence = TextAreaField(
        "Was geschehen ist",
        [
            DataRequired("Bitte sagen Sie in einem Satz, was geschehen ist."),
            Length(max=2_000, message="Der Text ist länger als 2.000 Zeichen."),
        ],
        filters=[fold_lines],
    )

    def cleaned(self) -> StateData:
        assert self.on_day.data is not None
        return StateData(
            self.new_id,
            int(self.version.data or 0),
            Implementation(self.to_state.data),
            self.on_day.data,
            self.sentence.data or "",
        )

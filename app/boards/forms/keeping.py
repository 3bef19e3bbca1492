from dataclasses import dataclass
from urllib.parse import parse_qsl
from uuid import UUID

from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from app.boards.forms.finding import FindForm, Offered, sent_in
from app.web.forms import OnceForm, optional_uuid, strip


@dataclass(frozen=True)
class NewFilter:
    id: UUID
    group_id: UUID | None
    name: str
    query: str


class KeepForm(OnceForm):
    """`liste`: the group whose tasks are filtered; empty: own tasks."""

    liste = HiddenField(default="")
    auswahl = HiddenField(default="", filters=[strip])
    name = StringField(
        "Name des Filters",
        [DataRequired("Bitte geben Sie dem Filter einen Namen."), Length(max=60)],
        filters=[strip],
    )

    @property
    def group_id(self) -> UUID | None:
        """Raises ValueError for what is no id."""
        return optional_uuid(self.liste.data)

    def cleaned(self, offered: Offered) -> NewFilter:
        """Only what the filter can say is kept."""
        find = FindForm(sent_in(dict(parse_qsl(self.auswahl.data or ""))), offered)
        return NewFilter(self.new_id, self.group_id, self.name.data or "", find.query)

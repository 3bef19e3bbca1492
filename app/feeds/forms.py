from dataclasses import dataclass
from typing import Self
from uuid import UUID

from wtforms import RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Length

from app.feeds import rules
from app.feeds.tables import FeedKind
from app.web.forms import OnceForm, strip

TASKS = {
    "": "keine Aufgaben",
    "todo": "als Aufgaben (Apple, Thunderbird)",
    "termin": "als ganztägige Termine (Outlook, Google)",
}


@dataclass(frozen=True)
class FeedData:
    id: UUID
    device: str
    kind: FeedKind
    group: UUID | None
    with_tasks: bool


class FeedForm(OnceForm):
    device = StringField(
        "Gerät oder Programm",
        [DataRequired("Bitte geben Sie an, wo Sie den Kalender nutzen."), Length(max=80)],
        filters=[strip],
    )
    shows = SelectField("Was der Kalender zeigt", default=str(FeedKind.PERSONAL))
    tasks = RadioField("Ihre eigenen Aufgaben", choices=TASKS, default="")

    def with_choices(self, choices: dict[str, str]) -> Self:
        self.shows.choices = choices
        return self

    @property
    def as_days(self) -> bool:
        return self._kind_and_group()[0] == FeedKind.PERSONAL and self.tasks.data == "termin"

    def cleaned(self) -> FeedData:
        """Tasks stand only in the person's own calendar."""
        kind, group = self._kind_and_group()
        with_tasks = kind == FeedKind.PERSONAL and bool(self.tasks.data)
        return FeedData(self.new_id, self.device.data or "", kind, group, with_tasks)

    def _kind_and_group(self) -> tuple[FeedKind, UUID | None]:
        return rules.chosen(self.shows.data)

from dataclasses import dataclass
from uuid import UUID

from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app.web.forms import OnceForm, strip


@dataclass(frozen=True)
class FeedData:
    id: UUID
    device: str


class FeedForm(OnceForm):
    device = StringField(
        "Gerät oder Programm",
        [DataRequired("Bitte geben Sie an, wo Sie den Kalender nutzen."), Length(max=80)],
        filters=[strip],
    )

    def cleaned(self) -> FeedData:
        return FeedData(self.new_id, self.device.data or "")

from dataclasses import dataclass
from datetime import time

from wtforms import StringField, TimeField
from wtforms.validators import Length, Optional

from app.vorlagen.forms.change import VersionForm
from app.web.forms import strip


@dataclass(frozen=True)
class SessionData:
    title: str
    begins_at: time | None
    place: str
    version: int


class SessionForm(VersionForm):
    title = StringField("Bezeichnung", [Optional(), Length(max=300)], filters=[strip])
    begins_at = TimeField("Beginn", [Optional()])
    place = StringField("Ort", [Optional(), Length(max=300)], filters=[strip])

    def cleaned(self) -> SessionData:
        return SessionData(
            self.title.data or "",
            self.begins_at.data,
            self.place.data or "",
            int(self.version.data or 0),
        )

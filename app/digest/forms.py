from wtforms import RadioField, SelectMultipleField
from wtforms.validators import DataRequired

from app.core.words import choices
from app.digest.tables import Rhythm
from app.web.forms import GermanForm

NONE = "none"


class RhythmForm(GermanForm):
    rhythm = RadioField(
        "Wie oft möchten Sie die Zusammenfassung?",
        [DataRequired("Bitte wählen Sie einen Rhythmus.")],
        choices={**choices(Rhythm), NONE: "gar nicht"},
    )

    def cleaned(self) -> Rhythm | None:
        return None if self.rhythm.data == NONE else Rhythm(self.rhythm.data)


class RegisterForm(GermanForm):
    """The office notes who asked for the digest; the choices are the members without one."""

    people = SelectMultipleField(
        "Diese Mitglieder haben um die Zusammenfassung gebeten",
        [DataRequired("Bitte wählen Sie mindestens eine Person.")],
    )

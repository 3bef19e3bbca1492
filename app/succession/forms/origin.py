from uuid import UUID

from wtforms import RadioField, SelectField
from wtforms.validators import Optional

from app.web.forms import GermanForm, optional_uuid, with_empty

NO_POINT = "Ohne Beschlusspunkt: Die Gruppe ist ohne Vorlage entstanden"


class WhichVorlageForm(GermanForm):
    vorlage = SelectField("Vorlage", [Optional()], choices={})

    def offer(self, vorlagen: dict[str, str]) -> "WhichVorlageForm":
        self.vorlage.choices = with_empty(vorlagen)
        return self

    def chosen(self) -> UUID | None:
        """None if nothing or nonsense was asked for."""
        return optional_uuid(self.vorlage.data) if self.validate() else None


class OriginForm(GermanForm):
    """The route fills `point_id.choices` with the points of one Vorlage before it validates."""

    point_id = RadioField("Die Gruppe geht zurück auf", [Optional()], choices={})

    def offer(self, points: dict[str, str]) -> "OriginForm":
        self.point_id.choices = {**points, "": NO_POINT}
        return self

    def point(self) -> UUID | None:
        return optional_uuid(self.point_id.data)

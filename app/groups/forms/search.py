from wtforms import SearchField
from wtforms.validators import Length, Optional

from app.web.forms import GermanForm, strip


class GroupSearchForm(GermanForm):
    suche = SearchField("Gruppe suchen", [Optional(), Length(max=200)], filters=[strip])

    @property
    def words(self) -> str:
        """What to look for; nothing when somebody sent too much."""
        return (self.suche.data or "") if self.validate() else ""

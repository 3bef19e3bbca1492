"""What a person says about an offer from the wording."""

from wtforms import SelectField

from app.core.words import choices
from app.vorlagen.tables import HintState
from app.web.forms import GermanForm


class HintForm(GermanForm):
    state = SelectField("Entscheidung", choices=choices(HintState))

    def cleaned(self) -> HintState:
        return HintState(self.state.data)

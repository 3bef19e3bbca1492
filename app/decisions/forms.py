from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from app.decisions.rules import DecisionData
from app.decisions.tables import Outcome
from app.web.forms import OnceForm, fold_lines, version_field
from app.web.richtext import without_overrides

TEXT_LENGTH = 10_000
NOT_NEGATIVE = "Bitte eine Zahl ab 0 angeben."


def votes(label: str) -> IntegerField:
    return IntegerField(label, [Optional(), NumberRange(0, 10_000, NOT_NEGATIVE)])


class DecisionForm(OnceForm):
    """The outcomes to choose from depend on the group: the caller sets them."""

    conflict = ""  # who changed the decision in between
    theirs = ""

    version = version_field("0")
    text = TextAreaField(
        "Wortlaut",
        [
            DataRequired("Bitte schreiben Sie, was die Gruppe empfiehlt oder beschließt."),
            Length(max=TEXT_LENGTH),
        ],
        filters=[fold_lines, without_overrides],
    )
    yes = votes("Ja")
    no = votes("Nein")
    abstentions = votes("Enthaltung")
    outcome = SelectField("Ergebnis")

    @property
    def based_on(self) -> int:
        """The version that the reader has seen."""
        return int(self.version.data or 0)

    def cleaned(self) -> DecisionData:
        return DecisionData(
            id=self.new_id,
            text=self.text.data or "",
            outcome=Outcome(self.outcome.data),
            yes=self.yes.data,
            no=self.no.data,
            abstentions=self.abstentions.data,
        )

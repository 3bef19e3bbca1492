from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from app.web.forms import GermanForm, fold_lines, strip


class NameForm(GermanForm):
    """Of somebody who asks to come, or who is to come instead."""

    given_name = StringField(
        "Vorname", [DataRequired("Der Vorname fehlt."), Length(max=100)], filters=[strip]
    )
    family_name = StringField(
        "Nachname", [DataRequired("Der Nachname fehlt."), Length(max=100)], filters=[strip]
    )

    @classmethod
    def of(cls, given: str, family: str) -> "NameForm":
        return cls(data={"given_name": given, "family_name": family})

    def cleaned(self) -> tuple[str, str]:
        return self.given_name.data or "", self.family_name.data or ""


class RejectForm(GermanForm):
    words = TextAreaField("Worte dazu", [Optional(), Length(max=1000)], filters=[fold_lines])

"""A new source, and what is chosen from its papers."""

from uuid import UUID

from wtforms import SelectField, SelectMultipleField, StringField, SubmitField
from wtforms.validators import DataRequired, Length

from app.web.forms import GermanForm, OnceForm, strip


class SourceForm(OnceForm):
    body = SelectField("Körperschaft")
    address = StringField(
        "Adresse der OParl-Schnittstelle",
        [DataRequired("Bitte tragen Sie eine Adresse ein."), Length(max=2000)],
        filters=[strip],
    )


class ChosenForm(GermanForm):
    papers = SelectMultipleField("Vorlagen", validate_choice=False)
    do = SubmitField()

    def chosen(self) -> list[UUID]:
        """What is no id was typed by nobody and is left out."""
        found = []
        for text in self.papers.data or ():
            try:
                found.append(UUID(text))
            except ValueError:
                continue
        return found

from typing import cast

from wtforms import StringField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, ValidationError

from app.privacy.rules.erasing import CONFIRMATION, is_confirmed
from app.web.forms import GermanForm, strip

ASKED = f"Bitte geben Sie zur Bestätigung das Wort {CONFIRMATION} ein."


class ErasureForm(GermanForm):
    word = StringField("Bestätigung", [DataRequired(ASKED), Length(max=60)], filters=[strip])

    def validate_word(self, field: Field) -> None:
        if not is_confirmed(cast("str", field.data)):
            raise ValidationError(ASKED)

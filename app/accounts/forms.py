from wtforms import BooleanField, EmailField, HiddenField, StringField
from wtforms.validators import DataRequired, Email, Length

from app.web.forms import GermanForm, strip


class LoginForm(GermanForm):
    email = EmailField(
        "E-Mail-Adresse",
        [
            DataRequired("Bitte geben Sie Ihre E-Mail-Adresse an."),
            Length(max=254),
            Email("Bitte prüfen Sie die Adresse, zum Beispiel name@example.org."),
        ],
        filters=[strip],
    )
    weiter = HiddenField(filters=[strip])


class CodeForm(GermanForm):
    code = StringField(
        "Code aus der E-Mail",
        [DataRequired("Bitte geben Sie den Code aus der E-Mail ein."), Length(max=20)],
        filters=[strip],
    )
    own_device = BooleanField("Das ist mein eigenes Gerät: 30 Tage angemeldet bleiben")
    weiter = HiddenField(filters=[strip])

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from app.web.forms import GermanForm, fold_lines


class NeedlessForm(GermanForm):
    reason = TextAreaField(
        "Warum ist nichts zu tun?",
        [DataRequired("Bitte schreiben Sie, warum nichts zu tun ist."), Length(max=1000)],
        filters=[fold_lines],
    )

from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length, Optional

from app.web.forms import GermanForm, fold_lines


class WithdrawForm(GermanForm):
    reason = TextAreaField("Grund", [Optional(), Length(max=2000)], filters=[fold_lines])


class ChooseForm(GermanForm):
    termin = HiddenField()

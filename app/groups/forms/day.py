from datetime import date
from typing import cast

from wtforms import (
    DateField,
)
from wtforms.validators import Optional

from app.web.forms import (
    GermanForm,
    not_in_the_far_past,
)


class DayForm(GermanForm):
    stichtag = DateField("Stand am", [Optional(), not_in_the_far_past])

    def chosen(self, today: date) -> date:
        """Today if nothing or nonsense was asked for."""
        if not self.validate() or self.stichtag.data is None:
            self.stichtag.process(None, today)
        return cast("date", self.stichtag.data)

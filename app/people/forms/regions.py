from dataclasses import dataclass
from typing import cast

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from app.web.forms import GermanForm, OnceForm, fold_lines, strip


@dataclass(frozen=True, kw_only=True)
class RegionData:
    """municipalities: one a line, each once."""

    name: str
    municipalities: str = ""


class RegionForm(GermanForm):
    name = StringField(
        "Name der Region",
        [DataRequired("Der Name der Region fehlt."), Length(max=200)],
        filters=[strip],
    )
    municipalities = TextAreaField(
        "Gemeinden", [Optional(), Length(max=5000)], filters=[fold_lines]
    )

    def cleaned(self) -> RegionData:
        lines = (line.strip() for line in (self.municipalities.data or "").splitlines())
        return RegionData(
            name=cast("str", self.name.data),
            municipalities="\n".join(dict.fromkeys(filter(None, lines))),
        )


class NewRegionForm(RegionForm, OnceForm):
    pass

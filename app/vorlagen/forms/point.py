"""A decision point as it was decided, which may differ from the printed proposal."""

from dataclasses import dataclass

from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.vorlagen.forms.change import VersionForm
from app.vorlagen.forms.rows import text_field
from app.vorlagen.rules.points import MAX_DEPTH
from app.vorlagen.tables import DecisionPoint
from app.web.forms import OnceForm, fold_lines


@dataclass(frozen=True)
class PointData:
    marker: str
    depth: int  # from 1
    text: str
    version: int  # of the Vorlage


class PointForm(VersionForm):
    marker = text_field("Nummer", 20)
    depth = SelectField(
        "Ebene", choices={str(n): f"{n}. Ebene" for n in range(1, MAX_DEPTH + 1)}, default="1"
    )
    text = TextAreaField(
        "Wortlaut",
        [DataRequired("Bitte tragen Sie den Wortlaut ein."), Length(max=20_000)],
        filters=[fold_lines],
    )

    @classmethod
    def of(cls, point: DecisionPoint, version: int) -> "PointForm":
        depth = str(min(max(point.depth, 1), MAX_DEPTH))
        return cls(
            data={"marker": point.marker, "depth": depth, "text": point.text, "version": version}
        )

    def cleaned(self) -> PointData:
        return PointData(
            self.marker.data or "",
            int(self.depth.data),
            self.text.data or "",
            int(self.version.data or 0),
        )


class NewPointForm(OnceForm, PointForm):
    """`new_id` is the id of the point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from wtforms import BooleanField, FieldList, FormField, HiddenField, StringField
from wtforms.fields import Field
from wtforms.validators import Length, ValidationError

from app.core.errors import RELOAD
from app.groups.forms.setting_up import GroupForm
from app.groups.tables import GroupKind
from app.mandates.forms.mandates import TITLE_MISSING, due_field
from app.mandates.queries.origins import OfferedPoint
from app.mandates.rules import TITLE_LENGTH, mandate_title, seat_sentences
from app.web.forms import GermanForm, strip


@dataclass(frozen=True)
class ChosenPoint:
    """A decision point that the new group gets as a mandate."""

    point_id: UUID
    title: str
    due_on: date | None = None


class PointRowForm(GermanForm):
    """One decision point of the Vorlage on the page "Gruppe einrichten"."""

    point_id = HiddenField()
    chosen = BooleanField("Als Auftrag an die Gruppe geben")
    title = StringField("Titel des Auftrags", [Length(max=TITLE_LENGTH)], filters=[strip])

    due_on = due_field()

    def validate_title(self, field: Field) -> None:
        if self.chosen.data and not field.data:
            raise ValidationError(TITLE_MISSING)

    def validate_point_id(self, field: Field) -> None:
        try:
            UUID(str(field.data))
        except ValueError:
            raise ValidationError(RELOAD) from None


class SetUpForm(GroupForm):
    points = FieldList(FormField(PointRowForm))

    @classmethod
    def proposed(
        cls,
        text: str,
        points: list[OfferedPoint],
        point_id: UUID,
        accepted: Sequence[str] = (),
        days: Mapping[UUID, date] | None = None,
    ) -> "SetUpForm":
        """Filled from the point's text; the other points nobody works on yet are ticked.

        `accepted`: sentences about seats that the office took over from the paper's wording; `days`:
        when what comes of a point is due.
        """
        rows = [
            {
                "point_id": str(point.id),
                "chosen": point.id != point_id and not point.taken,
                "title": mandate_title(point.text),
                "due_on": (days or {}).get(point.id),
            }
            for point in points
        ]
        seat_rules = "\n".join(dict.fromkeys((*seat_sentences(text), *accepted)))
        return cls(
            data={"id": str(uuid4()), "kind": GroupKind.STEUERUNGSGRUPPE.value, "purpose": text,
                  "seat_rules": seat_rules, "points": rows}
        )  # fmt: skip

    def name_points(self, names: dict[str, str]) -> None:
        """Labels that say which point they belong to: the same field stands there for each."""
        for row in self.points:
            name = names.get(str(row.form.point_id.data), "Beschlusspunkt")
            row.form.chosen.label.text = f"{name} als Auftrag an die Gruppe geben"
            row.form.title.label.text = f"Titel des Auftrags zu {name}"
            row.form.due_on.label.text = f"Frist zu {name}"

    def chosen_points(self) -> tuple[ChosenPoint, ...]:
        return tuple(
            ChosenPoint(
                UUID(str(row.form.point_id.data)), row.form.title.data or "", row.form.due_on.data
            )
            for row in self.points
            if row.form.chosen.data
        )

from dataclasses import dataclass
from datetime import date
from typing import cast

from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from app.core.words import choices
from app.groups.forms.setting_up import MAX_TEXT, NAME_MISSING
from app.groups.tables import Group, GroupStatus
from app.web.forms import (
    GermanForm,
    fold_lines,
    not_in_the_far_past,
    strip,
)


@dataclass(frozen=True, kw_only=True)
class GroupChange:
    version: int
    name: str
    purpose: str
    agenda_template: str
    status: GroupStatus
    objection_days: int
    ends_on: date | None


class GroupEditForm(GermanForm):
    version = HiddenField()
    name = StringField("Name", [DataRequired(NAME_MISSING), Length(max=200)], filters=[strip])
    status = SelectField("Stand", choices=choices(GroupStatus))
    ends_on = DateField("Ende", [Optional(), not_in_the_far_past])
    purpose = TextAreaField("Zweck", [Optional(), Length(max=MAX_TEXT)], filters=[fold_lines])
    objection_days = IntegerField(
        "Einwandfrist in Tagen",
        [NumberRange(0, 365, "Bitte eine Zahl zwischen 0 und 365 angeben.")],
    )
    agenda_template = TextAreaField(
        "Vorlage für die Tagesordnung", [Optional(), Length(max=MAX_TEXT)], filters=[fold_lines]
    )

    def validate_version(self, field: Field) -> None:
        if not str(field.data).isdecimal() or len(str(field.data)) > 9:
            raise ValidationError("Bitte laden Sie die Seite neu.")

    def cleaned(self) -> GroupChange:
        return GroupChange(
            version=int(cast("str", self.version.data)),
            name=cast("str", self.name.data),
            purpose=self.purpose.data or "",
            agenda_template=self.agenda_template.data or "",
            status=GroupStatus(self.status.data),
            objection_days=cast("int", self.objection_days.data),
            ends_on=self.ends_on.data,
        )

    def beside(self, group: Group) -> list[tuple[str, str]]:
        """(label, what is stored) of each field that differs; the next submit is a knowing one."""
        stored = GroupEditForm(obj=group)
        self.version.data = str(group.version)
        return [
            (str(field.label.text), shown(stored[field.name]))
            for field in self
            if field.name != "version" and field.data != stored[field.name].data
        ]


def shown(field: Field) -> str:
    """What the reader of the form sees in it, as text."""
    if isinstance(field, SelectField):
        return dict(cast("dict[str, str]", field.choices))[field.data]
    if isinstance(field, DateField):
        return f"{field.data:%d.%m.%Y}" if field.data else ""
    return str(field.data)

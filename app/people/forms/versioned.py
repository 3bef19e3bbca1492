"""Forms of rows that two people may change at once."""

from typing import Self, cast

from wtforms import BooleanField, DateField, SelectField, SelectMultipleField
from wtforms.fields import Field

from app.web.forms import GermanForm, version_field


class VersionedForm(GermanForm):
    """The hidden version is the one whose columns the reader saw."""

    version = version_field()

    @property
    def seen_version(self) -> int:
        return int(cast("str", self.version.data))

    def beside(self, stored: Self) -> list[tuple[str, str]]:
        """(label, what is stored) of each field that differs; the next submit is a knowing one."""
        self.version.data = stored.version.data
        return [
            (str(field.label.text), shown(stored[field.name]))
            for field in self
            if field.name != "version" and (field.data or None) != (stored[field.name].data or None)
        ]


def shown(field: Field) -> str:
    """What the reader of the form sees in it, as text."""
    if isinstance(field, SelectField):
        names = cast("dict[str, str]", field.choices)
        several = isinstance(field, SelectMultipleField)
        chosen = field.data or [] if several else [field.data or ""]
        return ", ".join(names[value] for value in chosen if value in names)
    if isinstance(field, BooleanField):
        return "ja" if field.data else "nein"
    if isinstance(field, DateField):
        return f"{field.data:%d.%m.%Y}" if field.data else ""
    return str(field.data or "")

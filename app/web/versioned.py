"""Forms of rows that two people may change at once."""

from typing import Any, ClassVar, Self, cast

from wtforms import BooleanField, DateField, SelectField, SelectMultipleField
from wtforms.fields import Field

from app.web.forms import GermanForm, version_field

NOT_LISTED = "nicht mehr in der Liste"


class VersionedForm(GermanForm):
    """The hidden version is the one whose columns the reader saw."""

    version = version_field()
    not_stored: ClassVar[frozenset[str]] = frozenset({"version"})

    @property
    def seen_version(self) -> int:
        return int(cast("str", self.version.data))

    def beside(self, stored: Self) -> list[tuple[str, str]]:
        """(label, what is stored) of each field that differs; the next submit is a knowing one."""
        self.version.data = stored.version.data
        return [
            (str(field.label.text), _shown(stored[field.name], field))
            for field in self
            if field.name not in self.not_stored
            and (field.data or None) != (stored[field.name].data or None)
        ]


def _shown(field: Field, like: Any) -> str:
    """What the reader of the form sees in it, as text; `like`: has the choices where it has none."""
    if isinstance(field, SelectField):
        names = dict(cast("dict[str, str]", field.choices or like.choices))
        several = isinstance(field, SelectMultipleField)
        chosen = field.data or [] if several else [field.data or ""]
        return ", ".join(names.get(value, NOT_LISTED if value else "") for value in chosen)
    if isinstance(field, BooleanField):
        return "ja" if field.data else "nein"
    if isinstance(field, DateField):
        return f"{field.data:%d.%m.%Y}" if field.data else ""
    return "" if field.data is None else str(field.data)

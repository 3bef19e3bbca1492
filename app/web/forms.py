"""WTForms in German."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self
from uuid import UUID, uuid4

from litestar.datastructures import FormMultiDict
from wtforms import Form, HiddenField, SelectMultipleField
from wtforms.fields import Field
from wtforms.i18n import get_translations
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.core.errors import RELOAD, NotFound
from app.web.posted import posted
from app.web.sessions import AnyRequest

LONGEST_NAME = 100  # characters of a field's name

MISSING_IN_WTFORMS = {  # not translated in 3.3.2
    "Not a valid time value.": "Bitte eine Uhrzeit wie 14:30 angeben.",
    "Not a valid week value.": "Bitte eine Woche wie 2026-W48 angeben.",
    "Not a valid date value.": "Dieses Datum gibt es nicht. Bitte in der Form TT.MM.JJJJ angeben.",
    "Not a valid datetime value.": "Bitte Datum und Uhrzeit angeben.",
    "Not a valid choice.": "Bitte einen Eintrag aus der Liste wählen.",
    "Not a valid choice": "Bitte einen Eintrag aus der Liste wählen.",
    "This field is required.": "Diese Angabe fehlt noch.",
    "Not a valid integer value.": "Bitte eine ganze Zahl angeben.",
    "Invalid value, can't be coerced.": "Bitte einen Eintrag aus der Liste wählen.",
    "Invalid Choice: could not coerce.": "Bitte einen Eintrag aus der Liste wählen.",
    "'%(value)s' is not a valid choice for this field.": "„%(value)s“ steht nicht in der Liste.",
    "This field is disabled and cannot have a value.": "Dieses Feld ist gesperrt.",
}


class German:
    def __init__(self) -> None:
        self.wtforms: Any = get_translations(["de_DE", "de"])

    def gettext(self, text: str) -> str:
        return MISSING_IN_WTFORMS.get(text) or str(self.wtforms.gettext(text))

    def ngettext(self, one: str, many: str, n: int) -> str:
        text = one if n == 1 else many
        return MISSING_IN_WTFORMS.get(text) or str(self.wtforms.ngettext(one, many, n))


GERMAN = German()


class GermanForm(Form):
    class Meta:
        def get_translations(self, form: Form) -> German:  # noqa: ARG002 - WTForms' signature
            return GERMAN

    def problems(self) -> list[tuple[Field, str]]:
        """Each field with its first error, in the order of the page."""
        return [(field, str(_first(field.errors))) for field in self if field.errors]


def _first(errors: Any) -> Any:
    first = next(filter(None, errors.values() if isinstance(errors, dict) else errors))
    return _first(first) if isinstance(first, (list, tuple, dict)) else first


def version_field(default: str | None = None) -> HiddenField:
    """Of the row as the page showed it; another one at the submit is a conflict."""
    return HiddenField(validators=[_whole_number], default=default)


def _whole_number(_form: Form, field: Field) -> None:
    if not str(field.data).isdecimal() or len(str(field.data)) > 9:
        raise ValidationError(RELOAD)


class TickBoxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class OnceForm(GermanForm):
    """Creates something: the hidden id is the new row's id, so a second submit has no second effect."""

    id = HiddenField()

    def validate_id(self, field: Field) -> None:
        try:
            UUID(str(field.data))
        except ValueError:
            raise ValidationError(RELOAD) from None

    @property
    def new_id(self) -> UUID:
        return UUID(str(self.id.data))

    @classmethod
    def fresh(cls, **data: Any) -> Self:
        return cls(data={"id": str(uuid4()), **data})


def strip(value: str | None) -> str:
    """Filter for text fields; NUL bytes, which PostgreSQL refuses, go too."""
    return (value or "").replace("\x00", "").strip()


def fold_lines(value: str | None) -> str:
    return strip(value).replace("\r\n", "\n")


def not_in_the_far_past(_form: Form, field: Field) -> None:
    if isinstance(field.data, date) and not 1990 <= field.data.year <= 2100:
        raise ValidationError("Bitte prüfen Sie das Jahr.")


async def form_data(request: AnyRequest, *files: str) -> FormMultiDict:
    """What was sent, as WTForms can bear it; uploads only under the names in `files`.

    Blanks alone count as nothing: WTForms' Optional would let them pass as a choice.
    A name that none of our fields can have is left out: a FieldList would read a number in it.
    """
    sent = (await posted(request)).items()
    return FormMultiDict(
        (name, _bearable(value, may_be_file=name in files))
        for name, value in sent
        if name.isascii() and len(name) <= LONGEST_NAME
    )


def _bearable(value: Any, *, may_be_file: bool) -> Any:
    if isinstance(value, str):
        return value if value.strip() else ""
    return value if may_be_file else ""


def with_empty(choices: Mapping[str, str], label: str = "– bitte wählen –") -> dict[str, str]:
    """For a select field that may stay open; WTForms 3.3 wants a dict of value → label."""
    return {"": label, **choices}


def uuid_of(text: str) -> UUID:
    """Of an address; raises NotFound for what is no id."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def optional_uuid(value: Any) -> UUID | None:
    return UUID(str(value)) if value else None

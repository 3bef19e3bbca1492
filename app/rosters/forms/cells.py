"""Forms whose fields follow from the file: its columns, and its cells that are wrong."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional

from app.rosters.queries.imports import File
from app.rosters.rules.deeds import Step
from app.rosters.rules.fields import TWICE, Field
from app.web.forms import GermanForm, strip, with_empty

NOT_READ = "– nicht einlesen –"
LONGEST = 300
_CELL = re.compile(r"z(\d{1,5})_(\d{1,3})")


def mapping_form(file: File, sent: Any = None, *, of_one_group: bool) -> Any:
    """One select field per column, chosen as recognised or as last time."""
    left_out = {Field.GROUP} if of_one_group else set()
    choices = with_empty(
        {each.value: each.label for each in Field if each not in left_out}, NOT_READ
    )
    fields = {
        f"c{heading.position}": SelectField(heading.text[:80], [Optional()], choices=choices)
        for heading in file.headings
    }
    chosen = {} if sent else {f"c{at}": which.value for which, at in file.mapping.items()}
    return type("MappingForm", (GermanForm,), fields)(sent, data=chosen)


def mapping_of(form: Any) -> dict[Field, int] | None:
    """None with the reason at the field when two columns are for the same."""
    found: dict[Field, int] = {}
    for form_field in form:
        if not form_field.data:
            continue
        which = Field(form_field.data)
        if which in found:
            form_field.errors = [TWICE.format(label=which.label)]
            return None
        found[which] = int(form_field.name.removeprefix("c"))
    return found


def column_of(file: File, which: Field) -> int | None:
    """A part of the name is corrected in the column of the whole name, if there is only that."""
    if which in {Field.GIVEN, Field.FAMILY} and which not in file.mapping:
        which = Field.NAME
    return file.mapping.get(which)


def cells_form(file: File, steps: Sequence[Step]) -> Any:
    """A text field for each cell of these rows that has an error."""
    fields: dict[str, Any] = {}
    sentences: dict[str, str] = {}
    texts: dict[str, str] = {}
    for step in steps:
        for which, sentence in step.problems.items():
            column = column_of(file, which)
            if column is not None:
                name = f"z{step.position}_{column}"
                label = f"{which.label} in Zeile {step.number}"
                fields.setdefault(name, StringField(label, [Length(max=LONGEST)]))
                sentences.setdefault(name, sentence)
                row = file.cells[step.position]
                texts[name] = row[column] if column < len(row) else ""
    form = type("CellsForm", (GermanForm,), fields)(data=texts)
    for name, sentence in sentences.items():
        form[name].errors = [sentence]
    return form


def cells_of(sent: Mapping[str, Any]) -> dict[tuple[int, int], str]:
    """(row, column) → text; what is no cell's name is left out."""
    found = {}
    for name, text in sent.items():
        if hit := _CELL.fullmatch(name):
            found[int(hit[1]), int(hit[2])] = strip(str(text))
    return found

"""Pieces of pages that are drawn once must never be taken for others."""

from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from markupsafe import Markup, escape
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.web.templates import choices_of, environment, kept, plain_choices, written

SOURCE = """
{%- macro link(href, label) -%}<a href="{{ href }}">{{ label }}</a>{%- endmacro -%}
{%- macro row(value, note="") -%}<li>{{ value }}{{ note }}</li>{%- endmacro -%}
"""


class Tone(StrEnum):
    SHARP = "<sharp>"


@pytest.mark.parametrize(
    "value", ["<script>", "a & b", "\"x\" 'y'", "", 5, None, Markup("<b>"), Tone.SHARP]
)
def test_output_is_escaped_as_markupsafe_does(value: object) -> None:
    assert str(written(value)) == str(escape(value))


@pytest.mark.parametrize("drawn", ["kept(row, value)", "link('/', value)"])
def test_marked_up_text_is_not_taken_for_the_same_letters_typed(drawn: str) -> None:
    template = environment().from_string(SOURCE + "{{ " + drawn + " }}")
    letters = "<b>fett</b>"
    assert letters in template.render(value=Markup(letters))
    assert letters not in template.render(value=letters)
    assert "&lt;b&gt;" in template.render(value=letters)


def test_piece_is_drawn_anew_when_a_value_changes_and_only_then() -> None:
    source = '{% from "macros/parts.html" import link %}{{ link(address, label) }}'
    template = environment().from_string(source)
    before = kept.cache_info()
    given = [("/kept", 1), ("/kept", 2), ("/kept", 1), ("/kept", True)]
    texts = [template.render(address=address, label=label) for address, label in given]
    assert [text.rpartition("</a>")[0].rpartition(">")[2] for text in texts] == [
        "1", "2", "1", "True",
    ]  # fmt: skip
    after = kept.cache_info()
    assert (after.misses - before.misses, after.hits - before.hits) == (3, 1)


def test_macros_that_share_a_name_stay_apart() -> None:
    other = "{%- macro row(value) -%}<td>{{ value }}</td>{%- endmacro -%}{{ kept(row, 1) }}"
    assert environment().from_string(SOURCE + "{{ kept(row, 1) }}").render() == "<li>1</li>"
    assert environment().from_string(other).render() == "<td>1</td>"


CHOICES = {"": "– bitte wählen –", "3": "Drei", "<sharp>": "Scharf", str(UUID(int=7)): "Sieben"}


@pytest.mark.parametrize(
    ("coerce", "data", "chosen"),
    [
        (str, "3", "3"), (int, 3, "3"), (UUID, UUID(int=7), str(UUID(int=7))), (Tone, Tone.SHARP, "<sharp>"),
        (str, None, ""), (str, "gone", None),
    ],
)  # fmt: skip
def test_choices_are_those_that_the_form_library_gives(
    coerce: Any, data: Any, chosen: str | None
) -> None:
    class Sample(Form):
        one = SelectField(choices=CHOICES, coerce=str)

    field = Sample().one
    field.data = data
    drawn = plain_choices(field)
    assert drawn is not None
    assert [value for value, _, selected, _ in drawn if selected] == (
        [] if chosen is None else [chosen]
    )
    field.coerce = lambda value: coerce(value) if value == chosen else value
    assert data is None or drawn == choices_of(field.iter_choices())


def test_groups_of_choices_and_choices_with_attributes_are_left_to_it() -> None:
    class Sample(Form):
        grouped = SelectField(choices={"Kreis": {"1": "Eins"}})
        marked = SelectField(choices=[SelectChoice("1", "Eins", render_kw={"lang": "de"})])

    form = Sample()
    assert plain_choices(form.grouped) is None
    assert plain_choices(form.marked) is None

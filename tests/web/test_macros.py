"""The form macros are the only place that renders fields: checked here, once for all pages."""

import re
from typing import Any

import pytest
from jinja2 import Environment
from jinja2.exceptions import UndefinedError
from litestar.datastructures import FormMultiDict
from markupsafe import Markup
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    EmailField,
    FileField,
    Form,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Optional

from app.web.templates import environment

ATTACK = '"><script>x()</script>'
TOKEN = Markup('<input type="hidden" name="_csrf_token" value="abc">')
ANSWERS = {"ja": "Ich komme", "nein": "Ich komme nicht"}
REGIONS = {"n": "Nord", "m": "Mitte", "s": "Süd"}
GROUPS = {"Kreis": {"1": "UAG Finanzen", "2": "UAG Bedarf"}}


class SampleForm(Form):
    title = StringField("Betreff", [DataRequired("Der Betreff fehlt.")])
    email = EmailField("E-Mail-Adresse", [Optional()])
    remark = TextAreaField("Bemerkung", [Optional()])
    due_on = DateField("Frist", [Optional()])
    votes = IntegerField("Ja-Stimmen", [InputRequired()])
    amount = DecimalField("Betrag", [Optional()])
    answer = RadioField("Antwort", [InputRequired("Bitte wählen Sie.")], choices=ANSWERS)
    regions = SelectMultipleField("Regionen", [Optional()], choices=REGIONS)
    group = SelectField("Gruppe", choices=GROUPS)
    public = BooleanField("öffentlich")
    paper = FileField("Unterlage", [Optional()])
    secret = PasswordField("Kennwort", [Optional()])
    step = HiddenField()


@pytest.fixture(scope="module")
def jinja() -> Environment:
    return environment()


def posted(**values: str | list[str]) -> SampleForm:
    pairs = [
        (name, one)
        for name, value in values.items()
        for one in (value if isinstance(value, list) else [value])
    ]
    form = SampleForm(FormMultiDict(pairs))
    form.validate()
    return form


def from_form(jinja: Environment, call: str, **context: Any) -> str:
    source = '{% from "macros/form.html" import field, error_summary, submit, post_button %}'
    return jinja.from_string(source + "{{ " + call + " }}").render(csrf_input=TOKEN, **context)


def tag_with(html: str, name: str, part: str) -> str:
    found = [tag for tag in re.findall(rf"<{name}\b[^>]*>", html) if part in tag]
    assert len(found) == 1, html
    return str(found[0])


def test_text_field_has_its_label_hint_and_kept_value(jinja: Environment) -> None:
    html = from_form(jinja, 'field(form.title, hint="kurz")', form=posted(title="Budget"))
    control = tag_with(html, "input", 'name="title"')
    assert '<label class="kern-label" for="title">Betreff</label>' in html
    assert '<div class="kern-hint" id="title-hinweis">kurz</div>' in html
    assert 'aria-describedby="title-hinweis"' in control
    assert 'value="Budget"' in control
    assert 'aria-required="true"' in control
    assert "aria-invalid" not in control
    assert "freiwillig" not in html


def test_error_is_tied_to_its_field(jinja: Environment) -> None:
    html = from_form(jinja, 'field(form.title, hint="kurz")', form=posted(title=" "))
    control = tag_with(html, "input", 'name="title"')
    assert 'aria-describedby="title-hinweis title-fehler"' in control
    assert 'aria-invalid="true"' in control
    assert 'class="kern-error" id="title-fehler"' in html
    assert "Der Betreff fehlt." in html
    assert "kern-form-input--error" in html


def test_optional_field_says_so_and_describes_nothing(jinja: Environment) -> None:
    html = from_form(jinja, 'field(form.email, autocomplete="email")', form=posted())
    control = tag_with(html, "input", 'name="email"')
    assert '<span class="kern-label__optional">(freiwillig)</span>' in html
    assert 'type="email"' in control
    assert 'autocomplete="email"' in control
    assert "aria-" not in control


def test_what_was_typed_is_escaped_in_every_kind_of_text_field(jinja: Environment) -> None:
    form = posted(title=ATTACK, remark=ATTACK, step=ATTACK, due_on=ATTACK, votes=ATTACK)
    for name in ("title", "remark", "step", "due_on", "votes"):
        html = from_form(jinja, "field(form[name])", form=form, name=name)
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_labels_hints_and_choices_are_escaped(jinja: Environment) -> None:
    form = posted()
    form.answer.choices = {"a": ATTACK}
    form.group.choices = {"a": ATTACK}
    form.title.label.text = ATTACK
    for call in ("field(form.answer, hint=bad)", "field(form.group)", "field(form.title)"):
        html = from_form(jinja, call, form=form, bad=ATTACK)
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_textarea_keeps_a_leading_empty_line(jinja: Environment) -> None:
    html = from_form(jinja, "field(form.remark, rows=2)", form=posted(remark="\nZweite Zeile"))
    assert re.search(r'<textarea [^>]*rows="2">\n\nZweite Zeile</textarea>', html)


def test_wrong_number_stays_visible(jinja: Environment) -> None:
    form = posted(votes="3o", amount="1.5")
    votes = tag_with(from_form(jinja, "field(form.votes)", form=form), "input", "votes")
    assert 'type="text"' in votes
    assert 'inputmode="numeric"' in votes
    assert 'value="3o"' in votes
    amount = tag_with(from_form(jinja, "field(form.amount)", form=form), "input", "amount")
    assert 'inputmode="decimal"' in amount


def test_radio_choices_form_one_group_and_the_first_is_the_errors_target(
    jinja: Environment,
) -> None:
    html = from_form(jinja, "field(form.answer, notes={'nein': 'Schade.'})", form=posted())
    group = tag_with(html, "fieldset", "kern-fieldset")
    assert 'role="radiogroup" aria-invalid="true"' in group
    assert 'aria-describedby="answer-fehler"' in group
    assert '<legend class="kern-label">Antwort</legend>' in html
    assert re.findall(r'<input [^>]*type="radio" id="([^"]*)" name="answer"', html) == [
        "answer",
        "answer-2",
    ]
    assert re.findall(r'<label class="kern-label" for="([^"]*)"', html) == ["answer", "answer-2"]
    assert '<span class="sw-muted">Schade.</span>' in html
    assert "checked" not in html


def test_chosen_radio_stays_chosen(jinja: Environment) -> None:
    html = from_form(jinja, "field(form.answer)", form=posted(answer="nein"))
    assert " checked" in tag_with(html, "input", 'value="nein"')
    assert " checked" not in tag_with(html, "input", 'value="ja"')


def test_several_choices_are_tick_boxes_in_a_fieldset(jinja: Environment) -> None:
    html = from_form(jinja, "field(form.regions)", form=posted(regions=["n", "s"]))
    assert html.count('type="checkbox"') == 3
    assert re.findall(r'value="(\w)" checked', html) == ["n", "s"]
    assert 'Regionen <span class="kern-label__optional">(freiwillig)</span></legend>' in html


def test_group_without_choices_says_so_and_can_be_reached(jinja: Environment) -> None:
    form = posted()
    form.regions.choices = []
    html = from_form(jinja, "field(form.regions)", form=form)
    assert 'id="regions" tabindex="-1">Hier gibt es zurzeit nichts auszuwählen.' in html


def test_select_keeps_groups_and_choice(jinja: Environment) -> None:
    html = from_form(jinja, "field(form.group)", form=posted(group="2"))
    assert '<optgroup label="Kreis">' in html
    assert '<option value="2" selected>UAG Bedarf</option>' in html
    assert '<label class="kern-label" for="group">' in html


def test_tick_box_stands_before_its_label(jinja: Environment) -> None:
    html = from_form(jinja, 'field(form.public, hint="für alle")', form=posted(public="y"))
    assert html.index("<input") < html.index("<label")
    assert " checked" in tag_with(html, "input", 'name="public"')
    assert 'aria-describedby="public-hinweis"' in html
    assert "checked" not in from_form(jinja, "field(form.public)", form=posted())


def test_file_and_password_never_send_a_value_back(jinja: Environment) -> None:
    form = posted(paper="a.pdf", secret="geheim")
    for name in ("paper", "secret"):
        control = tag_with(from_form(jinja, "field(form[n])", form=form, n=name), "input", name)
        assert "value=" not in control


def test_doubtful_import_field_names_its_doubt_and_its_place(jinja: Environment) -> None:
    call = 'field(form.title, doubt="KA gelesen", ref=(6, "#q6"))'
    html = from_form(jinja, call, form=posted(title="x"))
    assert 'aria-describedby="title-pruefen"' in html
    assert "Bitte prüfen: KA gelesen" in html
    assert '<a class="sw-ref" href="#q6" aria-label="Fundstelle 6 im Text">6</a>' in html


def test_own_attributes_and_classes_reach_the_control(jinja: Environment) -> None:
    call = 'field(form.title, attrs={"class": "sw-code", "maxlength": 8}, quiet=True)'
    control_and_label = from_form(jinja, call, form=posted(title="x"))
    control = tag_with(control_and_label, "input", 'name="title"')
    assert 'class="kern-form-input__input sw-code"' in control
    assert control.count("class=") == 1
    assert 'maxlength="8"' in control
    assert '<label class="kern-label kern-sr-only"' in control_and_label


def test_summary_counts_and_links_each_wrong_field(jinja: Environment) -> None:
    form = posted(group="1")
    form.form_errors.append("In dieser Gruppe ist kein Sitz frei.")
    html = from_form(jinja, "error_summary(form)", form=form)
    assert 'role="alert" tabindex="-1" id="fehler"' in html
    assert "3 Angaben fehlen noch oder stimmen nicht" in html
    assert re.findall(r'href="#(\w+)"', html) == ["title", "votes", "answer"]
    assert "<li>In dieser Gruppe ist kein Sitz frei.</li>" in html


def test_summary_is_absent_when_nothing_is_wrong(jinja: Environment) -> None:
    form = posted(title="x", votes="3", answer="ja", group="1")
    assert from_form(jinja, "error_summary(form)", form=form) == ""
    form.form_errors.append("Der Sitz ist vergeben.")
    assert "Nicht gespeichert" in from_form(jinja, "error_summary(form)", form=form)


def test_post_button_is_a_form_with_the_pages_token(jinja: Environment) -> None:
    html = from_form(
        jinja,
        'post_button("/x", "Erledigt", csrf_input=csrf_input, name="state", value="done",'
        ' about="Brief")',
    )
    assert '<form class="sw-post" action="/x" method="post">' + str(TOKEN) in html
    button = tag_with(html, "button", "kern-btn--x-small")
    for part in ('name="state"', 'value="done"', 'aria-label="Erledigt: Brief"', 'type="submit"'):
        assert part in button
    assert '<span class="kern-label">Erledigt</span>' in html


def test_post_button_without_any_token_is_an_error(jinja: Environment) -> None:
    source = '{% from "macros/form.html" import post_button %}{{ post_button("/x", "Weg") }}'
    with pytest.raises(UndefinedError):
        jinja.from_string(source).render()

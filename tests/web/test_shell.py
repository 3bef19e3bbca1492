"""The frame around all pages and mails, rendered without a server."""

import html
import json
import re
import textwrap
from pathlib import Path
from typing import Any

import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from wtforms import Form, StringField
from wtforms.validators import DataRequired

ROOT = Path(__file__).parents[2]
PAGES = {
    "page.html": "{% extends 'base.html' %}{% block title %}Gruppen{% endblock %}"
    "{% block content %}<h1>Gruppen</h1>{% endblock %}",
    "token.html": "{% extends 'bare.html' %}{% block title %}Antwort{% endblock %}",
    "mail.html": "{% extends 'mail/base.html' %}{% block betreff_zeile %}5. Sitzung{% endblock %}"
    "{% block kern %}<p>Sie sind <b>eingeladen</b>.</p>{% endblock %}"
    "{% block grund %}Sie sind Mitglied.{% endblock %}",
    "mail.txt": "{% extends 'mail/base.txt' %}{% block betreff_zeile %}5. Sitzung{% endblock %}"
    "{% block kern %}Sie sind eingeladen.\n{% endblock %}"
    "{% block grund %}Sie sind Mitglied.{% endblock %}",
}
NAV = [
    {"label": "Start", "href": "/", "area": "start"},
    {"label": "Gruppen", "href": "/gruppen", "area": "gruppen"},
]
ANNA: dict[str, Any] = {"name": "Anna Beispiel", "initials": "AB", "nav": NAV, "more": []}
CONTEXT: dict[str, Any] = {
    "actor": ANNA,
    "area": "gruppen",
    "path": "/gruppen/7",
    "body_name": "Landkreis Musterland",
    "csrf_token": "t'\"<x>",
    "csrf_input": Markup('<input type="hidden" name="_csrf_token" value="abc">'),
    "flashes": [],
    "help_here": None,
}
MAIL = {
    "sender_line": "Landkreis Musterland, Jugendhilfeplanung",
    "recipient_name": "Olaf & Söhne",
    "contact_name": "Anna Beispiel",
    "contact_mail": "planung@example.org",
    "base_url": "https://spurwerk.example.org",
}


class TitleForm(Form):
    title = StringField("Betreff", [DataRequired("Der Betreff fehlt.")])


@pytest.fixture(scope="module")
def jinja() -> Environment:
    env = Environment(
        loader=ChoiceLoader([DictLoader(PAGES), FileSystemLoader(ROOT / "templates")]),
        autoescape=lambda name: name is None or not name.endswith(".txt"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["static"] = lambda path: f"/static/{path}"
    env.filters["datum"] = str
    env.filters["umbruch"] = lambda text: "\n".join(
        textwrap.fill(line, 76) for line in text.split("\n")
    )
    return env


def shown(jinja: Environment, template: str, **changes: Any) -> str:
    return jinja.get_template(template).render(CONTEXT | changes)


def words(text: str) -> list[str]:
    return re.findall(r"[\w/.@:-]+", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def test_csrf_token_reaches_htmx_whatever_its_characters(jinja: Environment) -> None:
    found = re.search(r"<body data-hx-headers:inherited='([^']*)'>", shown(jinja, "page.html"))
    assert found
    assert json.loads(html.unescape(found[1])) == {"x-csrftoken": "t'\"<x>"}


def test_menu_marks_the_area_and_the_page_itself(jinja: Environment) -> None:
    assert '<a href="/gruppen" aria-current="true">' in shown(jinja, "page.html")
    assert '<a href="/gruppen" aria-current="page">' in shown(jinja, "page.html", path="/gruppen")
    assert shown(jinja, "page.html").count("aria-current") == 1


def test_visitor_gets_a_way_to_sign_in_and_no_menu(jinja: Environment) -> None:
    page = shown(jinja, "page.html", actor=None)
    assert 'href="/anmelden"' in page
    assert "Hauptnavigation" not in page
    assert "/abmelden" not in page
    assert 'href="/anmelden"' not in shown(jinja, "page.html", actor=None, path="/anmelden")


def test_token_page_has_no_menu_even_for_somebody_signed_in(jinja: Environment) -> None:
    page = shown(jinja, "token.html", contact_name="Anna", contact_mail="planung@example.org")
    assert "Hauptnavigation" not in page
    assert "/konto" not in page
    assert "Fragen beantwortet Anna" in page
    assert 'href="/impressum">Impressum</a>.' in shown(jinja, "token.html")


def test_title_says_when_a_form_came_back(jinja: Environment) -> None:
    form = TitleForm()
    assert "<title>Gruppen – Spurwerk</title>" in shown(jinja, "page.html", form=form)
    form.validate()
    assert "<title>Fehler: Gruppen – Spurwerk</title>" in shown(jinja, "page.html", form=form)


def test_spoken_regions_are_empty_and_messages_stand_outside_them(jinja: Environment) -> None:
    page = shown(jinja, "page.html", flashes=[{"kind": "success", "text": "Gespeichert."}])
    assert '<p class="kern-sr-only" role="status" id="status"></p>' in page
    assert '<p class="kern-sr-only" role="alert" id="alarm"></p>' in page
    assert re.search(r'<div id="meldungen"><div class="kern-alert kern-alert--success"', page)


@pytest.mark.parametrize("template", ["page.html", "token.html", "error.html"])
def test_no_page_carries_inline_script_or_style(jinja: Environment, template: str) -> None:
    page = shown(jinja, template, title="Nicht da", text="Nichts.", request_id="r1")
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|\shx-", page)
    assert page.count("<h1") == (0 if template == "token.html" else 1)


def test_both_parts_of_a_mail_say_the_same_words_in_the_same_order(jinja: Environment) -> None:
    markup = jinja.get_template("mail.html").render(MAIL)
    text = jinja.get_template("mail.txt").render(MAIL)
    body = words(markup[markup.index("<body>") :])
    addresses = re.compile(r"https://\S+$")
    plain = [word.rstrip(":,.") for word in words(text) if not addresses.match(word)]
    assert [word.rstrip(":,.") for word in body if word.rstrip(":,.")] == [w for w in plain if w]
    assert "Olaf & Söhne" in text
    assert "Olaf &amp; Söhne" in markup


def test_mail_loads_nothing_from_anywhere(jinja: Environment) -> None:
    markup = jinja.get_template("mail.html").render(MAIL)
    assert not re.search(r"<(img|link|script|iframe)\b|@import|url\(|\ssrc=", markup)
    assert markup.count("<style") == 1
    assert "<title>5. Sitzung</title>" in markup


def test_text_part_sets_sections_apart_and_stays_narrow(jinja: Environment) -> None:
    text = jinja.get_template("mail.txt").render(MAIL)
    assert "eingeladen.\n\n\nFragen?\n\nAnna" in text
    assert text.startswith("Spurwerk, Landkreis Musterland")
    assert all(len(line) <= 76 for line in text.splitlines())

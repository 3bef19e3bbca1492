"""Parts that several pages share: badges, crumbs, people, bars, messages."""

from datetime import date
from typing import Any

import pytest
from jinja2 import Environment
from jinja2.exceptions import UndefinedError

from app.web.templates import environment


@pytest.fixture(scope="module")
def jinja() -> Environment:
    return environment()


def from_parts(jinja: Environment, call: str, **context: Any) -> str:
    source = '{% import "macros/parts.html" as parts %}'
    return jinja.from_string(source + "{{ parts." + call + " }}").render(**context)


def test_badge_is_icon_word_and_tone(jinja: Environment) -> None:
    ring = from_parts(jinja, 'badge("neutral", "ring", word)', word="offen <b>")
    assert "sw-state--neutral" in ring
    assert 'class="sw-glyph sw-glyph--open" aria-hidden="true"' in ring
    assert "offen &lt;b&gt;" in ring
    assert "kern-icon--edit" in from_parts(jinja, 'badge("active", "edit", "Vorschlag")')
    with pytest.raises(UndefinedError):
        from_parts(jinja, 'badge("rot", "edit", "Vorschlag")')


def test_crumbs_end_with_this_page(jinja: Environment) -> None:
    html = from_parts(jinja, 'crumbs([("Gruppen", "/gruppen"), ("UAG", none)])')
    assert '<li><a href="/gruppen">Gruppen</a></li><li aria-current="page">UAG</li>' in html


def test_date_tile_and_initials_are_decoration(jinja: Environment) -> None:
    tile = from_parts(jinja, "date_tile(day)", day=date(2025, 3, 4))
    assert tile == '<span class="sw-date" aria-hidden="true"><b>4</b>März</span>'
    person = from_parts(jinja, 'person("Prof. Dr. Ute von Marten", note="Hochschule")')
    assert '<span class="sw-initials" aria-hidden="true">UM</span>' in person
    assert "<small>Hochschule</small>" in person
    assert "nicht besetzt" in from_parts(jinja, 'person("")')


def test_way_back_links_what_may_be_opened(jinja: Environment) -> None:
    html = from_parts(jinja, 'way_back([("Frage 7", "/a/7"), ("2024/012, Punkt 3", none)])')
    assert '<ol class="sw-way" aria-label="Weg zurück zur Vorlage"><li>aus <a' in html
    assert "<li>2024/012, Punkt 3</li>" in html


def test_bar_is_described_by_its_legend(jinja: Environment) -> None:
    call = 'bar([("sw-c1", 3, "3 öffentlich"), ("sw-c2", 1, "1 frei"), ("sw-c0", 0, "0 offen")])'
    html = from_parts(jinja, call)
    assert 'role="img" aria-label="3 öffentlich, 1 frei, 0 offen"' in html
    assert '<rect class="sw-c1" x="0.00" width="74.70"' in html
    assert '<rect class="sw-c2" x="75.00" width="25.00"' in html
    assert html.count("<li>") == 3


def test_all_messages_share_one_alert_with_the_gravest_tone(jinja: Environment) -> None:
    flashes = [{"kind": "success", "text": "Gespeichert."}, {"kind": "danger", "text": "<i>"}]
    html = from_parts(jinja, "messages(flashes)", flashes=flashes)
    assert html.count('class="kern-alert ') == 1
    assert "kern-alert--danger" in html
    assert "<li>Gespeichert.</li>" in html
    assert "&lt;i&gt;" in html
    assert from_parts(jinja, "messages([])") == ""

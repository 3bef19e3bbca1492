"""Any order of buttons and any nonsense in the form leaves a paper that is still schema vorlage/1."""

import random
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator

from app.reading.parse import parse
from app.vorlagen.forms.confirm import confirm_form
from app.vorlagen.rules.actions import act, left_out
from app.vorlagen.rules.as_read import as_read
from app.vorlagen.rules.paper import confirmed_paper
from app.vorlagen.rules.provenance import Preview
from app.vorlagen.rules.sent import LISTS, MAX_ROWS, Sent, origins_of
from app.vorlagen.rules.source import Source
from tests.reading import ours
from tests.reading.shared import schema

VERBS = ("drop", "up", "down", "in", "out", "join", "split", "move")


def read(name: str) -> tuple[Source, Sent]:
    text = ours.source(name).replace("\r\n", "\n")
    source = Source(text, parse(text))
    return source, as_read(source, [], body_id=uuid4(), file="")


def anything(chance: random.Random, source: Source, sent: Sent) -> str:
    """A button of the page, or one that is gone by now."""
    line = chance.choice(list(source.dropped) or [1])
    origins = [origin for origin, _ in left_out(sent, source)] or ["points/0"]
    return chance.choice((
        f"{chance.choice(LISTS)}-add",
        f"{chance.choice(LISTS)}-{chance.randrange(4)}-{chance.choice(VERBS)}",
        f"{chance.choice(('restore', 'unrestore', 'point'))}-{line}",
        f"back-{chance.choice(origins)}",
    ))  # fmt: skip


@pytest.mark.parametrize("name", ours.NAMES)
def test_any_order_of_buttons_leaves_a_valid_paper(name: str) -> None:
    chance, valid = random.Random(name), Draft202012Validator(schema())
    source, sent = read(name)
    sent.fields |= {"title": sent.fields["title"] or "Titel", "reference": "1"}
    for _ in range(30):
        do = anything(chance, source, sent)
        act(sent, do, source)
        assert Sent.of(sent.pairs()) == sent, do
        form = confirm_form(sent, source, [])
        assert form.validate(), (do, form.errors)
        valid.validate(confirmed_paper(source.result.paper, form.cleaned()))
        view = Preview(source, sent)
        assert all(chip.href != "#" for row in view.rows() for chip in row.chips)
        assert len(view.marks) <= len(source.result.evidence)


@pytest.mark.parametrize("name", ours.NAMES)
def test_every_row_that_was_left_out_can_come_back(name: str) -> None:
    source, sent = read(name)
    before = [row for rows in sent.rows.values() for row in rows]
    for rows in sent.rows.values():
        rows.clear()
    for origin, _ in left_out(sent, source):
        act(sent, f"back-{origin}", source)
    after = [row for rows in sent.rows.values() for row in rows]
    assert [row["origin"] for row in after] == [row["origin"] for row in before]
    assert left_out(sent, source) == []


def test_nonsense_about_origins_is_left_out() -> None:
    assert origins_of("points/3,points/4") == [("points", 3), ("points", 4)]
    assert origins_of("points/x,/1,,points/99999,points,../2") == []
    source, sent = read(ours.NAMES[0])
    for rows in sent.rows.values():
        for row in rows:
            row["origin"] = "points/999,facts/998,nothing/1"
    form = confirm_form(sent, source, [])
    assert confirmed_paper(source.result.paper, form.cleaned())
    assert Preview(source, sent).marks


def test_rows_have_a_limit() -> None:
    source, sent = read(ours.NAMES[0])
    for _ in range(MAX_ROWS + 5):
        act(sent, "points-add", source)
    assert len(sent.rows["points"]) == MAX_ROWS
    many = Sent.of((f"points-{at}-text", "x") for at in range(MAX_ROWS + 5))
    assert len(many.rows["points"]) == MAX_ROWS

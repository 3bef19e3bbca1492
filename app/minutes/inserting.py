"""Choosing a text block; without JavaScript its words go behind the text that was typed."""

from collections.abc import Sequence
from typing import Self

from wtforms import SelectField
from wtforms.validators import DataRequired

from app.minutes.forms import TEXT_LENGTH, TOO_LONG, ItemForm
from app.textblocks.queries import Block
from app.web.forms import GermanForm, with_empty
from app.web.richtext import html_of


class InsertForm(GermanForm):
    block = SelectField(
        "Textbaustein", [DataRequired("Bitte wählen Sie einen Baustein.")], choices={}
    )

    def offer(self, blocks: Sequence[Block]) -> Self:
        self.block.choices = with_empty({str(block.id): block.title for block in blocks})
        return self


def fits(form: ItemForm, words: str) -> bool:
    """With the error at its field where the text would become too long."""
    room = len(form.text.data or "") + 2 + len(words) <= TEXT_LENGTH
    if not room:
        form.text.errors = [TOO_LONG]
    return room


def append(form: ItemForm, words: str) -> None:
    """To what comes back for a second look."""
    form.text.data = f"{form.text.data or ''}\n\n{words}".strip()
    if form.rich.raw_data:
        form.rich.data = f"{form.rich.data}{html_of(words)}"

"""Papers from the command line: only what is certain is taken over, the rest needs the preview."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from litestar.datastructures import FormMultiDict
from wtforms import BooleanField, FieldList, Form, FormField, SelectMultipleField
from wtforms.fields import Field

from app.core.errors import RuleViolation
from app.reading.result import Unreadable
from app.vorlagen.forms.confirm import ConfirmForm, prefilled
from app.vorlagen.forms.read import source_of
from app.vorlagen.rules.committees import Committee, exact
from app.vorlagen.rules.confirmed import Confirmation
from app.vorlagen.rules.source import Source


def certain(
    given: str | bytes, committees: Sequence[Committee], *, body_id: UUID, file: str
) -> tuple[Confirmation, Source]:
    """Raises RuleViolation for what is no Vorlage or leaves something to decide."""
    try:
        source = source_of(given, file=file)
    except Unreadable as refusal:
        raise RuleViolation(f"{file}: {refusal}") from None
    form = _sent(source, committees, body_id, file)
    if not form.validate():
        field, sentence = form.problems()[0]
        raise RuleViolation(f"{file}: {field.label.text}: {sentence}")
    return form.cleaned(source.result.paper), source


def _sent(source: Source, committees: Sequence[Committee], body_id: UUID, file: str) -> ConfirmForm:
    """The preview as a person would send it who changes nothing but unsure committees."""
    preview = prefilled(source, committees, body_id=body_id, file=file)
    for entry in preview.steps:
        if not exact(entry.form.committee_name.data, committees):
            entry.form.committee.data = ""
    form = ConfirmForm(FormMultiDict(_posted(preview)))
    form.offer(source, committees)
    return form


def _posted(form: Form) -> Iterator[tuple[str, str]]:
    fields: list[Field] = list(form)
    for field in fields:
        if isinstance(field, FieldList):
            for entry in field:
                assert isinstance(entry, FormField)
                yield from _posted(entry.form)
        elif not isinstance(field, BooleanField | SelectMultipleField):
            yield field.name, str(field.data or "")

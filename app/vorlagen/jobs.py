"""Papers from the command line: only what is certain is taken over, the rest needs the preview."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from litestar.datastructures import FormMultiDict
from wtforms import FieldList, Form, FormField, SelectMultipleField
from wtforms.fields import Field

from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.people.tables import Body
from app.reading.result import Unreadable
from app.vorlagen import queries
from app.vorlagen.forms.confirm import ConfirmForm, prefilled
from app.vorlagen.forms.read import source_of
from app.vorlagen.operations.imports import import_vorlage
from app.vorlagen.rules.committees import Committee, exact
from app.vorlagen.rules.source import Source


async def import_file(given: bytes, *, file: str, body_name: str = "", now: datetime) -> UUID:
    """Raises RuleViolation for what is no Vorlage, incomplete or already there."""
    try:
        source = await asyncio.to_thread(source_of, given, file=file)
    except Unreadable as refusal:
        raise RuleViolation(f"{file}: {refusal}") from None
    body_id = await _body(body_name)
    committees = await queries.committees_of(body_id)
    form = _confirmed(source, committees, body_id, file)
    if not form.validate():
        field, sentence = next(iter(form.problems()))
        raise RuleViolation(f"{file}: {field.label.text}: {sentence}")
    office = frozenset([body_id])
    actor = Actor(person_id=UUID(int=0), name="Kommandozeile", office_of=office, bodies=office)
    return await import_vorlage(actor, form.cleaned(source.result.paper), source, now=now)


async def _body(name: str) -> UUID:
    """The one with this name; without a name the only one there is."""
    rows = await Body.select(Body.id, Body.name).order_by(Body.name)
    found = [row["id"] for row in rows if name in {"", row["name"]}]
    if len(found) != 1:
        names = ", ".join(row["name"] for row in rows) or "keine"
        raise RuleViolation(f"Bitte nennen Sie die Körperschaft mit --body. Es gibt: {names}.")
    return UUID(str(found[0]))


def _confirmed(
    source: Source, committees: list[Committee], body_id: UUID, file: str
) -> ConfirmForm:
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
        elif field.data and not isinstance(field, SelectMultipleField):
            yield field.name, str(field.data)

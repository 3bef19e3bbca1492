"""Papers from the command line: only what is certain is taken over, the rest needs the preview."""

from collections.abc import Sequence
from uuid import UUID

from app.core.errors import RuleViolation
from app.reading.result import Unreadable
from app.vorlagen.forms.confirm import confirm_form
from app.vorlagen.forms.read import source_of
from app.vorlagen.rules.as_read import as_read
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
    return unchanged(source, committees, body_id=body_id, file=file), source


def unchanged(
    source: Source, committees: Sequence[Committee], *, body_id: UUID, file: str
) -> Confirmation:
    """The preview as a person would send it who changes nothing but unsure committees.

    Raises RuleViolation where something is left to decide.
    """
    sent = as_read(source, committees, body_id=body_id, file=file)
    for row in sent.rows["steps"]:
        if not exact(row["committee_name"], committees):
            row["committee"] = ""
    form = confirm_form(sent, source, committees)
    if not form.validate():
        field, sentence = form.problems()[0]
        raise RuleViolation(f"{file}: {field.label.text}: {sentence}")
    return form.cleaned()

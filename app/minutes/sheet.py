"""The page minutes are written on: one sheet per agenda item, each with its own forms."""

from dataclasses import dataclass, field
from uuid import UUID

from wtforms import Form

from app.core.errors import RuleViolation, StaleVersion
from app.decisions.forms import DecisionForm
from app.decisions.rules import outcomes_of
from app.groups.tables import GroupKind
from app.minutes.forms import ItemForm, TaskLineForm, distinct
from app.minutes.record import DecisionPart, ItemPart, Record


@dataclass(frozen=True)
class Typed:
    """The form that came back from one agenda item, with what was refused."""

    item_id: UUID
    text: ItemForm | None = None
    decision: DecisionForm | None = None
    task: TaskLineForm | None = None

    @property
    def form(self) -> Form | None:
        return self.text or self.decision or self.task


NOTHING = Typed(UUID(int=0))


@dataclass(frozen=True)
class Sheet:
    part: ItemPart
    text: ItemForm
    new_decision: DecisionForm
    task: TaskLineForm
    decisions: list[tuple[DecisionPart, DecisionForm]] = field(default_factory=list)


def decision_form(kind: GroupKind, typed: object = None, **data: object) -> DecisionForm:
    form = DecisionForm(typed, data=data)  # type: ignore[arg-type]
    form.outcome.choices = outcomes_of(kind)
    return form


def sheets_of(record: Record, typed: Typed = NOTHING) -> list[Sheet]:
    return [
        sheet_of(record, item, typed if typed.item_id == item.id else NOTHING)
        for item in record.items
    ]


def sheet_of(record: Record, item: ItemPart, typed: Typed = NOTHING) -> Sheet:
    """`typed` stands in for the form it came from; the others are as in the record."""
    text = typed.text or ItemForm(data={"text": item.text, "version": item.version})
    task = typed.task or TaskLineForm.fresh()
    assert isinstance(task, TaskLineForm)
    sheet = Sheet(
        part=item,
        text=distinct(text, item.id),
        new_decision=_new_decision(record, item, typed.decision),
        task=distinct(task, item.id),
    )
    for decision in item.decisions:
        sheet.decisions.append((decision, _known_decision(record, decision, typed.decision)))
    return sheet


def _new_decision(record: Record, item: ItemPart, typed: DecisionForm | None) -> DecisionForm:
    known = {str(decision.id) for decision in item.decisions}
    if typed is None or typed.id.data in known:
        fresh = DecisionForm.fresh()
        typed = decision_form(record.group_kind, id=fresh.id.data)
    return distinct(typed, f"neu-{item.id}")


def _known_decision(
    record: Record, decision: DecisionPart, typed: DecisionForm | None
) -> DecisionForm:
    """After a conflict the reader has seen the other wording: the next press may replace it."""
    if typed is None or typed.id.data != str(decision.id):
        typed = decision_form(
            record.group_kind,
            id=str(decision.id), version=decision.version, text=decision.text,
            outcome=decision.outcome.value, yes=decision.yes, no=decision.no,
            abstentions=decision.abstentions,
        )  # fmt: skip
    else:
        typed.version.data = str(decision.version)
    return distinct(typed, decision.id)


def note_conflict(form: ItemForm | DecisionForm, other: StaleVersion) -> None:
    form.conflict, form.theirs = str(other), other.theirs
    form.form_errors.append(str(other))


def note_refusal(form: Form, refusal: RuleViolation) -> None:
    form.form_errors.append(str(refusal))

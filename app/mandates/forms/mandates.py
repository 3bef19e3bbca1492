from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app.core import clock
from app.core.words import choices
from app.mandates.rules import MOVES, TITLE_LENGTH
from app.mandates.tables import MandateKind, MandateStatus
from app.web.forms import (
    GermanForm,
    OnceForm,
    fold_lines,
    not_in_the_far_past,
    optional_uuid,
    strip,
    version_field,
    with_empty,
)

TITLE_MISSING = "Der Titel fehlt. Bitte schreiben Sie, was zu klären oder zu tun ist."
SENTENCE_MISSING = "Der Satz fehlt. Bitte schreiben Sie, was geschehen ist."
STATUS_MISSING = "Bitte wählen Sie, wie der Auftrag jetzt steht."
GROUP_MISSING = "Bitte wählen Sie die Gruppe, die den Auftrag bekommt."


@dataclass(frozen=True, kw_only=True)
class MandateData:
    """`id` is the new row's id: the same one twice has one effect."""

    id: UUID
    kind: MandateKind
    title: str
    point_id: UUID | None = None
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class EditData:
    kind: MandateKind
    title: str
    due_on: date | None
    version: int


@dataclass(frozen=True, kw_only=True)
class MoveData:
    """`id` is the new step's id; at most one of meeting, item and decision is given."""

    id: UUID
    to_status: MandateStatus
    sentence: str
    version: int
    meeting_id: UUID | None = None
    item_id: UUID | None = None
    decision_id: UUID | None = None
    on_day: date | None = None  # None: the day of the meeting, or not said


def title_field() -> StringField:
    return StringField(
        "Worum geht es?",
        [DataRequired(TITLE_MISSING), Length(max=TITLE_LENGTH)],
        filters=[strip],
    )


def kind_field() -> SelectField:
    return SelectField("Art", choices=choices(MandateKind), default=MandateKind.TASK.value)


def due_field() -> DateField:
    return DateField("Frist", [Optional(), not_in_the_far_past])


class GiveForm(OnceForm):
    """From a decision point to a group; the route fills `group_id.choices`."""

    group_id = SelectField("Gruppe", [InputRequired(GROUP_MISSING)], choices={})
    kind = kind_field()
    title = title_field()
    due_on = due_field()

    def offer_groups(self, groups: dict[str, str]) -> None:
        self.group_id.choices = with_empty(groups)

    def cleaned(self, point_id: UUID) -> MandateData:
        return MandateData(
            id=self.new_id,
            kind=MandateKind(self.kind.data),
            title=cast("str", self.title.data),
            point_id=point_id,
            due_on=self.due_on.data,
        )


class EditForm(GermanForm):
    kind = kind_field()
    title = title_field()
    due_on = due_field()
    version = version_field()

    def cleaned(self) -> EditData:
        return EditData(
            kind=MandateKind(self.kind.data),
            title=cast("str", self.title.data),
            due_on=self.due_on.data,
            version=int(self.version.data or 0),
        )


class MoveForm(OnceForm):
    """`place` holds "sitzung:<id>", "top:<id>" or "beschluss:<id>"."""

    to_status = SelectField("Neuer Stand", [InputRequired(STATUS_MISSING)], choices={})
    sentence = TextAreaField(
        "Was ist geschehen?",
        [DataRequired(SENTENCE_MISSING), Length(max=1000)],
        filters=[fold_lines],
    )
    place = SelectField("Sitzung, Tagesordnungspunkt oder Beschluss", [Optional()], choices={})
    on_day = DateField("Wann war das?", [Optional(), not_in_the_far_past])
    version = version_field()

    def offer(self, status: MandateStatus, places: dict[str, dict[str, str]]) -> None:
        """A state that no longer fits stays listed, so that its rule can say why it is refused."""
        typed = [s for s in MandateStatus if s.value == self.to_status.data]
        offered = dict.fromkeys([*MOVES[status], *typed])
        self.to_status.choices = with_empty({s.value: s.label for s in offered})
        self.place.choices = {"Außerhalb einer Sitzung": {"": "keine Sitzung"}, **places}

    def validate_on_day(self, field: Field) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError("Dieser Tag liegt in der Zukunft. Bitte einen anderen angeben.")

    def cleaned(self) -> MoveData:
        kind, _, place = (self.place.data or "").partition(":")
        return MoveData(
            id=self.new_id,
            to_status=MandateStatus(self.to_status.data),
            sentence=cast("str", self.sentence.data),
            version=int(self.version.data or 0),
            meeting_id=optional_uuid(place) if kind == "sitzung" else None,
            item_id=optional_uuid(place) if kind == "top" else None,
            decision_id=optional_uuid(place) if kind == "beschluss" else None,
            on_day=self.on_day.data,
        )

from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID, uuid4

from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import Field
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app.core.words import choices
from app.groups.forms import GroupForm
from app.groups.tables import GroupKind
from app.mandates.queries.control import ALL, NOT_DONE, STATES
from app.mandates.queries.origins import OfferedPoint
from app.mandates.rules import MOVES, TITLE_LENGTH, UNDER_WAY, mandate_title, seat_sentences
from app.mandates.tables import MandateKind, MandateStatus
from app.web.forms import (
    GermanForm,
    OnceForm,
    fold_lines,
    not_in_the_far_past,
    optional_uuid,
    strip,
    with_empty,
)

TITLE_MISSING = "Der Titel fehlt. Bitte schreiben Sie, was zu klären oder zu tun ist."
SENTENCE_MISSING = "Der Satz fehlt. Bitte schreiben Sie, was geschehen ist."
STATUS_MISSING = "Bitte wählen Sie, wie der Auftrag jetzt steht."
RUNNING = "laufend"
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
    """`id` is the new step's id; at most one of meeting_id and item_id is given."""

    id: UUID
    to_status: MandateStatus
    sentence: str
    version: int
    meeting_id: UUID | None = None
    item_id: UUID | None = None


@dataclass(frozen=True)
class ChosenPoint:
    """A decision point that the new group gets as a mandate."""

    point_id: UUID
    title: str


def _title() -> StringField:
    return StringField(
        "Worum geht es?",
        [DataRequired(TITLE_MISSING), Length(max=TITLE_LENGTH)],
        filters=[strip],
    )


def _kind() -> SelectField:
    return SelectField("Art", choices=choices(MandateKind), default=MandateKind.TASK.value)


def _due_on() -> DateField:
    return DateField("Frist", [Optional(), not_in_the_far_past])


def _version() -> HiddenField:
    return HiddenField()


def check_version(_form: GermanForm, field: Field) -> None:
    if not str(field.data).isdecimal() or len(str(field.data)) > 9:
        raise ValidationError("Bitte laden Sie die Seite neu.")


class ProposeForm(OnceForm):
    """The route fills `point_id.choices` before it validates."""

    kind = _kind()
    title = _title()
    point_id = SelectField("Beschlusspunkt", [Optional()], choices={})
    due_on = _due_on()

    def offer_points(self, points: dict[str, str]) -> None:
        self.point_id.choices = with_empty(points, "– kein Beschlusspunkt –")

    def cleaned(self) -> MandateData:
        return MandateData(
            id=self.new_id,
            kind=MandateKind(self.kind.data),
            title=cast("str", self.title.data),
            point_id=optional_uuid(self.point_id.data),
            due_on=self.due_on.data,
        )


class GiveForm(OnceForm):
    """From a decision point to a group; the route fills `group_id.choices`."""

    group_id = SelectField("Gruppe", [InputRequired(GROUP_MISSING)], choices={})
    kind = _kind()
    title = _title()
    due_on = _due_on()

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
    kind = _kind()
    title = _title()
    due_on = _due_on()
    version = _version()

    def validate_version(self, field: Field) -> None:
        check_version(self, field)

    def cleaned(self) -> EditData:
        return EditData(
            kind=MandateKind(self.kind.data),
            title=cast("str", self.title.data),
            due_on=self.due_on.data,
            version=int(self.version.data or 0),
        )


class MoveForm(OnceForm):
    """`place` holds "sitzung:<id>" or "top:<id>"."""

    to_status = SelectField("Neuer Stand", [InputRequired(STATUS_MISSING)], choices={})
    sentence = TextAreaField(
        "Was ist geschehen?",
        [DataRequired(SENTENCE_MISSING), Length(max=1000)],
        filters=[fold_lines],
    )
    place = SelectField("Sitzung oder Tagesordnungspunkt", [Optional()], choices={})
    version = _version()

    def offer(self, status: MandateStatus, places: dict[str, dict[str, str]]) -> None:
        """A state that no longer fits stays listed, so that its rule can say why it is refused."""
        typed = [s for s in MandateStatus if s.value == self.to_status.data]
        offered = dict.fromkeys([*MOVES[status], *typed])
        self.to_status.choices = with_empty({s.value: s.label for s in offered})
        self.place.choices = {"Außerhalb einer Sitzung": {"": "keine Sitzung"}, **places}

    def validate_version(self, field: Field) -> None:
        check_version(self, field)

    def cleaned(self) -> MoveData:
        kind, _, place = (self.place.data or "").partition(":")
        return MoveData(
            id=self.new_id,
            to_status=MandateStatus(self.to_status.data),
            sentence=cast("str", self.sentence.data),
            version=int(self.version.data or 0),
            meeting_id=optional_uuid(place) if kind == "sitzung" else None,
            item_id=optional_uuid(place) if kind == "top" else None,
        )


class PointRowForm(GermanForm):
    """One decision point of the Vorlage on the page "Gruppe einrichten"."""

    point_id = HiddenField()
    chosen = BooleanField("Als Auftrag an die Gruppe geben")
    title = StringField("Titel des Auftrags", [Length(max=TITLE_LENGTH)], filters=[strip])

    def validate_title(self, field: Field) -> None:
        if self.chosen.data and not field.data:
            raise ValidationError(TITLE_MISSING)

    def validate_point_id(self, field: Field) -> None:
        try:
            UUID(str(field.data))
        except ValueError:
            raise ValidationError("Bitte laden Sie die Seite neu.") from None


class SetUpForm(GroupForm):
    points = FieldList(FormField(PointRowForm), max_entries=200)

    @classmethod
    def proposed(cls, text: str, points: list[OfferedPoint], point_id: UUID) -> "SetUpForm":
        """Filled from the point's text; the other points nobody works on yet are ticked."""
        rows = [
            {
                "point_id": str(point.id),
                "chosen": point.id != point_id and not point.taken,
                "title": mandate_title(point.text),
            }
            for point in points
        ]
        seat_rules = "\n".join(seat_sentences(text))
        return cls(
            data={"id": str(uuid4()), "kind": GroupKind.STEUERUNGSGRUPPE.value, "purpose": text,
                  "seat_rules": seat_rules, "points": rows}
        )  # fmt: skip

    def chosen_points(self) -> tuple[ChosenPoint, ...]:
        return tuple(
            ChosenPoint(UUID(str(row.form.point_id.data)), row.form.title.data or "")
            for row in self.points
            if row.form.chosen.data
        )


LAST_PAGE = 10_000  # no list is that long; beyond it PostgreSQL refuses the offset


def page_number(seite: int) -> int:
    return min(max(seite, 1), LAST_PAGE)


class FilterForm(GermanForm):
    """In the address of a list; what is not in the list counts as not chosen."""

    stand = SelectField("Stand", choices=choices(MandateStatus))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stand.choices = {
            RUNNING: "alle, die noch laufen",
            "alle": "alle",
            **choices(MandateStatus),
        }
        if self.stand.data not in self.stand.choices:
            self.stand.data = RUNNING

    def statuses(self) -> list[MandateStatus]:
        if self.stand.data == "alle":
            return list(MandateStatus)
        if self.stand.data == RUNNING:
            return list(UNDER_WAY)
        return [MandateStatus(self.stand.data)]


class ControlForm(GermanForm):
    """In the address of the Beschlusskontrolle."""

    gremium = SelectField("Gremium", choices={})
    stand = SelectField("Stand", choices=STATES, default=NOT_DONE)

    def offer_committees(self, committees: dict[str, str]) -> None:
        self.gremium.choices = with_empty(committees, "alle Gremien")

    @property
    def count_set(self) -> int:
        return bool(self.committee_id()) + (self.state() != ALL)

    def committee_id(self) -> str:
        return self.gremium.data or ""

    def state(self) -> str:
        if self.stand.data not in STATES:
            self.stand.data = NOT_DONE
        return str(self.stand.data)

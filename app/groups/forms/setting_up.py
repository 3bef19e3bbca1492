from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from wtforms import (
    DateField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional

from app.core.words import choices
from app.groups.tables import GroupKind
from app.web.forms import (
    OnceForm,
    fold_lines,
    not_in_the_far_past,
    optional_uuid,
    strip,
    with_empty,
)

NAME_MISSING = "Der Name fehlt. Bitte tragen Sie ein, wie die Gruppe heißt."
MAX_TEXT = 20_000  # characters; a decision's text is far shorter


@dataclass(frozen=True, kw_only=True)
class GroupData:
    """seat_rules: one rule a line, as the decision says it."""

    id: UUID
    body_id: UUID
    name: str
    kind: GroupKind
    parent_id: UUID | None = None
    purpose: str = ""
    seat_rules: str = ""
    starts_on: date | None = None


class GroupForm(OnceForm):
    """The route fills `parent_id.choices` with `offer_parents` before it validates."""

    name = StringField("Name", [DataRequired(NAME_MISSING), Length(max=200)], filters=[strip])
    kind = SelectField("Art", choices=choices(GroupKind))
    parent_id = SelectField("Teil von", [Optional()], choices={})
    starts_on = DateField("Beginn", [Optional(), not_in_the_far_past])
    purpose = TextAreaField("Zweck", [Optional(), Length(max=MAX_TEXT)], filters=[fold_lines])
    seat_rules = TextAreaField(
        "Besetzungsregeln", [Optional(), Length(max=MAX_TEXT)], filters=[fold_lines]
    )

    def offer_parents(self, parents: dict[str, str]) -> None:
        self.parent_id.choices = with_empty(parents, "– keine übergeordnete Gruppe –")

    def cleaned(self, body_id: UUID) -> GroupData:
        return GroupData(
            id=self.new_id,
            body_id=body_id,
            name=cast("str", self.name.data),
            kind=GroupKind(self.kind.data),
            parent_id=optional_uuid(self.parent_id.data),
            purpose=self.purpose.data or "",
            seat_rules=self.seat_rules.data or "",
            starts_on=self.starts_on.data,
        )

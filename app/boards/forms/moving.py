from dataclasses import dataclass
from uuid import UUID, uuid5

from wtforms import HiddenField
from wtforms.fields import Field
from wtforms.validators import ValidationError

from app.core.errors import RELOAD
from app.tasks.tables import TaskStatus
from app.web.forms import OnceForm


@dataclass(frozen=True)
class Move:
    """`step_id`: the same press twice is the same step of the task."""

    task_id: UUID
    to: TaskStatus
    step_id: UUID


class MoveForm(OnceForm):
    """One form for the whole board; the pressed button says card and column: "id:done"."""

    karte = HiddenField(default="")

    def validate_karte(self, field: Field) -> None:
        task_id, _, to = str(field.data).partition(":")
        try:
            self.told = UUID(task_id), TaskStatus(to)
        except ValueError:
            raise ValidationError(RELOAD) from None

    def cleaned(self) -> Move:
        task_id, to = self.told
        return Move(task_id, to, uuid5(self.new_id, str(task_id)))

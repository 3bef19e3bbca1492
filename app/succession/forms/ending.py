"""Where open work goes when a group ends or is succeeded."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from wtforms import DateField, RadioField, SelectField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.core.words import Word, choices
from app.groups.tables import GroupStatus
from app.web.forms import GermanForm, fold_lines, not_in_the_far_past, optional_uuid, with_empty

SENTENCE_MISSING = (
    "Bitte sagen Sie in einem Satz, warum. Er steht dann bei jeder Aufgabe und jedem Auftrag."
)
TARGET_MISSING = "Bitte wählen Sie die Gruppe, die weitermacht."


class TaskFate(Word):
    MOVE = "move", "gehen an eine andere Gruppe"
    DONE = "done", "gelten als erledigt"
    DROP = "drop", "werden verworfen"


class MandateFate(Word):
    MOVE = "move", "gehen an eine andere Gruppe"
    DROP = "drop", "entfallen"


@dataclass(frozen=True, kw_only=True)
class Fate:
    """Of what is open; the sentence stands with each task and mandate that ends.

    heir: a successor takes over also what is finalised and waits to be reported.
    """

    tasks: TaskFate | None
    mandates: MandateFate | None
    sentence: str
    heir: bool = False


class FateForm(GermanForm):
    """`ask` takes away what has no answer to give."""

    tasks = RadioField("Offene Aufgaben", choices=choices(TaskFate))
    mandates = RadioField("Offene Aufträge", choices=choices(MandateFate))
    sentence = TextAreaField("Begründung", [Optional(), Length(max=2000)], filters=[fold_lines])

    def ask(self, *, tasks: bool, mandates: bool) -> None:
        for name, wanted in (("tasks", tasks), ("mandates", mandates)):
            if not wanted:
                del self[name]
        if not tasks and not mandates:
            del self["sentence"]

    def _answer(self, name: str) -> Any:
        return self[name].data if name in self else None

    @property
    def moves(self) -> bool:
        return "move" in (self._answer("tasks"), self._answer("mandates"))

    @property
    def _ends(self) -> bool:
        return bool({"done", "drop"} & {self._answer("tasks"), self._answer("mandates")})

    def validate(self, extra_validators: Any = None) -> bool:
        """The sentence may be empty only where everything goes on; Optional would end its checks."""
        good = super().validate(extra_validators)
        if self._ends and not self.sentence.data:
            self.sentence.errors = [SENTENCE_MISSING]
            return False
        return good

    def fate(self, *, heir: bool = False) -> Fate:
        tasks, mandates = self._answer("tasks"), self._answer("mandates")
        return Fate(
            tasks=TaskFate(tasks) if tasks else None,
            mandates=MandateFate(mandates) if mandates else None,
            sentence=self._answer("sentence") or "",
            heir=heir,
        )


@dataclass(frozen=True, kw_only=True)
class Ending:
    """seen: what the preview showed (Leftovers.seen)."""

    status: GroupStatus
    last_day: date
    target_id: UUID | None
    fate: Fate
    seen: str


class EndForm(FateForm):
    status = SelectField("Die Gruppe ist dann", choices={})
    last_day = DateField(
        "Letzter Tag", [InputRequired("Der letzte Tag fehlt."), not_in_the_far_past]
    )
    target_id = SelectField("Andere Gruppe", [Optional()], choices={})

    def offer(self, targets: dict[str, str]) -> None:
        ended = (GroupStatus.FINISHED, GroupStatus.DISSOLVED)
        self.status.choices = {status.value: status.label for status in ended}
        self.target_id.choices = with_empty(targets)

    def validate_tasks(self, field: Field) -> None:
        self._check_target(field)

    def validate_mandates(self, field: Field) -> None:
        self._check_target(field)

    def _check_target(self, field: Field) -> None:
        if field.data == "move" and not self.target_id.data:
            raise ValidationError(TARGET_MISSING)

    def cleaned(self, seen: str) -> Ending:
        return Ending(
            status=GroupStatus(self.status.data),
            last_day=cast("date", self.last_day.data),
            target_id=optional_uuid(self.target_id.data),
            fate=self.fate(),
            seen=seen,
        )

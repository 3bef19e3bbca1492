"""What a task needs that an information does not say: whose, and until when."""

from collections.abc import Iterable
from typing import Self
from uuid import UUID

from wtforms import DateField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional

from app.tasks.forms import NewTask
from app.tasks.queries import Assignee
from app.tasks.rules import TITLE_LENGTH
from app.web.forms import GermanForm, not_in_the_far_past, strip, with_empty
from app.web.richtext import without_overrides


class TaskOfForm(GermanForm):
    title = StringField(
        "Was ist zu tun?",
        [DataRequired("Bitte schreiben Sie, was zu tun ist."), Length(max=TITLE_LENGTH)],
        filters=[strip, without_overrides],
    )
    person_id = SelectField("Wer", [DataRequired("Bitte wählen Sie, wer es tut.")], choices={})
    due_on = DateField("Bis", [Optional(), not_in_the_far_past])

    def offer(self, people: Iterable[Assignee]) -> Self:
        self.person_id.choices = with_empty({str(who.person_id): who.name for who in people})
        return self

    def cleaned(self, information_id: UUID) -> NewTask:
        return NewTask(
            id=information_id, title=self.title.data or "", person_id=UUID(self.person_id.data),
            due_on=self.due_on.data,
        )  # fmt: skip

"""One radio group for all coming meetings of a series, and one for each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wtforms import RadioField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import Length, Optional

from app.invitations import rules
from app.invitations.series_answers import SeriesPage, SeriesRow
from app.invitations.tables import Answer
from app.web.filters import tag, von_bis
from app.web.forms import GermanForm, fold_lines

AS_FOR_ALL = "wie für alle"


@dataclass(frozen=True)
class SeriesAnswers:
    """`each`: by invitation, where one meeting has an answer of its own."""

    answer: Answer | None
    each: Mapping[UUID, Answer]
    comment: str


class SeriesAnswerForm(GermanForm):
    antwort = RadioField(
        "Ihre Antwort für alle kommenden Sitzungen", [Optional()], choices=dict(rules.TEXTS)
    )
    comment = TextAreaField(
        "Bemerkung an die Leitung", [Optional(), Length(max=1000)], filters=[fold_lines]
    )

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good and not any(field.data for field in self if isinstance(field, RadioField)):
            self.antwort.errors = [
                "Bitte wählen Sie eine Antwort aus, für alle oder für einzelne Sitzungen."
            ]
            return False
        return good

    def one(self, row: SeriesRow) -> Field:
        return self[_name(row)]

    def cleaned(self, rows: Sequence[SeriesRow]) -> SeriesAnswers:
        words = {row.invitation_id: self.one(row).data for row in rows}
        return SeriesAnswers(
            answer=rules.ANSWERS.get(self.antwort.data or ""),
            each={of: rules.ANSWERS[word] for of, word in words.items() if word},
            comment=self.comment.data or "",
        )


def _name(row: SeriesRow) -> str:
    return f"sitzung-{row.invitation_id}"


def _word(answer: Answer) -> str:
    return next((word for word, each in rules.ANSWERS.items() if each == answer), "")


def series_form(shown: SeriesPage, typed: Any = None, chosen: str = "") -> SeriesAnswerForm:
    """`chosen` comes from the link in the mail and only preselects."""
    to_all = chosen if chosen in rules.ANSWERS else _word(shown.answer)
    fields: dict[str, object] = {}
    for row in shown.coming:
        own = "" if row.stale or row.answer == shown.answer else _word(row.answer)
        fields[_name(row)] = RadioField(
            f"{tag(row.starts_at)}, {von_bis(row.starts_at, row.ends_at)}",
            [Optional()],
            choices={"": AS_FOR_ALL, **rules.TEXTS},
            default=own,
        )
    form: type[SeriesAnswerForm] = type("AnswersToSeries", (SeriesAnswerForm,), fields)
    return form(typed, data={"antwort": to_all, "comment": shown.comment})

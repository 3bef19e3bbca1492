"""One person's answer: a choice for each date and a remark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wtforms import RadioField, TextAreaField
from wtforms.validators import Length, Optional

from app.core.words import choices
from app.polls.rules.best import Offered
from app.polls.tables import Vote
from app.web.filters import tag, uhrzeit
from app.web.forms import GermanForm, OnceForm, fold_lines

NOTHING = "Bitte wählen Sie zu mindestens einem Termin eine Antwort aus."


@dataclass(frozen=True)
class BallotData:
    votes: Mapping[UUID, Vote]
    comment: str


class BallotForm(GermanForm):
    """Made by `ballot_form`, which adds a field for each date."""

    comment = TextAreaField("Bemerkung", [Optional(), Length(max=1000)], filters=[fold_lines])
    dates: Sequence[Offered] = ()

    def of_date(self, date_id: UUID) -> Any:
        return self[name_of(date_id)]

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        fields = [self.of_date(date.id) for date in self.dates]
        if good and fields and not any(field.data for field in fields):
            fields[0].errors = [NOTHING]
            return False
        return good

    def cleaned(self) -> BallotData:
        given = {date.id: self.of_date(date.id).data for date in self.dates}
        return BallotData(
            votes={date_id: Vote(word) for date_id, word in given.items() if word},
            comment=self.comment.data or "",
        )


def name_of(date_id: UUID) -> str:
    return f"termin-{date_id}"


def label_of(date: Offered) -> str:
    """Dienstag, 3. März 2026, 09:00 Uhr"""
    return f"{tag(date.starts_at)}, {uhrzeit(date.starts_at)} Uhr"


def ballot_form(
    dates: Sequence[Offered], sent: Any = None, *, votes: Mapping[UUID, Vote] | None = None,
    comment: str = "",
) -> BallotForm:  # fmt: skip
    """sent: what came in; else it begins with what is stored."""
    fields: dict[str, Any] = {
        name_of(date.id): RadioField(
            label_of(date), [Optional()], choices=choices(Vote), validate_choice=True
        )
        for date in dates
    }
    made = type("BallotForm", (BallotForm,), {**fields, "dates": tuple(dates)})
    if sent is not None:
        form: BallotForm = made(sent)
        return form
    stored = {name_of(date_id): vote.value for date_id, vote in (votes or {}).items()}
    begun: BallotForm = made(data=stored | {"comment": comment})
    return begun


class PressedForm(OnceForm):
    """A button that sends mails: pressed twice, it sends them once."""

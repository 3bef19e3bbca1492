from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wtforms import RadioField, StringField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.api.rules import keys as rules
from app.core import clock
from app.web.forms import GermanForm, OnceForm, strip

UNCLEAR = "Bitte ein Datum wie 2027-01-31 angeben."


@dataclass(frozen=True)
class KeyData:
    id: UUID
    program: str
    expires_on: date


class KeyForm(OnceForm):
    program = StringField(
        "Programm",
        [
            DataRequired("Bitte geben Sie an, welches Programm den Schlüssel bekommt."),
            Length(max=80),
        ],
        filters=[strip],
    )
    term = RadioField("Gilt", choices=rules.TERMS, default="90")

    def cleaned(self) -> KeyData:
        last = rules.last_day(clock.today(), int(self.term.data or "90"))
        return KeyData(self.new_id, self.program.data or "", last)


class DaysForm(GermanForm):
    """Of an address: which days. Empty: from today for a year."""

    von = StringField("von", [Optional()], filters=[strip])
    bis = StringField("bis", [Optional()], filters=[strip])

    def validate_von(self, field: Field) -> None:
        _day(field.data)

    def validate_bis(self, _field: Field) -> None:
        since, until = self.between()
        if until < since:
            raise ValidationError("Der letzte Tag liegt vor dem ersten.")

    def between(self) -> tuple[date, date]:
        since = _day(self.von.data) if self.von.data else clock.today()
        return since, _day(self.bis.data) if self.bis.data else rules.last_day(since, 365)


def _day(text: str) -> date:
    """Raises ValidationError; within the years that meetings may have."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise ValidationError(UNCLEAR) from None
    if not 1990 <= found.year <= 2100:
        raise ValidationError("Bitte prüfen Sie das Jahr.")
    return found

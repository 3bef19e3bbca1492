from typing import Any
from uuid import UUID

from litestar.datastructures import UploadFile
from wtforms import FileField, SelectField, TextAreaField
from wtforms.validators import Length, Optional

from app.meetings.rules import lines_of
from app.planning import rules
from app.planning.rules import Holiday
from app.web.forms import GermanForm, fold_lines, with_empty

NOTHING = "Bitte geben Sie Ferien an oder wählen Sie eine Datei."


class FilterForm(GermanForm):
    """Which of the reader's groups a calendar shows."""

    gruppe = SelectField("Gruppe", [Optional()])

    @classmethod
    def of(cls, names: dict[UUID, str], chosen: UUID | None) -> "FilterForm":
        form = cls(data={"gruppe": str(chosen or "")})
        form.gruppe.choices = with_empty(
            {str(each): name for each, name in names.items()}, "alle eigenen Gruppen"
        )
        return form


class HolidaysForm(GermanForm):
    """Lines, or the calendar file of the ministry, or both."""

    lines = TextAreaField("Ferien", [Optional(), Length(max=20_000)], filters=[fold_lines])
    file = FileField("Kalenderdatei des Landes (.ics)", [Optional()])

    async def read(self) -> list[Holiday] | None:
        """None with the reason at the field."""
        if not self.validate():
            return None
        given: Any = self.file.data
        upload = given if isinstance(given, UploadFile) and given.filename else None
        if upload is None and not self.lines.data:
            self.lines.errors = [NOTHING]
            return None
        return await self._read(upload)

    async def _read(self, upload: UploadFile | None) -> list[Holiday] | None:
        try:
            found = rules.holidays_in(lines_of(self.lines.data or ""))
        except ValueError as wrong:
            self.lines.errors = [str(wrong)]
            return None
        try:
            if upload:
                found += rules.holidays_of_calendar(await upload.read(rules.MOST_BYTES + 1))
        except ValueError as wrong:
            self.file.errors = [str(wrong)]
            return None
        if len(found) > rules.MOST_HOLIDAYS:
            self.lines.errors = [f"Bitte höchstens {rules.MOST_HOLIDAYS} Zeilen auf einmal."]
            return None
        return found

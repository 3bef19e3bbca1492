from typing import Any, Self
from uuid import UUID

from litestar.datastructures import UploadFile
from wtforms import FileField, SelectField, TextAreaField
from wtforms.validators import Length, Optional

from app.meetings.rules import lines_of
from app.planning import rules
from app.planning.rules import Holiday
from app.web.forms import GermanForm, fold_lines

NOTHING = "Bitte geben Sie Ferien an oder wählen Sie eine Datei."


class GroupFilter(GermanForm):
    """In the address of month and week."""

    gruppe = SelectField("Gruppe", choices={})

    def with_choices(self, groups: dict[UUID, str]) -> Self:
        named = {str(group_id): name for group_id, name in groups.items()}
        self.gruppe.choices = {"": "alle eigenen Gruppen", **named}
        return self


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

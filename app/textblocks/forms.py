from dataclasses import dataclass
from typing import Self
from uuid import UUID

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, ValidationError

from app.textblocks.tables import TextBlock
from app.web.forms import OnceForm, fold_lines, strip
from app.web.richtext import without_overrides

MOST_LETTERS = 5_000


@dataclass(frozen=True)
class BlockData:
    id: UUID
    title: str
    text: str


class BlockForm(OnceForm):
    version = HiddenField(default="0")
    title = StringField(
        "Name",
        [DataRequired("Bitte geben Sie dem Baustein einen Namen."), Length(max=100)],
        filters=[strip, without_overrides, strip],
    )
    text = TextAreaField(
        "Text",
        [
            DataRequired("Bitte schreiben Sie, was eingefügt werden soll."),
            Length(max=MOST_LETTERS, message="Der Text ist länger als 5.000 Zeichen."),
        ],
        filters=[fold_lines, without_overrides],
    )

    @classmethod
    def known(cls, block: TextBlock) -> Self:
        return cls(
            data={"id": str(block.id), "version": block.version, "title": block.title, "text": block.text}
        )  # fmt: skip

    def validate_version(self, field: Field) -> None:
        if not str(field.data).isdecimal() or len(str(field.data)) > 9:
            raise ValidationError("Bitte laden Sie die Seite neu.")

    @property
    def based_on(self) -> int:
        return int(self.version.data or 0)

    def cleaned(self) -> BlockData:
        return BlockData(self.new_id, self.title.data or "", self.text.data or "")

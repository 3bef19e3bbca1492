from dataclasses import dataclass
from typing import Self
from uuid import UUID

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.textblocks.tables import TextBlock
from app.web.forms import OnceForm, fold_lines, strip, version_field
from app.web.richtext import without_overrides

MOST_LETTERS = 5_000


@dataclass(frozen=True)
class BlockData:
    id: UUID
    title: str
    text: str


class BlockForm(OnceForm):
    version = version_field("0")
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

    @property
    def based_on(self) -> int:
        return int(self.version.data or 0)

    def cleaned(self) -> BlockData:
        return BlockData(self.new_id, self.title.data or "", self.text.data or "")

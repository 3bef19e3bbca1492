from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from app.core.words import Visibility, choices
from app.meetings.tables import AgendaItem, ItemKind
from app.web.forms import OnceForm, fold_lines, optional_uuid, strip, with_empty


@dataclass(frozen=True)
class AgendaItemData:
    title: str
    kind: ItemKind | None
    parent_id: UUID | None
    minutes: int | None
    presenter: str
    visibility: Visibility
    note: str
    vorlage_id: UUID | None
    money_of: UUID | None
    approves_id: UUID | None


@dataclass(frozen=True)
class Offered:
    """What the form's select fields offer: id → words."""

    parents: Mapping[str, str]
    vorlagen: Mapping[str, str]
    traeger: Mapping[str, str]
    earlier: Mapping[str, str]  # meetings whose minutes may be approved


class AgendaItemForm(OnceForm):
    title = StringField(
        "Titel", [DataRequired("Der Punkt braucht einen Titel."), Length(max=300)], filters=[strip]
    )
    kind = SelectField(
        "Art des Punktes", [Optional()], choices=with_empty(choices(ItemKind), "– ohne Angabe –")
    )
    parent = SelectField("Unterpunkt von", [Optional()])
    minutes = IntegerField(
        "Dauer in Minuten",
        [Optional(), NumberRange(1, 600, "Bitte eine Zahl von 1 bis 600 angeben.")],
    )
    presenter = StringField("Wer trägt vor?", [Optional(), Length(max=200)], filters=[strip])
    visibility = SelectField(
        "Wer darf den Punkt lesen?", choices=choices(Visibility), default=Visibility.INTERNAL
    )
    note = TextAreaField("Hinweis", [Optional(), Length(max=4000)], filters=[fold_lines])
    vorlage = SelectField("Vorlage", [Optional()])
    money_of = SelectField("Betrifft Mittel von", [Optional()])
    approves = SelectField("Genehmigt wird das Protokoll von", [Optional()])

    def offer(self, offered: Offered) -> "AgendaItemForm":
        self.parent.choices = with_empty(offered.parents, "– keinem, eigener Punkt –")
        self.vorlage.choices = with_empty(offered.vorlagen, "– keine –")
        self.money_of.choices = with_empty(offered.traeger, "– keinem Träger –")
        self.approves.choices = with_empty(offered.earlier, "– keiner Sitzung –")
        return self

    @classmethod
    def of(cls, item: AgendaItem) -> "AgendaItemForm":
        return cls(
            data={
                "id": str(item.id),
                "title": item.title,
                "kind": item.kind or "",
                "parent": str(item.parent or ""),
                "minutes": item.minutes,
                "presenter": item.presenter,
                "visibility": item.visibility,
                "note": item.note,
                "vorlage": str(item.vorlage or ""),
                "money_of": str(item.money_of or ""),
                "approves": str(item.approves or ""),
            }
        )

    def cleaned(self) -> AgendaItemData:
        return AgendaItemData(
            title=self.title.data or "",
            kind=ItemKind(self.kind.data) if self.kind.data else None,
            parent_id=optional_uuid(self.parent.data),
            minutes=self.minutes.data,
            presenter=self.presenter.data or "",
            visibility=Visibility(self.visibility.data),
            note=self.note.data or "",
            vorlage_id=optional_uuid(self.vorlage.data),
            money_of=optional_uuid(self.money_of.data),
            approves_id=optional_uuid(self.approves.data),
        )

"""What the office may change on the head of a stored Vorlage."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, Optional

from app.core.words import Visibility, choices
from app.reading.paper import Paper
from app.vorlagen.forms.rows import text_field
from app.vorlagen.queries.head import VorlageHead
from app.vorlagen.rules.head import HeadChange, product_line
from app.vorlagen.tables import VorlageStatus
from app.web.forms import (
    GermanForm,
    fold_lines,
    not_in_the_far_past,
    optional_uuid,
    strip,
    version_field,
    with_empty,
)


@dataclass(frozen=True)
class Standing:
    status: VorlageStatus
    visibility: Visibility
    committee: UUID | None
    version: int


class VersionForm(GermanForm):
    version = version_field()


class HeadForm(VersionForm):
    status = SelectField("Stand", choices=choices(VorlageStatus))
    visibility = SelectField("Wer die Vorlage sieht", choices=choices(Visibility))
    committee = SelectField("Gremium, das die Berichte bekommt", [Optional()])
    reference = text_field("Vorlagennummer", 80)
    title = StringField(
        "Betreff",
        [DataRequired("Bitte tragen Sie den Betreff ein."), Length(max=1000)],
        filters=[strip],
    )
    paper_type = text_field("Art", 200)
    dated_on = DateField("Datum der Vorlage", [Optional(), not_in_the_far_past])
    lead_unit = text_field("Federführung", 300)
    responsible = text_field("Verantwortlich", 300)
    clerk = text_field("Bearbeitung", 300)
    originator = text_field("Einreicher oder Antragsteller", 300)
    file_reference = text_field("Aktenzeichen", 200)
    related = TextAreaField(
        "Verwandte Vorlagen", [Optional(), Length(max=4000)], filters=[fold_lines]
    )
    products = TextAreaField(
        "Produkte im Haushalt", [Optional(), Length(max=8000)], filters=[fold_lines]
    )

    @classmethod
    def of(cls, head: VorlageHead, paper: Paper, committees: Mapping[str, str]) -> "HeadForm":
        """Filled with what is stored now."""
        clerk = paper["clerk"]
        return cls.offering(
            committees,
            data={
                "status": head.status, "visibility": head.visibility,
                "committee": str(head.committee_id or ""), "version": head.version,
                "reference": head.reference or "", "title": head.title,
                "paper_type": head.paper_type, "dated_on": head.dated_on,
                "lead_unit": head.lead_unit, "responsible": paper["responsible"] or "",
                "clerk": clerk["raw"] if clerk else "", "originator": paper["originator"] or "",
                "file_reference": paper["file_reference"] or "",
                "related": "\n".join(paper["related"]),
                "products": "\n".join(map(product_line, paper["budget_products"])),
            },
        )  # fmt: skip

    @classmethod
    def offering(cls, committees: Mapping[str, str], **filled: Any) -> "HeadForm":
        form = cls(**filled)
        form.committee.choices = with_empty(dict(committees), "– noch offen –")
        return form

    def standing(self) -> Standing:
        return Standing(
            VorlageStatus(self.status.data),
            Visibility(self.visibility.data),
            optional_uuid(self.committee.data),
            int(self.version.data or 0),
        )

    def change(self) -> HeadChange:
        return HeadChange(
            reference=self.reference.data or "",
            title=self.title.data or "",
            paper_type=self.paper_type.data or "",
            visibility=Visibility(self.visibility.data),
            dated_on=self.dated_on.data,
            lead_unit=self.lead_unit.data or "",
            responsible=self.responsible.data or "",
            clerk=self.clerk.data or "",
            originator=self.originator.data or "",
            file_reference=self.file_reference.data or "",
            related=_lines(self.related),
            products=_lines(self.products),
        )


def _lines(field: Field) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in str(field.data or "").splitlines())
    return tuple(line for line in lines if line)


def differences(stored: GermanForm, given: GermanForm) -> list[tuple[str, str, str]]:
    """Label, what is stored now, what was typed: for a page that shows both."""
    pairs = ((stored[field.name], field) for field in given if not isinstance(field, HiddenField))
    return [
        (field.label.text, _said(known), _said(field))
        for known, field in pairs
        if _said(known) != _said(field)
    ]


def _said(field: Field) -> str:
    if isinstance(field, SelectField):
        words: Any = field.choices
        return str(words.get(str(field.data or ""), field.data))
    if isinstance(field.data, date):
        return f"{field.data:%d.%m.%Y}"
    return fold_lines(str(field.data or ""))

"""The rows of the preview: consultations, decision points, sections, rows of the printed form."""

from datetime import date

from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import Length, Optional, ValidationError

from app.vorlagen.rules.confirmed import NEW, Crossed, Pair, PointEdit, SectionEdit, Step
from app.vorlagen.rules.points import MAX_DEPTH
from app.vorlagen.rules.provenance import THREE
from app.vorlagen.rules.sent import Origin, origins_of
from app.web.forms import GermanForm, fold_lines, not_in_the_far_past, strip

CROSSED = {"true": "angekreuzt", "false": "nicht angekreuzt", "": "nicht zu erkennen"}
GROUP_NAME = 200  # characters of a committee's name
LABEL_MISSING = "Bitte tragen Sie ein, wofür das gilt."


def text_field(label: str, limit: int) -> StringField:
    return StringField(label, [Optional(), Length(max=limit)], filters=[strip])


def long_field(label: str, limit: int = 200_000) -> TextAreaField:
    return TextAreaField(label, [Optional(), Length(max=limit)], filters=[fold_lines])


def day_field(label: str) -> DateField:
    return DateField(label, [Optional(), not_in_the_far_past])


def three_valued(label: str) -> RadioField:
    return RadioField(label, choices=THREE, default="")


def truth(text: str | None) -> bool | None:
    return {"true": True, "false": False}.get(text or "")


def one_line(text: str | None) -> str:
    return " ".join((text or "").split())


class RowForm(GermanForm):
    origin = HiddenField()

    @property
    def origins(self) -> tuple[Origin, ...]:
        return tuple(origins_of(self.origin.data))


class StepForm(RowForm):
    committee_name = text_field("Gremium", 300)
    committee = SelectField("Gremium in Spurwerk", default="")
    held_on = day_field("Datum")
    role = text_field("Zuständigkeit", 200)
    result = text_field("Ergebnis", 300)
    agenda_number = text_field("Tagesordnungspunkt", 40)
    public = SelectField("Öffentliche Sitzung", choices=THREE, default="")
    meeting_title = text_field("Sitzung", 300)

    @property
    def is_empty(self) -> bool:
        return not any(
            field.data for field in (self.committee_name, self.role, self.held_on, self.result)
        )

    def validate_committee(self, field: Field) -> None:
        name = self.committee_name.data or ""
        if not self.is_empty and not name:
            raise ValidationError("Bitte tragen Sie den Namen des Gremiums ein.")
        if field.data == NEW and len(name) > GROUP_NAME:
            raise ValidationError("Der Name eines neuen Gremiums hat höchstens 200 Zeichen.")

    def cleaned(self) -> Step:
        held_on: date | None = self.held_on.data
        return Step(
            committee_name=self.committee_name.data or "",
            role=self.role.data or "",
            held_on=held_on,
            public=truth(self.public.data),
            agenda_number=self.agenda_number.data or "",
            meeting_title=self.meeting_title.data or "",
            result=self.result.data or "",
            committee=self.committee.data or "",
            origins=self.origins,
        )


class PointForm(RowForm):
    marker = text_field("Zeichen", 20)
    text = long_field("Text")
    depth = SelectField(
        "Ebene", choices={str(n): f"{n}. Ebene" for n in range(1, MAX_DEPTH + 1)}, default="1"
    )
    more = long_field("Absätze darunter")

    def cleaned(self) -> PointEdit:
        return PointEdit(
            self.marker.data or "", self.text.data or "", int(self.depth.data), self.more.data or ""
        )


class SectionForm(RowForm):
    heading = text_field("Überschrift", 500)
    dated_on = day_field("Datum einer Ergänzung")
    text = long_field("Text")

    def cleaned(self) -> SectionEdit:
        return SectionEdit(
            one_line(self.heading.data), self.dated_on.data, self.text.data or "", self.origins
        )


class OtherForm(RowForm):
    heading = text_field("Überschrift", 500)
    text = long_field("Text")

    def cleaned(self) -> SectionEdit:
        return SectionEdit(one_line(self.heading.data), None, self.text.data or "", self.origins)


class AnswerForm(RowForm):
    """A row of the relevance."""

    group = HiddenField()
    label = long_field("Angabe", 500)
    value = three_valued("Antwort")

    @property
    def is_empty(self) -> bool:
        return not (self.label.data or self.value.data)

    def validate_value(self, field: Field) -> None:
        if field.data and not self.label.data:
            raise ValidationError(LABEL_MISSING)

    def cleaned(self) -> Crossed:
        return Crossed(
            one_line(self.group.data)[:500], self.label.data or "", truth(self.value.data)
        )


class CrossForm(AnswerForm):
    """A box of the printed form."""

    value = RadioField("Antwort", choices=CROSSED, default="")


class DetailForm(RowForm):
    label = text_field("Angabe", 500)
    value = text_field("Wert", 1000)

    @property
    def is_empty(self) -> bool:
        return not (self.label.data or self.value.data)

    def validate_value(self, field: Field) -> None:
        if field.data and not self.label.data:
            raise ValidationError(LABEL_MISSING)

    def cleaned(self) -> Pair:
        return Pair(self.label.data or "", self.value.data or "", self.origins)


class NumberedForm(RowForm):
    number = text_field("Nummer", 60)
    name = text_field("Name", 300)

    @property
    def is_empty(self) -> bool:
        return not (self.number.data or self.name.data)

    def cleaned(self) -> Pair:
        return Pair(self.number.data or "", self.name.data or "", self.origins)


class ProductForm(NumberedForm):
    def validate_name(self, field: Field) -> None:
        if field.data and not self.number.data:
            raise ValidationError("Bitte tragen Sie auch die Nummer des Produkts ein.")


class AttachmentForm(NumberedForm):
    number = text_field("Nummer", 6)
    name = text_field("Name", 500)

    def validate_number(self, field: Field) -> None:
        if field.data and not (field.data.isascii() and field.data.isdecimal()):
            raise ValidationError("Bitte nur Ziffern, oder leer lassen.")
        if field.data and not self.name.data:
            raise ValidationError("Bitte tragen Sie auch den Namen der Anlage ein.")

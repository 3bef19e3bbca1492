"""The preview: every field with what was read, for a person to correct and confirm."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from litestar.datastructures import FormMultiDict
from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField, StringField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, ValidationError

from app.reading.amounts import read_amount
from app.vorlagen.forms.rows import (
    AnswerForm,
    AttachmentForm,
    CrossForm,
    DetailForm,
    OtherForm,
    PointForm,
    ProductForm,
    SectionForm,
    StepForm,
    day_field,
    long_field,
    text_field,
    three_valued,
    truth,
)
from app.vorlagen.rules.actions import restored_lines
from app.vorlagen.rules.committees import Committee, exact
from app.vorlagen.rules.confirmed import NEW, Confirmation, FormEdit, Head
from app.vorlagen.rules.sent import Sent
from app.vorlagen.rules.source import Source
from app.web.forms import OnceForm, strip

CLIMATE = {"": "unbekannt", "none": "keine", "positive": "positiv", "negative": "negativ"}
NEW_SECTION = {"others": "als eigener Abschnitt", "points": "als Beschlusspunkt"}


class ConfirmForm(OnceForm):
    """Built by `confirm_form`; `base` is the version of the Vorlage it was compared to."""

    body = HiddenField()
    source = HiddenField()
    file = HiddenField()
    restored = HiddenField()
    base = HiddenField()
    reference = StringField("Vorlagennummer", [Length(max=80)], filters=[strip])
    no_reference = BooleanField("Diese Vorlage hat keine Nummer")
    title = StringField(
        "Betreff",
        [DataRequired("Bitte tragen Sie den Betreff ein."), Length(max=1000)],
        filters=[strip],
    )
    paper_type = text_field("Art", 200)
    public = three_valued("Öffentlich")
    dated_on = day_field("Datum der Vorlage")
    lead_unit = text_field("Federführung", 300)
    originator = text_field("Einreicher oder Antragsteller", 300)
    file_reference = text_field("Aktenzeichen", 200)
    responsible = text_field("Verantwortlich", 300)
    clerk = text_field("Bearbeitung", 300)
    related = long_field("Genannte Vorlagen", 5000)
    participation_of_head = three_valued("Mitwirkung der Verwaltungsleitung")
    qualified_majority = three_valued("Qualifizierte Mehrheit")
    steps = FieldList(FormField(StepForm), "Beratungsfolge")
    before = long_field("Text vor den Punkten")
    points = FieldList(FormField(PointForm), "Beschlusspunkte")
    after = long_field("Text nach den Punkten")
    reports_to = SelectField("Gremium, das die Berichte bekommt")
    facts = FieldList(FormField(SectionForm), "Sachlage")
    others = FieldList(FormField(OtherForm), "Weitere Abschnitte")
    impact = three_valued("Finanzielle Auswirkungen")
    in_budget = three_valued("Im Budget enthalten oder gesichert")
    cost = text_field("Kosten", 300)
    follow_up_cost = text_field("Folgekosten", 300)
    options = FieldList(FormField(CrossForm), "Angekreuzt")
    details = FieldList(FormField(DetailForm), "Weitere Zeilen")
    money_text = long_field("Erläuterung zu den Finanzen", 20_000)
    relevance = FieldList(FormField(AnswerForm), "Relevanz")
    climate_question = text_field("Frage zum Klima", 1000)
    climate_options = FieldList(FormField(CrossForm), "Antworten zum Klima")
    climate_code = SelectField("Wirkung auf das Klima", choices=CLIMATE, default="")
    climate_reason = long_field("Begründung zum Klima", 20_000)
    products = FieldList(FormField(ProductForm), "Produkte im Haushalt")
    attachments = FieldList(FormField(AttachmentForm), "Anlagen")
    note = text_field("Was ist neu an dieser Fassung?", 500)
    restore_to = SelectField("Wohin mit verworfenen Zeilen, die Sie übernehmen")

    def validate_reference(self, field: Field) -> None:
        if field.data and self.no_reference.data:
            raise ValidationError("Bitte entweder eine Nummer oder „keine Nummer“ wählen.")
        if not field.data and not self.no_reference.data:
            raise ValidationError("Bitte tragen Sie die Nummer ein oder wählen Sie „keine Nummer“.")

    @property
    def compared_to(self) -> int:
        """-1 for what is no version: nothing is equal to it."""
        text = str(self.base.data or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1

    def amount_of(self, raw: str | None) -> str:
        """How the words of an amount are understood; "" for an empty field."""
        found = read_amount(raw or "")
        if found is None:
            return ""
        if found["amount"] is None:
            return "Darin ist kein einzelner Betrag zu erkennen. Der Wortlaut bleibt stehen."
        euros, _, cents = found["amount"].partition(".")
        about = "ungefähr " if found["approximate"] else ""
        return f"Verstanden als {about}{int(euros):,}".replace(",", ".") + f",{cents} Euro."

    def cleaned(self) -> Confirmation:
        return Confirmation(
            vorlage_id=self.new_id,
            body_id=UUID(str(self.body.data)),
            head=self._head(),
            steps=tuple(form.cleaned() for form in _filled(self.steps)),
            before=self.before.data or "",
            points=tuple(entry.form.cleaned() for entry in self.points),
            after=self.after.data or "",
            facts=tuple(entry.form.cleaned() for entry in self.facts),
            others=tuple(entry.form.cleaned() for entry in self.others),
            form=self._form(),
            products=tuple(form.cleaned() for form in _filled(self.products)),
            attachments=tuple(form.cleaned() for form in _filled(self.attachments)),
            restored=tuple(restored_lines(Sent({"restored": self.restored.data or ""}))),
            reports_to=self.reports_to.data or "",
        )

    def _head(self) -> Head:
        return Head(
            reference=self.reference.data or "",
            title=" ".join((self.title.data or "").split()),
            paper_type=self.paper_type.data or "",
            public=truth(self.public.data),
            dated_on=self.dated_on.data,
            lead_unit=self.lead_unit.data or "",
            responsible=self.responsible.data or "",
            clerk=self.clerk.data or "",
            originator=self.originator.data or "",
            file_reference=self.file_reference.data or "",
            related=_lines(self.related.data),
            participation_of_head=truth(self.participation_of_head.data),
            qualified_majority=truth(self.qualified_majority.data),
        )

    def _form(self) -> FormEdit:
        return FormEdit(
            impact=truth(self.impact.data),
            in_budget=truth(self.in_budget.data),
            cost=self.cost.data or "",
            follow_up_cost=self.follow_up_cost.data or "",
            options=tuple(form.cleaned() for form in _filled(self.options)),
            details=tuple(form.cleaned() for form in _filled(self.details)),
            text=self.money_text.data or "",
            relevance=tuple(form.cleaned() for form in _filled(self.relevance)),
            question=self.climate_question.data or "",
            climate_options=tuple(form.cleaned() for form in _filled(self.climate_options)),
            reason=self.climate_reason.data or "",
            code=self.climate_code.data or "",
        )


def _lines(text: str | None) -> tuple[str, ...]:
    """Each filled line once, blanks folded."""
    lines = (" ".join(line.split()) for line in (text or "").split("\n"))
    return tuple(dict.fromkeys(line for line in lines if line))


def _filled(rows: Iterable[Any]) -> Iterable[Any]:
    return (entry.form for entry in rows if not entry.form.is_empty)


def confirm_form(sent: Sent, source: Source, committees: Sequence[Committee]) -> ConfirmForm:
    """With the choices that depend on the paper and the body."""
    form = ConfirmForm(FormMultiDict(sent.pairs()))
    known = {str(committee.id): committee.name for committee in committees}
    for entry in (*form.options, *form.relevance, *form.climate_options):
        entry.form.value.label.text = f"Antwort zu {entry.form.label.data or 'dieser Zeile'}"
    for entry in form.steps:
        entry.form.committee.choices = {
            "": "– nicht verknüpfen –", **known, NEW: "neues Gremium anlegen",
        }  # fmt: skip
    proposal = source.result.paper["proposal"]
    name = (proposal["committee"] if proposal else None) or ""
    new = {} if not name or exact(name, committees) else {NEW: f"neu anlegen: {name}"}
    form.reports_to.choices = {"": "– noch offen –", **known, **new}
    form.restore_to.choices = {
        **{f"facts-{at}": f"an „{_name(row)}“ anhängen" for at, row in enumerate(sent.rows["facts"])},
        **{f"others-{at}": f"an „{_name(row)}“ anhängen" for at, row in enumerate(sent.rows["others"])},
        **NEW_SECTION,
    }  # fmt: skip
    if form.restore_to.data not in form.restore_to.choices:
        form.restore_to.data = "others"
    return form


def _name(row: dict[str, str]) -> str:
    return (row.get("heading") or row.get("text") or "Abschnitt")[:60]

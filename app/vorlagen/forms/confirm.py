"""The preview: every field with what was read, for a person to correct and confirm."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.reading.paper import Coded, Paper
from app.vorlagen.rules.committees import Committee, exact, similar
from app.vorlagen.rules.confirmed import NEW, Confirmation, Head, PointEdit, Step
from app.vorlagen.rules.points import MAX_DEPTH, proposed
from app.vorlagen.rules.source import Source
from app.web.forms import GermanForm, OnceForm, fold_lines, not_in_the_far_past, strip

PUBLIC = {"true": "ja", "false": "nein", "": "unbekannt"}
ACTIONS = {"keep": "übernehmen", "join": "an den vorigen Punkt anhängen", "drop": "weglassen"}
GROUP_NAME = 200  # characters of a committee's name


def text_field(label: str, limit: int) -> StringField:
    return StringField(label, [Optional(), Length(max=limit)], filters=[strip])


class StepForm(GermanForm):
    committee_name = text_field("Gremium", 300)
    committee = SelectField("Gremium in Spurwerk")
    role = text_field("Zuständigkeit", 200)
    held_on = DateField("Datum", [Optional(), not_in_the_far_past])
    result = text_field("Ergebnis", 300)
    leave_out = BooleanField("Diese Zeile weglassen")

    @property
    def is_empty(self) -> bool:
        return self.leave_out.data or not any(
            (self.committee_name.data, self.role.data, self.held_on.data, self.result.data)
        )

    def validate_committee(self, field: Field) -> None:
        name = self.committee_name.data or ""
        if not self.is_empty and not name:
            raise ValidationError("Bitte tragen Sie den Namen des Gremiums ein.")
        if field.data == NEW and len(name) > GROUP_NAME:
            raise ValidationError("Der Name eines neuen Gremiums hat höchstens 200 Zeichen.")


class PointForm(GermanForm):
    text = TextAreaField("Text", filters=[fold_lines])
    depth = SelectField(
        "Ebene", choices={str(n): f"{n}. Ebene" for n in range(1, MAX_DEPTH + 1)}, default="1"
    )
    action = SelectField("Was damit geschieht", choices=ACTIONS, default="keep")


class ConfirmForm(OnceForm):
    body = HiddenField()
    source = HiddenField()
    file = HiddenField()
    reference = StringField("Vorlagennummer", [Length(max=80)], filters=[strip])
    no_reference = BooleanField("Diese Vorlage hat keine Nummer")
    title = StringField(
        "Betreff",
        [DataRequired("Bitte tragen Sie den Betreff ein."), Length(max=1000)],
        filters=[strip],
    )
    paper_type = text_field("Art", 200)
    public = SelectField("Öffentlich", choices=PUBLIC)
    dated_on = DateField("Datum der Vorlage", [Optional(), not_in_the_far_past])
    lead_unit = text_field("Federführung", 300)
    responsible = text_field("Verantwortlich", 300)
    clerk = text_field("Bearbeitung", 300)
    originator = text_field("Einreicher oder Antragsteller", 300)
    file_reference = text_field("Aktenzeichen", 200)
    steps = FieldList(FormField(StepForm), "Beratungsfolge")
    points = FieldList(FormField(PointForm), "Beschlusspunkte")
    reports_to = SelectField("Gremium, das die Berichte bekommt")
    kept = SelectMultipleField("Verworfene Zeilen, die Sie doch übernehmen")

    def validate_reference(self, field: Field) -> None:
        if field.data and self.no_reference.data:
            raise ValidationError("Bitte entweder eine Nummer oder „keine Nummer“ wählen.")
        if not field.data and not self.no_reference.data:
            raise ValidationError("Bitte tragen Sie die Nummer ein oder wählen Sie „keine Nummer“.")

    def offer(self, source: Source, committees: Sequence[Committee]) -> None:
        """Choices that depend on the paper and the body."""
        self.kept.choices = source.offered()
        known = {str(committee.id): committee.name for committee in committees}
        for entry in self.steps:
            entry.form.committee.choices = {
                "": "– nicht verknüpfen –", **known, NEW: "neues Gremium anlegen",
            }  # fmt: skip
        proposal = source.result.paper["proposal"]
        name = (proposal["committee"] if proposal else None) or ""
        new = {} if not name or exact(name, committees) else {NEW: f"neu anlegen: {name}"}
        self.reports_to.choices = {"": "– noch offen –", **known, **new}

    def cleaned(self, reading: Paper) -> Confirmation:
        steps, points = len(reading["consultations"]), len(proposed(reading))
        return Confirmation(
            vorlage_id=self.new_id,
            body_id=UUID(str(self.body.data)),
            head=self._head(),
            steps=tuple(
                _step(entry.form, at if at < steps else None)
                for at, entry in enumerate(self.steps)
                if not entry.form.is_empty
            ),
            points=tuple(
                _point(entry.form, at if at < points else None)
                for at, entry in enumerate(self.points)
            ),
            kept=tuple(map(int, self.kept.data or ())),
            reports_to=self.reports_to.data or "",
        )

    def _head(self) -> Head:
        return Head(
            reference=self.reference.data or "",
            title=" ".join((self.title.data or "").split()),
            paper_type=self.paper_type.data or "",
            public={"true": True, "false": False}.get(self.public.data),
            dated_on=self.dated_on.data,
            lead_unit=self.lead_unit.data or "",
            responsible=self.responsible.data or "",
            clerk=self.clerk.data or "",
            originator=self.originator.data or "",
            file_reference=self.file_reference.data or "",
        )


def _step(form: Any, origin: int | None) -> Step:
    return Step(
        committee_name=form.committee_name.data or "",
        role=form.role.data or "",
        held_on=form.held_on.data,
        result=form.result.data or "",
        committee=form.committee.data or "",
        origin=origin,
    )


def _point(form: Any, origin: int | None) -> PointEdit:
    return PointEdit(form.text.data or "", int(form.depth.data), form.action.data, origin)


def prefilled(
    source: Source, committees: Sequence[Committee], *, body_id: UUID, file: str = ""
) -> ConfirmForm:
    """What was read, with one empty row below the Beratungsfolge and below the points.

    Committees with a similar name are proposed: only for a person to look at.
    """
    paper = source.result.paper
    form = ConfirmForm(
        data={
            "id": str(uuid4()),
            "body": str(body_id),
            "source": source.text,
            "file": file[:200],
            **_head_of(paper),
            "steps": [
                *(_step_of(paper, at, committees) for at in range(len(paper["consultations"]))),
                {},
            ],
            "points": [*_points_of(paper), {}],
            "reports_to": _reports_to(paper, committees),
        }
    )
    form.offer(source, committees)
    return form


def _raw(value: Coded | None) -> str:
    return value["raw"] if value else ""


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _head_of(paper: Paper) -> dict[str, Any]:
    return {
        "reference": paper["reference"] or "",
        "title": paper["title"] or "",
        "paper_type": _raw(paper["paper_type"]),
        "public": {True: "true", False: "false", None: ""}[paper["public"]],
        "dated_on": _day(paper["date"]),
        "lead_unit": paper["lead_unit"] or "",
        "responsible": paper["responsible"] or "",
        "clerk": paper["clerk"]["raw"] if paper["clerk"] else "",
        "originator": paper["originator"] or "",
        "file_reference": paper["file_reference"] or "",
    }


def _step_of(paper: Paper, at: int, committees: Sequence[Committee]) -> dict[str, Any]:
    step = paper["consultations"][at]
    match = exact(step["committee"], committees) or similar(step["committee"], committees)
    return {
        "committee_name": step["committee"],
        "committee": str(match.id) if match else "",
        "role": _raw(step["role"]),
        "held_on": _day(step["date"]),
        "result": _raw(step["result"]),
    }


def _points_of(paper: Paper) -> list[dict[str, str]]:
    return [
        {"text": point["text"], "depth": str(min(point["depth"], MAX_DEPTH))}
        for point in proposed(paper)
    ]


def _reports_to(paper: Paper, committees: Sequence[Committee]) -> str:
    proposal = paper["proposal"]
    match = exact(proposal["committee"] if proposal else None, committees)
    return str(match.id) if match else ""

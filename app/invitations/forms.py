from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from app.core.words import choices
from app.invitations import rules
from app.invitations.queries.answers import AnswerRow
from app.invitations.queries.candidates import Candidate
from app.invitations.scopes import Scope
from app.invitations.tables import Answer
from app.meetings.forms.meetings import MeetingForm
from app.web.forms import GermanForm, OnceForm, TickBoxes, fold_lines, strip


@dataclass(frozen=True)
class AnswerData:
    answer: Answer
    comment: str
    deputy_name: str


@dataclass(frozen=True)
class GuestList:
    """Who gets an invitation, and for whom of them coming is optional."""

    people: frozenset[UUID]
    optional: frozenset[UUID]


class InviteForm(GermanForm):
    person = TickBoxes(
        "Wer wird eingeladen?", [DataRequired("Bitte wählen Sie mindestens eine Person aus.")]
    )
    optional = TickBoxes("Für wen ist die Teilnahme freiwillig?", [Optional()])

    def offer(self, candidates: list[Candidate]) -> "InviteForm":
        names = {str(each.person_id): each.name for each in candidates}
        self.person.choices = names
        self.optional.choices = names
        return self

    @classmethod
    def preselected(cls, candidates: list[Candidate]) -> "InviteForm":
        form = cls(
            data={
                "person": [str(each.person_id) for each in candidates if each.preselected],
                "optional": [str(each.person_id) for each in candidates if each.optional],
            }
        )
        return form.offer(candidates)

    def cleaned(self) -> GuestList:
        return GuestList(
            people=frozenset(UUID(raw) for raw in self.person.data or ()),
            optional=frozenset(UUID(raw) for raw in self.optional.data or () if raw),
        )


@dataclass(frozen=True)
class Settled:
    """Meetings to which somebody who joins is invited, and from which who leaves is taken off."""

    invite: frozenset[UUID]
    cancel: frozenset[UUID]


class JoiningForm(GermanForm):
    invite = TickBoxes("Einladen zu", [Optional()])
    cancel = TickBoxes("Absagen für", [Optional()])

    def offer(self, invite: dict[str, str], cancel: dict[str, str]) -> "JoiningForm":
        """Of each meeting its id and what stands beside the box."""
        self.invite.choices, self.cancel.choices = invite, cancel
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good and not self.invite.data and not self.cancel.data:
            first = self.invite if self.invite.choices else self.cancel
            first.errors = ["Bitte kreuzen Sie mindestens eine Sitzung an."]
            return False
        return good

    def cleaned(self) -> Settled:
        return Settled(
            invite=frozenset(UUID(raw) for raw in self.invite.data or () if raw),
            cancel=frozenset(UUID(raw) for raw in self.cancel.data or () if raw),
        )


class AnswerForm(GermanForm):
    antwort = RadioField(
        "Ihre Antwort",
        [DataRequired("Bitte wählen Sie eine Antwort aus.")],
        choices=dict(rules.TEXTS),
    )
    registered = BooleanField("Meine eingetragene Vertretung kommt")
    deputy_name = StringField("Vertretung", [Optional(), Length(max=200)], filters=[strip])
    comment = TextAreaField(
        "Bemerkung an die Leitung", [Optional(), Length(max=1000)], filters=[fold_lines]
    )

    @classmethod
    def of(cls, given: AnswerRow, chosen: str = "") -> "AnswerForm":
        """`chosen` comes from the link in the mail and only preselects."""
        answer = None if given.stale else given.answer
        stored = next((word for word, a in rules.ANSWERS.items() if a == answer), None)
        data: dict[str, Any] = {"deputy_name": given.deputy_name, "comment": given.comment}
        return cls(
            data=data | {"antwort": chosen if chosen in rules.ANSWERS else stored}
        ).as_offered_to(given)

    @classmethod
    def typed(cls, given: AnswerRow, data: Any) -> "AnswerForm":
        return cls(data).as_offered_to(given)

    def as_offered_to(self, given: AnswerRow) -> "AnswerForm":
        """Who has a registered deputy gets a box for the first of them."""
        if not given.deputies:
            del self.registered
            return self
        self.registered.label.text = f"{given.deputies[0]} vertritt mich"
        if self.deputy_name.data == given.deputies[0]:
            self.registered.data, self.deputy_name.data = True, ""
        return self

    def cleaned(self, given: AnswerRow) -> AnswerData:
        registered = given.deputies[0] if "registered" in self and self.registered.data else ""
        return AnswerData(
            answer=rules.ANSWERS[self.antwort.data],
            comment=self.comment.data or "",
            deputy_name=self.deputy_name.data or registered,
        )


class ChangeForm(MeetingForm):
    """Of a meeting in a series: with the question how far it reaches."""

    umfang = RadioField(
        "Für welche Termine gilt das?",
        [DataRequired("Bitte wählen Sie, für welche Termine das gilt.")],
        choices=choices(Scope), default=Scope.ONE,
    )  # fmt: skip

    @property
    def scope(self) -> Scope:
        return Scope(self.umfang.data)


class CancelSeriesForm(GermanForm):
    umfang = RadioField(
        "Welche Termine fallen aus?",
        [DataRequired("Bitte wählen Sie, welche Termine ausfallen.")],
        choices=choices(Scope), default=Scope.ONE,
    )  # fmt: skip
    reason = TextAreaField("Grund", [Optional(), Length(max=2000)], filters=[fold_lines])

    @property
    def scope(self) -> Scope:
        return Scope(self.umfang.data)


class CancelForm(GermanForm):
    reason = TextAreaField("Grund", [Optional(), Length(max=2000)], filters=[fold_lines])


class OncePressedForm(OnceForm):
    """A button that sends a mail: pressed twice, it sends one."""

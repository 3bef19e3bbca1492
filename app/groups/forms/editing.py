from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from wtforms import BooleanField, DateField, IntegerField, SelectField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from app.core.words import choices
from app.groups.forms.setting_up import MAX_TEXT
from app.groups.rules.life import status_choices
from app.groups.tables import (
    AgendaNumbers,
    Approval,
    Group,
    GroupKind,
    GroupStatus,
    Insight,
    Quorum,
)
from app.web.forms import (
    fold_lines,
    not_in_the_far_past,
    optional_uuid,
    with_empty,
)
from app.web.versioned import VersionedForm


@dataclass(frozen=True, kw_only=True)
class GroupChange:
    """Everything about a group but its name and its members."""

    version: int
    kind: GroupKind
    parent_id: UUID | None
    status: GroupStatus
    starts_on: date | None
    ends_on: date | None
    purpose: str
    notice_days: int | None
    objection_days: int
    approval: Approval
    minutes_days: int
    minutes_clock: bool
    quorum: Quorum
    quorum_number: int | None
    insight: Insight
    agenda_template: str
    agenda_numbers: AgendaNumbers
    proposal_days: int | None
    remind_answers: bool
    remind_meeting: bool
    remind_minutes: bool
    remind_tasks: bool
    leading_weeks: int
    mail_minutes_sent: bool
    mail_minutes_corrected: bool
    mail_minutes_approved: bool


class GroupEditForm(VersionedForm):
    """The route fills the choices with `offer` before it validates."""

    kind = SelectField("Art", choices=choices(GroupKind))
    parent_id = SelectField("Teil von", [Optional()], choices={})
    status = SelectField("Stand", choices=choices(GroupStatus))
    starts_on = DateField("Beginn", [Optional(), not_in_the_far_past])
    ends_on = DateField("Ende", [Optional(), not_in_the_far_past])
    purpose = TextAreaField("Zweck", [Optional(), Length(max=MAX_TEXT)], filters=[fold_lines])
    notice_days = IntegerField(
        "Ladungsfrist in Arbeitstagen",
        [Optional(), NumberRange(1, 90, "Bitte eine Zahl zwischen 1 und 90 angeben.")],
    )
    objection_days = IntegerField(
        "Einwandfrist in Tagen",
        [NumberRange(0, 365, "Bitte eine Zahl zwischen 0 und 365 angeben.")],
    )
    approval = SelectField("Genehmigt wird das Protokoll", choices=choices(Approval))
    minutes_days = IntegerField(
        "Tage bis zur Erinnerung an das Protokoll",
        [NumberRange(1, 90, "Bitte eine Zahl zwischen 1 und 90 angeben.")],
    )
    quorum = SelectField("Beschlussfähig ist die Gruppe", choices=choices(Quorum))
    quorum_number = IntegerField(
        "Anzahl der Stimmberechtigten",
        [Optional(), NumberRange(1, 500, "Bitte eine Zahl zwischen 1 und 500 angeben.")],
    )
    insight = SelectField("Wer sieht wen", choices=choices(Insight))
    agenda_template = TextAreaField(
        "Vorlage für die Tagesordnung", [Optional(), Length(max=MAX_TEXT)], filters=[fold_lines]
    )

    agenda_numbers = SelectField("Nummern der Tagesordnung", choices=choices(AgendaNumbers))
    proposal_days = IntegerField(
        "Frist für Vorschläge in Tagen",
        [Optional(), NumberRange(0, 90, "Bitte eine Zahl zwischen 0 und 90 angeben.")],
    )
    minutes_clock = BooleanField("Im Protokoll steht, wann ein Punkt besprochen wurde")
    remind_answers = BooleanField("An fehlende Antworten erinnern")
    remind_meeting = BooleanField("Vor der Sitzung mit der Tagesordnung erinnern")
    remind_minutes = BooleanField("Nach der Sitzung an das Protokoll erinnern")
    remind_tasks = BooleanField("An fällige Aufgaben erinnern")
    leading_weeks = IntegerField(
        "Wochen bis zur Nachricht an die Leitung",
        [Optional(), NumberRange(0, 52, "Bitte eine Zahl zwischen 0 und 52 angeben.")],
    )
    mail_minutes_sent = BooleanField("Wenn das Protokoll versandt wird")
    mail_minutes_corrected = BooleanField("Wenn es nach einem Einwand berichtigt ist")
    mail_minutes_approved = BooleanField("Wenn es genehmigt ist")

    @classmethod
    def of(cls, group: Group) -> "GroupEditForm":
        return cls(obj=group, data={"parent_id": str(group.parent or "")})

    def offer(self, group: Group, parents: dict[str, str]) -> "GroupEditForm":
        self.parent_id.choices = with_empty(parents, "– keine übergeordnete Gruppe –")
        self.status.choices = status_choices(GroupStatus(group.status))
        return self

    def stored(self, group: Group) -> "GroupEditForm":
        """What stands there now, with the choices of this form."""
        return self.of(group).offer(group, cast("dict[str, str]", self.parent_id.choices))

    def validate_quorum(self, field: Field) -> None:
        """Here, because Optional ends the checks of an empty number."""
        if field.data == Quorum.NUMBER and self.quorum_number.data is None:
            raise ValidationError("Bitte geben Sie an, wie viele Stimmberechtigte da sein müssen.")

    def validate_approval(self, field: Field) -> None:
        if field.data == Approval.TACIT and self.objection_days.data == 0:
            raise ValidationError("Stillschweigend geht es nur, wo es eine Einwandfrist gibt.")

    def cleaned(self) -> GroupChange:
        quorum = Quorum(self.quorum.data)
        return GroupChange(
            version=self.seen_version,
            kind=GroupKind(self.kind.data),
            parent_id=optional_uuid(self.parent_id.data),
            status=GroupStatus(self.status.data),
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            purpose=self.purpose.data or "",
            notice_days=self.notice_days.data,
            objection_days=cast("int", self.objection_days.data),
            approval=Approval(self.approval.data),
            minutes_days=cast("int", self.minutes_days.data),
            minutes_clock=bool(self.minutes_clock.data),
            quorum=quorum,
            quorum_number=self.quorum_number.data if quorum == Quorum.NUMBER else None,
            insight=Insight(self.insight.data),
            agenda_template=self.agenda_template.data or "",
            agenda_numbers=AgendaNumbers(self.agenda_numbers.data),
            proposal_days=self.proposal_days.data,
            remind_answers=bool(self.remind_answers.data),
            remind_meeting=bool(self.remind_meeting.data),
            remind_minutes=bool(self.remind_minutes.data),
            remind_tasks=bool(self.remind_tasks.data),
            leading_weeks=self.leading_weeks.data or 0,
            mail_minutes_sent=bool(self.mail_minutes_sent.data),
            mail_minutes_corrected=bool(self.mail_minutes_corrected.data),
            mail_minutes_approved=bool(self.mail_minutes_approved.data),
        )

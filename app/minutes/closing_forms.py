"""What is typed about minutes that were sent: objections, their answers, the approval, addenda."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from app.core.actor import Actor
from app.minutes.due import LaterMeeting
from app.minutes.forms import TEXT_LENGTH, TOO_LONG
from app.web.forms import GermanForm, OnceForm, fold_lines, optional_uuid, version_field
from app.web.richtext import without_overrides

REASON_LENGTH = 5_000
REASON_TOO_LONG = "Die Begründung ist länger als 5.000 Zeichen."


@dataclass(frozen=True)
class Proposal:
    id: UUID
    wording: str
    reason: str
    version: int  # of the item's text it was written against; 0: nothing stood there


class ObjectionForm(OnceForm):
    version = version_field("0")
    wording = TextAreaField(
        "So soll es dort stehen",
        [
            DataRequired("Bitte schreiben Sie den Wortlaut, der dort stehen soll."),
            Length(max=TEXT_LENGTH, message=TOO_LONG),
        ],
        filters=[fold_lines, without_overrides],
    )
    reason = TextAreaField(
        "Begründung",
        [Optional(), Length(max=REASON_LENGTH, message=REASON_TOO_LONG)],
        filters=[fold_lines],
    )

    def cleaned(self) -> Proposal:
        return Proposal(
            self.new_id,
            self.wording.data or "",
            self.reason.data or "",
            int(self.version.data or 0),
        )


class AcceptForm(GermanForm):
    """The version of the text that the comparison was made with."""

    version = version_field("0")


class DeclineForm(GermanForm):
    answer = TextAreaField(
        "Warum der Text bleibt",
        [
            DataRequired("Bitte begründen Sie die Ablehnung mit einem Satz."),
            Length(max=REASON_LENGTH, message=REASON_TOO_LONG),
        ],
        filters=[fold_lines],
    )


class WithdrawForm(GermanForm):
    """A button alone."""


class ApprovalForm(GermanForm):
    """The fingerprint of the record that the page showed; in which meeting, "" for the leading."""

    fingerprint = HiddenField(default="")
    meeting = SelectField("Wer hat es genehmigt?", [Optional()], choices={}, default="")

    def offer(self, actor: Actor, meetings: Sequence[LaterMeeting]) -> "ApprovalForm":
        """The meetings that may have approved them; where there is none nothing is asked."""
        named = {str(each.id): f"die Gruppe in der Sitzung {each.label}" for each in meetings}
        self.meeting.choices = {"": actor.name, **named}
        return self

    @property
    def meeting_id(self) -> UUID | None:
        return optional_uuid(self.meeting.data)


class AddendumForm(OnceForm):
    text = TextAreaField(
        "Text des Anhangs",
        [
            DataRequired("Bitte schreiben Sie, was festgehalten werden soll."),
            Length(max=TEXT_LENGTH, message=TOO_LONG),
        ],
        filters=[fold_lines],
    )

"""Who was there: for each invited person one radio group and, where needed, two times."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from wtforms import HiddenField, RadioField, SelectField, TimeField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Optional

from app.core import clock
from app.core.words import choices
from app.invitations.operations.attendance import Noted
from app.invitations.queries.attendance import Proposal
from app.invitations.queries.candidates import Candidate
from app.invitations.tables import Attendance
from app.minutes.record import Attendee, Record
from app.web.forms import GermanForm, with_empty

NOTED = {key: word for key, word in choices(Attendance).items() if key != Attendance.UNKNOWN}


class AttendanceForm(GermanForm):
    """Built by `attendance_form`."""

    def of(self, person: Attendee) -> tuple[Field, Field, Field, Field]:
        """Radio group, came, left, and what was stored when the page was made."""
        names = ("anwesenheit", "kam", "ging", "vorher")
        radio, came, left, before = (self[_name(name, person)] for name in names)
        return radio, came, left, before

    def validate_times(self, record: Record) -> bool:
        """After validate(): the times exist on that day and come one after the other."""
        wrong = 0
        for person in record.attendees:
            _, came, left, _ = self.of(person)
            if came.data and left.data and left.data <= came.data:
                left.errors = ["Das Gehen muss nach dem Kommen liegen."]
                wrong += 1
            for field in (came, left):
                try:
                    _instant(record, field.data)
                except clock.DoesNotExist as gap:
                    field.errors = [str(gap)]
                    wrong += 1
        return not wrong

    def changes(self, record: Record) -> dict[UUID, Noted]:
        """Only what this page changed, so that two writers do not undo each other."""
        found = {}
        for person in record.attendees:
            radio, came, left, before = self.of(person)
            now = _as_text(radio.data, came.data, left.data)
            if radio.data in NOTED and now != before.data:
                found[person.invitation_id] = Noted(
                    Attendance(radio.data), _instant(record, came.data), _instant(record, left.data)
                )
        return found


class WalkInForm(GermanForm):
    person = SelectField("Wer war noch da?", [DataRequired("Bitte wählen Sie eine Person aus.")])

    def offer(self, people: Sequence[Candidate]) -> "WalkInForm":
        """Guests, deputies and members of that day who are not invited."""
        self.person.choices = with_empty(
            {
                str(each.person_id): f"{each.name} ({each.note})"
                for each in people
                if not each.invited
            }
        )
        return self


def _name(field: str, person: Attendee) -> str:
    return f"{field}-{person.invitation_id}"


def _instant(record: Record, at: time | None) -> datetime | None:
    return clock.from_wall_clock(record.held_on, at) if at else None


def _as_text(attendance: Any, came: time | None, left: time | None) -> str:
    times = f" {came or ''}-{left or ''}" if came or left else ""
    return f"{attendance}{times}"


def attendance_form(
    record: Record, proposals: Mapping[UUID, Proposal], typed: object = None
) -> AttendanceForm:
    """Who has no entry yet gets what their answer says; nothing of it counts before it is saved."""
    fields: dict[str, object] = {}
    for person in record.attendees:
        came, left = clock.wall_clock(person.came_at), clock.wall_clock(person.left_at)
        proposal = proposals.get(person.invitation_id)
        shown = person.attendance
        if shown == Attendance.UNKNOWN and proposal:
            shown = proposal.attendance
        fields |= {
            _name("anwesenheit", person): RadioField(
                person.name, choices=NOTED, default=shown.value, validate_choice=False
            ),
            _name("kam", person): TimeField("gekommen um", [Optional()], default=came),
            _name("ging", person): TimeField("gegangen um", [Optional()], default=left),
            _name("vorher", person): HiddenField(
                default=_as_text(person.attendance.value, came, left)
            ),
        }
    form: AttendanceForm = type("AttendanceOfMeeting", (AttendanceForm,), fields)(typed)
    return form

"""Stored mails read back: the message with the standard library, its calendar with icalendar."""

from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import icalendar

from app.meetings.tables import Meeting
from app.outbox.tables import MailState, OutgoingMail
from tests.browser import Browser
from tests.cast import Cast
from tests.mails import part, read_mail


@dataclass(frozen=True)
class Letter:
    row: OutgoingMail
    message: EmailMessage

    def part(self, kind: str) -> str:
        return part(self.message, kind)

    @property
    def ics(self) -> bytes:
        (found,) = [p for p in self.message.walk() if p.get_content_type() == "text/calendar"]
        content = found.get_payload(decode=True)
        assert isinstance(content, bytes)
        return content

    @property
    def calendar(self) -> icalendar.Calendar:
        found = icalendar.Calendar.from_ical(self.ics)
        assert isinstance(found, icalendar.Calendar)
        return found

    @property
    def event(self) -> Any:
        (found,) = self.calendar.walk("VEVENT")
        return found

    @property
    def attendee(self) -> Any:
        """Fails when there is more than one: icalendar then gives a list."""
        return self.event["attendee"]


async def letters(meeting: Meeting, person_id: UUID | None = None) -> list[Letter]:
    """In the order they were written, dropped ones too."""
    query = OutgoingMail.objects().where(OutgoingMail.subject_id == meeting.id)
    if person_id:
        query = query.where(OutgoingMail.person_id == person_id)
    rows = await query.order_by(OutgoingMail.created_at, OutgoingMail.recipient_name)
    return [Letter(row, read_mail(row.mime)) for row in rows]


async def deliver(meeting: Meeting) -> None:
    """As if the mail server had taken everything that waits."""
    await OutgoingMail.update(
        {OutgoingMail.state: MailState.SENT, OutgoingMail.done_at: meeting.created_at}
    ).where(OutgoingMail.subject_id == meeting.id, OutgoingMail.done_at.is_null())


async def invite(browser: Browser, cast: Cast, meeting: Meeting, *names: str) -> int:
    """Through the page; returns the status."""
    path = f"/sitzungen/{meeting.id}/einladen"
    await browser.get(path)
    answer = await browser.post(path, {"person": [str(cast.id(name)) for name in names]})
    return answer.status_code


async def reload(meeting: Meeting) -> Meeting:
    found = await Meeting.objects().where(Meeting.id == meeting.id).first()
    assert found is not None
    return found

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.settings import settings
from app.minutes.queries import Recipient, tasks_of
from app.minutes.record import Record
from app.outbox.rules import Outgoing
from app.people.tables import Body
from app.tasks.rules import link_token
from app.web.templates import render


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The minutes on their way to the members."""

    minutes_id: UUID
    record: Record
    body: Body
    until: date  # objections


def minutes_sent(letter: Letter, person: Recipient) -> Outgoing:
    """Only the own tasks are told; what the minutes say stays behind the login."""
    record, body, base_url = letter.record, letter.body, settings().base_url
    own = tasks_of(record, person.person_id)
    context = {
        "sender_line": ", ".join(part for part in (body.name, body.office_name) if part),
        "recipient_name": person.name,
        "contact_name": body.contact_name,
        "contact_mail": body.contact_mail,
        "base_url": base_url,
        "record": record,
        "until": letter.until,
        "since": person.since,
        "tasks": [
            (task, f"{base_url}/t/{link_token(task.id, person.person_id)}")
            for task in own
            if task.title
        ],
        "hidden": sum(not task.title for task in own),
        "link": f"{base_url}/sitzungen/{record.meeting_id}/protokoll",
    }
    return Outgoing(
        kind="minutes_sent",
        dedupe_key=f"minutes_sent:{letter.minutes_id}:{person.person_id}",
        subject=render("minutes/mail/minutes_sent.subject.txt", **context).strip(),
        text=render("minutes/mail/minutes_sent.txt", **context),
        html=render("minutes/mail/minutes_sent.html", **context),
        recipient_name=person.name,
        recipient_address=person.address,
        person_id=person.person_id,
        body_id=body.id,
        subject_id=letter.minutes_id,
        group_id=record.group_id,
        sender_name=f"{record.group_name} ({body.name})",
        reply_to=(body.contact_name, body.contact_mail) if body.contact_mail else None,
    )

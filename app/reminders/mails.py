"""One mail a day with everything a person is reminded of."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from app.core.settings import settings
from app.invitations.rules import answer_token
from app.meetings.paper import Agenda
from app.outbox.rules import Outgoing
from app.people.tables import Body
from app.reminders.rules import Bundle, person_key
from app.web.filters import kurztag, uhrzeit
from app.web.templates import render


def reminder_sent(
    bundle: Bundle, body: Body, agendas: Mapping[UUID, Agenda], day: date
) -> Outgoing:
    """`agendas`: by meeting, as this person may see them."""
    base_url = settings().base_url
    coming = {item.meeting_id: agendas[item.meeting_id] for item in bundle.meetings}
    context = {
        "bundle": bundle,
        "lead": lead(bundle),
        "agendas": coming,
        "links": {
            item.invitation_id: f"{base_url}/a/{answer_token(item.invitation_id)}"
            for item in bundle.items
            if item.invitation_id
        },
        "base_url": base_url,
        "sender_line": ", ".join(part for part in (body.name, body.office_name) if part),
        "recipient_name": bundle.name,
        "contact_name": body.contact_name or body.office_name or body.name,
        "contact_mail": body.contact_mail,
    }
    return Outgoing(
        kind="reminder_sent",
        dedupe_key=person_key(bundle.person_id, day),
        subject=render("reminders/mail/reminder_sent.subject.txt", subject=subject(bundle)).strip(),
        text=render("reminders/mail/reminder_sent.txt", **context),
        html=render("reminders/mail/reminder_sent.html", **context),
        recipient_name=bundle.name,
        recipient_address=bundle.address,
        person_id=bundle.person_id,
        body_id=body.id,
        sender_name=body.office_name or body.name,
        reply_to=(body.contact_name or body.office_name, body.contact_mail)
        if body.contact_mail
        else None,
        attachments=tuple(agenda.paper for agenda in coming.values() if agenda.paper),
    )


def subject(bundle: Bundle) -> str:
    """Of one thing what it is, of several how many."""
    items = {item.meeting_id: item for item in bundle.items}
    if len(items) > 1:
        return f"Erinnerung: {len(items)} Sitzungen"
    (item,) = items.values()
    what = "Protokoll fehlt noch" if bundle.minutes else f"{uhrzeit(item.starts_at)} Uhr"
    return f"Erinnerung: {item.group_name}, {kurztag(item.starts_at)}, {what}"[:250]


def lead(bundle: Bundle) -> str:
    """The sentence that says everything."""
    parts = [
        _count(len(bundle.answers), "Ihre Antwort fehlt noch", "{} Antworten fehlen noch"),
        _count(len(bundle.meetings), "eine Sitzung steht bevor", "{} Sitzungen stehen bevor"),
        _count(len(bundle.minutes), "ein Protokoll steht aus", "{} Protokolle stehen aus"),
    ]
    said = ", ".join(part for part in parts if part)
    return f"{said[0].upper()}{said[1:]}."


def _count(number: int, one: str, many: str) -> str:
    return "" if not number else one if number == 1 else many.format(number)

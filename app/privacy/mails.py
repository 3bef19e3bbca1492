from datetime import date
from uuid import UUID

from app.outbox.rules import Outgoing
from app.people.letterhead import letterhead
from app.people.rules import full_name
from app.people.tables import Body, Person
from app.web.templates import render


def account_ends(person: Person, body: Body, ends_on: date) -> Outgoing:
    """ends_on: the first day on which the entry may be gone."""
    name = full_name("", person.given_name, person.family_name)
    context = {
        **letterhead(body, name),
        "body_name": body.name,
        "email": person.email,
        "ends_on": ends_on,
    }
    person_id = UUID(str(person.id))
    return Outgoing(
        kind="member_account_ends",
        dedupe_key=f"account_ends:{person_id}:{ends_on.isoformat()}",
        subject=render("privacy/mail/account_ends.subject.txt", **context).strip(),
        text=render("privacy/mail/account_ends.txt", **context),
        html=render("privacy/mail/account_ends.html", **context),
        recipient_name=name,
        recipient_address=person.email,
        person_id=person_id,
        body_id=UUID(str(body.id)),
        subject_id=person_id,
        sender_name=f"{body.office_name or 'Spurwerk'} ({body.name})",
        reply_to=(body.contact_name, body.contact_mail) if body.contact_mail else None,
    )

from datetime import date
from uuid import UUID

from app.outbox.rules import Outgoing
from app.people.letterhead import letterhead, sender
from app.people.rules import full_name
from app.people.tables import Body, Person
from app.web.templates import mail_texts


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
        **mail_texts("privacy/mail/account_ends", **context),
        recipient_name=name,
        recipient_address=person.email,
        person_id=person_id,
        subject_id=person_id,
        **sender(body, body.office_name or "Spurwerk"),
    )

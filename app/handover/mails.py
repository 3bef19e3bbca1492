from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.settings import settings
from app.handover.rules import Choice, GroupPlan, Human
from app.outbox.rules import Outgoing
from app.people.tables import Body
from app.web.templates import render


@dataclass(frozen=True, kw_only=True)
class Handed:
    """One handover on its way to one of the two; `once` is the form's id."""

    to: Human
    choice: Choice
    plans: list[GroupPlan]
    body: Body
    by: str
    once: UUID
    today: date


def group_handed_over(handed: Handed) -> Outgoing:
    """Counts only: titles of tasks and meetings may be confidential."""
    body, base_url = handed.body, settings().base_url
    context = {
        "sender_line": ", ".join(filter(None, [body.name, body.office_name])),
        "recipient_name": handed.to.name,
        "contact_name": body.contact_name or handed.by,
        "contact_mail": body.contact_mail,
        "base_url": base_url,
        "choice": handed.choice,
        "plans": handed.plans,
        "by": handed.by,
        "today": handed.today,
        "takes": handed.to.id == handed.choice.taker.id,
        "link": f"{base_url}/gruppen",
    }
    name = "handover/mail/group_handed_over"
    return Outgoing(
        kind="group_handed_over",
        dedupe_key=f"group_handed_over:{handed.once}:{handed.to.id}",
        subject=render(f"{name}.subject.txt", **context).strip(),
        text=render(f"{name}.txt", **context),
        html=render(f"{name}.html", **context),
        recipient_name=handed.to.name,
        recipient_address=handed.to.email,
        person_id=handed.to.id,
        body_id=body.id,
        subject_id=handed.plans[0].group_id,
        sender_name=f"Spurwerk ({body.name})",
        reply_to=(body.contact_name, body.contact_mail) if body.contact_mail else None,
    )

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.settings import settings
from app.handover.rules import Choice, GroupPlan, Human
from app.outbox.rules import Outgoing
from app.people.letterhead import letterhead, sender
from app.people.tables import Body
from app.web.templates import mail_texts


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
    body = handed.body
    context = {
        **letterhead(body, handed.to.name),
        "contact_name": body.contact_name or handed.by,
        "choice": handed.choice,
        "plans": handed.plans,
        "by": handed.by,
        "today": handed.today,
        "takes": handed.to.id == handed.choice.taker.id,
        "link": f"{settings().base_url}/gruppen",
    }
    return Outgoing(
        kind="group_handed_over",
        dedupe_key=f"group_handed_over:{handed.once}:{handed.to.id}",
        **mail_texts("handover/mail/group_handed_over", **context),
        recipient_name=handed.to.name,
        recipient_address=handed.to.email,
        person_id=handed.to.id,
        subject_id=handed.plans[0].group_id,
        **sender(body, "Spurwerk"),
    )

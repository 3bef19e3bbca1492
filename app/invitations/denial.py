"""The mail that tells the office that a link reached somebody else."""

from dataclasses import dataclass
from uuid import UUID

from app.core.settings import settings
from app.outbox.rules import Outgoing
from app.people.tables import Body
from app.web.templates import mail_texts


@dataclass(frozen=True)
class Denial:
    """Whose link it was and what it was for."""

    invitation_id: UUID
    name: str
    address: str
    title: str


def link_denied(denial: Denial, body: Body) -> Outgoing:
    """Once per invitation, however often the button is pressed."""
    context = {
        "denial": denial,
        "sender_line": ", ".join(filter(None, [body.name, body.office_name])),
        "recipient_name": body.contact_name or body.office_name or body.name,
        "base_url": settings().base_url,
    }
    return Outgoing(
        kind="answer_denied",
        dedupe_key=f"answer_denied:{denial.invitation_id}",
        **mail_texts("invitations/mail/answer_denied", **context),
        recipient_name=str(context["recipient_name"]),
        recipient_address=body.contact_mail,
        body_id=body.id,
        subject_id=denial.invitation_id,
    )

"""What every mail of a body has: its frame (templates/mail/base.*), who writes, whom to answer."""

from typing import Any, TypedDict
from uuid import UUID

from app.core.settings import settings
from app.people.tables import Body


class Sender(TypedDict):
    body_id: UUID
    sender_name: str
    reply_to: tuple[str, str] | None


def letterhead(body: Body, recipient_name: str) -> dict[str, Any]:
    return {
        "sender_line": ", ".join(filter(None, (body.name, body.office_name))),
        "recipient_name": recipient_name,
        "contact_name": body.contact_name or body.office_name or body.name,
        "contact_mail": body.contact_mail,
        "base_url": settings().base_url,
    }


def sender(body: Body, name: str = "") -> Sender:
    """`name`: a group's; without it the office writes."""
    return {
        "body_id": body.id,
        "sender_name": f"{name} ({body.name})" if name else body.office_name or body.name,
        "reply_to": (body.contact_name or body.office_name, body.contact_mail)
        if body.contact_mail
        else None,
    }

"""The frame that every mail of a body has (templates/mail/base.*): who writes, and whom to ask."""

from typing import Any

from app.core.settings import settings
from app.people.tables import Body


def letterhead(body: Body, recipient_name: str) -> dict[str, Any]:
    return {
        "sender_line": ", ".join(filter(None, (body.name, body.office_name))),
        "recipient_name": recipient_name,
        "contact_name": body.contact_name or body.office_name or body.name,
        "contact_mail": body.contact_mail,
        "base_url": settings().base_url,
    }

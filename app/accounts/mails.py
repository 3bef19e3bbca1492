from uuid import UUID

from app.core.settings import settings
from app.outbox.rules import Outgoing
from app.web.templates import mail_texts


def login_link_requested(
    *, request_id: UUID, person_id: UUID, name: str, email: str, link: str, code: str
) -> Outgoing:
    context = {
        "sender_line": "",
        "recipient_name": name,
        "link": link,
        "code": code,
        "base_url": settings().base_url,
        "contact_name": "",
        "contact_mail": "",
    }
    return Outgoing(
        kind="login_link_requested",
        dedupe_key=f"login:{request_id}",
        **mail_texts("accounts/mail/login_link_requested", **context),
        recipient_name=name,
        recipient_address=email,
        person_id=person_id,
    )

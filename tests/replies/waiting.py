"""Rows of received mails, as the decoding leaves them; invented people only."""

from typing import Any
from uuid import uuid4

from app.core.clock import now
from app.invitations.tables import Invitation
from app.meetings.tables import Meeting
from app.people.tables import Body
from app.replies.tables import InboundMail, Outcome

MIME = (
    b"From: Kim Krause <kim.krause@example.net>\r\nTo: <sitzung@spurwerk.example.org>\r\n"
    b"Subject: Komme\r\nMessage-ID: <1@example.net>\r\nContent-Type: text/html\r\n\r\n"
    b'<script>alert(1)</script><img src="https://example.net/zaehler.gif">Hallo\r\n'
)


async def make_mail(body: Body | None, outcome: Outcome, **columns: Any) -> InboundMail:
    values = {
        "content_hash": uuid4().hex * 2, "came_by": "lmtp", "subject": "Komme",
        "sender_name": "Kim Krause", "sender_address": "kim.krause@example.net",
        "received_at": now(), "mime": MIME, **columns,
    }  # fmt: skip
    mail = InboundMail(id=uuid4(), body=body.id if body else None, outcome=outcome, **values)
    await mail.save()
    return mail


async def about(meeting: Meeting, invitation: Invitation) -> dict[str, Any]:
    return {"meeting": meeting.id, "invitation": invitation.id, "person": invitation.person}

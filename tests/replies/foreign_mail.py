"""Mails as other servers and people send them, built with the standard library only."""

from email.message import EmailMessage
from email.utils import format_datetime
from uuid import uuid4

from app.core import clock

DOMAIN = "spurwerk.example.org"


def report(
    *, action: str = "failed", status: str = "5.1.1", diagnosis: str = "", to: str = ""
) -> bytes:
    """A delivery status notification (RFC 3464) about one recipient."""
    said = diagnosis or f"smtp; 550 {status} niemand da"
    return (
        "From: Mail Delivery System <MAILER-DAEMON@mx.example.org>\n"
        f"To: {to or f'bounce+unbekannt@{DOMAIN}'}\n"
        "Subject: Undelivered Mail Returned to Sender\n"
        f"Message-ID: <{uuid4().hex}@mx.example.org>\n"
        "Auto-Submitted: auto-replied\nMIME-Version: 1.0\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=grenze\n\n"
        "--grenze\nContent-Type: text/plain; charset=utf-8\n\nI'm sorry to have to inform you\n"
        "--grenze\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.example.org\n\n"
        "Final-Recipient: rfc822; niemand@amt.example.org\n"
        f"Action: {action}\nStatus: {status}\nDiagnostic-Code: {said}\n\n"
        "--grenze--\n"
    ).encode()


def note(**headers: str) -> bytes:
    """A mail that a person or a vacation program writes."""
    mail = EmailMessage()
    values = {
        "From": "Gisela Grün <gruen@amt.example.org>", "To": f"sitzung@{DOMAIN}",
        "Subject": "Abwesenheit", "Date": format_datetime(clock.now()),
        "Message-ID": f"<{uuid4().hex}@amt.example.org>",
    } | {name.replace("_", "-"): value for name, value in headers.items()}  # fmt: skip
    for name, value in values.items():
        mail[name] = value
    mail.set_content("Ich bin bis Montag nicht im Haus.")
    return mail.as_bytes()

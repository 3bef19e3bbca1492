"""Mails read back with the standard library."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from app.outbox.tables import OutgoingMail


def read_mail(mime: bytes) -> EmailMessage:
    message = message_from_bytes(mime, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def part(message: EmailMessage, kind: str = "plain") -> str:
    """The text or HTML of the mail; kind is "plain" or "html"."""
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


async def last_mail() -> EmailMessage:
    row = await OutgoingMail.objects().order_by(OutgoingMail.created_at, ascending=False).first()
    assert row is not None
    return read_mail(row.mime)


async def all_mails() -> list[OutgoingMail]:
    """In the order of their making."""
    return list(await OutgoingMail.objects().order_by(OutgoingMail.created_at))

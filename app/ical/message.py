import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from hashlib import sha256

from app.ical.address import wire_address
from app.ical.headers import KnownHeaders, MailPolicy
from app.ical.invitation import method_of
from app.ical.text import is_web_address, one_line, text_value
from app.ical.values import Method

_MESSAGE_ID = re.compile(r"<[!-;=?A-~]+@[!-;=?A-~]+>")
_ID_LIMIT = 250
_REFERENCES = 10
_REFERENCES_LENGTH = 900  # one line of at most 998 (RFC 5322 §2.1.1) is never encoded
_POLICY = MailPolicy(header_factory=KnownHeaders())
_ICS_NAME = {"REQUEST": "einladung.ics", "CANCEL": "absage.ics"}


@dataclass(frozen=True)
class Attachment:
    name: str
    maintype: str
    subtype: str
    content: bytes


@dataclass(frozen=True)
class MailParts:
    """What one mail to one person is made of.

    `message_id` and `references` stand in angle brackets; `references` begins with the first
    mail of the thread and ends with the one before this. `date` is aware. `list_unsubscribe`
    is an https address that takes the POST of RFC 8058. `calendar` is one object of
    `app.ical.invitation` and `calendar_method` its METHOD.
    """

    sender_name: str
    sender_address: str
    recipient_name: str
    recipient_address: str
    subject: str
    text: str
    html: str
    message_id: str
    date: datetime
    references: Sequence[str] = ()
    list_unsubscribe: str | None = None
    reply_to: tuple[str, str] | None = None
    calendar: bytes | None = None
    calendar_method: Method | None = None
    attachments: Sequence[Attachment] = ()


def compose(parts: MailParts) -> bytes:
    """The mail as it goes to SMTP: 7-bit, CRLF, equal parts give equal bytes.

    ValueError for an address, message-id or link that is none, for a calendar whose METHOD is
    not `calendar_method` (RFC 6047 §2.4) and for an invitation that offers to unsubscribe.
    """
    message = EmailMessage(policy=_POLICY)
    _add_people(message, parts)
    _add_identity(message, parts)
    _add_unsubscribe(message, parts)
    message.set_content(text_value(parts.text), cte="quoted-printable")
    message.add_alternative(text_value(parts.html), subtype="html", cte="quoted-printable")
    if parts.calendar is not None or parts.calendar_method is not None:
        _add_calendar(message, parts)
    for attachment in parts.attachments:
        message.add_attachment(
            attachment.content,
            maintype=attachment.maintype,
            subtype=attachment.subtype,
            filename=one_line(attachment.name),
        )
    message["Content-Language"] = "de"  # last, because set_content drops such headers
    _settle_parts(message, parts.message_id)
    return message.as_bytes()


def _add_people(message: EmailMessage, parts: MailParts) -> None:
    message["From"] = _mailbox(parts.sender_name, parts.sender_address)
    message["To"] = _mailbox(parts.recipient_name, parts.recipient_address)
    if parts.reply_to is not None:
        message["Reply-To"] = _mailbox(*parts.reply_to)


def _mailbox(name: str, address: str) -> Address:
    return Address(one_line(name), addr_spec=wire_address(address))


def _add_identity(message: EmailMessage, parts: MailParts) -> None:
    if parts.date.tzinfo is None:
        raise ValueError("the date needs a time zone")
    message["Subject"] = parts.subject
    message["Date"] = parts.date
    message["Message-ID"] = _message_id(parts.message_id)
    if references := _thread(parts.references):
        message["In-Reply-To"] = references[-1]
        message["References"] = " ".join(references)
    message["Auto-Submitted"] = "auto-generated"


def _thread(references: Sequence[str]) -> list[str]:
    """The first mail and the latest ones, so many as fit."""
    checked = [_message_id(each) for each in references]
    latest = checked[1:][1 - _REFERENCES :]
    while len(" ".join(checked[:1] + latest)) > _REFERENCES_LENGTH:
        del latest[0]
    return checked[:1] + latest


def _message_id(raw: str) -> str:
    if len(raw) > _ID_LIMIT or not _MESSAGE_ID.fullmatch(raw):
        raise ValueError("no message-id in angle brackets of at most 250 characters")
    return raw


def _add_unsubscribe(message: EmailMessage, parts: MailParts) -> None:
    """Both headers of RFC 8058 §3; nobody can unsubscribe from invitations."""
    link = parts.list_unsubscribe
    if link is None:
        return
    if not (link.startswith("https://") and is_web_address(link)):
        raise ValueError("unsubscribing needs an https URI")
    if parts.calendar is not None:
        raise ValueError("an invitation cannot be unsubscribed")
    message["List-Unsubscribe"] = f"<{link}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _add_calendar(message: EmailMessage, parts: MailParts) -> None:
    """Last alternative without disposition, and the same bytes attached for older groupware."""
    ics, method = parts.calendar, parts.calendar_method
    if ics is None or method is None or method_of(ics) != method:
        raise ValueError("the METHOD of the calendar is not that of the mail")
    message.add_alternative(
        ics.decode(),
        subtype="calendar",
        cte="base64",
        params={"method": method, "component": "VEVENT"},
    )
    name = _ICS_NAME[method]
    message.add_attachment(
        ics, maintype="application", subtype="ics", filename=name, params={"name": name}
    )


def _settle_parts(message: EmailMessage, message_id: str) -> None:
    """Boundaries from the message-id, not by chance; "=_" occurs in neither of our encodings.

    MIME-Version belongs to the whole (RFC 2045 §4); the standard library repeats it in parts.
    """
    seed = sha256(message_id.encode()).hexdigest()[:24]
    for number, part in enumerate(message.walk()):
        if number:
            del part["MIME-Version"]
        if part.is_multipart():
            part.set_boundary(f"=_{number}_{seed}")

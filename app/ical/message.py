import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256

from app.ical import mime
from app.ical.headers import mailbox, subject, with_parameters
from app.ical.invitation import method_of
from app.ical.text import is_web_address
from app.ical.values import Method

_MESSAGE_ID = re.compile(r"<[!-;=?A-~]+@[!-;=?A-~]+>")
_ID_LIMIT = 250
_REFERENCES = 10
_REFERENCES_LENGTH = 900  # one line of at most 998 (RFC 5322 §2.1.1) is never encoded
_ICS_NAME = {"REQUEST": "einladung.ics", "CANCEL": "absage.ics", "DECLINECOUNTER": "antwort.ics"}


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
    head = {**_people(parts), **_identity(parts), **_unsubscribe(parts)}
    head |= {"Content-Language": "de", "MIME-Version": "1.0"}
    seed = sha256(parts.message_id.encode()).hexdigest()[:24]  # no boundary by chance
    bodies = [mime.text_part("plain", parts.text), mime.text_part("html", parts.html)]
    files = [_attached(each) for each in parts.attachments]
    if parts.calendar is not None or parts.calendar_method is not None:
        body, file = _calendar(parts)
        bodies, files = [*bodies, body], [file, *files]
    if not files:
        return mime.multipart("alternative", f"=_0_{seed}", bodies, head)
    content = mime.multipart("alternative", f"=_1_{seed}", bodies)
    return mime.multipart("mixed", f"=_0_{seed}", [content, *files], head)


def _people(parts: MailParts) -> dict[str, str]:
    people = {
        "From": mailbox("From", parts.sender_name, parts.sender_address),
        "To": mailbox("To", parts.recipient_name, parts.recipient_address),
    }
    if parts.reply_to is not None:
        people["Reply-To"] = mailbox("Reply-To", *parts.reply_to)
    return people


def _identity(parts: MailParts) -> dict[str, str]:
    if parts.date.tzinfo is None:
        raise ValueError("the date needs a time zone")
    identity = {
        "Subject": subject(parts.subject),
        "Date": format_datetime(parts.date),
        "Message-ID": _message_id(parts.message_id),
        "Auto-Submitted": "auto-generated",
    }
    if references := _thread(parts.references):
        identity |= {"In-Reply-To": references[-1], "References": " ".join(references)}
    return identity


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


def _unsubscribe(parts: MailParts) -> dict[str, str]:
    """Both headers of RFC 8058 §3; nobody can unsubscribe from invitations."""
    link = parts.list_unsubscribe
    if link is None:
        return {}
    if not (link.startswith("https://") and is_web_address(link)):
        raise ValueError("unsubscribing needs an https URI")
    if parts.calendar is not None:
        raise ValueError("an invitation cannot be unsubscribed")
    return {
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _calendar(parts: MailParts) -> tuple[bytes, bytes]:
    """Last alternative without disposition, and the same bytes attached for older groupware."""
    ics, method = parts.calendar, parts.calendar_method
    if ics is None or method is None or method_of(ics) != method:
        raise ValueError("the METHOD of the calendar is not that of the mail")
    shown = with_parameters("text/calendar", method=method, component="VEVENT", charset="utf-8")
    encoded, name = mime.in_base64(ics), _ICS_NAME[method]
    attached = {"Content-Type": with_parameters("application/ics", name=name), **_as_file(name)}
    return mime.base64_part({"Content-Type": shown}, encoded), mime.base64_part(attached, encoded)


def _attached(file: Attachment) -> bytes:
    headers = {"Content-Type": f"{file.maintype}/{file.subtype}", **_as_file(file.name)}
    return mime.base64_part(headers, mime.in_base64(file.content))


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": with_parameters("attachment", filename=name)}

"""A received mail to what it says (docs/adr/0025): old email policy, all guarded."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32
from email.utils import parsedate_to_datetime
from typing import Any

from app.ical.text import limited, text_value
from app.replies.rules.addresses import header_text, mailboxes
from app.replies.rules.calendar import Calendar, read_calendar
from app.replies.rules.decoded import Decoded, Said, Unreadable
from app.replies.rules.tnef import read_tnef

MOST_BYTES, DEEPEST, MOST_PARTS = 2_000_000, 20, 100
HEAD_BYTES, LETTER = 64_000, 4000
TOO_LARGE = "Die E-Mail ist größer als 2 MB."
TOO_DEEP = "Die E-Mail ist ungewöhnlich verschachtelt oder hat sehr viele Teile."
DIFFERENT = "Die Kalenderteile der E-Mail widersprechen einander."
WRONG_METHOD = "Der Kalenderteil und sein Umschlag nennen verschiedene Absichten."
_METHOD = re.compile(r"method\s*=\s*\"?([A-Za-z]+)", re.IGNORECASE)
_TAG = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_PLAIN_ID = re.compile(r"<?([!-;=?-~]{1,250})>?")


def read_mail(raw: bytes) -> Decoded:
    """Headers in any case; `trouble` where the rest is not to be understood."""
    if len(raw) > MOST_BYTES:
        return read_head(raw, TOO_LARGE)
    try:
        message = BytesParser(policy=compat32).parsebytes(raw)
        parts = list(_leaves(message))
        head = _head(message)
        method, said = _answer(parts, head["from_address"])
    except Unreadable as problem:
        return read_head(raw, str(problem))
    return Decoded(**head, method=method, said=said, text=_text(parts))


def read_head(raw: bytes, trouble: str) -> Decoded:
    """Of a mail that is not read any further."""
    return Decoded(**_head(BytesHeaderParser(policy=compat32).parsebytes(raw[:HEAD_BYTES])), trouble=trouble)  # fmt: skip


def _head(message: Message) -> dict[str, Any]:
    people = mailboxes([str(each) for each in message.get_all("From", [])[:5]])
    name, address = people[0] if len(people) == 1 else ("", "")
    return {
        "message_id": _message_id(message),
        "senders": len(people),
        "from_name": name,
        "from_address": address,
        "subject": header_text(message.get("Subject", ""), 300),
        "date": _date(message),
        "automatic": automatic(message),
        "authentication": tuple(
            str(each)[:4000] for each in message.get_all("Authentication-Results", [])[:20]
        ),
    }


def _message_id(message: Message) -> str:
    hit = _PLAIN_ID.fullmatch(str(message.get("Message-ID", "")).strip())
    return hit[1] if hit else ""


def _date(message: Message) -> datetime | None:
    try:
        found = parsedate_to_datetime(str(message.get("Date", "")))
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def automatic(message: Message) -> str:
    """No human pressed send (RFC 3834 §2; older programs by headers of their own)."""
    kind = message.get_content_type()
    if kind in {"multipart/report", "message/delivery-status"}:
        return "bounce"
    if str(message.get("Return-Path", "x")).strip() == "<>":
        return "bounce"
    submitted = re.split(r"[;(\s]", str(message.get("Auto-Submitted", "no")).strip())[0].lower()
    replied = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply-From")
    precedence = str(message.get("Precedence", "")).strip().lower()
    if submitted == "auto-replied" or precedence == "auto_reply" or any(map(message.get, replied)):
        return "replied"
    if submitted != "no" or precedence in {"bulk", "junk", "list"} or message.get("List-Id"):
        return "generated"
    return ""


def _leaves(message: Message) -> Iterator[Message]:
    """In their order, without what is inside attached mails: that is somebody else's word."""
    waiting: list[tuple[Message, int]] = [(message, 1)]
    count = 0
    while waiting:
        part, depth = waiting.pop()
        count += 1
        if depth > DEEPEST or count > MOST_PARTS:
            raise Unreadable(TOO_DEEP)
        if part.get_content_maintype() == "message":
            continue
        if not part.is_multipart():
            yield part
            continue
        inner = [each for each in part.get_payload() if isinstance(each, Message)]
        waiting += [(each, depth + 1) for each in reversed(inner)]


def _answer(parts: list[Message], sender: str) -> tuple[str, tuple[Said, ...]]:
    """METHOD and events of the best copy. Raises Unreadable where copies differ."""
    ranked = sorted(parts, key=_rank)
    found = [_calendar(part) for part in ranked if _rank(part) < NO_CALENDAR]
    if found:
        if len({_meaning(each) for each in found}) > 1:
            raise Unreadable(DIFFERENT)
        return found[0].method or "PUBLISH", found[0].said
    for part in parts:
        if _is_tnef(part):
            read = read_tnef(content_of(part), sender)
            return read.method, read.said
    return "", ()


NO_CALENDAR = 4


def _rank(part: Message) -> int:
    """text/calendar with a method, without one, application/ics, a name ending in .ics."""
    kind = part.get_content_type()
    if kind.startswith("text/calendar"):
        return 0 if _method_parameter(part) else 1
    if kind == "application/ics":
        return 2
    return 3 if _name(part).endswith(".ics") else NO_CALENDAR


def _name(part: Message) -> str:
    try:
        return (part.get_filename() or "").strip().lower()
    except (LookupError, ValueError, TypeError):
        return ""


def _is_tnef(part: Message) -> bool:
    kinds = {"application/ms-tnef", "application/vnd.ms-tnef"}
    return part.get_content_type() in kinds or _name(part) == "winmail.dat"


def _method_parameter(part: Message) -> str:
    """Also where the semicolon before it is missing."""
    hit = _METHOD.search(str(part.get("Content-Type", "")))
    return hit[1].upper() if hit else ""


def _calendar(part: Message) -> Calendar:
    read = read_calendar(content_of(part), part.get_content_charset())
    declared = _method_parameter(part)
    if declared and read.method and declared != read.method:
        raise Unreadable(WRONG_METHOD)
    return Calendar(read.method or declared, read.said)


def _meaning(calendar: Calendar) -> tuple[object, ...]:
    """What two copies must share to count as one."""
    return (
        calendar.method,
        *(
            (
                each.uid,
                each.recurrence_at,
                each.day,
                *((g.address, g.partstat) for g in each.guests),
            )
            for each in calendar.said
        ),
    )


def content_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(parts: list[Message]) -> str:
    """What a human typed, as plain text; of HTML only the words."""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and "attachment" not in str(
                part.get("Content-Disposition", "")
            ):
                raw = _words(content_of(part)[: LETTER * 4], part.get_content_charset())
                words = _TAG.sub(" ", raw) if kind == "text/html" else raw
                return limited(text_value(words).strip(), LETTER)
    return ""


def _words(content: bytes, charset: str | None) -> str:
    for name in (charset, "utf-8"):
        try:
            if name:
                return content.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return content.decode("cp1252", "replace")

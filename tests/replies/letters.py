"""Mails that answer an invitation, in the shapes in which calendars send them; all invented."""

import base64
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from app.core.clock import now
from app.invitations.rules import reply_token
from app.invitations.tables import Invitation, SeriesInvitation
from app.meetings.tables import Meeting, MeetingSeries
from app.replies.operations.receive import Received, receive

AUTHSERV = "mx.example.org"
PASS = f"{AUTHSERV}; dmarc=pass header.from=example.org; dkim=pass header.d=example.org"
FAIL = f"{AUTHSERV}; dmarc=fail header.from=example.org; dkim=none"
_number = count(1)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a person presses in a calendar; `lines` go into the VEVENT, `top` before it."""

    uid: str
    attendee: str
    sender: str
    recipient: str | None
    partstat: str = "ACCEPTED"
    sequence: str = "0"
    stamp: datetime | None = None
    method: str = "REPLY"
    declared: str | None = "REPLY"
    lines: tuple[str, ...] = ()
    top: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    attendee_line: str = ""

    def event(self) -> list[str]:
        stamp = (self.stamp or now()).astimezone(UTC)
        attendee = self.attendee_line or (
            f'ATTENDEE;CN="Cordes, Carla";PARTSTAT={self.partstat}:mailto:{self.attendee}'
        )
        return [
            "BEGIN:VEVENT", attendee, f"UID:{self.uid}", f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
            f"SEQUENCE:{self.sequence}", *self.lines, "END:VEVENT",
        ]  # fmt: skip

    def ics(self, *more: "Answer") -> bytes:
        events = [line for each in (self, *more) for line in each.event()]
        lines = [
            "BEGIN:VCALENDAR", "PRODID:-//Beispiel//Kalender//DE", "VERSION:2.0",
            f"METHOD:{self.method}", *self.top, *events, "END:VCALENDAR", "",
        ]  # fmt: skip
        return "\r\n".join(lines).encode()

    def head(self) -> list[str]:
        return [
            f"From: Carla Cordes <{self.sender}>",
            "To: <sitzung@spurwerk.example.org>",
            "Subject: Zugesagt: Sitzung",
            f"Message-ID: <{next(_number)}.{now():%H%M%S%f}@example.org>",
            f"Date: {now():%a, %d %b %Y %H:%M:%S} +0000",
            "MIME-Version: 1.0",
            *self.headers,
        ]

    def mail(self, *more: "Answer") -> bytes:
        return self.around(self.ics(*more))

    def around(self, ics: bytes) -> bytes:
        method = f"; method={self.declared}" if self.declared else ""
        kind = f"Content-Type: text/calendar{method}; charset=UTF-8"
        return packed([*self.head(), kind, "Content-Transfer-Encoding: base64"], ics)


def packed(head: list[str], content: bytes) -> bytes:
    return "\r\n".join([*head, "", ""]).encode() + base64.encodebytes(content)


def mixed(head: list[str], *parts: tuple[str, bytes]) -> bytes:
    """A mail of several parts, each with its Content-Type line and further ones."""
    lines = [*head, 'Content-Type: multipart/mixed; boundary="grenze"', "", ""]
    body = b"".join(
        b"--grenze\r\n" + packed([kind, "Content-Transfer-Encoding: base64"], content) + b"\r\n"
        for kind, content in parts
    )
    return "\r\n".join(lines).encode() + body + b"--grenze--\r\n"


def address_of(invitation: Invitation | SeriesInvitation) -> str:
    return f"sitzung+{reply_token(invitation.id)}@spurwerk.example.org"


def answer_of(
    invitation: Invitation | SeriesInvitation, of: Meeting | MeetingSeries, **changes: Any
) -> Answer:
    """The invited person answers from the invited address."""
    answer = Answer(
        uid=of.uid,
        attendee=invitation.address,
        sender=invitation.address,
        recipient=address_of(invitation),
    )
    return replace(answer, **changes)


async def arrive(answer: Answer, raw: bytes | None = None, at: datetime | None = None) -> Received:
    return await receive(
        raw if raw is not None else answer.mail(),
        envelope_recipient=answer.recipient,
        came_by="lmtp",
        now=at or now(),
    )


def later(minutes: int) -> datetime:
    return now() + timedelta(minutes=minutes)

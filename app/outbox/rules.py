"""When a mail is tried again (RFC 5321 §4.5.4.1), and what a mail is before it is stored."""

import random
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal
from urllib.parse import unquote, urlsplit
from uuid import UUID

from app.core.errors import RuleViolation
from app.core.settings import BadSettings
from app.ical.values import Method
from app.outbox.tables import MailState, OutgoingMail

MINUTES = (1, 5, 15, 60)
GIVE_UP_AFTER = timedelta(hours=48)
LEASE = timedelta(minutes=5)
PAUSE = timedelta(minutes=5)  # of the whole queue, when the server refuses our login or sender
ANSWER_LENGTH = 500
SUSPENDED_AFTER = 2  # mails that came back for good
SUSPENDED = (
    "An diese Adresse wird nichts mehr gesendet, weil zwei E-Mails zurückkamen. Die Koordination "
    "kann sie unter „Postausgang“ wieder freigeben."
)
SECRET_KINDS = frozenset({"login_link_requested"})  # link and code open an account
EMPTIED = "Der Inhalt dieser E-Mail ist nach Ablauf der Frist gelöscht worden."
UNWRITTEN = "Der Text dieser E-Mail wird gerade geschrieben."
NEVER_WRITTEN = (
    "Diese E-Mail ist nicht geschrieben worden, oder ihr Inhalt ist nach Ablauf der Frist gelöscht."
)
NOT_WRITTEN = "Der Text ließ sich nicht schreiben. Bitte senden Sie die Einladung noch einmal."
AGAIN = frozenset({MailState.FAILED, MailState.DELAYED, MailState.DROPPED})
KIND_WORDS = {
    "login": "Anmeldung", "invitation": "Einladung", "meeting": "Sitzung", "minutes": "Protokoll",
    "objection": "Protokoll", "task": "Aufgabe", "tasks": "Aufgaben", "mandate": "Auftrag",
    "digest": "Zusammenfassung", "member": "Gruppe", "membership": "Gruppe", "group": "Gruppe",
    "vorlage": "Vorlage", "poll": "Terminabfrage", "reply": "Einladung", "answer": "Einladung",
    "feed": "Kalender-Abo", "reminder": "Erinnerung", "report": "Sachstandsbericht",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class OutgoingPart:
    """A file that goes with the mail."""

    name: str
    media_type: str  # "application/pdf"
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One rendered mail to one person; what a feature's mails.py returns."""

    kind: str  # a past fact: invitation_sent
    dedupe_key: str
    subject: str
    text: str
    html: str
    recipient_name: str
    recipient_address: str
    person_id: UUID | None = None
    body_id: UUID | None = None
    subject_id: UUID | None = None
    group_id: UUID | None = None  # goes only to who belongs to this group when it leaves
    sender_name: str = "Spurwerk"
    sender_address: str | None = None  # None: the app's own address
    reply_to: tuple[str, str] | None = None
    message_id: str | None = None  # None: made from the row's id
    references: tuple[str, ...] = ()
    thread_key: str = ""
    list_unsubscribe: str | None = None
    calendar: bytes | None = None
    calendar_method: Method | None = None
    attachments: tuple[OutgoingPart, ...] = field(default=())


@dataclass(frozen=True)
class Claimed:
    """One mail for as long as this worker's lease lasts; `attempts` counts this one."""

    id: UUID
    attempts: int
    envelope_sender: str
    recipient_address: str
    mime: bytes


@dataclass(frozen=True)
class MailServer:
    """From SPURWERK_SMTP_URL. tls: "implicit" (smtps), "required" or, on this machine, "offered"."""

    host: str
    port: int
    user: str | None
    password: str | None
    tls: Literal["implicit", "required", "offered"]

    @classmethod
    def from_url(cls, url: str) -> "MailServer":
        """User and password percent-encoded. Raises BadSettings."""
        parts = urlsplit(url)
        port = _port_of(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or port is None:
            raise BadSettings(
                "SPURWERK_SMTP_URL muss wie smtp://benutzer:passwort@server:587 oder smtps://… aussehen."
            )
        implicit = parts.scheme == "smtps"
        return cls(
            host=parts.hostname,
            port=port or (465 if implicit else 25),
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            tls="implicit" if implicit else "offered" if _is_here(parts.hostname) else "required",
        )


def _port_of(url: str) -> int | None:
    """0 where none is given, None where it is no port."""
    try:
        return urlsplit(url).port or 0
    except ValueError:
        return None


def _is_here(host: str) -> bool:
    return host in {"localhost", "::1"} or host.startswith("127.")


def kind_word(kind: str) -> str:
    """Einladung for invitation_sent"""
    return KIND_WORDS.get(kind.partition("_")[0], "E-Mail")


def may_be_sent_again(kind: str, state: MailState, *, written: bool) -> bool:
    return state in AGAIN and kind not in SECRET_KINDS and written


def words_for_no_content(state: MailState) -> str:
    """Where the text would stand."""
    if state == MailState.WAITING:
        return UNWRITTEN
    return NEVER_WRITTEN if state in {MailState.DROPPED, MailState.FAILED} else EMPTIED


def check_can_be_sent_again(mail: OutgoingMail) -> None:
    if mail.kind in SECRET_KINDS:
        raise RuleViolation(
            "Ein Anmeldelink gilt nur zehn Minuten. Bitte fordern Sie unter „Anmelden“ einen neuen an."
        )
    if not mail.mime:
        raise RuleViolation(words_for_no_content(MailState(mail.state)))
    if mail.state not in AGAIN | {MailState.WAITING}:
        word = MailState(mail.state).label
        raise RuleViolation(f"Diese E-Mail ist {word} und wird nicht noch einmal gesendet.")


def gives_up(attempts: int) -> bool:
    """Whether the delays after so many attempts add up to 48 hours."""
    short = sum(MINUTES[:attempts])
    hours = max(0, attempts - len(MINUTES)) * MINUTES[-1]
    return timedelta(minutes=short + hours) > GIVE_UP_AFTER


def delay_after(attempts: int) -> timedelta:
    """1, 5, 15, 60 minutes, then hourly; up to 10 % later, so that retries spread."""
    minutes = MINUTES[min(attempts, len(MINUTES)) - 1]
    return timedelta(minutes=minutes * random.uniform(1, 1.1))  # noqa: S311 - no secret


def one_line(words: str) -> str:
    """What another server said, as it is stored and shown."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:ANSWER_LENGTH]


def blames_the_address(words: str) -> bool:
    """A refused RCPT but for policy (5.7.x) and full boxes (5.2.2): RFC 3463 §3.3, §3.8."""
    return not re.match(r"5\d\d[ -]5\.(7\.\d|2\.2)", words)


def is_permanent(code: int) -> bool:
    """5xx at RCPT or DATA: this address will not get better by waiting (RFC 5321 §4.2.1)."""
    return 500 <= code < 600


def told(count: int) -> str:
    return "Eine E-Mail ist auf dem Weg." if count == 1 else f"{count} E-Mails sind auf dem Weg."

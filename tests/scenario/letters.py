"""Mails that people, calendars and machines send back, handed over by LMTP as a mail server does."""

import base64
import smtplib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from uuid import uuid4

from app.core.clock import BERLIN
from tests.replies.foreign_mail import report
from tests.scenario.postoffice import Letter
from tests.scenario.world import AUTHSERV, World

PASS = f"{AUTHSERV}; dmarc=pass header.from=example.org"
FAIL = f"{AUTHSERV}; dmarc=fail header.from=example.org; dkim=none"
WORDS = {"ACCEPTED": "Zugesagt", "DECLINED": "Abgelehnt", "TENTATIVE": "Mit Vorbehalt"}


@dataclass(frozen=True)
class Asked:
    """What an invitation says in its calendar part."""

    uid: str
    sequence: str
    attendee: str
    answers_to: str

    @classmethod
    def by(cls, letter: Letter) -> "Asked":
        lines = calendar_of(letter)
        return cls(
            uid=value_of(lines, "UID"),
            sequence=value_of(lines, "SEQUENCE"),
            attendee=value_of(lines, "ATTENDEE").rpartition("mailto:")[2],
            answers_to=value_of(lines, "ORGANIZER").rpartition("mailto:")[2],
        )


def calendar_of(letter: Letter) -> list[str]:
    """Of the event itself: its time zone has lines of the same names."""
    part = next(p for p in letter.message.walk() if p.get_content_type() == "text/calendar")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    return lines[lines.index("BEGIN:VEVENT") :]


def value_of(lines: list[str], name: str) -> str:
    line = next(each for each in lines if each.split(":")[0].split(";")[0] == name)
    return line.partition("mailto:")[1] + line.partition("mailto:")[2] or line.partition(":")[2]


def reply(
    world: World, letter: Letter, partstat: str, *,
    kind: str = "", sender: str = "", proof: str = PASS, only: datetime | None = None, words: str = "",
) -> str:  # fmt: skip
    """Somebody presses a button in the calendar; `only`: for one meeting of a series."""
    asked = Asked.by(letter)
    event = [
        "BEGIN:VEVENT", f"ATTENDEE;PARTSTAT={partstat}:mailto:{asked.attendee}",
        f"ORGANIZER:mailto:{asked.answers_to}", f"UID:{asked.uid}", f"SEQUENCE:{asked.sequence}",
        f"DTSTAMP:{world.now:%Y%m%dT%H%M%SZ}",
    ]  # fmt: skip
    if moved := [line for line in calendar_of(letter) if line.startswith("RECURRENCE-ID")]:
        event.append(moved[0])
    elif only:
        event.append(f"RECURRENCE-ID;TZID=Europe/Berlin:{only.astimezone(BERLIN):%Y%m%dT%H%M%S}")
    if words:
        event.append(f"COMMENT:{words}")
    sender = sender or asked.attendee
    head = head_of(world, sender, asked.answers_to, f"{WORDS[partstat]}: {letter.subject}", proof)
    return send_calendar(
        world, kind or partstat.lower(), "REPLY", event, head, asked, sender=sender
    )


def send_calendar(
    world: World, kind: str, method: str, event: list[str], head: list[str], asked: Asked, *, sender: str = ""
) -> str:  # fmt: skip
    ics = ["BEGIN:VCALENDAR", "PRODID:-//Beispiel//Kalender//DE", "VERSION:2.0", f"METHOD:{method}"]
    content = "\r\n".join([*ics, *event, "END:VEVENT", "END:VCALENDAR", ""]).encode()
    head += [f"Content-Type: text/calendar; method={method}; charset=UTF-8", "Content-Transfer-Encoding: base64"]  # fmt: skip
    raw = "\r\n".join([*head, "", ""]).encode() + base64.encodebytes(content)
    return hand_over(world, kind, raw, asked.answers_to, sender or asked.attendee)


def another_date(world: World, letter: Letter, day: date) -> str:
    """Somebody proposes another day in the calendar, at the same hours."""
    asked, lines = Asked.by(letter), calendar_of(letter)
    event = [
        "BEGIN:VEVENT", f"ATTENDEE;PARTSTAT=TENTATIVE:mailto:{asked.attendee}",
        f"ORGANIZER:mailto:{asked.answers_to}", f"UID:{asked.uid}", f"SEQUENCE:{asked.sequence}",
        f"DTSTAMP:{world.now:%Y%m%dT%H%M%SZ}", "COMMENT:Freitag passt mir besser.",
        *(f"{name};TZID=Europe/Berlin:{day:%Y%m%d}T{value_of(lines, name)[9:15]}" for name in ("DTSTART", "DTEND")),
    ]  # fmt: skip
    head = head_of(world, asked.attendee, asked.answers_to, f"Neuer Termin: {letter.subject}", PASS)
    return send_calendar(world, "counter", "COUNTER", event, head, asked)


def out_of_office(world: World, letter: Letter) -> str:
    asked = Asked.by(letter)
    head = head_of(world, asked.attendee, asked.answers_to, f"Abwesend: {letter.subject}", PASS)
    raw = "\r\n".join(
        [*head, "Auto-Submitted: auto-replied", "", "Ich bin bis Montag nicht im Büro."]
    )
    return hand_over(world, "out of office", raw.encode(), asked.answers_to, "")


def question(world: World, letter: Letter, words: str) -> str:
    """An ordinary mail to the address of the invitation."""
    asked = Asked.by(letter)
    head = head_of(world, asked.attendee, asked.answers_to, f"AW: {letter.subject}", PASS)
    kind = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    raw = "\r\n".join([*head, *kind, "", words])
    return hand_over(world, "question", raw.encode(), asked.answers_to, asked.attendee)


def bounce(world: World, letter: Letter) -> str:
    """The other mail server took it, and sends it back later."""
    raw = report(status="5.2.2", diagnosis="smtp; 552 5.2.2 Mailbox full")
    return hand_over(world, "bounce", raw, letter.sender, "")


def head_of(world: World, sender: str, to: str, subject: str, proof: str) -> list[str]:
    name = " ".join(word.capitalize() for word in sender.split("@", maxsplit=1)[0].split("."))
    return [
        f"Authentication-Results: {proof}", f"From: {name} <{sender}>", f"To: <{to}>",
        f"Subject: {subject.encode('ascii', 'replace').decode()}",
        f"Message-ID: <{uuid4().hex}@example.org>", f"Date: {format_datetime(world.now)}",
        "MIME-Version: 1.0",
    ]  # fmt: skip


def hand_over(world: World, kind: str, raw: bytes, to: str, sender: str) -> str:
    """What became of it."""
    with smtplib.LMTP("127.0.0.1", world.lmtp_port) as door:
        refused = door.sendmail(sender, [to], raw)
    assert refused == {}
    world.came[kind] += 1
    world.set_clock(world.now + timedelta(seconds=1))
    rows = world.sql("SELECT outcome FROM inbound_mail ORDER BY received_at DESC LIMIT 1")
    return str(rows[0]["outcome"])

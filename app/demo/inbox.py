"""Mails that came about the coming meeting: all but the last wait for somebody's decision."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

from app.core.clock import now
from app.core.settings import settings
from app.demo.musterland import County
from app.demo.sittings import Sitting
from app.invitations.rules import reply_token
from app.invitations.tables import Invitation
from app.meetings.tables import Meeting
from app.people.tables import Person
from app.replies.operations.receive import receive

SENT_AGO = timedelta(hours=26)  # the first; each further one four hours later
APART = timedelta(hours=4)
AWAY = "Ich bin bis Freitag nicht im Büro. In dringenden Fällen hilft das Sekretariat."
ASKED = "Guten Tag,\n\nkommt man mit dem Rollstuhl in den Sitzungssaal? Und gibt es Parkplätze?\n\nViele Grüße\nRalf Meinecke"


@dataclass(frozen=True)
class Sent:
    """`about`: whose invitation is answered; `lines` of the VEVENT make it an answer."""

    about: Person
    sender: tuple[str, str]
    subject: str
    text: str = ""
    method: str = "REPLY"
    lines: tuple[str, ...] = ()
    automatic: bool = False


async def load(county: County, coming: Sitting) -> None:
    begun = now() - SENT_AGO
    for number, sent in enumerate(_mails(county, coming.meeting)):
        invitation = await Invitation.objects().get(
            (Invitation.meeting == coming.meeting.id) & (Invitation.person == sent.about.id)
        )
        assert invitation is not None
        at = begun + number * APART
        await receive(
            _written(sent, coming.meeting, at),
            envelope_recipient=f"sitzung+{reply_token(invitation.id)}@{settings().mail_domain}",
            came_by="lmtp", now=at,
        )  # fmt: skip


def _mails(county: County, meeting: Meeting) -> Iterator[Sent]:
    """An answer out of another mailbox, somebody unasked, a deputy, another date, a question."""
    wollny, lueders, ahlers, voss, meinecke, demir = (
        county.people[name] for name in ("Wollny", "Lüders", "Ahlers", "Voss", "Meinecke", "Demir")
    )
    office = ("Büro Wollny", "buero.wollny@example.org")
    yield Sent(wollny, office, "Abgelehnt: Sitzung", lines=(_attendee(wollny, "DECLINED"),))
    timo = 'ATTENDEE;CN="Timo Brinkmann";PARTSTAT=ACCEPTED:mailto:timo.brinkmann@example.org'
    came = ("Timo Brinkmann", "timo.brinkmann@example.org")
    yield Sent(lueders, came, "Zugesagt: Sitzung", lines=(timo,))
    deputy = 'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:marlies.grote@example.org":mailto:{}'
    named = 'ATTENDEE;CN="Marlies Grote";PARTSTAT=NEEDS-ACTION:mailto:marlies.grote@example.org'
    yield Sent(
        ahlers, _self(ahlers), "Weitergeleitet: Sitzung",
        lines=(deputy.format(ahlers.email), named),
    )  # fmt: skip
    moved = meeting.starts_at + timedelta(days=1)
    until = meeting.ends_at + timedelta(days=1)
    yield Sent(
        voss, _self(voss), "Neuer Termin vorgeschlagen: Sitzung", method="COUNTER",
        lines=(
            _attendee(voss, "TENTATIVE"), f"DTSTART:{_stamp(moved)}", f"DTEND:{_stamp(until)}",
            "COMMENT:Am selben Nachmittag ist unsere Hilfekonferenz.",
        ),
    )  # fmt: skip
    yield Sent(meinecke, _self(meinecke), "Frage zur Sitzung", ASKED)
    yield Sent(demir, _self(demir), "Abwesend: Sitzung", AWAY, automatic=True)


def _self(person: Person) -> tuple[str, str]:
    return f"{person.given_name} {person.family_name}", person.email


def _attendee(person: Person, answer: str) -> str:
    name, address = _self(person)
    return f'ATTENDEE;CN="{name}";PARTSTAT={answer}:mailto:{address}'


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _written(sent: Sent, meeting: Meeting, at: datetime) -> bytes:
    message = EmailMessage(policy=SMTP)
    name, address = sent.sender
    message["From"] = f'"{name}" <{address}>'
    message["To"] = f"sitzung@{settings().mail_domain}"
    message["Subject"] = sent.subject
    message["Date"] = at
    message["Message-ID"] = f"<{meeting.id.hex}.{address}>"
    if sent.automatic:
        message["Auto-Submitted"] = "auto-replied"
    message.set_content(sent.text or sent.subject)
    if sent.lines:
        content = "\r\n".join([
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Beispiel//Kalender//DE",
            f"METHOD:{sent.method}", "BEGIN:VEVENT", f"UID:{meeting.uid}",
            f"DTSTAMP:{_stamp(at)}", f"SEQUENCE:{meeting.sequence}", *sent.lines, "END:VEVENT",
            "END:VCALENDAR", "",
        ])  # fmt: skip
        message.add_alternative(
            content, subtype="calendar", charset="utf-8", cte="base64",
            params={"method": sent.method},
        )  # fmt: skip
    return message.as_bytes()

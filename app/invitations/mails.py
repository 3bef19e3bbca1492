"""One mail to one invited person, with the calendar object for their calendar."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from app.core.settings import settings
from app.groups.tables import Group
from app.ical import invitation as itip
from app.ical.values import Attendee, Event, Organizer, Partstat
from app.invitations import rules
from app.invitations.queries import Recipient
from app.invitations.tables import Answer
from app.meetings.queries import AgendaRow
from app.meetings.rules import event_of, page_address
from app.meetings.tables import Meeting
from app.outbox.rules import Outgoing
from app.people.tables import Body
from app.web.templates import render

PARTSTATS: dict[Answer, Partstat] = {
    Answer.OPEN: "NEEDS-ACTION",
    Answer.ACCEPTED: "ACCEPTED",
    Answer.TENTATIVE: "TENTATIVE",
    Answer.DECLINED: "DECLINED",
}
HIDDEN_ITEM = "Nichtöffentlicher Punkt (Titel nach Anmeldung)"


@dataclass(frozen=True)
class Before:
    """When and where the meeting was to be, for the mail that moves it."""

    starts_at: datetime
    ends_at: datetime
    place: str

    @classmethod
    def of(cls, meeting: Meeting) -> "Before":
        return cls(meeting.starts_at, meeting.ends_at, meeting.place)


@dataclass(frozen=True)
class Letter:
    """What all recipients of one change share."""

    meeting: Meeting
    group: Group
    body: Body
    agenda: list[AgendaRow]
    sender: str  # the person who invites, moves or cancels
    now: datetime
    moved_from: Before | None = None
    once: str = ""  # makes a repeated mail of the same sequence one that may be sent

    @property
    def contact_name(self) -> str:
        return str(self.body.contact_name or self.sender)


@dataclass(frozen=True)
class Post:
    """One recipient with the numbers of this mail; `sequence` and `stamp` are already raised."""

    to: Recipient
    sequence: int
    stamp: datetime
    keep_answer: bool

    @property
    def message_id(self) -> str:
        numbered = rules.Numbered(
            self.to.invitation_id, self.to.created_at, self.sequence, self.stamp
        )
        return rules.message_id(numbered, settings().mail_domain)


def invitation_sent(letter: Letter, post: Post) -> Outgoing:
    return _request("invitation_sent", letter, post)


def invitation_changed(letter: Letter, post: Post) -> Outgoing:
    return _request("invitation_changed", letter, post)


def invitation_cancelled(letter: Letter, post: Post) -> Outgoing:
    ics = itip.cancel(
        _event(letter, post), _organizer(letter, post.to), _attendee(post), stamp=post.stamp
    )
    return _outgoing("invitation_cancelled", letter, post, ics, "CANCEL")


def invitation_withdrawn(letter: Letter, post: Post) -> Outgoing:
    """Takes one person off a meeting that goes on (RFC 5546 §3.2.5)."""
    ics = itip.cancel(
        _event(letter, post),
        _organizer(letter, post.to),
        _attendee(post),
        stamp=post.stamp,
        uninvite=True,
    )
    return _outgoing("invitation_withdrawn", letter, post, ics, "CANCEL")


def _request(kind: str, letter: Letter, post: Post) -> Outgoing:
    ics = itip.request(
        _event(letter, post), _organizer(letter, post.to), _attendee(post), stamp=post.stamp
    )
    return _outgoing(kind, letter, post, ics, "REQUEST")


def thread_key(uid: str, to: Recipient) -> str:
    return f"{uid}:{to.invitation_id}"


def dedupe_key(letter: Letter, post: Post) -> str:
    last = letter.once or f"{post.stamp:%Y%m%dT%H%M%S}"
    return f"invitation:{letter.meeting.id}:{post.to.person_id}:{post.sequence}:{last}"


def _outgoing(
    kind: str, letter: Letter, post: Post, ics: bytes, method: Literal["REQUEST", "CANCEL"]
) -> Outgoing:
    to, organizer, context = post.to, _organizer(letter, post.to), _context(letter, post)
    meeting = letter.meeting
    return Outgoing(
        kind=kind,
        dedupe_key=dedupe_key(letter, post),
        subject=render(f"invitations/mail/{kind}.subject.txt", **context).strip(),
        text=render(f"invitations/mail/{kind}.txt", **context),
        html=render(f"invitations/mail/{kind}.html", **context),
        recipient_name=to.name,
        recipient_address=to.address,
        person_id=to.person_id,
        body_id=letter.body.id,
        subject_id=meeting.id,
        sender_name=organizer.name,
        sender_address=organizer.address,
        message_id=post.message_id,
        references=(to.first_message_id,) if to.first_message_id else (),
        thread_key=thread_key(meeting.uid, to),
        calendar=ics,
        calendar_method=method,
    )


def _event(letter: Letter, post: Post) -> Event:
    return event_of(
        letter.meeting,
        letter.group.name,
        [f"{number}. {title}" for number, title in agenda_lines(letter.agenda, post.to)],
        base_url=settings().base_url,
        sequence=post.sequence,
    )


def agenda_lines(agenda: list[AgendaRow], to: Recipient) -> tuple[tuple[int, str], ...]:
    """Titles that may stand in a mail; guests do not even learn of a confidential item."""
    return tuple(
        (row.number, HIDDEN_ITEM if row.confidential else row.title)
        for row in agenda
        if to.member or not row.confidential
    )


def _organizer(letter: Letter, to: Recipient) -> Organizer:
    address = f"sitzung+{rules.reply_token(to.invitation_id)}@{settings().mail_domain}"
    return Organizer(f"{letter.group.name} ({letter.contact_name})", address)


def _attendee(post: Post) -> Attendee:
    return Attendee(
        name=post.to.name,
        address=post.to.address,
        role="REQ-PARTICIPANT" if post.to.required else "OPT-PARTICIPANT",
        partstat=PARTSTATS[post.to.answer] if post.keep_answer else "NEEDS-ACTION",
        rsvp=True,
    )


def _context(letter: Letter, post: Post) -> dict[str, Any]:
    meeting, to, base_url = letter.meeting, post.to, settings().base_url
    return {
        "sender_line": ", ".join(filter(None, [letter.body.name, letter.body.office_name])),
        "recipient_name": to.name,
        "traeger": to.traeger,
        "sender": letter.sender,
        "contact_name": letter.contact_name,
        "contact_mail": letter.body.contact_mail,
        "base_url": base_url,
        "meeting": meeting,
        "group_name": letter.group.name,
        "zone": rules.zone_word(meeting.starts_at),
        "moved_from": letter.moved_from,
        "answer_until": rules.answer_until(meeting.starts_at, letter.now),
        "answer_links": _answer_links(to),
        "answer": to.answer if post.keep_answer and to.answer != Answer.OPEN else None,
        "agenda": agenda_lines(letter.agenda, to),
        "page_link": page_address(meeting.id, base_url),
        "since": to.since,
    }


def _answer_links(to: Recipient) -> list[tuple[str, str]]:
    """Words and address of each button, the first answer first."""
    address = f"{settings().base_url}/a/{rules.answer_token(to.invitation_id)}"
    return [(text, f"{address}?antwort={word}") for word, text in rules.TEXTS.items()]

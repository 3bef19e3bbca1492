from dataclasses import replace
from typing import Literal

from app.core.settings import settings
from app.ical import invitation as itip
from app.ical.values import Attendee, Organizer, Partstat
from app.invitations import rules
from app.invitations.mails.letters import AnyLetter, Letter, Post, SeriesLetter
from app.invitations.mails.overrides import overrides_for
from app.invitations.mails.words import words_of
from app.invitations.queries.recipients import Recipient
from app.invitations.tables import Answer
from app.outbox.rules import Outgoing

REQUESTS = frozenset({"invitation_sent", "invitation_changed"})
PARTSTATS: dict[Answer, Partstat] = {
    Answer.OPEN: "NEEDS-ACTION",
    Answer.ACCEPTED: "ACCEPTED",
    Answer.TENTATIVE: "TENTATIVE",
    Answer.DECLINED: "DECLINED",
}


def invitation_sent(letter: AnyLetter, post: Post) -> Outgoing:
    return _request("invitation_sent", letter, post)


def invitation_changed(letter: AnyLetter, post: Post) -> Outgoing:
    return _request("invitation_changed", letter, post)


def invitation_cancelled(letter: AnyLetter, post: Post) -> Outgoing:
    return _cancel("invitation_cancelled", letter, post, uninvite=False)


def invitation_withdrawn(letter: AnyLetter, post: Post) -> Outgoing:
    """Takes one person off what goes on for others (RFC 5546 §3.2.5)."""
    return _cancel("invitation_withdrawn", letter, post, uninvite=True)


def _cancel(kind: str, letter: AnyLetter, post: Post, *, uninvite: bool) -> Outgoing:
    organizer = _organizer(letter, post.to)
    ics = itip.cancel(
        letter.event_for(post), organizer, _attendee(post), stamp=post.stamp, uninvite=uninvite
    )
    return _outgoing(kind, letter, post, organizer, ics, "CANCEL")


def _request(kind: str, letter: AnyLetter, post: Post) -> Outgoing:
    overrides = overrides_for(letter, post) if isinstance(letter, SeriesLetter) else []
    organizer = _organizer(letter, post.to)
    ics = itip.request(
        letter.event_for(post), organizer, _attendee(post), stamp=post.stamp,
        overrides=[event for event, _ in overrides],
        partstats=[PARTSTATS[answer] for _, answer in overrides],
    )  # fmt: skip
    return _outgoing(kind, letter, post, organizer, ics, "REQUEST")


def thread_key(letter: AnyLetter, to: Recipient) -> str:
    return rules.thread_key(letter.uid_for(to), to.organizer_id)


def _own_thread(letter: AnyLetter, to: Recipient) -> str:
    key = thread_key(letter, to)
    if isinstance(letter, Letter) and letter.apart:
        return f"{key}:{letter.meeting.recurrence_at:%Y%m%dT%H%M}"
    return key


def dedupe_key(letter: AnyLetter, post: Post) -> str:
    last = letter.once or f"{post.stamp:%Y%m%dT%H%M%S}"
    return f"invitation:{letter.subject_id}:{post.to.person_id}:{post.sequence}:{last}"


def _outgoing(
    kind: str,
    letter: AnyLetter,
    post: Post,
    organizer: Organizer,
    ics: bytes,
    method: Literal["REQUEST", "CANCEL"],
) -> Outgoing:
    words = words_of(kind, letter, post).for_one(post.to)
    return replace(
        without_content(kind, letter, post, words.subject),
        text=words.text,
        html=words.html,
        sender_name=organizer.name,
        sender_address=organizer.address,
        calendar=ics,
        calendar_method=method,
    )


def without_content(kind: str, letter: AnyLetter, post: Post, subject: str) -> Outgoing:
    """All that the row of the mail says; text and calendar object are costly and come later."""
    to = post.to
    return Outgoing(
        kind=kind,
        dedupe_key=dedupe_key(letter, post),
        subject=subject,
        text="",
        html="",
        recipient_name=to.name,
        recipient_address=to.address,
        person_id=to.person_id,
        body_id=letter.body.id,
        subject_id=letter.subject_id,
        group_id=letter.group.id if kind in REQUESTS else None,  # a CANCEL follows who left
        message_id=post.message_id,
        references=(to.first_message_id,) if to.first_message_id else (),
        thread_key=_own_thread(letter, to),
    )


def _organizer(letter: AnyLetter, to: Recipient) -> Organizer:
    address = f"sitzung+{rules.reply_token(to.organizer_id)}@{settings().mail_domain}"
    return Organizer(f"{letter.group.name} ({letter.contact_name})", address)


def _attendee(post: Post) -> Attendee:
    return Attendee(
        name=post.to.name,
        address=post.to.address,
        role="REQ-PARTICIPANT" if post.to.required else "OPT-PARTICIPANT",
        partstat=PARTSTATS[post.to.answer] if post.keep_answer else "NEEDS-ACTION",
        rsvp=True,
    )

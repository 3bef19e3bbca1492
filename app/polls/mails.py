"""One mail to one person who is asked, with the link that is theirs alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.core.settings import settings
from app.groups.tables import Group
from app.outbox.rules import Outgoing
from app.people.tables import Body
from app.polls.queries.polls import Voter
from app.polls.rules import life
from app.polls.rules.best import Offered
from app.polls.tables import Poll
from app.web.templates import mail_texts


@dataclass(frozen=True)
class Letter:
    """What all mails of one occasion share. once: makes this occasion's mails distinct."""

    poll: Poll
    group: Group
    body: Body
    dates: tuple[Offered, ...]
    sender: str  # who asks; empty for the app itself
    now: datetime
    once: str = ""
    new: tuple[Offered, ...] = ()  # dates that came later
    reason: str = ""  # of a withdrawal

    @property
    def contact_name(self) -> str:
        return str(self.body.contact_name or self.sender or "die Koordination")


def poll_asked(letter: Letter, to: Voter) -> Outgoing:
    return _outgoing("poll_asked", letter, to)


def poll_dates_added(letter: Letter, to: Voter) -> Outgoing:
    return _outgoing("poll_dates_added", letter, to)


def poll_reminder(letter: Letter, to: Voter) -> Outgoing:
    return _outgoing("poll_reminder", letter, to)


def poll_withdrawn(letter: Letter, to: Voter) -> Outgoing:
    return _outgoing("poll_withdrawn", letter, to)


def poll_denied(letter: Letter, name: str, voter_id: object) -> Outgoing:
    """To the office: the link of `name` is in other hands."""
    context = {
        "sender_line": _sender_line(letter.body),
        "recipient_name": letter.contact_name,
        "contact_name": letter.contact_name,
        "contact_mail": letter.body.contact_mail,
        "base_url": settings().base_url,
        "poll": letter.poll,
        "group_name": letter.group.name,
        "asked_name": name,
        "page_link": page_address(letter.poll),
    }
    return Outgoing(
        kind="poll_denied",
        dedupe_key=f"poll_denied:{voter_id}:{letter.once}",
        recipient_name=letter.contact_name,
        recipient_address=letter.body.contact_mail,
        body_id=letter.body.id,
        subject_id=letter.poll.id,
        **mail_texts("polls/mail/poll_denied", **context),
    )


def thread_key(to: Voter) -> str:
    return f"poll:{to.id}"


def vote_address(to: Voter) -> str:
    return f"{settings().base_url}/u/{life.vote_token(to.id)}"


def page_address(poll: Poll) -> str:
    return f"{settings().base_url}/terminabfragen/{poll.id}"


def _outgoing(kind: str, letter: Letter, to: Voter) -> Outgoing:
    first = f"<poll.{to.id.hex}@{settings().mail_domain}>"
    is_first = kind == "poll_asked"
    return Outgoing(
        kind=kind,
        dedupe_key=":".join(filter(None, [kind, str(to.id), letter.once])),
        recipient_name=to.name,
        recipient_address=to.address,
        person_id=to.person_id,
        body_id=letter.body.id,
        subject_id=letter.poll.id,
        group_id=letter.group.id,
        sender_name=f"{letter.group.name} ({letter.contact_name})",
        reply_to=_reply_to(letter),
        message_id=first if is_first else None,
        references=() if is_first else (first,),
        thread_key=thread_key(to),
        **mail_texts(f"polls/mail/{kind}", **_context(letter, to)),
    )


def _reply_to(letter: Letter) -> tuple[str, str] | None:
    mail = letter.body.contact_mail
    return (letter.contact_name, mail) if mail else None


def _context(letter: Letter, to: Voter) -> dict[str, Any]:
    return {
        "sender_line": _sender_line(letter.body),
        "recipient_name": to.name,
        "traeger": to.traeger,
        "sender": letter.sender,
        "contact_name": letter.contact_name,
        "contact_mail": letter.body.contact_mail,
        "base_url": settings().base_url,
        "poll": letter.poll,
        "group_name": letter.group.name,
        "dates": letter.dates,
        "new": letter.new,
        "reason": letter.reason,
        "vote_link": vote_address(to),
    }


def _sender_line(body: Body) -> str:
    return ", ".join(filter(None, [body.name, body.office_name]))

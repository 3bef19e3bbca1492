"""Mails about answers that came by mail. They go to the invited address, never to the sender."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.settings import settings
from app.ical import invitation as itip
from app.invitations import rules
from app.invitations.tables import Answer
from app.outbox.rules import Outgoing
from app.replies.addressees import Addressee
from app.web.templates import mail_texts


def reply_turned(to: Addressee, mail_id: UUID, before: Answer, after: Answer) -> Outgoing:
    """The person had answered otherwise before, and may not have written this."""
    link = f"{settings().base_url}/a/{rules.answer_token(to.invitation_id)}"
    return _outgoing("reply_turned", to, mail_id, before=before, after=after, link=link)


def reply_to_confirm(to: Addressee, mail_id: UUID, answer: Answer, token: str) -> Outgoing:
    """An answer whose sender is not proven waits for the person's word."""
    link = f"{settings().base_url}/antwort/{token}"
    return _outgoing("reply_to_confirm", to, mail_id, answer=answer, link=link)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """What the proposal was about, as calendars know it; `stamp` is the DTSTAMP."""

    uid: str
    recurrence_at: datetime | None
    proposed_starts_at: datetime | None
    words: str
    stamp: datetime


def reply_proposal_declined(to: Addressee, mail_id: UUID, refusal: Refusal) -> Outgoing:
    """Outlook shows little for a DECLINECOUNTER, hence the words."""
    ics = itip.decline_counter(
        refusal.uid, to.organizer, stamp=refusal.stamp, comment=refusal.words,
        recurrence_at=refusal.recurrence_at,
    )  # fmt: skip
    link = f"{settings().base_url}/a/{rules.answer_token(to.invitation_id)}"
    return _outgoing(
        "reply_proposal_declined", to, mail_id,
        ics=ics, refusal=refusal, words=refusal.words, link=link,
    )  # fmt: skip


def _outgoing(
    kind: str, to: Addressee, mail_id: UUID, *, ics: bytes | None = None, **context: Any
) -> Outgoing:
    context = {
        **context,
        "to": to,
        "sender_line": ", ".join(filter(None, [to.body_name, to.office_name])),
        "recipient_name": to.name,
        "contact_name": to.contact_name,
        "contact_mail": to.contact_mail,
        "base_url": settings().base_url,
    }
    return Outgoing(
        kind=kind,
        dedupe_key=f"{kind}:{mail_id}",
        **mail_texts(f"replies/mail/{kind}", **context),
        recipient_name=to.name,
        recipient_address=to.address,
        person_id=to.person_id,
        body_id=to.body_id,
        subject_id=to.subject_id,
        sender_name=to.organizer.name if ics else f"Spurwerk ({to.body_name})",
        sender_address=to.organizer.address if ics else None,
        references=(to.first_message_id,) if to.first_message_id else (),
        calendar=ics,
        calendar_method="DECLINECOUNTER" if ics else None,
    )

"""What all members are told about their minutes; each mail with the own tasks on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.core.settings import settings
from app.minutes.queries import Recipient, tasks_of
from app.minutes.record import Record
from app.outbox.rules import Outgoing
from app.people.letterhead import letterhead, sender
from app.people.tables import Body
from app.tasks.rules import link_token
from app.web.templates import mail_texts


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The minutes on their way to the members."""

    minutes_id: UUID
    record: Record
    body: Body
    until: date | None = None  # objections


def minutes_sent(letter: Letter, person: Recipient) -> Outgoing:
    """Only the own tasks are told; what the minutes say stays behind the login."""
    return _letter("minutes_sent", letter, person, str(letter.minutes_id))


def minutes_corrected(
    letter: Letter, numbers: Sequence[str], key: str, person: Recipient
) -> Outgoing:
    """`numbers` of the items whose text is another now; `key`: of this correction."""
    return _letter("minutes_corrected", letter, person, key, numbers=list(numbers))


def minutes_approved(letter: Letter, person: Recipient) -> Outgoing:
    return _letter("minutes_approved", letter, person, str(letter.minutes_id))


def _letter(kind: str, letter: Letter, person: Recipient, key: str, **more: Any) -> Outgoing:
    record, body, base_url = letter.record, letter.body, settings().base_url
    own = tasks_of(record, person.person_id)
    context = {
        **letterhead(body, person.name),
        "record": record,
        "until": letter.until,
        "since": person.since,
        "tasks": [
            (task, f"{base_url}/t/{link_token(task.id, person.person_id)}")
            for task in own
            if task.title
        ],
        "hidden": sum(not task.title for task in own),
        "link": f"{base_url}/sitzungen/{record.meeting_id}/protokoll",
        **more,
    }
    return Outgoing(
        kind=kind,
        dedupe_key=f"{kind}:{key}:{person.person_id}",
        **mail_texts(f"minutes/mail/{kind}", **context),
        recipient_name=person.name,
        recipient_address=person.address,
        person_id=person.person_id,
        subject_id=letter.minutes_id,
        group_id=record.group_id,
        **sender(body, record.group_name),
    )
